"""Run: what the robot does right now, and how to stop it."""
