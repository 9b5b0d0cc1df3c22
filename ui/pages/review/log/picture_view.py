"""A picture of the robot's page, fitted or enlarged, with the element that was clicked in a box."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import RADIUS, SPACE

#: What + and - step through: the whole picture, then its width, then times its width.
ZOOMS = (0.0, 1.0, 1.5, 2.0, 3.0)
_WHOLE, _WIDTH = 0, 1
_BOX_PX = 3
#: What separates the box from any page behind it.
_HALO = QColor(255, 255, 255, 220)


class PictureView(QWidget):
    """The whole picture, or closer where something was clicked; an enlarged one can be dragged."""

    def __init__(self, theme: Theme) -> None:
        """Without a picture."""
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        #: As it is shown, made once.
        self._smaller = QPixmap()
        self._box: QRectF | None = None
        self._words = ""
        #: Whether something was clicked in a picture -> how it is shown; a click is looked at closely.
        self._zooms = {True: _WIDTH, False: _WHOLE}
        self._middle = QPointF(0.5, 0.5)
        self._grip: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("画面"))
        theme.changed.connect(self.update)

    @property
    def zoom(self) -> float:
        """How many times larger than the width there is; 0: the whole picture."""
        return ZOOMS[self._zooms[self._box is not None]]

    @property
    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self._picture.isNull()

    @property
    def box(self) -> QRectF | None:
        """Where the click went, in fractions of the picture."""
        return self._box

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(SPACE * 90, SPACE * 55)

    def minimumSizeHint(self) -> QSize:
        """Enough to tell pages apart."""
        return QSize(SPACE * 50, SPACE * 26)

    def show_picture(self, picture: QPixmap, box: QRectF | None, told: str) -> None:
        """:param box: in fractions of the picture, or None.

        :param told: what a screen reader says.
        """
        self._picture, self._box, self._words = picture, box, ""
        self._smaller = QPixmap()
        # The newest of a chat without a click stands below its head; its middle is often empty.
        self._middle = box.center() if box is not None else QPointF(0.5, 0.0)
        self.setAccessibleDescription(told)
        self.update()

    def say(self, words: str) -> None:
        """Words in place of a picture."""
        self._picture, self._box, self._words = QPixmap(), None, words
        self._smaller = QPixmap()
        self.setAccessibleDescription(words)
        self.update()

    def enlarge(self, by: int) -> None:
        """Larger or smaller, about the box."""
        has_box = self._box is not None
        self._zooms[has_box] = min(max(self._zooms[has_box] + by, 0), len(ZOOMS) - 1)
        if self._box is not None:
            self._middle = self._box.center()
        self.update()

    def _target(self) -> QRectF:
        """Where the whole picture lies, which may be partly outside."""
        ratio = self._picture.devicePixelRatio()
        size = self._picture.size() / ratio
        whole = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom == 0:
            width, height = float(whole.width()), float(whole.height())
        else:
            # Never larger than life unless it is asked for, never smaller than the whole.
            wide = max(min(self.width(), size.width()) * self.zoom, whole.width())
            width, height = wide, wide * size.height() / max(size.width(), 1)
        left = _placed(self._middle.x(), width, self.width())
        top = _placed(self._middle.y(), height, self.height())
        return QRectF(left, top, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture with its box, or words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(ground, RADIUS - 2, RADIUS - 2)
        if self._picture.isNull():
            painter.setPen(self._theme.colour("muted"))
            room = self.rect().adjusted(SPACE * 4, 0, -SPACE * 4, 0)
            how = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(room, how, self._words)
            return
        target = self._target()
        painter.setClipRect(self.rect().adjusted(1, 1, -1, -1))
        self._paint_picture(painter, target)
        if self._box is not None:
            self._paint_box(painter, target, self._box)

    def _paint_picture(self, painter: QPainter, target: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        room = (target.size() * ratio).toSize()
        if room.width() >= self._picture.width():
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
            return
        if self._smaller.size() != room:
            # A painter drops lines of a text when it makes a picture much smaller.
            self._smaller = self._picture.scaled(
                room, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter.drawPixmap(target, self._smaller, QRectF(self._smaller.rect()))

    def _paint_box(self, painter: QPainter, target: QRectF, box: QRectF) -> None:
        place = QRectF(
            target.x() + box.x() * target.width(),
            target.y() + box.y() * target.height(),
            box.width() * target.width(),
            box.height() * target.height(),
        ).adjusted(-_BOX_PX, -_BOX_PX, _BOX_PX, _BOX_PX)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_HALO, _BOX_PX + 3))
        painter.drawRoundedRect(place, RADIUS - 2, RADIUS - 2)
        painter.setPen(QPen(self._theme.colour("danger"), _BOX_PX))
        painter.drawRoundedRect(place, RADIUS - 2, RADIUS - 2)

    # --- mouse -------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.enlarge(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an enlarged picture."""
        self._grip = event.position() if self.zoom else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._grip is None or self._picture.isNull():
            return
        target, moved = self._target(), event.position() - self._grip
        self._grip = event.position()
        self._middle = QPointF(
            min(max(self._middle.x() - moved.x() / target.width(), 0.0), 1.0),
            min(max(self._middle.y() - moved.y() / target.height(), 0.0), 1.0),
        )
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None


def _placed(middle: float, length: float, room: float) -> float:
    """Where something begins so that its `middle` is in the middle of the room and no edge is left free."""
    if length <= room:
        return (room - length) / 2
    return min(max(room / 2 - middle * length, room - length), 0.0)
