"""Item models behind the lists and tables."""
