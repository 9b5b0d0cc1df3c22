"""The fault campaign: a real robot at a pretend bank, with trouble at one step of one task after another."""
