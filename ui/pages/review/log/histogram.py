"""Records over time, anomalies in red; a stretch of it chosen by mouse or keys filters the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tokens
from ui.theme.theme import Theme, sized
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.words import figures

#: Height of the bars and of the dates below them, in device-independent pixels.
_BARS_H = SPACE * 13
_DATES_H = SPACE * 5
#: A day of a date needs so much room, in digits.
_DATE_DIGITS = 14
#: A pointer that moved less than this clicked, in pixels.
_CLICK_PX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time."""

    begins: datetime
    ends: datetime
    total: int
    anomalies: int


class Histogram(QWidget):
    """Paints itself; says which bars are chosen and asks for nothing."""

    #: A pair of datetimes, or None for the whole time.
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Without bars."""
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._most = 1
        self._range: tuple[int, int] | None = None
        self._pressed = -1
        self._press_x = 0.0
        self._hovered = -1
        self._font = sized(tokens.SMALL_PT)
        self._metrics = QFontMetrics(self._font)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(self.tr("按时间的记录数，方向键选择时段，Esc 取消"))
        theme.changed.connect(self.update)

    @property
    def range(self) -> tuple[datetime, datetime] | None:
        """From the beginning of the first chosen bar to the end of the last."""
        if self._range is None or not self._bars:
            return None
        first, last = self._range
        return self._bars[first].begins, self._bars[last].ends

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(SPACE * 100, _BARS_H + _DATES_H)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(SPACE * 40, _BARS_H + _DATES_H)

    def show_bars(self, bars: Sequence[Bar], chosen: tuple[datetime, datetime] | None) -> None:
        """New counts.

        :param chosen: the time that is filtered by, which the bars may be older than.
        """
        self._bars = tuple(bars)
        self._most = max((bar.total for bar in self._bars), default=1) or 1
        self._range = self._bars_of(chosen) if chosen is not None else None
        self._hovered = -1
        self._describe()
        self.update()

    def _bars_of(self, chosen: tuple[datetime, datetime]) -> tuple[int, int] | None:
        at = [n for n, bar in enumerate(self._bars) if bar.ends > chosen[0] and bar.begins < chosen[1]]
        return (at[0], at[-1]) if at else None

    # --- keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, with Shift they widen, Escape takes the choice away."""
        key, last = event.key(), len(self._bars) - 1
        is_wider = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape and self._range is not None:
            self.clear()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._bars:
            self._step(-1 if key == Qt.Key.Key_Left else 1, is_wider=is_wider)
        elif key == Qt.Key.Key_Home and self._bars:
            self._choose(0, 0)
        elif key == Qt.Key.Key_End and self._bars:
            self._choose(last, last)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Move the chosen stretch by its own length."""
        if self._bars:
            self._step(by, is_wider=False)

    def clear(self) -> None:
        """The whole time."""
        if self._range is not None:
            self._range = None
            self._describe()
            self.update()
            self.chosen.emit(None)

    def _step(self, by: int, *, is_wider: bool) -> None:
        last = len(self._bars) - 1
        if self._range is None:
            at = last if by < 0 else 0
            self._choose(at, at)
            return
        begin, end = self._range
        if is_wider:
            self._choose(begin, min(max(end + by, begin), last))
            return
        length = end - begin + 1
        begin = min(max(begin + by * length, 0), last - length + 1)
        self._choose(begin, begin + length - 1)

    def _choose(self, first: int, last: int) -> None:
        self._range = (min(first, last), max(first, last))
        self._describe()
        self.update()
        self.chosen.emit(self.range)

    def _describe(self) -> None:
        chosen = self.range
        if chosen is None:
            words = self.tr("全部时间")
        else:
            words = self.tr("{begin} 至 {end}").format(
                begin=figures.moment(chosen[0]), end=figures.moment(chosen[1])
            )
        self.setAccessibleDescription(words)
        if self.hasFocus():
            announce(self, words)

    # --- mouse -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose."""
        if event.button() == Qt.MouseButton.LeftButton and self._bars:
            self._pressed = self._at(event.position().x())
            self._press_x = event.position().x()
            self._range = (self._pressed, self._pressed)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Widen the choice, or say what is under the pointer."""
        at = self._at(event.position().x()) if self._bars else -1
        if self._pressed >= 0:
            self._range = (min(self._pressed, at), max(self._pressed, at))
            self.update()
        elif at != self._hovered:
            self._hovered = at
            self.setToolTip(self._told(at))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose; a click on the only chosen bar takes the choice away."""
        if self._pressed < 0:
            return
        first, self._pressed = self._pressed, -1
        is_click = abs(event.position().x() - self._press_x) < _CLICK_PX
        last = first if is_click else self._at(event.position().x())
        self._choose(first, last)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """The whole time again."""
        self.clear()

    def leaveEvent(self, event: object) -> None:
        """Nothing is under the pointer."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _told(self, at: int) -> str:
        if not 0 <= at < len(self._bars):
            return ""
        bar = self._bars[at]
        return self.tr("{when}  {total} 条，异常 {bad} 条").format(
            when=figures.moment(bar.begins), total=f"{bar.total:,}", bad=f"{bar.anomalies:,}"
        )

    # --- painting ----------------------------------------------------------------------------------------

    def _at(self, x: float) -> int:
        at = int(x / max(self.width(), 1) * len(self._bars))
        return min(max(at, 0), len(self._bars) - 1)

    def _slot(self, at: int) -> tuple[int, int]:
        count = len(self._bars)
        left = round(at * self.width() / count)
        return left, round((at + 1) * self.width() / count) - left

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars, what is chosen, dates."""
        painter = QPainter(self)
        painter.setFont(self._font)
        if not self._bars:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.tr("没有记录"))
            return
        self._paint_chosen(painter, is_ground=True)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, bar in enumerate(self._bars):
            self._paint_bar(painter, at, bar)
        self._paint_chosen(painter, is_ground=False)
        self._paint_dates(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("primary"))
            painter.drawRect(0, 0, self.width() - 1, _BARS_H)

    def _paint_bar(self, painter: QPainter, at: int, bar: Bar) -> None:
        left, width = self._slot(at)
        gap = 2 if width > SPACE else 1 if width > 2 else 0  # noqa: PLR2004 - pixels
        if bar.total:
            height = max(2, round((_BARS_H - SPACE) * bar.total / self._most))
            token = "muted" if at == self._hovered else "bar"
            painter.fillRect(left, _BARS_H - height, width - gap, height, self._theme.colour(token))
        if bar.anomalies:
            height = max(3, round((_BARS_H - SPACE) * bar.anomalies / self._most))
            painter.fillRect(left, _BARS_H - height, width - gap, height, self._theme.colour("bad"))

    def _paint_chosen(self, painter: QPainter, *, is_ground: bool) -> None:
        if self._range is None:
            return
        left, _ = self._slot(self._range[0])
        begin, width = self._slot(self._range[1])
        right = begin + width
        if is_ground:
            painter.fillRect(left, 0, right - left, _BARS_H, self._theme.colour("info_soft"))
            return
        painter.fillRect(left, 0, 2, _BARS_H, self._theme.colour("primary"))
        painter.fillRect(right - 2, 0, 2, _BARS_H, self._theme.colour("primary"))

    def _paint_dates(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("muted"))
        room = self._metrics.horizontalAdvance("0") * _DATE_DIGITS
        count = min(max(1, self.width() // max(room, 1) // 2), len(self._bars))
        for nth in range(count):
            at = len(self._bars) * nth // count
            left, _ = self._slot(at)
            place = QRect(left, _BARS_H + 2, room, _DATES_H - 2)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), figures.moment(self._bars[at].begins))
        words = figures.moment(self._bars[-1].ends)
        place = QRect(self.width() - room, _BARS_H + 2, room, _DATES_H - 2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), words)
