"""The bank's customer relationship system."""

from __future__ import annotations
