"""What stands in the middle when there is no card: loading, failed, or nothing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy

from ui.pages.today.desk import Desk
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card
from ui.words import sentences


class NoTask(Card):
    """Says which of the three it is, the first only after a moment."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Follow the desk."""
        super().__init__()
        self._desk = desk
        self._glyph = Glyph(theme, "inbox", "muted", SPACE * 9)
        self._title = PlainLabel(role="heading")
        self._text = WrappedLabel(role="muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._retry = Button(theme, self.tr("再试一次"), "refresh-cw")
        self._retry.clicked.connect(desk.retry_card)
        self.column.addStretch(2)
        for part in (self._glyph, self._title):
            self.column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._text)
        self.column.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(150)
        self._late.timeout.connect(self._say)

    def refresh(self) -> None:
        """Say what is the matter."""
        is_loading = self._desk.current and self._desk.card is None and self._desk.card_fault is None
        if is_loading or not self._desk.is_loaded:
            self._late.start()
            if not self._title.text():
                self._glyph.hide()
                self._retry.hide()
        else:
            self._late.stop()
            self._say()

    def tip(self, text: str) -> None:
        """A note while no card is shown."""
        self._text.setText(text)

    def _say(self) -> None:
        desk = self._desk
        self._glyph.show()
        self._retry.setVisible(desk.card_fault is not None)
        if desk.card_fault is not None:
            self._glyph.show_icon("triangle-alert", "bad")
            self._title.setText(self.tr("这位客户的资料没有取到"))
            words = sentences.fault_sentence(desk.card_fault.code, desk.card_fault.message)
            self._text.setText(
                self.tr("{why}\n任务没有改变。代码 {code}").format(why=words, code=desk.card_fault.code)
            )
        elif not desk.bridge.is_online:
            self._glyph.show_icon("wifi-off", "muted")
            self._title.setText(self.tr("正在连接机器人"))
            self._text.setText(self.tr("连上之前不会发送任何消息"))
        elif desk.current or not desk.is_loaded:
            self._glyph.show_icon("loader-circle", "muted")
            self._title.setText(self.tr("正在取资料"))
            self._text.setText("")
        else:
            self._glyph.show_icon("inbox", "muted")
            rows = desk.queue.rows()
            self._title.setText(self.tr("今天已处理完") if rows else self.tr("今天还没有任务"))
            words = self.tr("共 %n 条。Z 可撤销还在倒计时的发送", "", len(rows))
            self._text.setText(words if rows else self.tr("清单到达后会自动出现在左边"))
