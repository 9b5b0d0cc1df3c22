"""Looks for words in everything that lies in a folder, however they may be spelt there."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path


def readable_in(folder: Path, words: Sequence[str], *, but: Sequence[str] = ()) -> list[str]:
    """`word in file as spelling` for everything that was found.

    :param but: names of files and folders that are not looked into.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or set(path.relative_to(folder).parts) & set(but):
            continue
        content = path.read_bytes()
        lowered = content.lower()
        for word in words:
            found += [
                f"{word} in {path.relative_to(folder)} as {spelling}"
                for spelling, needle in spellings(word)
                if needle in content or needle in lowered
            ]
    return found


def spellings(word: str) -> Iterator[tuple[str, bytes]]:
    """A word as bytes that somebody could read again."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        raw = word.encode(encoding)
        yield encoding, raw
        yield f"hex of {encoding}", raw.hex().encode()
        # Base64 of the word inside a longer text begins at any of three places.
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + raw)
            # The first and last groups hold bits of what stands around it.
            inner = coded[4 if shift else 0 : -4]
            if len(inner) >= 8:
                yield f"base64 of {encoding}", inner
    yield "JSON escapes", json.dumps(word)[1:-1].encode()
