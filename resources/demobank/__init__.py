"""A pretend bank for demonstrations and tests, because a robot may not practise on a real one."""

from __future__ import annotations
