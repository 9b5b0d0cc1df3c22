"""From a cell to a text, an id or one of a few words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from robot.domain.customer import RiskTolerance, Tier, Title
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Channel
from robot.tasklist.cells import Cell
from robot.tasklist.hygiene import clean, refuse_card_number, refuse_long_number
from robot.tasklist.refusals import RowFault
from robot.tasklist.values import scalar_text

Word = TypeVar("Word", bound=StrEnum)

TASK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
CUSTOMER_ID = re.compile(r"[A-Za-z0-9-]{1,32}")
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./@-]{0,63}")
_EXTERNAL_ID = re.compile(r"\S{1,128}")
_RATE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,4})?%(?:[-~][0-9]{1,2}(?:\.[0-9]{1,4})?%)?")
_MOST_REASONS = 5
#: What a spreadsheet leaves of a long number when it saves CSV.
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+|[0-9]\.[0-9]+[Ee][0-9]+")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)

_TIERS = {
    "普通": Tier.MASS,
    "金卡": Tier.GOLD,
    "白金": Tier.PLATINUM,
    "钻石": Tier.DIAMOND,
    "私行": Tier.PRIVATE,
}
_CHANNELS = {
    "企业微信": Channel.WECOM,
    "电话": Channel.PHONE,
    "推送": Channel.PUSH,
    "柜面": Channel.COUNTER,
}
_LINES = {
    "存款": ProductLine.DEPOSIT,
    "理财": ProductLine.WEALTH,
    "贷款": ProductLine.LOAN,
    "信用卡": ProductLine.CARD,
    "服务": ProductLine.SERVICE,
}
#: Ways by which a customer can be reached, whether the robot serves them or not.
WAYS = {
    "wecom": "wecom",
    "企业微信": "wecom",
    "phone": "phone",
    "电话": "phone",
    "push": "push",
    "推送": "push",
    "app推送": "push",
    "sms": "sms",
    "短信": "sms",
}


def as_text(cell: Cell, max_chars: int) -> str:
    """Free text of one line.

    :raises RowFault: hidden characters, a formula, markup, a long number, or too long.
    """
    text = clean(scalar_text(cell))
    if len(text) > max_chars:
        raise RowFault("row.too_long", f"is longer than {max_chars} characters", value=text)
    refuse_long_number(text)
    return text


def as_id(cell: Cell, pattern: re.Pattern[str]) -> str:
    """An id that is safe as a part of a file name and is no card or identity number.

    :raises RowFault: anything else.
    """
    text = clean(scalar_text(cell))
    if _SCIENTIFIC.fullmatch(text):
        raise RowFault(
            "row.damaged_number", "is in scientific notation, so digits are lost; format the column as text"
        )
    if ".." in text or "\\" in text or text.endswith(".") or _RESERVED.fullmatch(text):
        raise RowFault("row.path_like", "reads like a path or a reserved file name")
    if not pattern.fullmatch(text):
        raise RowFault("row.bad_id", f"is not an id of the form {pattern.pattern}")
    refuse_card_number(text)
    return text


def as_external_id(cell: Cell) -> str:
    """The platform's id of a contact: 1 to 128 printable characters without a blank.

    :raises RowFault: anything else.
    """
    text = clean(scalar_text(cell))
    if _SCIENTIFIC.fullmatch(text):
        raise RowFault(
            "row.damaged_number", "is in scientific notation, so digits are lost; format the column as text"
        )
    if not _EXTERNAL_ID.fullmatch(text) or not text.isprintable():
        raise RowFault("row.bad_id", "is not 1 to 128 printable characters without blanks")
    refuse_card_number(text)
    return text


def as_masked_account(cell: Cell) -> str:
    """An account number that the bank masked, such as `6217****3821` or `尾号3821`.

    :raises RowFault: it shows more digits than a masked one does.
    """
    text = as_text(cell, 40)
    shown = sum(character.isdigit() for character in text)
    is_masked = any(mark in text for mark in "*＊×•●") or "XX" in text.upper()
    if shown > (10 if is_masked else 4):
        raise RowFault("row.unmasked_number", "is not masked; a list must never carry a whole account number")
    return text


def as_rate(cell: Cell) -> str:
    """A published rate such as `2.60%` or `2.60%-3.10%`, as the bank writes it.

    :raises RowFault: anything else.
    """
    text = unicodedata.normalize("NFKC", clean(scalar_text(cell)))
    if not _RATE.fullmatch(text):
        raise RowFault("row.bad_rate", "is not a rate such as 2.60% or 2.60%-3.10%")
    return text


def as_reasons(cell: Cell) -> tuple[str, ...]:
    """At most 5 reasons of at most 60 characters.

    :raises RowFault: more or longer ones, or text that is not plain.
    """
    reasons = tuple(as_text(part, 60) for part in as_parts(cell, r"[;；]"))
    if len(reasons) > _MOST_REASONS:
        raise RowFault("row.too_many", f"holds more than {_MOST_REASONS} reasons")
    return reasons


def as_parts(cell: Cell, separators: str) -> tuple[str, ...]:
    """The texts of a list, or of a text joined by one of `separators` (a pattern); empty ones left out.

    :raises RowFault: a list of anything but texts.
    """
    if isinstance(cell, list):
        if not all(isinstance(item, str) for item in cell):
            raise RowFault("row.wrong_kind", "is a list of something else than texts")
        parts = [clean(str(item)) for item in cell]
    else:
        # Each part is cleaned too: a part may hide a formula that the whole does not begin with.
        parts = [clean(part) for part in re.split(separators, clean(scalar_text(cell)))]
    return tuple(part for part in parts if part)


def channel_name(text: str) -> str:
    """The channel of a past contact: a known one by its key, another as the CRM writes it."""
    return WAYS.get(folded_word(text), text)


def as_title(cell: Cell) -> Title:
    """先生 or 女士."""
    return as_word(cell, Title, {})


def as_tier(cell: Cell) -> Tier:
    """A customer tier."""
    return as_word(cell, Tier, _TIERS)


def as_channel(cell: Cell) -> Channel:
    """Where the contact happens."""
    return as_word(cell, Channel, _CHANNELS)


def as_line(cell: Cell) -> ProductLine:
    """What the task is about."""
    return as_word(cell, ProductLine, _LINES)


def as_product_risk(cell: Cell) -> ProductRisk:
    """R1 to R5."""
    return as_word(cell, ProductRisk, {})


def as_customer_risk(cell: Cell) -> RiskTolerance:
    """C1 to C5."""
    return as_word(cell, RiskTolerance, {})


def as_word(cell: Cell, kind: type[Word], chinese: Mapping[str, Word]) -> Word:
    """One of a few words, in English or Chinese.

    :raises RowFault: another one.
    """
    text = folded_word(clean(scalar_text(cell)))
    for word in kind:
        if word.value.casefold() == text:
            return word
    found = chinese.get(text)
    if found is None:
        raise RowFault("row.unknown_word", f"is not one of {', '.join([*chinese, *kind])}")
    return found


def folded_word(text: str) -> str:
    """A word as it is compared: NFKC, stripped, without case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
