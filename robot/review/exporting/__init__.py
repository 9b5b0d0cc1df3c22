"""Rows of the log as files for people elsewhere: no formula in any cell, and a watermark in each."""
