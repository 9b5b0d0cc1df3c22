"""What keeps the robot from sending now and passes by itself; the banner tells what waits for somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from robot.domain.night_views import SiteWait
from robot.domain.views import AgentStatus
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.status_pill import Glyph
from ui.words.waits import WaitWords

#: These wait for somebody: banner and 'needs you' tell them, each with its button.
_FOR_SOMEBODY = frozenset(
    {"person.login_needed", "person.wrong_account", "person.taken_over", "site.stopped_after_unknown"}
)


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
        waits = tuple(wait for wait in status.waits if wait.reason not in _FOR_SOMEBODY)
        if waits != self._shown:
            self._shown = waits
            for line in self.lines:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self.lines = [self._line(wait) for wait in waits]
            for line in self.lines:
                self._column.addWidget(line)
        self.setVisible(bool(self.lines))

    def _line(self, wait: SiteWait) -> QFrame:
        line = QFrame()
        tone = "warn" if wait.reason == "site.failing" else "info"
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
