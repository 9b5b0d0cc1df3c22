"""The latest masked picture of the robot's page, asked for only while it can be seen."""

from __future__ import annotations

import base64
import binascii
import time
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from robot.domain.views import Frame
from ui.bridge.agent_bridge import AgentBridge
from ui.theme.theme import Theme
from ui.theme.tokens import RADIUS, SPACE

#: Twice a second at most.
_FRAME_MS = 500


class LiveFrame(QWidget):
    """A picture fitted to the room there is."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Nothing seen yet."""
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._picture = QPixmap()
        self._is_waiting = False
        self.taken_at: datetime | None = None
        #: On this machine's own clock: when a picture of another moment came, which was then so old.
        self._came_at, self._came_old_s = 0.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("机器人的画面（按网站档案遮盖）"))
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._ask)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(SPACE * 120, SPACE * 70)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._timer.start()
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look away."""
        super().hideEvent(event)
        self._timer.stop()

    @property
    def age_s(self) -> float:
        """How old the picture is, in seconds."""
        return self._came_old_s + time.monotonic() - self._came_at

    def _ask(self) -> None:
        status = self._bridge.status
        is_running = status is not None and status.run is not None and status.run.state != "ended"
        wants_first = self.taken_at is None
        if self._bridge.is_online and not self._is_waiting and (is_running or wants_first):
            self._is_waiting = True
            self._bridge.ask("frame")

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb != "frame":
            return
        self._is_waiting = False
        if not isinstance(answer, Frame):
            return
        try:
            raw = base64.b64decode(answer.jpeg_base64, validate=True)
        except (ValueError, binascii.Error):
            return
        picture = QPixmap()
        if picture.loadFromData(raw, "JPG"):
            if answer.taken_at != self.taken_at:
                self._came_at = time.monotonic()
                # The agent may keep another time than this machine; its own word on now is the nearest.
                now = self._bridge.status.now if self._bridge.status is not None else answer.taken_at
                self._came_old_s = max(0.0, (now - answer.taken_at).total_seconds())
            self._picture, self.taken_at = picture, answer.taken_at
            self.update()

    def _on_failed(self, verb: str, _args: object, _fault: object) -> None:
        if verb == "frame":
            self._is_waiting = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, or that there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture.isNull():
            painter.setPen(self._theme.colour("line"))
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)
            painter.setPen(self._theme.colour("muted"))
            words = self.tr("运行时在这里看到机器人的画面，按网站档案遮盖")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), words)
            return
        # Never larger than life: blown-up letters are harder to read, not easier.
        room = self.size().boundedTo(self._picture.size())
        size = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, 0
        painter.drawPixmap(left, top, size.width(), size.height(), self._picture)
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(left, top, size.width() - 1, size.height() - 1)
