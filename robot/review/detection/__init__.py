"""What stands out in the log, computed as records arrive; each watcher looks for one kind of thing."""
