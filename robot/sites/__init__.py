"""Driving web sites by profile: the only package that knows Playwright."""
