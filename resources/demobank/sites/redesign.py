"""The other design of a site: every class and test id gets another name, as after a vendor's release."""

from __future__ import annotations

import hashlib
import re

TOKEN = re.compile(r"\b(?:wc|cr)-[a-z0-9]+(?:-[a-z0-9]+)*")


def renamed(token: str) -> str:
    """The new name of one class, id or test id."""
    return "q" + hashlib.sha1(token.encode(), usedforsecurity=False).hexdigest()[:7]


def rename_all(source: str) -> str:
    """A template, style sheet or script with all its names changed."""
    return TOKEN.sub(lambda found: renamed(found.group()), source)
