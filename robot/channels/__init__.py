"""What each channel can do, over a site driven by its profile."""
