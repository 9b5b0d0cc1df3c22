"""What may stand in place of words that are not allowed: the rule's approved wording, else the template's."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from robot.domain.views import Finding
from ui.pages.today.locked_text import LockedText, Span

#: Unicode's name for what ends a clause or a sentence, in any script.
_PUNCTUATION = "Po"
#: Free slots that take whole sentences; others take words that fit their class, which their defaults do.
_TAKES_SENTENCES = frozenset({"", "chinese_text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Approved words and the place in a free slot that they take."""

    slot: str
    #: Characters of the slot's words, from 0; the second is behind the last one.
    start: int
    end: int
    words: str
    #: The talk track's own words come back to the whole slot.
    is_original: bool


def remedy_of(text: LockedText, finding: Finding) -> Remedy | None:
    """The approved words for one finding, or None when there are none that fit.

    :param text: what was judged.
    """
    span, start, end = _place(text, finding)
    if span is None:
        return None
    original = _original(span)
    if not finding.replacement or finding.replacement == span.default:
        return original
    is_inside = 0 <= start < end <= len(span.text)
    if not is_inside or span.text_class not in _TAKES_SENTENCES:
        return original
    remedy = _in_place(text, span, start, end, finding.replacement)
    grown = len(span.text) + len(remedy.words) - (remedy.end - remedy.start)
    return remedy if grown <= (span.max_length or grown) else original


def _place(text: LockedText, finding: Finding) -> tuple[Span | None, int, int]:
    """The free slot that a finding touches, with the finding's offsets in it; they may lie outside."""
    begin = 0
    for span in text.spans:
        behind = begin + len(span.text)
        touches = finding.start < behind and begin < finding.end
        is_named = finding.start == finding.end and finding.params.get("slot") == span.slot
        if span.is_free and (touches or is_named):
            return span, finding.start - begin, finding.end - begin
        begin = behind
    return None, 0, 0


def _original(span: Span) -> Remedy | None:
    if not span.default or span.text == span.default:
        return None
    return Remedy(slot=span.slot, start=0, end=len(span.text), words=span.default, is_original=True)


def _in_place(text: LockedText, span: Span, start: int, end: int, words: str) -> Remedy:
    if _ends_a_clause(words[-1:]):
        # An approved sentence takes the place of the whole clause.
        while start > 0 and not _ends_a_clause(span.text[start - 1]):
            start -= 1
        while end < len(span.text) and not _ends_a_clause(span.text[end]):
            end += 1
        if _ends_a_clause((span.text[end:] + _behind(text, span))[:1]):
            words = words[:-1]
    return Remedy(slot=span.slot, start=start, end=end, words=words, is_original=False)


def _ends_a_clause(character: str) -> bool:
    return bool(character) and unicodedata.category(character) == _PUNCTUATION


def _behind(text: LockedText, span: Span) -> str:
    at = next(number for number, one in enumerate(text.spans) if one is span)
    return "".join(one.text for one in text.spans[at + 1 :])
