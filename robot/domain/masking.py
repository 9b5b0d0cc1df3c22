"""What may be shown or logged of a value: enough to recognise it, not enough to use it."""

from __future__ import annotations

import re

#: Card numbers and Chinese identity numbers, in ASCII or full width: 13 or more digits in a run (X may be the
#: last), groups of four as printed on a card, or 6-8-4 as on a form. A date and a counter, as in a task's id,
#: are no such number.
_LONG_NUMBER = re.compile(
    r"(?<![0-9０-９])"
    r"(?:[0-9０-９]{12,}[0-9０-９XxＸｘ]"
    r"|[0-9０-９]{4}(?:[ \-\u00a0\u3000][0-9０-９]{4}){2,3}(?:[ \-\u00a0\u3000][0-9０-９]{1,3})?"
    r"|[0-9０-９]{6}[ \-\u00a0\u3000][0-9０-９]{8}[ \-\u00a0\u3000][0-9０-９]{3}[0-9０-９XxＸｘ])"
    r"(?![0-9０-９])"
)
#: A hash may hold a long run of digits by chance.
_HASH = re.compile(r"[0-9a-f]{32,}")


def mask_name(name: str) -> str:
    """`王芳` -> `王*`, `欧阳娜娜` -> `欧***`; empty stays empty."""
    return name[:1] + "*" * (len(name) - 1) if name else ""


def mask_value(value: str) -> str:
    """At most the first two and the last two characters of a value, for error reports."""
    if len(value) <= 4:  # noqa: PLR2004 - two and two
        return "*" * len(value)
    return f"{value[:2]}***{value[-2:]}"


def mask_long_numbers(text: str) -> str:
    """Replace every card- or identity-like number by its first 4 and last 4 digits."""
    if _HASH.fullmatch(text):
        return text

    def shorten(match: re.Match[str]) -> str:
        bare = re.sub(r"[ \-\u00a0\u3000]", "", match.group())
        return f"{bare[:4]}****{bare[-4:]}"

    return _LONG_NUMBER.sub(shorten, text)


def hide_long_numbers(text: str) -> str:
    """As `mask_long_numbers`, digit by digit, so that every other character keeps its place."""
    return _LONG_NUMBER.sub(lambda match: _hidden(match.group()), text)


def _hidden(number: str) -> str:
    digits = [at for at, character in enumerate(number) if character.isalnum()]
    kept = {*digits[:4], *digits[-4:]}
    return "".join("*" if at in digits and at not in kept else each for at, each in enumerate(number))


def holds_long_number(text: str) -> bool:
    """Whether the text holds something as long as a card or identity number."""
    return _LONG_NUMBER.search(text) is not None
