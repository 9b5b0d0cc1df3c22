"""The emergency key that works wherever the keyboard is: held by the agent, not by a window."""
