"""The demonstration day: a pretend bank, a private keyring, an agent with a business clock of its own."""
