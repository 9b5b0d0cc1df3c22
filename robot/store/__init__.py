"""The workstation's SQLite file: tasks, contact ledger, journal and settings, written by one thread."""
