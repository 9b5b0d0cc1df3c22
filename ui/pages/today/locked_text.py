"""A rendered text as spans with one owner each; finds which free span an edit touched."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from robot.domain.views import ScriptPreview, Segment, SegmentKind

#: How a text document spells a line break.
PARAGRAPH = "\u2029"


def units(text: str) -> int:
    """Length in UTF-16 units, which is how a text document counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True, kw_only=True)
class Span:
    """A run of characters of the shown text."""

    kind: SegmentKind
    slot: str
    max_length: int
    #: The words that would be sent.
    text: str
    #: Which characters a free span takes, as a code.
    text_class: str = ""
    #: The approved words of a free span.
    default: str = ""
    #: Shown in place of an empty free span; never sent.
    placeholder: str = ""

    @property
    def shown(self) -> str:
        """What stands in the document."""
        return (self.text or self.placeholder).replace("\n", PARAGRAPH)

    @property
    def is_free(self) -> bool:
        """Whether the RM may write here."""
        return self.kind is SegmentKind.FREE


def as_typed(words: str) -> str:
    """Words as the agent will read them, so that its places are ours: one line, composed, whole."""
    whole = "".join(" " if c in "\r\n\u2028\u2029" else c for c in words if not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", whole)


def _words_of(segment: Segment, words: dict[str, str]) -> str:
    return words.get(segment.slot, segment.text) if segment.kind is SegmentKind.FREE else segment.text


@dataclass(slots=True)
class LockedText:
    """The spans in order."""

    spans: list[Span] = field(default_factory=list)

    @classmethod
    def of(cls, script: ScriptPreview, words: dict[str, str]) -> LockedText:
        """:param words: what the RM wrote, by slot; goes over the rendered text."""
        return cls(
            [
                Span(
                    kind=segment.kind,
                    slot=segment.slot,
                    max_length=segment.max_length,
                    text=_words_of(segment, words),
                    text_class=segment.text_class,
                    default=segment.default,
                )
                for segment in script.segments
            ]
        )

    @property
    def shown(self) -> str:
        """The document's characters."""
        return "".join(span.shown for span in self.spans)

    @property
    def text(self) -> str:
        """The exact text that would be sent."""
        return "".join(span.text for span in self.spans)

    def start_of(self, at: int) -> int:
        """Where the n-th span begins in the document, in UTF-16 units."""
        return sum(units(span.shown) for span in self.spans[:at])

    def end_of(self, at: int) -> int:
        """Where it ends."""
        return self.start_of(at) + units(self.spans[at].shown)

    def free(self) -> list[int]:
        """Numbers of the free spans."""
        return [at for at, span in enumerate(self.spans) if span.is_free]

    def free_at(self, first: int, last: int) -> int | None:
        """The free span that holds both document positions, or None."""
        for at in self.free():
            if self.start_of(at) <= first and last <= self.end_of(at):
                return at
        return None

    def changed_span(self, document: str) -> tuple[int, str] | None:
        """Which free span differs in the document and its new words; None when a locked one does."""
        for at in self.free():
            before = "".join(span.shown for span in self.spans[:at])
            after = "".join(span.shown for span in self.spans[at + 1 :])
            fits = document.startswith(before) and document.endswith(after)
            if fits and len(document) >= len(before) + len(after):
                return at, document[len(before) : len(document) - len(after)]
        return None

    def rewritten(self) -> list[Span]:
        """The free spans whose words are not the approved ones."""
        return [span for span in self.spans if span.is_free and span.text != span.default]

    def at(self, position: int) -> Span | None:
        """The span that holds a document position; the later one where two meet."""
        begin, found = 0, None
        for span in self.spans:
            end = begin + units(span.shown)
            if begin <= position < end or (position == end and span.shown):
                found = span
            begin = end
        return found

    def document_range(self, start: int, end: int) -> tuple[int, int]:
        """Document positions of a stretch of the text that would be sent.

        :param start: character offsets into `text`, as findings carry them.
        """
        return self._position(start, is_end=False), self._position(end, is_end=True)

    def slot_of(self, start: int, end: int) -> tuple[str, int, int] | None:
        """The free slot that wholly holds a stretch, with the stretch's offsets in it."""
        begin = 0
        for span in self.spans:
            if span.is_free and begin <= start < end <= begin + len(span.text):
                return span.slot, start - begin, end - begin
            begin += len(span.text)
        return None

    def _position(self, offset: int, *, is_end: bool) -> int:
        shown, begin = 0, 0
        for span in self.spans:
            length = len(span.text)
            inside = begin <= offset < begin + length or (is_end and begin < offset <= begin + length)
            if inside:
                return shown + units(span.text[: offset - begin])
            shown += units(span.shown)
            begin += length
        return shown
