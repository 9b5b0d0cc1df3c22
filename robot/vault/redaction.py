"""The last net under a leaked password: what is about to be logged is searched for every live secret.

It goes after whatever turns exceptions into text and before whatever renders the line.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from robot.vault.port import MIN_SECRET_CHARACTERS
from robot.vault.secret import Secret, live_values
from robot.vault.spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

MASK = "***"

#: What a log record holds that is not text, or that logging itself needs as it is.
_RECORD_FIELDS_LEFT_ALONE = frozenset({"args", "exc_info", "levelname", "name"})


def mask(text: str) -> str:
    """The text with every live secret masked: as it is, base64, URL-encoded, hex or escaped."""
    return _mask_text(text, _needles())


def mask_event(_logger: object, _method: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a structlog processor, for keys and values at any depth."""
    needles = _needles()
    return {_masked(key, needles): _masked(value, needles) for key, value in event.items()}


class SecretMaskingFilter(logging.Filter):
    """The same for standard logging. Add it to handlers: a logger's filter does not see its children."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record in place, the text of its exception included."""
        needles = _needles()
        if not needles:
            return True
        record.msg, record.args = _mask_text(record.getMessage(), needles), None
        if record.exc_info:
            # Formatted here, or the next handler would format the exception again, unmasked.
            record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        for name, value in vars(record).items():
            if name not in _RECORD_FIELDS_LEFT_ALONE:
                setattr(record, name, _masked(value, needles))
        return True


def _needles() -> list[str]:
    """What to look for, longest first, so that no piece of a longer spelling is left standing.

    Worked out anew each time and searched without `re`: a cache of either would keep the text of secrets
    that are long gone. At most a handful are alive at once, and none for most of a run.
    """
    found = {
        spelling
        for value in live_values()
        if len(value) >= MIN_SECRET_CHARACTERS
        for spelling in spellings(value)
    }
    return sorted(found, key=len, reverse=True)


def _mask_text(text: str, needles: list[str]) -> str:
    for needle in needles:
        text = text.replace(needle, MASK)
    return text


def _masked(value: Any, needles: list[str]) -> Any:  # noqa: ANN401 - log values are anything
    if isinstance(value, str):
        return _mask_text(value, needles)
    if isinstance(value, (int, float, type(None), Secret)):
        return value
    if isinstance(value, dict):
        return {_masked(key, needles): _masked(item, needles) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item, needles) for item in value]
    # Anything else is rendered by its repr or str sooner or later; kept as it is while that is harmless.
    rendered = f"{value!r} {value!s}"
    return value if _mask_text(rendered, needles) == rendered else _mask_text(repr(value), needles)
