"""A web chat client in the manner of enterprise WeChat."""

from __future__ import annotations
