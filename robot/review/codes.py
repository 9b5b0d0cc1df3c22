"""What a record is found by: references and codes, never names or texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

#: A reference or a code; whatever else stands in a field was typed by a person and is not indexed.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")
#: Ledger states that a record's type ends with.
_CONTACT_STATES = frozenset({"intended", "clicked", "confirmed", "absent", "unknown", "misdirected"})
_RESULT_FIELDS = ("outcome", "state", "result", "verdict")
_RULE_FIELDS = ("rule", "reason", "why")
_PICTURE_FIELDS = ("evidence", "picture")


#: Fields that a line shows elsewhere, that differ in every record, or that say nothing to a reader.
_NO_DETAIL = frozenset(
    {"task", "customer", "site", "run", "outcome", "result", "state", "reason", "rule", "why", "ms", "entry",
     "evidence", "before", "picture", "sealed", "month", "review", "seq", "at_ms", "by", "person",
     "baseline", "business_date", "channel", "strategy", "variant", "home", "clock", "policy"}
)  # fmt: skip
_LONGEST_VALUE, _LONGEST_DETAIL = 32, 120
_MOST_DIGITS = 10
_MOST_COUNT = 100_000


class Kind(IntEnum):
    """Kinds of codes in the index; the numbers are stored."""

    TYPE = 1
    SITE = 2
    RESULT = 3
    RULE = 4
    RUN = 5
    TRACK = 6
    CUSTOMER = 7
    ANOMALY = 8
    MARK = 9
    #: Who made a mark.
    BY = 10
    #: For whom a record was drawn and still waits.
    SAMPLE = 11


#: Tokens of the full-text table that are no codes.
ANY_ANOMALY, NIGHT, WORDS = "xa", "xn", "xw"


def code_token(code: int) -> str:
    """Token of a code's number."""
    return f"c{code:x}"


def task_token(task: int) -> str:
    """Token of a task's number."""
    return f"t{task:x}"


def said_token(seq: int) -> str:
    """Token of what a reviewer said, by the number of the record that says it."""
    return f"m{seq:x}"


def source_token(source: int) -> str:
    """Token of a source's number."""
    return f"s{source:x}"


@dataclass(slots=True, kw_only=True)
class Coded:
    """The codes of one record; empty where it has none. Not frozen: its task may add to it."""

    type: str
    result: str
    rules: tuple[str, ...]
    site: str
    customer: str
    task: str
    run: str
    track: str
    #: Milliseconds; -1 if it was not timed.
    ms: int
    has_picture: bool


def coded(record_type: str, payload: Mapping[str, Any]) -> Coded:
    """The codes of a record; fields that hold anything else are left out."""
    subject, _, suffix = record_type.partition(".")
    result = _first(payload, _RESULT_FIELDS)
    if subject == "contact" and suffix in _CONTACT_STATES:
        result = suffix
    intended = payload.get("intended")
    customer = payload.get("customer") or (intended.get("customer") if isinstance(intended, dict) else "")
    spent = payload.get("ms")
    return Coded(
        type=record_type,
        result=result,
        rules=_rules(payload),
        site=_code(payload.get("site")),
        customer=_code(customer),
        task=_code(payload.get("task")),
        run=_code(payload.get("run")),
        track=_code(payload.get("talk_track")),
        ms=int(spent) if isinstance(spent, int | float) and spent >= 0 else -1,
        has_picture=any(payload.get(name) for name in _PICTURE_FIELDS),
    )


def _rules(payload: Mapping[str, Any]) -> tuple[str, ...]:
    single = _first(payload, _RULE_FIELDS)
    several = payload.get("rules")
    if not isinstance(several, list):
        return (single,) if single else ()
    found = [single, *(_code(rule) for rule in several[:32])]
    return tuple(dict.fromkeys(rule for rule in found if rule))


def _first(payload: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        found = _code(payload.get(name))
        if found:
            return found
    return ""


def _code(value: object) -> str:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else ""


def detail_of(payload: Mapping[str, Any]) -> str:
    """What else a payload says, `key=value`: codes, counts and dates that many records have in common."""
    parts: list[str] = []
    length = 0
    for key, value in payload.items():
        text = "" if key in _NO_DETAIL else _common(value)
        if text:
            length += len(key) + len(text) + 2
            if length > _LONGEST_DETAIL:
                break
            parts.append(f"{key}={text}")
    return " ".join(parts)


def _common(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < _MOST_COUNT else ""
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE or not _CODE.fullmatch(value):
        return ""
    return value if sum(map(str.isdigit, value)) <= _MOST_DIGITS else ""
