"""Plays the steps of a task at the pace they had, long waits cut short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from robot.domain.log_views import LogStep

#: Between two steps at least and at most, in milliseconds: seen, and no wait for a page that took its time.
SHORTEST_MS, LONGEST_MS = 150, 1500


class Player(QObject):
    """Says which step is shown; a step chosen meanwhile is where it goes on."""

    #: Number of the step to show.
    shown = Signal(int)
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Without steps."""
        super().__init__(parent)
        self._steps: tuple[LogStep, ...] = ()
        self._at = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def load(self, steps: Sequence[LogStep]) -> None:
        """Other steps; nothing plays."""
        self.stop()
        self._steps, self._at = tuple(steps), -1

    def toggle(self) -> None:
        """Play, from the beginning once the end was reached; or stop."""
        if self.is_playing:
            self.stop()
            return
        if not self._steps:
            return
        at = self._at if 0 <= self._at < len(self._steps) - 1 else 0
        self._show(at)
        self._go_on()
        self.playing_changed.emit(self.is_playing)

    def stop(self) -> None:
        """Stay at the step that is shown."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def go_to(self, at: int) -> None:
        """A person chose a step."""
        was_playing = self.is_playing
        self._timer.stop()
        self._show(at)
        if was_playing:
            self._go_on()
            self.playing_changed.emit(self.is_playing)

    def pause_ms(self, at: int) -> int:
        """How long a step stays, in milliseconds."""
        gap = (self._steps[at + 1].at - self._steps[at].at).total_seconds() * 1000
        return round(min(max(gap, SHORTEST_MS), LONGEST_MS))

    def _show(self, at: int) -> None:
        self._at = at
        self.shown.emit(at)

    def _go_on(self) -> None:
        if self._at < len(self._steps) - 1:
            self._timer.start(self.pause_ms(self._at))

    def _on_time(self) -> None:
        self._show(self._at + 1)
        self._go_on()
        if not self.is_playing:
            self.playing_changed.emit(False)
