"""Which text is plain: no hidden characters, no formulas, no markup, no whole card or identity number."""

from __future__ import annotations

import re
import unicodedata

from robot.domain.masking import mask_name, mask_value
from robot.tasklist.refusals import RowFault

#: Characters of any one text; the columns themselves allow less.
_LONGEST = 1_000

_FORMULA_LEADS = "=+-@\t\r＝＋－＠"
_MARKUP = re.compile(r"[<>]|&#")

#: Drawn as nothing or as a blank, although Unicode calls them letters, symbols or marks.
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffd"
#: Cc, Cf, Cs, Co (rare names typed in private code points cannot be compared), line and paragraph separators,
#: non-characters, and variation selectors save the two that emoji need. One class, as each cell is searched.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0d\ufeff\ufdd0-\ufdef\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff" + _BLANKS + "]"
)
#: A date would join with its neighbours to something as long as a card number.
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)")
#: What people put between the groups of a card number besides blank and hyphen.
_SEPARATORS = re.compile(r"(?<=\d)[\s._·•\-‐-―−]{1,3}(?=\d)")

#: From here on a number in a text may be an account, a card or an identity number.
_LONG_DIGITS = 12
#: The shortest card number that Chinese banks issue.
_CARD_DIGITS = 16
_LONG_RUN = re.compile("[0-9]{12}")
_CARD_RUN = re.compile(r"(?<![0-9])[34569][0-9]{15,18}(?![0-9])")
_IDENTITY_RUN = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def harmless(text: str) -> str:
    """Text of unknown origin for a report: what is hidden, markup or the lead of a formula becomes `?`."""
    shown = _MARKUP.sub("?", _HIDDEN.sub("?", text))
    return "?" + shown[1:] if shown[:1] and shown[0] in _FORMULA_LEADS else shown


def masked(value: str) -> str:
    """A value as a report may show it."""
    # Cut first: the middle of a huge cell is never shown.
    ends = value if len(value) < _LONG_DIGITS else value[:4] + value[-4:]
    return harmless(mask_value(ends))


def masked_name(value: str) -> str:
    """A person's name as a report may show it: the family name's first character."""
    return harmless(mask_name(value[:8]))


def clean(text: str) -> str:
    """A cell's text in NFC without outer blanks.

    :raises RowFault: it holds a hidden character, a line break, markup, or begins like a formula.
    """
    text = plain(text)
    if text[:1] and text[0] in _FORMULA_LEADS:
        raise RowFault("row.formula", f"begins with {text[0]}, like a formula", value=text)
    return text


def plain(text: str) -> str:
    """As `clean`, for columns where a sign may lead a number.

    :raises RowFault: it holds a hidden character, a line break or markup.
    """
    if len(text) > _LONGEST:
        # Before anything else: normalising a long run of combining marks takes the square of its length.
        raise RowFault("row.too_long", f"is longer than {_LONGEST} characters", value=text)
    found = _HIDDEN.search(text)
    if found is not None:
        raise RowFault("row.hidden_character", _named(found.group()), value=text)
    text = unicodedata.normalize("NFC", text).strip(" \u3000\xa0")
    markup = _MARKUP.search(text)
    if markup is not None:
        raise RowFault(
            "row.markup", f"holds {markup.group()}, which is markup and not plain text", value=text
        )
    return text


def refuse_long_number(text: str) -> None:
    """Refuse free text that holds something as long as a card or identity number.

    :raises RowFault: with the value masked by whoever reports it.
    """
    if sum(character.isdigit() for character in text) < _LONG_DIGITS:
        return
    ascii_digits = _ascii_digits(text)
    joined = _SEPARATORS.sub("", _DATE.sub("~", ascii_digits))
    if _LONG_RUN.search(joined):
        raise RowFault(
            "row.unmasked_number",
            "holds a number as long as a card or identity number; it must be masked at the source",
            value=text,
        )


def refuse_card_number(text: str) -> None:
    """Refuse an id that is a card number (16-19 digits, Luhn) or an identity number (check character).

    Ids may be long digit runs by right, so here the check digits decide and not the length.

    :raises RowFault: with the value masked by whoever reports it.
    """
    if len(text) < _CARD_DIGITS:
        return
    joined = text.replace("-", "")
    cards = any(_passes_luhn(found.group()) for found in _CARD_RUN.finditer(joined))
    if cards or any(_passes_identity(found.group()) for found in _IDENTITY_RUN.finditer(joined)):
        raise RowFault(
            "row.unmasked_number",
            "is a whole card or identity number; it must not be used as an id",
            value=text,
        )


def _ascii_digits(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if folded.isascii():
        return folded
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)


def _named(character: str) -> str:
    point = f"U+{ord(character):04X}"
    if character in "\r\n\u2028\u2029":
        return f"holds a line break ({point})"
    if character == "\ufffd":
        return f"holds {point}, so the text was damaged before it came here"
    name = unicodedata.name(character, "")
    return f"holds the hidden character {point}" + (f" {name}" if name else "")


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def _passes_identity(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _IDENTITY_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()
