"""The supervisor's review of the log: an index of references and codes, and what is read through it."""
