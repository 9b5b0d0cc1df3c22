"""Reads signed JSON so that two readers cannot see two things in it: no key twice, nothing unknown."""

from __future__ import annotations

import json
from typing import NoReturn, TypeVar

import rfc8785
from pydantic import BaseModel, ConfigDict, ValidationError

#: Longest number; a count of years has fewer digits.
_MOST_DIGITS = 15
#: Beyond it JSON's readers disagree.
_MOST_LEVELS = 6


class DocumentUnreadableError(Exception):
    """The bytes are no such document; the message says why."""


class Document(BaseModel):
    """What every signed document is: strict, frozen, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_D = TypeVar("_D", bound=Document)


def encode(value: object) -> bytes:
    """The one RFC 8785 spelling of a JSON value."""
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # its type is a recursive alias of JSON


def parse(content: bytes, shape: type[_D], *, limit: int) -> _D:
    """The document that the bytes say.

    :param limit: most bytes; more are not looked at.
    :raises DocumentUnreadableError: they say none, or say something twice.
    """
    if len(content) > limit:
        raise DocumentUnreadableError(f"it is larger than {limit} bytes")
    try:
        value = _DECODER.decode(content.decode("utf-8"))
        _refuse_deep(value, _MOST_LEVELS)
        # The second reading is pydantic's own, because only it takes dates from text and nothing else.
        document = shape.model_validate_json(content)
    except ValidationError as err:
        first = err.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise DocumentUnreadableError(f"{where}: {first['msg']}") from None
    except (ValueError, RecursionError) as err:
        raise DocumentUnreadableError(str(err) or type(err).__name__) from None
    return document


def refuse_other_spelling(encoded: bytes, content: bytes) -> None:
    """What was signed has one spelling: the one in which it is written again.

    :raises DocumentUnreadableError: the content is another.
    """
    if encoded != content:
        raise DocumentUnreadableError("it is not in the canonical spelling (RFC 8785)")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return members


def _whole(raw: str) -> int:
    if len(raw) > _MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(raw)


def _refuse(raw: str) -> NoReturn:
    raise ValueError(f"{raw[:20]} is not a whole number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_whole, parse_float=_refuse, parse_constant=_refuse
)


def _refuse_deep(value: object, levels: int) -> None:
    if levels < 0:
        raise ValueError("too many levels are nested")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_deep(item, levels - 1)
    elif isinstance(value, list):
        for item in value:
            _refuse_deep(item, levels - 1)
