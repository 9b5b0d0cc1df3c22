"""Morning digest: the last run in half a minute, with the buttons that act on what it left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from robot.domain.night_views import Digest, DigestNeed
from robot.domain.views import AgentStatus, Attention
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.pages.digest.facts_cards import CapsCard, ChecksCard
from ui.pages.digest.failures_card import FailuresCard
from ui.pages.digest.figures_card import FiguresCard
from ui.pages.digest.needs_card import NeedsCard
from ui.pages.digest.verdict_strip import VerdictStrip
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import WrappedLabel, badge
from ui.widgets.page_header import PageHeader
from ui.window_actions import WindowActions
from ui.words import sentences
from ui.words.digest_words import DigestWords

#: What changes while the page is looked at is read so often at most, in milliseconds.
_PACE_MS = 3000


class DigestPage(QWidget):
    """Asks for the digest when it is shown, and again when something ended."""

    task_requested = Signal(str)
    #: Site that somebody must log in to.
    login_requested = Signal(str)
    #: Attention of what only a person can say.
    settle_requested = Signal(object)

    def __init__(self, theme: Theme, bridge: AgentBridge, actions: WindowActions) -> None:
        """:param actions: reconciling, which window and banner share."""
        super().__init__()
        self._theme, self._bridge, self._actions = theme, bridge, actions
        self._read_for: object = None
        self._is_opening = False
        self.digest: Digest | None = None
        self.header = PageHeader(self.tr("今晨报告"))
        self.simulated = badge(self.tr("模拟时间"), "warn")
        self.open_page = Button(theme, self.tr("打开为网页"), "external-link")
        self.fault = WrappedLabel(role="muted")
        self.verdict = VerdictStrip(theme)
        self.figures = FiguresCard()
        self.needs = NeedsCard(theme)
        self.failures = FailuresCard(theme)
        self.caps = CapsCard()
        self.checks = ChecksCard(theme)
        self._build()
        self.needs.pressed.connect(self._on_need)
        self.open_page.clicked.connect(self._on_open)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        bridge.status_received.connect(self._on_status)
        bridge.online_changed.connect(self._on_online)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PACE_MS)
        self._later.timeout.connect(self.reload)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        self.header.row.insertWidget(2, self.simulated)
        self.header.add(self.open_page)
        self.simulated.hide()
        self.fault.hide()
        column.addWidget(self.header)
        column.addWidget(self.fault)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE * 3)
        inner.addWidget(self.verdict)
        inner.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (self.needs, self.failures)), (right, (self.caps, self.checks))):
            side.setSpacing(SPACE * 3)
            side.addWidget(cards[0])
            side.addWidget(cards[1], 1)
        for card in (self.caps, self.checks):
            card.setFixedWidth(columns(self, 58))
        row.addLayout(left, 1)
        row.addLayout(right)
        inner.addLayout(row, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._content)
        scroll.setAccessibleName(self.tr("今晨报告"))
        self._content.hide()
        column.addWidget(scroll, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Ask for the last run's digest; nothing is asked while the page is not looked at."""
        if self._bridge.is_online and self.isVisible():
            self._later.stop()
            self._read_for = _what_counts(self._bridge.status)
            self._bridge.ask("digest")

    # --- what is pressed ---------------------------------------------------------------------------------

    def _on_need(self, need: DigestNeed) -> None:
        if need.act == "log_in":
            self.login_requested.emit(need.site)
        elif need.act == "reconcile":
            self._actions.reconcile.trigger()
        elif need.act == "settle":
            self.settle_requested.emit(self._attention(need))
        elif need.task_id:
            self.task_requested.emit(need.task_id)

    def _attention(self, need: DigestNeed) -> Attention:
        since = self.digest.written_at if self.digest is not None else datetime.now(UTC)
        return Attention(
            task_id=need.task_id,
            site=need.site,
            name=need.name,
            reason=need.reason,
            since=since,
            kind=need.kind,
        )

    def _on_open(self) -> None:
        if self.digest is not None:
            self._is_opening = True
            self._bridge.ask("digest", date=self.digest.business_date, write=True)

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_status(self, status: AgentStatus) -> None:
        if self.isVisible() and _what_counts(status) != self._read_for and not self._later.isActive():
            self._later.start()

    def _on_online(self, is_online: bool) -> None:
        if is_online:
            self.reload()

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "digest" and isinstance(answer, Digest):
            self._show(answer)
            if self._is_opening:
                self._is_opening = False
                open_file(answer.path)
        elif verb in ("reconcile", "settle"):
            self.reload()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb in ("digest", "reconcile") and self.isVisible():
            self._is_opening = False
            self.fault.setText(sentences.fault_sentence(fault.code, fault.message))
            self.fault.set_tone("bad")
            self.fault.show()

    def _show(self, digest: Digest) -> None:
        self.digest = digest
        self.fault.hide()
        self.header.subtitle.setText(DigestWords().span(digest))
        self.simulated.setVisible(digest.time_source == "simulated")
        parts = (self.verdict, self.figures, self.needs, self.failures, self.caps, self.checks)
        for part in parts:
            part.show_digest(digest)
        self._content.show()


def _what_counts(status: AgentStatus | None) -> object:
    """What of a status would change the page."""
    if status is None:
        return None
    run = status.run.state if status.run is not None else ""
    return (status.business_date, status.done, status.attention, status.stopped_sites, run, status.night)


def open_file(path: str) -> None:
    """Hand a page of our own to the system's browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path))))
