"""Invented customers, their history and the day's tasks, the same ones for the same seed."""

from __future__ import annotations
