"""The text that would be sent: every character is locked but those of the free slots."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from robot.domain.views import Finding, SegmentKind
from ui.pages.today.locked_text import LockedText
from ui.theme import tokens
from ui.theme.theme import Theme, sized

_MOVES = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
)
_NAVIGATION = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
    | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)
_TOKENS = {
    SegmentKind.DATA: ("info", "info_soft"),
    SegmentKind.REQUIRED: ("text", "chip"),
    SegmentKind.FREE: ("ok", "ok_soft"),
}


class ScriptEditor(QTextEdit):
    """Read-only until the RM asks to edit; then only edits of free slots go through."""

    #: slot name, its words
    slot_edited = Signal(str, str)
    #: `locked` or `too_long`
    edit_refused = Signal(str)
    #: Escape or Enter: back to the list.
    left = Signal()
    #: Ctrl+Enter.
    send_requested = Signal()
    #: Whether a free slot can be written now.
    editing_changed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        """Empty and locked."""
        super().__init__()
        self._theme = theme
        self._text = LockedText()
        self._findings: tuple[Finding, ...] = ()
        self._finding_at = -1
        self._is_building = False
        self._is_editing = False
        self._is_composing = False
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFont(sized(tokens.LEAD_PT))
        self.document().setDocumentMargin(tokens.SPACE * 2)
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._paint_spans)

    # --- what it shows -----------------------------------------------------------------------------------

    @property
    def is_editing(self) -> bool:
        """Whether a free slot can be written now."""
        return self._is_editing

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._is_composing

    def show_text(self, text: LockedText, findings: tuple[Finding, ...]) -> None:
        """Show a rendered text; what the RM is writing right now is left as it is."""
        self._findings = findings
        if text.text != self._text.text or [s.slot for s in text.spans] != [s.slot for s in self._text.spans]:
            self._text = text
            self._finding_at = -1
            self._rebuild()
        else:
            self._paint_spans()

    def begin_edit(self, at: int | None = None) -> bool:
        """Go into a free slot, the first when none is named; whether there is one."""
        free = self._text.free()
        if not free:
            self.edit_refused.emit("nothing_free")
            return False
        if not self._is_editing:
            self._is_editing = True
            self.setReadOnly(False)
            self._rebuild()
            self.editing_changed.emit(True)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._go_to(self._text.end_of(free[0] if at is None else at))
        return True

    def end_edit(self) -> None:
        """Lock everything again."""
        if self._is_editing:
            self._is_editing = self._is_composing = False
            self.setReadOnly(True)
            self._rebuild()
            self.editing_changed.emit(False)

    def mark_finding(self, number: int) -> None:
        """Point at one finding and bring it into view."""
        self._finding_at = number
        self._paint_spans()
        if 0 <= number < len(self._findings):
            finding = self._findings[number]
            self._go_to(self._text.document_range(finding.start, finding.end)[0])

    def sizeHint(self) -> QSize:
        """As high as the text needs, at least four lines."""
        document = self.document()
        document.setTextWidth(max(1, self.viewport().width()))
        least = self.fontMetrics().lineSpacing() * 5
        return QSize(
            super().sizeHint().width(), max(least, round(document.size().height()) + tokens.SPACE * 3)
        )

    def minimumSizeHint(self) -> QSize:
        """Three lines."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().lineSpacing() * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width needs a new height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """While writing, an empty slot shows as a small dashed box."""
        super().paintEvent(event)
        if not self._is_editing:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.colour("ok"), 1.5, Qt.PenStyle.DashLine))
        for at in self._text.free():
            if not self._text.spans[at].shown:
                cursor = QTextCursor(self.document())
                cursor.setPosition(self._text.start_of(at))
                place = self.cursorRect(cursor)
                painter.drawRoundedRect(place.adjusted(-3, 0, 3, 0), 2, 2)

    # --- edits -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let through what moves, what leaves and what edits a free slot."""
        key = event.key()
        if self._is_composing:
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_send = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.send_requested if is_send else self.left).emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._is_editing:
            self._next_slot(-1 if key == Qt.Key.Key_Backtab else 1)
        elif (
            key in _NAVIGATION
            or any(event.matches(move) for move in _MOVES)
            or (self._is_editing and self._may_edit(event))
        ):
            super().keyPressEvent(event)
        elif event.text() or key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            event.accept()
            self.edit_refused.emit("locked")
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose only inside a free slot."""
        cursor = self.textCursor()
        if not self._is_editing or self._text.free_at(cursor.selectionStart(), cursor.selectionEnd()) is None:
            self._is_composing = False
            if event.preeditString() or event.commitString():
                QGuiApplication.inputMethod().reset()
                self.edit_refused.emit("locked")
            event.accept()
            return
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words only."""
        return self._is_editing and source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words of one line into a free slot."""
        cursor = self.textCursor()
        if self._text.free_at(cursor.selectionStart(), cursor.selectionEnd()) is None:
            self.edit_refused.emit("locked")
            return
        cursor.insertText(" ".join(source.text().split()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into a free slot begins to edit it."""
        super().mousePressEvent(event)
        position = self.cursorForPosition(event.position().toPoint()).position()
        at = self._text.free_at(position, position)
        if at is not None and not self._is_editing:
            self.begin_edit(at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Elsewhere means done."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.end_edit()

    def _may_edit(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        at = self._text.free_at(cursor.selectionStart(), cursor.selectionEnd())
        if at is None:
            return False
        if cursor.hasSelection():
            return True
        position = cursor.position()
        if event.key() == Qt.Key.Key_Backspace:
            return position > self._text.start_of(at)
        if event.key() == Qt.Key.Key_Delete:
            return position < self._text.end_of(at)
        return True

    def _on_text_changed(self) -> None:
        if self._is_building:
            return
        document = self.document().toRawText()
        if document == self._text.shown:
            return
        change = self._text.changed_span(document)
        if change is None:
            self._rebuild()
            self.edit_refused.emit("locked")
            return
        at, words = change
        span = self._text.spans[at]
        span.text = words.replace("\u2029", " ")[: span.max_length or None]
        if span.text != words:
            self._rebuild()
            self._go_to(self._text.end_of(at))
            self.edit_refused.emit("too_long")
        self._paint_spans()
        self.updateGeometry()
        self.slot_edited.emit(span.slot, span.text)

    def _next_slot(self, by: int) -> None:
        free = self._text.free()
        if free:
            position = self.textCursor().position()
            here = self._text.free_at(position, position)
            at = (free.index(here) + by) % len(free) if here in free else 0
            self._go_to(self._text.end_of(free[at]))

    def _go_to(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # --- looks -------------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._is_building = True
        for span in self._text.spans:
            if span.is_free:
                wants_hint = not self._is_editing and not span.text
                span.placeholder = (
                    self.tr("〔可填写，最多 {n} 字〕").format(n=span.max_length) if wants_hint else ""
                )
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(165, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        cursor.insertText(self._text.shown)
        self.document().clearUndoRedoStacks()
        self._is_building = False
        self._paint_spans()
        self.updateGeometry()

    def _paint_spans(self) -> None:
        selections = []
        for at, span in enumerate(self._text.spans):
            if span.kind in _TOKENS:
                ink, ground = _TOKENS[span.kind]
                look = QTextCharFormat()
                look.setForeground(self._theme.colour("muted" if span.placeholder else ink))
                look.setBackground(self._theme.colour(ground))
                selections.append(self._selection(self._text.start_of(at), self._text.end_of(at), look))
        for number, finding in enumerate(self._findings):
            if finding.end > finding.start:
                tone = "bad" if finding.severity == "block" else "warn"
                look = QTextCharFormat()
                look.setForeground(self._theme.colour(tone))
                look.setBackground(self._theme.colour(f"{tone}_soft"))
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                look.setUnderlineColor(self._theme.colour(tone))
                if number == self._finding_at:
                    look.setFontOverline(True)
                start, end = self._text.document_range(finding.start, finding.end)
                selections.append(self._selection(start, end, look))
        self.setExtraSelections(selections)

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = look
        return selection
