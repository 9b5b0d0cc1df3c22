"""How one locator of a profile becomes the driver's, and what the driver's errors mean."""

from __future__ import annotations

import re

from playwright.async_api import Error, Locator, Page

from robot.sites.profile import LocatorSpec


def by_kind(root: Page | Locator, spec: LocatorSpec) -> Locator:
    """What a locator finds below a page or an element."""
    if spec.role:
        name = re.compile(spec.name_matches) if spec.name_matches else (spec.name or None)
        exact = bool(spec.name) and not spec.name_matches
        return root.get_by_role(spec.role, name=name, exact=exact or None)  # type: ignore[arg-type]
    if spec.label:
        return root.get_by_label(spec.label, exact=True)
    if spec.placeholder:
        return root.get_by_placeholder(spec.placeholder, exact=True)
    if spec.text:
        return root.get_by_text(spec.text, exact=True)
    if spec.test_id:
        return root.get_by_test_id(spec.test_id)
    return root.locator(spec.css)


#: What the driver says when the page goes to another document while it is being read.
_NAVIGATION_WORDS = (
    "context was destroyed",
    "navigat",
    "frame was detached",
    "cannot find context",
    "adopt element handle",
)


def is_navigation(err: Error) -> bool:
    """Whether the page went to another document meanwhile."""
    message = str(err).lower()
    return any(words in message for words in _NAVIGATION_WORDS)


def short(err: Exception) -> str:
    """The first line of an error, for logs and details."""
    return str(err).splitlines()[0][:160] if str(err) else type(err).__name__
