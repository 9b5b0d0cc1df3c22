"""A real chat server with a real chat client, and its archive as the judge: neither was written here."""
