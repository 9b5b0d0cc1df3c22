"""The code that somebody must scan so that a site lets the robot in; gone by itself once it does."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from robot.domain.night_views import LoginPrompt, SiteWait
from robot.domain.views import AgentStatus
from ui.bridge.agent_bridge import AgentBridge
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.words import figures
from ui.words.digest_words import site as site_name
from ui.words.waits import WaitWords

#: A site renews its code within a minute or two; the picture must not be an old one.
_REFRESH_MS = 1500
_CODE = SPACE * 55


class LoginDialog(Overlay):
    """Asks for the code while it is open, and keeps it nowhere."""

    settings_requested = Signal()

    def __init__(self, host: QWidget, theme: Theme, bridge: AgentBridge) -> None:
        """Closed."""
        super().__init__(host, "")
        self._bridge = bridge
        self._is_waiting = False
        self.setAccessibleName(self.tr("登录网站"))
        self.title = PlainLabel(role="name")
        self.text = WrappedLabel(role="muted")
        self.code = PlainLabel()
        self.code.setFixedSize(QSize(_CODE, _CODE))
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setAccessibleName(self.tr("登录二维码"))
        self.age = PlainLabel(role="small")
        self.settings = Button(theme, self.tr("打开设置"), "key-round")
        self.later = Button(theme, self.tr("稍后"))
        self._build()
        self.settings.clicked.connect(self._on_settings)
        self.later.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._ask)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        bridge.status_received.connect(self._on_status)

    def _build(self) -> None:
        column = self.card.column
        self.text.setMinimumWidth(columns(self, 62))
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.age, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addStretch(1)
        row.addWidget(self.settings)
        row.addWidget(self.later)
        column.addLayout(row)

    def focus_first(self) -> None:
        """Escape, Enter and a screen reader all begin at the harmless button."""
        self.later.setFocus()

    def open(self) -> None:
        """Begin to ask."""
        self._forget()
        super().open()
        self._on_status(self._bridge.status)
        if self.isVisible():
            self._timer.start()
            self._ask()

    def dismiss(self) -> None:
        """Ask no more, and let the code go."""
        self._timer.stop()
        self._forget()
        super().dismiss()

    def _forget(self) -> None:
        self.code.setPixmap(QPixmap())
        self.code.setText(self.tr("正在取二维码…"))
        self.age.setText("")

    def _ask(self) -> None:
        if self._bridge.is_online and not self._is_waiting:
            self._is_waiting = True
            self._bridge.ask("login_prompt")

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb != "login_prompt":
            return
        self._is_waiting = False
        if not self.isVisible():
            return
        if not isinstance(answer, LoginPrompt):
            self.code.setPixmap(QPixmap())
            self.code.setText(self.tr("网站现在没有给出二维码"))
            self.age.setText(self.tr("用账号密码登录的网站：在设置里重新存入密码并测试登录"))
            return
        picture = QPixmap()
        if picture.loadFromData(_decoded(answer.png_base64), "PNG"):
            # Whole pixels, or a camera sees a blurred code.
            factor = max(1, _CODE // max(picture.width(), picture.height(), 1))
            mode = Qt.AspectRatioMode.KeepAspectRatio
            size = picture.size() * factor
            self.code.setPixmap(picture.scaled(size.boundedTo(QSize(_CODE, _CODE)), mode))
            time = figures.clock(answer.taken_at, with_seconds=True)
            self.age.setText(self.tr("{time} 的二维码，会自动更新").format(time=time))

    def _on_failed(self, verb: str, _args: object, _fault: object) -> None:
        if verb == "login_prompt":
            self._is_waiting = False

    def _on_status(self, status: AgentStatus | None) -> None:
        if not self.isVisible() or status is None:
            return
        wait = login_wait(status)
        if wait is None:
            # Somebody is in: there is nothing left to scan.
            self.dismiss()
            return
        self.title.setText(self.tr("登录{site}").format(site=site_name(wait.site)))
        lines = (
            self.tr("用手机扫码并确认。登录后机器人自己接着发，这个窗口会自动关闭。"),
            WaitWords().what(wait) if wait.tasks else "",
        )
        self.text.setText("\n".join(line for line in lines if line))

    def _on_settings(self) -> None:
        self.dismiss()
        self.settings_requested.emit()


def login_wait(status: AgentStatus) -> SiteWait | None:
    """The site that waits for a login, or None."""
    return next((wait for wait in status.waits if wait.reason == "person.login_needed"), None)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""
