"""The bank's one database file, behind small modules that each know one subject."""

from __future__ import annotations
