"""Figures in a text, as classes that patterns can name: what no list of words can hold."""

from __future__ import annotations

import re

from robot.compliance.hits import Hits
from robot.compliance.view import View

#: Bounded and not begun amid digits, so that a row of digits costs no more than as many letters.
_NUMBER = r"(?<!\d)\d{1,12}(?:\.\d{1,6})?"
_SECOND = r"\d{1,12}(?:\.\d{1,6})?"
_FIGURES: dict[str, re.Pattern[str]] = {
    # 5%, 百分之五点二, 五个点, 八厘; 3点 alone is an hour.
    "percent": re.compile(
        rf"(?:{_NUMBER}(?:[到至]{_SECOND})?%|百分之[\d十百点两几.]{{1,12}}|(?<!\d)[\d十两几.]{{1,8}}个(?:多)?(?:百分)?点"
        r"|(?<!\d)[\d两几]{1,4}(?:\.\d{1,4})?(?:厘|分利|分息))"
    ),
    "sum": re.compile(
        rf"(?:{_NUMBER}|[十百千两几半]{{1,6}})(?:多|来)?[十百千万亿w]{{1,6}}(?:元|块)?|{_NUMBER}(?:元|块|w)"
    ),
    "many": re.compile(r"[1-9]\d{1,}|[十百千]"),
    # A mobile number, a card, a messenger's number.
    "number": re.compile(r"\d{5,}"),
    "handle": re.compile(r"[a-z][a-z0-9]{4,}"),
}


def note_figures(view: View, hits: Hits) -> None:
    """Add the figures of a view to its hits."""
    if not any(character.isdigit() or character in "十百几两" for character in view.text):
        names: tuple[str, ...] = ("handle",)
    else:
        names = tuple(_FIGURES)
    for name in names:
        for found in _FIGURES[name].finditer(view.text):
            hits.add((name,), found.span())
