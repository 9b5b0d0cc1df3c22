"""The switchboard for trouble and the bank's truth, for tests only; no robot may see either."""

from __future__ import annotations
