"""Asks why somebody wants to see what is masked, shows it, and says as which record that was logged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from robot.domain.log_views import LogRow, LogUnmasked
from ui.pages.review.log.facts import Line, Lines
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.words import log_fields, log_words

#: A shorter reason says nothing, a longer one is not kept, in characters.
SHORTEST, LONGEST = 4, 500
#: Room for what was opened, in device-independent pixels; longer texts scroll.
_HIGHEST = SPACE * 80


class UnmaskDialog(Overlay):
    """What was opened is gone from the window when it closes."""

    #: source, sequence number, reason
    wanted = Signal(str, int, str)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        """Closed."""
        super().__init__(host, "")
        self._row: LogRow | None = None
        self.setAccessibleName(self.tr("查看原文"))
        self.about = WrappedLabel(role="muted")
        self.reason = QLineEdit()
        self.fault = WrappedLabel()
        self.noted = WrappedLabel()
        self.facts = Lines(self.tr("密封的内容"))
        self.confirm = Button(theme, self.tr("记入日志并打开"), "lock-open", role="primary")
        self.cancel = Button(theme, self.tr("关闭"))
        self._build()
        self.reason.textChanged.connect(self._refresh)
        self.reason.returnPressed.connect(self._on_confirm)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.dismiss)

    def _build(self) -> None:
        column = self.card.column
        column.addWidget(PlainLabel(self.tr("查看原文"), "name"))
        self.about.setMinimumWidth(columns(self, 72))
        column.addWidget(self.about)
        self.reason.setMaxLength(LONGEST)
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("为什么要看（至少 4 个字；先记入日志，再打开）"))
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        column.addWidget(self.noted)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("密封的内容"))
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, 0, SPACE * 2, 0)
        inner.addWidget(self.facts)
        inner.addStretch(1)
        scroll.setWidget(held)
        self._scroll = scroll
        column.addWidget(scroll)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        column.addLayout(row)

    def ask_about(self, row: LogRow) -> None:
        """Ask for the reason."""
        self._row = row
        self.facts.fill(())
        self._scroll.hide()
        self.reason.clear()
        self.reason.show()
        self.fault.hide()
        self.noted.hide()
        self.confirm.show()
        words = self.tr("#{seq} {act} {name}：打开遮盖的姓名和文本。谁、何时、为什么都会记入日志。")
        self.about.setText(words.format(seq=f"{row.seq:,}", act=log_words.act(row.type), name=row.name))
        self._refresh()
        self.open()

    def show_facts(self, opened: LogUnmasked) -> None:
        """What the seal held."""
        row = self._row
        if not self.isVisible() or row is None or (opened.source, opened.seq) != (row.source, row.seq):
            return
        self.fault.hide()
        self.reason.hide()
        self.confirm.hide()
        told = self.tr("已记入日志第 {seq} 条").format(seq=f"{opened.noted:,}")
        self.noted.setText(told)
        self.noted.set_tone("ok")
        self.noted.show()
        lines = [Line(name=log_fields.fact(fact.name), value=fact.value) for fact in opened.facts]
        self.facts.fill(lines or [Line(name="", value=self.tr("没有密封的内容"))])
        self._scroll.setFixedHeight(min(self.facts.sizeHint().height() + SPACE * 2, _HIGHEST))
        self._scroll.show()
        self.cancel.setFocus()
        announce(self.cancel, told)

    def show_fault(self, words: str) -> None:
        """It was not opened."""
        self.fault.setText(words)
        self.fault.set_tone("bad")
        self.fault.show()
        self._refresh()
        self.reason.setFocus()

    def focus_first(self) -> None:
        """The reason."""
        self.reason.setFocus()

    def dismiss(self) -> None:
        """Go away; what was opened is gone too."""
        self._row = None
        self.facts.fill(())
        self.reason.clear()
        super().dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes from every field."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def _refresh(self) -> None:
        self.confirm.setEnabled(len(self.reason.text().strip()) >= SHORTEST)

    def _on_confirm(self) -> None:
        reason = self.reason.text().strip()
        if self._row is not None and len(reason) >= SHORTEST and self.confirm.isEnabled():
            self.confirm.setEnabled(False)
            self.wanted.emit(self._row.source, self._row.seq, reason)
