"""Measurements, one file each; `scripts/bench` lists and starts them."""
