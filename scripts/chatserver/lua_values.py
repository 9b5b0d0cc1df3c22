"""Reads the Lua tables in which the chat server keeps its truth, exactly: counts of effects depend on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Table = dict["str | int", "Value"]
Value = str | int | float | bool | Table

_TOKEN = re.compile(
    rb"""\s*(?:
        (?P<string>"(?:[^"\\]|\\\r?\n|\\[0-9]{1,3}|\\.)*")
      | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)
      | (?P<word>[A-Za-z_]+)
      | (?P<sign>[{}\[\]=;,()])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-9]{1,3}|\r?\n|.)", re.DOTALL)
_NAMED_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_WORDS: dict[bytes, bool] = {b"true": True, b"false": False}


class NotLuaError(ValueError):
    """The file is not what the server writes; nothing may be concluded from it."""


def read_items(content: bytes) -> Iterator[Value]:
    """The argument of every `item(...)` in a list file, in order."""
    tokens = _Tokens(content)
    while not tokens.at_end():
        for expected in (b"item", b"("):
            tokens.expect(expected)
        yield _value(tokens, tokens.take())
        tokens.expect(b")")
        tokens.skip(b";")


class _Tokens:
    def __init__(self, content: bytes) -> None:
        self._content = content.rstrip()
        self._position = 0

    def at_end(self) -> bool:
        return self._position >= len(self._content)

    def take(self) -> bytes:
        match = _TOKEN.match(self._content, self._position)
        if match is None:
            raise NotLuaError(self._content[self._position : self._position + 40])
        self._position = match.end()
        return match.group().strip() if match["string"] is None else match["string"]

    def expect(self, token: bytes) -> None:
        found = self.take()
        if found != token:
            raise NotLuaError(token, found)

    def skip(self, token: bytes) -> None:
        position = self._position
        if self.at_end() or self.take() != token:
            self._position = position


def _value(tokens: _Tokens, token: bytes) -> Value:
    if token == b"{":
        return _table(tokens)
    if token.startswith(b'"'):
        return _string(token)
    if token in _WORDS:
        return _WORDS[token]
    try:
        return int(token)
    except ValueError:
        pass
    try:
        return float(token)
    except ValueError:
        raise NotLuaError(token) from None


def _table(tokens: _Tokens) -> Table:
    table: Table = {}
    index = 0
    while (token := tokens.take()) != b"}":
        key: Value
        if token == b"[":
            key = _value(tokens, tokens.take())
            tokens.expect(b"]")
            tokens.expect(b"=")
            token = tokens.take()
        else:
            index += 1
            key = index
        if not isinstance(key, (str, int)):
            raise NotLuaError(key)
        table[key] = _value(tokens, token)
        tokens.skip(b";")
        tokens.skip(b",")
    return table


def _string(token: bytes) -> str:
    return _ESCAPE.sub(_unescape, token[1:-1]).decode("utf-8")


def _unescape(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped.isdigit():
        return bytes([int(escaped)])
    return b"\n" if escaped.endswith(b"\n") else _NAMED_ESCAPES.get(escaped, escaped)
