"""日志: the section in which a supervisor reads the journal."""
