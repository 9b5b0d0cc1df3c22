"""The bank's web sites, each with an origin, a login and a look of its own."""

from __future__ import annotations
