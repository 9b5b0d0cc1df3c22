"""What `tandem` prints: tables, the progress of a run, and the same as JSON where a machine reads."""
