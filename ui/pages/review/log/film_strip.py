"""The steps of a task beside each other, each with its picture or its name; one of them is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from robot.domain.log_views import LogStep
from ui import icons
from ui.pages.review.log.pictures import FRAME
from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.theme.tokens import SPACE
from ui.words import labels, log_words

_LOOKS = {"done": ("circle-check", "ok"), "failed": ("circle-x", "bad"), "running": ("play", "info")}
_GAP = SPACE * 2
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MARK = SPACE * 3 + 1


class FilmStrip(QWidget):
    """Paints itself; scrolls so that the step in hand can be seen."""

    #: Number of a step.
    chosen = Signal(int)

    def __init__(self, theme: Theme, frame: Callable[[str], QPixmap | None]) -> None:
        """:param frame: the small picture of a name, or None."""
        super().__init__()
        self._theme, self._frame = theme, frame
        self._steps: tuple[LogStep, ...] = ()
        self._current = -1
        self._left = 0
        self._font = sized(tokens.SMALL_PT - 0.5)
        self._metrics = QFontMetrics(self._font)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(self.tr("步骤，方向键选择"))
        theme.changed.connect(self.update)

    @property
    def current(self) -> int:
        """The step that is shown; -1 if none is."""
        return self._current

    def sizeHint(self) -> QSize:
        """One row of frames with their names."""
        return QSize(SPACE * 90, FRAME.height() + self._metrics.height() + SPACE * 2)

    def minimumSizeHint(self) -> QSize:
        """Two frames."""
        return QSize(FRAME.width() * 2, self.sizeHint().height())

    def show_steps(self, steps: Sequence[LogStep], current: int) -> None:
        """Another task's steps."""
        self._steps = tuple(steps)
        self._left = 0
        self.show_current(current)

    def show_current(self, current: int) -> None:
        """Another step is shown."""
        self._current = current if 0 <= current < len(self._steps) else -1
        if self._current >= 0:
            begin = self._current * self._pitch
            self._left = min(self._left, max(begin - _GAP, 0))
            self._left = max(self._left, begin + self._pitch - self.width())
            step = self._steps[self._current]
            self.setAccessibleDescription(
                self.tr("第 {number} 步，共 {count} 步：{step}").format(
                    number=self._current + 1, count=len(self._steps), step=self._told(step)
                )
            )
        else:
            self.setAccessibleDescription("")
        self._clamp()
        self.update()

    @property
    def _pitch(self) -> int:
        return FRAME.width() + _GAP

    def _clamp(self) -> None:
        most = max(len(self._steps) * self._pitch - _GAP - self.width(), 0)
        self._left = min(max(self._left, 0), most)

    def _told(self, step: LogStep) -> str:
        return f"{log_words.step(step.step, step.detail)} {labels.step_state(step.state)}"

    # --- keys and mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right step."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        at = self._current + by if self._current >= 0 else 0
        if by and 0 <= at < len(self._steps):
            self.chosen.emit(at)
        elif not by:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step under the pointer."""
        at = int((event.position().x() + self._left) // self._pitch)
        if 0 <= at < len(self._steps):
            self.chosen.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The step in hand stays in view."""
        super().resizeEvent(event)
        self.show_current(self._current)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways."""
        turn = event.angleDelta().x() or event.angleDelta().y()
        self._left -= turn
        self._clamp()
        self.update()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    # --- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frames and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        if not self._steps:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(self.rect(), _CENTRE, self.tr("这条记录没有步骤可以播放"))
            return
        first = max(self._left // self._pitch, 0)
        for at in range(first, len(self._steps)):
            x = at * self._pitch - self._left
            if x > self.width():
                break
            self._paint_step(painter, at, x)

    def _paint_step(self, painter: QPainter, at: int, x: int) -> None:
        step = self._steps[at]
        frame = QRect(x + 1, 1, FRAME.width() - 2, FRAME.height() - 2)
        icon, tone = _LOOKS.get(step.state, ("circle", ""))
        ink = self._theme.colour(tone or "muted")
        picture = self._frame(step.picture) if step.picture else None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRect(frame)
        if picture is not None:
            painter.drawPixmap(_whole_in(frame, picture), picture)
        else:
            side = SPACE * 5
            place = frame.center()
            painter.drawPixmap(
                place.x() - side // 2,
                place.y() - side // 2,
                icons.pixmap(icon, ink.name(), side, self.devicePixelRatioF()),
            )
        is_current = at == self._current
        token = ("primary" if self.hasFocus() else "info") if is_current else "line"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour(token), 2 if is_current else 1))
        painter.drawRoundedRect(QRectF(frame), 3, 3)
        room = QRect(x, FRAME.height() + SPACE // 2, FRAME.width(), self._metrics.height() + SPACE)
        if picture is not None:
            painter.drawPixmap(room.x(), room.y() + 2, icons.pixmap(icon, ink.name(), _MARK))
            room.setLeft(room.x() + _MARK + 2)
        painter.setPen(self._theme.colour("text" if is_current else "muted"))
        words = labels.step(step.step)
        shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        how = Qt.AlignmentFlag.AlignLeft if picture is not None else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, int(how), shown)


def _whole_in(frame: QRect, picture: QPixmap) -> QRect:
    """Where all of a picture lies in the frame."""
    size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(frame.topLeft(), size)
    place.moveCenter(frame.center())
    return place
