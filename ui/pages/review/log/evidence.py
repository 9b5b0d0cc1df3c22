"""The right half: one record with its picture, its steps, the rule, the chain, and what people said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from robot.domain.log_views import LogRecord
from ui.bridge.agent_bridge import AgentBridge
from ui.pages.review.log.facts import Facts
from ui.pages.review.log.mark_bar import MarkBar
from ui.pages.review.log.viewer import Viewer
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button, FocusReturn
from ui.widgets.labels import ElidedLabel, badge
from ui.widgets.state_note import StateNote
from ui.widgets.surfaces import Card
from ui.words import log_codes, log_words


class Evidence(Card):
    """Filled by the section; says why when there is nothing."""

    #: Escape.
    left = Signal()
    record_wanted = Signal(int)

    def __init__(self, theme: Theme, bridge: AgentBridge, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__(margin=SPACE * 3)
        self.record: LogRecord | None = None
        self.title = ElidedLabel(role="heading")
        self.result = badge()
        self.mark = badge()
        self.previous = Button(theme, "[", role="chip", name=actions["previous_anomaly"].text())
        self.next = Button(theme, "]", role="chip", name=actions["next_anomaly"].text())
        for button, name in ((self.previous, "previous_anomaly"), (self.next, "next_anomaly")):
            button.setToolTip(actions[name].text())
        self.previous.clicked.connect(actions["previous_anomaly"].trigger)
        self.next.clicked.connect(actions["next_anomaly"].trigger)
        self.viewer = Viewer(theme, bridge, actions)
        self.facts = Facts(theme)
        self.bar = MarkBar(theme, actions)
        self.note = StateNote(theme, self.tr("再试一次"))
        self.rest = QScrollArea()
        self._stack = QStackedWidget()
        self._build()
        self.facts.record_wanted.connect(self.record_wanted)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(self.title, 1)
        top.addWidget(self.mark)
        top.addWidget(self.result)
        top.addWidget(self.previous)
        top.addWidget(self.next)
        self.rest.setFrameShape(QFrame.Shape.NoFrame)
        self.rest.setWidgetResizable(True)
        self.rest.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rest.setAccessibleName(self.tr("记录的内容与证明"))
        self.rest.setWidget(self.facts)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addLayout(top)
        # The picture takes most of it whatever the facts would like to have.
        self.rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.rest.setMinimumHeight(SPACE * 12)
        column.addWidget(self.viewer, 5)
        column.addWidget(self.rest, 2)
        column.addWidget(self.bar)
        self._stack.addWidget(self.note)
        self._stack.addWidget(whole)
        self.column.addWidget(self._stack, 1)

    def set_home(self, home: QWidget) -> None:
        """Where Escape in the comment puts the focus."""
        FocusReturn(self.bar.comment, home)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from every part."""
        if event.key() == Qt.Key.Key_Escape:
            self.viewer.player.stop()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_record(self, record: LogRecord, source: str) -> None:
        """Show one.

        :param source: which workstation's log it is of; empty for this one's.
        """
        is_other = self.record is None or self.record.row.seq != record.row.seq
        self.record = record
        row = record.row
        self.title.setText(f"#{row.seq:,} {log_words.act(row.type)}")
        self.title.setAccessibleName(self.title.text())
        self.result.setText(log_words.result(row.result))
        self.result.setVisible(bool(row.result))
        set_tone(self.result, log_codes.LOOKS.get(row.result, ("", ""))[1])
        self.show_mark(row.mark)
        self.viewer.show_record(record)
        self.facts.show_record(record, source)
        self._stack.setCurrentIndex(1)
        if is_other:
            self.rest.verticalScrollBar().setValue(0)

    def show_mark(self, mark: str) -> None:
        """What a supervisor said of it."""
        self.mark.setText(log_words.mark(mark) if mark else "")
        self.mark.setVisible(bool(mark))
        tone = log_codes.MARK_LOOKS.get(mark, ("", ""))[1]
        set_tone(self.mark, tone if tone != "muted" else "")

    def clear(self) -> None:
        """Nothing is chosen."""
        self.record = None
        self.viewer.clear()
        self.facts.clear()
        self._stack.setCurrentIndex(0)
        self.note.say("shield-check", self.tr("没有选中的记录"))

    def wait(self) -> None:
        """A record is being read; said only if that takes a moment and nothing is shown yet."""
        if self.record is None:
            self._stack.setCurrentIndex(0)
            self.note.say_loading(self.tr("正在读取…"))

    def broken(self, words: str) -> None:
        """It could not be read."""
        self.record = None
        self.viewer.clear()
        self._stack.setCurrentIndex(0)
        self.note.say("triangle-alert", self.tr("读不到这条记录"), words, tone="bad", can_retry=True)
