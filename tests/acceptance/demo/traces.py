"""What to look for in files that must hold no secret and no full number."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

#: Card numbers as most issuers have them, and identity numbers; not inside a hash or another number.
_CARD = re.compile(rb"(?<![0-9A-Za-z+/])(?:62[0-9]{14,17}|[45][0-9]{15})(?![0-9A-Za-z+/])")
_IDENTITY = re.compile(rb"(?<![0-9A-Za-z+/])[1-8][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z+/])")
#: Counters of the journal's header, which may look like anything.
_COUNTERS = re.compile(rb'"(?:mono_ns|wall_us)":"[0-9]+"')


def files_below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file with what is in it."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file, file.read_bytes()


def encodings(secret: str) -> dict[str, bytes]:
    """The ways in which a secret is most likely written by mistake."""
    raw = secret.encode()
    return {
        "raw": raw,
        "utf-16": secret.encode("utf-16-le"),
        **{f"base64 {shift}": _base64(raw, shift) for shift in range(3)},
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "url": "".join(f"%{byte:02X}" for byte in raw).encode(),
        "url of what must be": quote(secret, safe="").encode(),
    }


def _base64(raw: bytes, shift: int) -> bytes:
    """What is the same in base64 whatever stands before (so many bytes modulo three) and after."""
    whole = base64.b64encode(b"\0" * shift + raw)
    first = (0, 2, 3)[shift]
    last = (len(raw) + shift) * 8 // 6
    return whole[first:last]


def card_like_numbers(content: bytes) -> list[str]:
    """Full card and identity numbers that pass their own checksum."""
    text = _COUNTERS.sub(b"", content)
    cards = [number.decode() for number in _CARD.findall(text)]
    identities = [number.decode().upper() for number in _IDENTITY.findall(text)]
    return [card for card in cards if _luhn(card)] + [paper for paper in identities if _iso7064(paper)]


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(number), 1)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _iso7064(paper: str) -> bool:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(paper[:17]))
    return "10X98765432"[total % 11] == paper[17]
