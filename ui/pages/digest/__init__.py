"""The morning's page in the window."""
