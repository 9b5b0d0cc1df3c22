"""How the spans of a text look: whose they are, and what can be written."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from robot.domain.views import SegmentKind
from ui.pages.today.locked_text import LockedText, Span, units
from ui.theme.theme import Theme

#: Ink and ground of each owner.
_TOKENS = {
    SegmentKind.DATA: ("info", "info_soft"),
    SegmentKind.REQUIRED: ("text", "chip"),
    SegmentKind.FREE: ("ok", "ok_soft"),
}


def span_selections(
    document: QTextDocument, text: LockedText, theme: Theme, *, is_editing: bool
) -> list[QTextEdit.ExtraSelection]:
    """The looks of all spans of a document that shows the text."""
    selections, start = [], 0
    for span in text.spans:
        end = start + units(span.shown)
        look = _look_of(span, theme, is_editing=is_editing)
        if look is not None:
            selections.append(_selection(document, start, end, look))
        start = end
    return selections


def _look_of(span: Span, theme: Theme, *, is_editing: bool) -> QTextCharFormat | None:
    look = QTextCharFormat()
    if span.kind in _TOKENS:
        ink, ground = _TOKENS[span.kind]
        look.setForeground(theme.colour("muted" if span.placeholder else ink))
        look.setBackground(theme.colour(ground))
    elif is_editing:
        # What cannot be written steps back behind what can.
        look.setForeground(theme.colour("muted"))
        # Qt paints a selection's ink surely only where it has a ground too.
        look.setBackground(theme.colour("surface"))
    else:
        return None
    return look


def _selection(
    document: QTextDocument, start: int, end: int, look: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    last = document.characterCount() - 1
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    selection.format = look
    return selection
