"""待复核: the supervisor's queue at the left, one text at the right, four decisions below it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from robot.domain.review_views import UNDECIDED, ReviewCard, ReviewList
from robot.domain.views import AgentStatus
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.pages.review.decision_bar import WANT_REASON, DecisionBar, make_actions
from ui.pages.review.key_dialog import KeyDialog
from ui.pages.review.key_keeper import KeyKeeper
from ui.pages.review.pane import ReviewPane
from ui.pages.review.queue import ReviewQueue
from ui.pages.review.reading import Reading
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.banner import Banner
from ui.widgets.buttons import FocusReturn
from ui.widgets.surfaces import Card
from ui.words import review_words, sentences

#: What changes while the page is looked at is read so often at most, in milliseconds.
_PACE_MS = 1500


class ReviewsSection(QWidget):
    """Asks for the queue when it is shown and when something happened; decides with the supervisor's key."""

    #: How many wait for a decision.
    waiting_changed = Signal(int)
    #: The key was opened or is not open any more.
    key_changed = Signal()

    def __init__(self, theme: Theme, bridge: AgentBridge, host: QWidget) -> None:
        """:param host: what the key's dialog covers."""
        super().__init__()
        self._bridge = bridge
        self._wanted = ""
        self._seen_revision = -1
        self.found: ReviewList | None = None
        self.keeper = KeyKeeper(self)
        self.actions_by_name = make_actions(self)
        self.read_only = Banner(theme)
        self.queue = ReviewQueue(theme)
        self.pane = ReviewPane(theme)
        self.bar = DecisionBar(theme, self.actions_by_name)
        self.reading = Reading(theme)
        self.dialog = KeyDialog(host, theme, self.keeper)
        self._build()
        self._connect()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PACE_MS)
        self._later.timeout.connect(self.reload)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        column.addWidget(self.read_only)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        left = Card()
        left.column.addWidget(self.queue)
        row.addWidget(left, 11)
        right = QWidget()
        filled = QVBoxLayout(right)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(SPACE * 3)
        filled.addWidget(self.pane, 1)
        filled.addWidget(self.bar)
        self._right = QStackedWidget()
        self._right.addWidget(self.reading)
        self._right.addWidget(right)
        row.addWidget(self._right, 9)
        column.addLayout(row, 1)
        self.setFocusProxy(self.queue.table)

    def _connect(self) -> None:
        self.addActions(list(self.actions_by_name.values()))
        for keys, by in ((("J", "Ctrl+J"), 1), (("K",), -1)):
            step = QAction(self)
            step.setShortcuts([QKeySequence(key) for key in keys])
            step.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            step.triggered.connect(partial(self._step, by))
            self.addAction(step)
        comment = QAction(self)
        comment.setShortcuts([QKeySequence("C"), QKeySequence("Ctrl+E")])
        comment.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        comment.triggered.connect(self.bar.comment.setFocus)
        self.addAction(comment)
        FocusReturn(self.bar.comment, self.queue.table)
        self.bar.comment.returnPressed.connect(self.queue.table.setFocus)
        self.bar.wanted.connect(self.decide)
        self.queue.filter_changed.connect(self._on_filter)
        self.queue.chosen.connect(self._on_chosen)
        self.reading.again.connect(self.reload)
        self.keeper.opened.connect(self._on_key)
        self.keeper.failed.connect(self._on_key_failed)
        self.dialog.closed.connect(self._on_dialog_closed)
        bridge = self._bridge
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        bridge.status_received.connect(self._on_status)
        bridge.online_changed.connect(self._on_online)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Ask for the queue; nothing is asked while it is not looked at."""
        if self._bridge.is_online and self.isVisible():
            self._later.stop()
            self._bridge.ask("reviews", state=self.queue.state, kind=self.queue.kind)
            if self.found is None:
                self.reading.wait()

    def _step(self, by: int) -> None:
        self.queue.step(by)

    # --- deciding ----------------------------------------------------------------------------------------

    def decide(self, decision: str) -> None:
        """Sign a decision on the text that is shown; the key is asked for when none is open yet."""
        card, found = self.pane.card, self.found
        if card is None or found is None or not self._may_decide():
            return
        comment = self.bar.comment.text().strip()
        if decision in WANT_REASON and not comment:
            self.bar.say(sentences.sentence("review.no_reason"), "warn")
            self.bar.comment.setFocus()
            return
        if not self.keeper.is_open:
            self._wanted = decision
            self.dialog.open()
            return
        args = self.keeper.sign(card, decision, comment, found.signers)
        if args is not None:
            self.bar.set_possible(is_possible=False)
            self._bridge.ask("review_decide", **args)

    def open_key(self) -> None:
        """Ask for the key without a decision in hand."""
        self._wanted = ""
        self.dialog.open()

    def close_key(self) -> None:
        """Forget the key."""
        self.keeper.close()
        self.key_changed.emit()

    def _on_key(self) -> None:
        self.key_changed.emit()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.decide(wanted)

    def _on_key_failed(self, fault: Fault) -> None:
        if self.keeper.is_open:
            # It opened, and is nobody's who may decide: another one is asked for.
            self.close_key()
            self._say_fault(fault)

    def _on_dialog_closed(self) -> None:
        if not self.keeper.is_open:
            self._wanted = ""

    def _may_decide(self) -> bool:
        card, found = self.pane.card, self.found
        is_undecided = card is not None and card.row.state in UNDECIDED
        return is_undecided and found is not None and not found.read_only_why and self._bridge.is_online

    def _refresh_bar(self) -> None:
        card, found = self.pane.card, self.found
        why = ""
        if not self._bridge.is_online:
            why = self.tr("机器人不在线")
        elif found is not None and found.read_only_why:
            why = _why(found.read_only_why)
        elif card is not None and card.row.state not in UNDECIDED:
            why = sentences.sentence("review.decided")
        self.bar.set_possible(is_possible=self._may_decide(), why=why)

    # --- what is chosen ----------------------------------------------------------------------------------

    def _on_filter(self, _state: str, _kind: str) -> None:
        self.reload()

    def _on_chosen(self, number: int) -> None:
        if number == 0:
            self.pane.card = None
            self._right.setCurrentIndex(0)
            self.reading.nothing(is_filtered=bool(self.queue.kind) or self.queue.state != "waiting")
            self._refresh_bar()
            return
        if self.pane.card is None or self.pane.card.row.review != number:
            self.bar.comment.clear()
        self._bridge.ask("review", review=number)

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "reviews" and isinstance(answer, ReviewList):
            self._show_list(answer)
        elif verb == "review" and isinstance(answer, ReviewCard):
            if answer.row.review == self.queue.current():
                self._show_card(answer)
        elif verb == "review_decide" and isinstance(answer, ReviewCard):
            self._on_decided(answer)

    def _show_list(self, found: ReviewList) -> None:
        self.found = found
        if found.read_only_why:
            words = self.tr("只能查看：{why}").format(why=_why(found.read_only_why))
            self.read_only.say("read_only", words, tone="warn", icon="lock")
        else:
            self.read_only.clear()
        self.waiting_changed.emit(sum(found.states.get(state, 0) for state in UNDECIDED))
        self.queue.show_list(found)
        self._refresh_bar()

    def _show_card(self, card: ReviewCard) -> None:
        self._right.setCurrentIndex(1)
        self.pane.show_card(card)
        self._refresh_bar()

    def _on_decided(self, card: ReviewCard) -> None:
        self.bar.comment.clear()
        words = self.tr("复核 {number} {state}，由 {name} 签署").format(
            number=card.row.review, state=review_words.state(card.row.state), name=card.row.decided_by
        )
        self.bar.say(words, "ok")
        self.queue.table.setFocus()
        self.reload()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb == "reviews" and self.found is None:
            self._right.setCurrentIndex(0)
            self.reading.broken(sentences.fault_sentence(fault.code, fault.message), fault.code)
        elif verb in ("reviews", "review", "review_decide") and self.isVisible():
            self._say_fault(fault)
            self._refresh_bar()
            if fault.code == "review.decided":
                self.reload()

    def _say_fault(self, fault: Fault) -> None:
        words = review_words.key_sentence(fault.code) or sentences.fault_sentence(fault.code, fault.message)
        self.bar.say(words, "bad")

    def _on_status(self, status: AgentStatus) -> None:
        if self.isVisible() and status.revision != self._seen_revision and not self._later.isActive():
            self._seen_revision = status.revision
            self._later.start()

    def _on_online(self, is_online: bool) -> None:
        self._refresh_bar()
        if is_online:
            self.reload()


def _why(code: str) -> str:
    return review_words.key_sentence(code) or sentences.sentence(code)
