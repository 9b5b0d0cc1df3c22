"""The process that owns browser, store, journal and keyring, and the socket by which fronts speak with it."""
