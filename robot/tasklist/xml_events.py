"""XML of unknown origin as a stream of events: no DTD, so no entities, and bounded in every way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from robot.tasklist.refusals import too_large, unreadable

#: Bytes that one tag or comment may take before it ends.
_LONGEST_TOKEN = 1024 * 1024
_DEEPEST = 64
#: Names of elements and attributes; the parser keeps each one for as long as it lives.
_MOST_NAMES = 2_000


class XmlListener(Protocol):
    """Who hears the events; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text, at most 64 KB."""


class _Guard:
    """Counts what a hostile document could pile up, and passes the rest on."""

    def __init__(self, listener: XmlListener, max_elements: int) -> None:
        self._listener = listener
        self._left = max_elements
        self._max_elements = max_elements
        self._depth = 0
        self._names: set[str] = set()
        #: Bare name by full name: splitting each one again would cost a third of the time.
        self._bare: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        self._depth += 1
        if self._left < 0:
            raise too_large("The number of cells", self._max_elements, "XML elements")
        if self._depth > _DEEPEST:
            raise unreadable("The workbook's XML is nested too deeply.")
        if name not in self._bare:
            self._bare[name] = name.rpartition("}")[2]
        if not attributes.keys() <= self._names:
            self._names.update(attributes)
        if len(self._names) + len(self._bare) > _MOST_NAMES:
            raise unreadable("The workbook's XML uses too many names.")
        self._listener.start(self._bare[name], attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(self._bare[name])


def _refuse_doctype(*_: object) -> None:
    raise unreadable("The workbook's XML declares a document type, which a spreadsheet program never writes.")


def feed(chunks: Iterable[bytes], listener: XmlListener, max_elements: int) -> Iterator[None]:
    """Parse chunk by chunk; yields after each one, so that the caller can take what has been heard.

    :raises InputRefused: malformed XML, a document type, or a bound.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    guard = _Guard(listener, max_elements)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = listener.text
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise too_large("A tag of the workbook's XML", _LONGEST_TOKEN, "bytes")
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise unreadable(
            f"The workbook's XML is malformed ({expat.errors.messages.get(fault.code, 'unknown fault')})."
        ) from None
    yield


def drain(chunks: Iterable[bytes], listener: XmlListener, max_elements: int) -> None:
    """As `feed`, to the end at once."""
    for _ in feed(chunks, listener, max_elements):
        pass
