"""How a secret may be spelled in a log line once other code has encoded it."""

from __future__ import annotations

import base64
import json
import re
from html import escape
from urllib.parse import quote, quote_plus

#: Shorter pieces of base64 turn up in ordinary words.
_MIN_BASE64_CHARACTERS = 6

_PERCENT_ESCAPE = re.compile("%[0-9A-F]{2}")


def spellings(value: str) -> set[str]:
    """Every text that stands for the value."""
    found = {
        value,
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        repr(value)[1:-1],
        escape(value),
    }
    for quoted in (quote(value, safe=""), quote(value), quote_plus(value)):
        found |= {quoted, _PERCENT_ESCAPE.sub(lambda match: match[0].lower(), quoted)}
    for encoded in (value.encode("utf-8"), value.encode("utf-16-le")):
        found |= _base64_pieces(encoded)
        found |= {encoded.hex(), encoded.hex().upper(), repr(encoded)[2:-1]}
    return found


def _base64_pieces(encoded: bytes) -> set[str]:
    """The base64 of the value wherever it stands in a longer text, as in `user:password`.

    Base64 turns 3 bytes into 4 characters, so a value is spelled in three ways, by its position; the
    characters at both ends also depend on its neighbours and are left out.
    """
    pieces: set[str] = set()
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * before + encoded).decode("ascii").rstrip("=")
            first = -(-before * 8 // 6)
            last = (before + len(encoded)) * 8 // 6
            if last - first >= _MIN_BASE64_CHARACTERS:
                pieces.add(text[first:last])
    pieces.add(base64.b64encode(encoded).decode("ascii"))
    pieces.add(base64.urlsafe_b64encode(encoded).decode("ascii"))
    return pieces
