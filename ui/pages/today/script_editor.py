"""The text that would be sent: every character is locked but those of the free slots."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QToolTip

from robot.domain.views import Finding
from ui.pages.today.finding_marks import FindingMarks
from ui.pages.today.finding_tips import finding_tip, span_tip
from ui.pages.today.locked_text import LockedText, Span, as_typed, units
from ui.pages.today.span_looks import span_selections
from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.widgets.labels import literal_tip

_MOVES = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
)
#: They only bring back what free slots held before.
_REMEMBERS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_NAVIGATION = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
    | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


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
    #: Whether an input method is in the middle of a word.
    composing_changed = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        """Empty and locked."""
        super().__init__()
        self._theme = theme
        self._text = LockedText()
        self._findings: tuple[Finding, ...] = ()
        #: The text that the findings are about.
        self._judged = ""
        self._finding_at = -1
        self._marks = FindingMarks(self.document())
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

    @property
    def text(self) -> LockedText:
        """What is shown, with what was typed."""
        return self._text

    def show_text(self, text: LockedText, findings: tuple[Finding, ...], judged: str) -> None:
        """Show a rendered text; what the RM is writing right now is left as it is.

        :param judged: the text that the findings are about; marks of an older one only move along.
        """
        is_news = findings != self._findings or judged != self._judged
        self._findings, self._judged = findings, judged
        if text.text != self._text.text or [s.slot for s in text.spans] != [s.slot for s in self._text.spans]:
            self._text = text
            self._finding_at = -1
            self._rebuild()
        elif is_news:
            self._place_marks()
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
            self._is_editing = False
            self.setReadOnly(True)
            self._rebuild()
            self._set_composing(False)
            self.editing_changed.emit(False)

    def slot_in_hand(self) -> Span | None:
        """The free slot that is written now."""
        position = self.textCursor().position()
        at = self._text.free_at(position, position) if self._is_editing else None
        return None if at is None else self._text.spans[at]

    def replace(self, slot: str, start: int, end: int, words: str) -> None:
        """Put other words into a free slot, as an edit that can be undone.

        :param start: characters of the slot's words, from 0.
        :param end: behind the last one.
        """
        for at, span in enumerate(self._text.spans):
            if span.is_free and span.slot == slot and span.placeholder:
                span.text = as_typed(words)
                self._rebuild()
                self.slot_edited.emit(slot, span.text)
                return
            if span.is_free and span.slot == slot:
                begin = self._text.start_of(at)
                cursor = QTextCursor(self.document())
                cursor.setPosition(begin + units(span.text[:start]))
                cursor.setPosition(begin + units(span.text[:end]), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(words)
                if self._is_editing:
                    self.setTextCursor(cursor)
                return

    def mark_finding(self, number: int) -> None:
        """Point at one finding and bring it into view; -1 points at none."""
        if number == self._finding_at == -1:
            return
        self._finding_at = number
        self._paint_spans()
        place = self._marks.range_of(number)
        if place is not None:
            self._go_to(place[1])

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
            or (self._is_editing and any(event.matches(one) for one in _REMEMBERS))
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
            self._set_composing(False)
            if event.preeditString() or event.commitString():
                QGuiApplication.inputMethod().reset()
                self.edit_refused.emit("locked")
            event.accept()
            return
        is_composing = bool(event.preeditString())
        # Told before the words when a word begins, and after them when it is whole.
        if is_composing:
            self._set_composing(True)
        self._is_composing = is_composing
        super().inputMethodEvent(event)
        if not is_composing:
            self.composing_changed.emit(False)

    def _set_composing(self, is_composing: bool) -> None:
        if is_composing != self._is_composing:
            self._is_composing = is_composing
            self.composing_changed.emit(is_composing)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pointing at a place tells what is wrong there, or who owns it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), literal_tip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, position: int) -> str:
        """What there is to say about a place of the document."""
        numbers = [at for at in self._marks.at(position) if at < len(self._findings)]
        if numbers:
            return "\n\n".join(finding_tip(self._findings[number]) for number in numbers)
        span = self._text.at(position)
        return span_tip(span) if span is not None else ""

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
        typed = as_typed(words)
        span.text = typed[: span.max_length or None]
        if span.text != words:
            self._rebuild()
            self._go_to(self._text.end_of(at))
            if span.text != typed:
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
        if self.document().toRawText() == self._text.shown:
            # Nothing but the look changes, and what was typed can still be undone.
            self._is_building = False
            self._paint_spans()
            return
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(165, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        cursor.insertText(self._text.shown)
        self.document().clearUndoRedoStacks()
        self._is_building = False
        self._marks.clear()
        self._place_marks()
        self._paint_spans()
        self.updateGeometry()

    def _place_marks(self) -> None:
        """Marks of a verdict on other words stay where the words moved them."""
        if self._judged == self._text.text:
            self._marks.place(self._text, self._findings)

    def _paint_spans(self) -> None:
        spans = span_selections(self.document(), self._text, self._theme, is_editing=self._is_editing)
        self.setExtraSelections(spans + self._marks.selections(self._theme, self._finding_at))
