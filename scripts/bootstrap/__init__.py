"""What the commands in this folder share; standard library only, for it runs before anything is installed."""
