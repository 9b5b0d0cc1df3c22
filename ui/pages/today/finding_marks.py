"""Wavy lines under what the check objects to; they move along with the words until the next verdict."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from robot.domain.views import Finding
from ui.pages.today.locked_text import LockedText
from ui.theme.theme import Theme


def tone_of(finding: Finding) -> str:
    """Which colour a finding has: what only wants a look is amber, everything else is red."""
    return "warn" if finding.severity == "review" else "bad"


@dataclass(slots=True, kw_only=True)
class _Mark:
    #: Number of the finding in the verdict.
    number: int
    finding: Finding
    #: Selects the place; the document moves it.
    place: QTextCursor


class FindingMarks:
    """The findings of one verdict that are about words, each at its place in a document."""

    def __init__(self, document: QTextDocument) -> None:
        """:param document: what the marks stand in; it outlives them."""
        self._document = document
        self._marks: list[_Mark] = []

    def place(self, text: LockedText, findings: tuple[Finding, ...]) -> None:
        """Mark a new verdict.

        :param text: what was judged, as it stands in the document.
        """
        last = self._document.characterCount() - 1
        self._marks = []
        for number, finding in enumerate(findings):
            if finding.end <= finding.start:
                continue
            start, end = text.document_range(finding.start, finding.end)
            cursor = QTextCursor(self._document)
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
            # Words typed right behind a finding are not part of it.
            cursor.setKeepPositionOnInsert(True)
            self._marks.append(_Mark(number=number, finding=finding, place=cursor))

    def clear(self) -> None:
        """Forget them."""
        self._marks = []

    def at(self, position: int) -> list[int]:
        """Numbers of the findings that hold a document position, the narrowest first."""
        held = [m for m in self._marks if m.place.selectionStart() <= position <= m.place.selectionEnd()]
        return [mark.number for mark in sorted(held, key=_width)]

    def range_of(self, number: int) -> tuple[int, int] | None:
        """Where a finding stands now, in document positions; None when it is about no words."""
        for mark in self._marks:
            if mark.number == number:
                return mark.place.selectionStart(), mark.place.selectionEnd()
        return None

    def selections(self, theme: Theme, chosen: int) -> list[QTextEdit.ExtraSelection]:
        """How they look; what is painted last is seen.

        :param chosen: number of the finding that is pointed at, or -1.
        """
        wide_first = sorted(self._marks, key=lambda mark: (tone_of(mark.finding) == "bad", -_width(mark)))
        return [self._selection(theme, mark, is_chosen=mark.number == chosen) for mark in wide_first]

    @staticmethod
    def _selection(theme: Theme, mark: _Mark, *, is_chosen: bool) -> QTextEdit.ExtraSelection:
        tone = tone_of(mark.finding)
        look = QTextCharFormat()
        look.setForeground(theme.colour("surface" if is_chosen else tone))
        look.setBackground(theme.colour(tone if is_chosen else f"{tone}_soft"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour("surface" if is_chosen else tone))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(mark.place)
        selection.format = look
        return selection


def _width(mark: _Mark) -> int:
    return mark.place.selectionEnd() - mark.place.selectionStart()
