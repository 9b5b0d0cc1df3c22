"""The line between the window and the agent: threads that wait, so that the window never does."""
