"""Tandem's engine: everything that acts, without a window."""
