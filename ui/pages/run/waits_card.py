"""What keeps the robot from sending now, site by site, and until when."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from robot.domain.night_views import SiteWait
from robot.domain.views import AgentStatus
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.status_pill import Glyph
from ui.words.waits import WaitWords

#: Beside these nobody has to do anything.
_PASSING = frozenset({"hours.quiet", "caps.account_rate", "site.failing", "platform.quota_reached"})


class WaitsCard(QFrame):
    """One line for each wait; hidden when nothing waits."""

    def __init__(self, theme: Theme) -> None:
        """Nothing waits."""
        super().__init__()
        self._theme = theme
        self._shown: tuple[SiteWait, ...] = ()
        self.lines: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self.hide()

    def show_status(self, status: AgentStatus) -> None:
        """Take what waits."""
        if status.waits != self._shown:
            self._shown = status.waits
            for line in self.lines:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self.lines = [self._line(wait) for wait in status.waits]
            for line in self.lines:
                self._column.addWidget(line)
        self.setVisible(bool(self.lines))

    def _line(self, wait: SiteWait) -> QFrame:
        line = QFrame()
        tone = "info" if wait.reason in _PASSING else "warn"
        line.setProperty("role", "strip")
        line.setProperty("tone", tone)
        row = QHBoxLayout(line)
        row.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        row.setSpacing(SPACE * 2)
        row.addWidget(Glyph(self._theme, "hourglass", tone))
        what = ElidedLabel(WaitWords().what(wait), "strong")
        what.set_tone(tone)
        row.addWidget(what, 1)
        since = PlainLabel(WaitWords().since(wait))
        since.set_tone(tone)
        row.addWidget(since)
        line.setAccessibleName(f"{what.text()} {since.text()}")
        return line
