"""Settings: accounts, sites, language and looks."""
