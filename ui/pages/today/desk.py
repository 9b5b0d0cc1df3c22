"""Today's view-model: which task is in hand, what the RM chose for it, and the intents that follow a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from robot.domain.views import AgentStatus, HoldView, ScriptPreview, TaskCard
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.queue_filter import QueueFilter
from ui.models.queue_model import QueueModel
from ui.pages.today.draft import Draft, free_slots_of
from ui.pages.today.gate import NEEDS_REVIEW, closed_because
from ui.pages.today.holds import Holds
from ui.pages.today.pace import Pace
from ui.pages.today.refusals import why_refused
from ui.pages.today.text_check import TextCheck

#: Wait before the list is asked for after a change, in milliseconds.
_RELOAD_MS = 150
#: After the list moved by itself, an Enter sooner than this was meant for the task before, in seconds.
_SETTLE_S = 0.8
#: Tasks ahead whose cards are fetched early.
_AHEAD = 3


class Desk(QObject):
    """Believes every intent at once and corrects itself when the agent says otherwise."""

    #: Another task, or none, is in hand.
    moved = Signal()
    #: The card in hand, its text or its verdict changed.
    card_changed = Signal()
    #: Counts, list state or connection changed.
    list_changed = Signal()
    #: Code of a note to the RM, and the name it concerns.
    noted = Signal(str, str)

    def __init__(
        self,
        bridge: AgentBridge,
        hold_seconds: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start with an empty list.

        :param hold_seconds: how long a send is held, asked at each send.
        :param clock: monotonic seconds, for dwell times.
        """
        super().__init__()
        self.bridge = bridge
        self.queue = QueueModel(self)
        self.shown = QueueFilter(self.queue, self)
        self.holds = Holds(self)
        self.pace = Pace()
        self.current = ""
        self.is_loaded = False
        self.list_fault: Fault | None = None
        self.card_fault: Fault | None = None
        self._hold_seconds = hold_seconds
        self._clock = clock
        self._shown_at = clock()
        self._cards: dict[str, TaskCard] = {}
        self._asked: set[str] = set()
        self._drafts: dict[str, Draft] = {}
        #: Enter was pressed on words whose verdict was still on its way.
        self._sends_when_judged = ""
        self._is_own_move = True
        self._reload_timer = self._single_shot(_RELOAD_MS, self.reload)
        self.check = TextCheck(bridge, self._question)
        self._connect_bridge()

    def _single_shot(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _connect_bridge(self) -> None:
        bridge = self.bridge
        bridge.status_received.connect(self._on_status)
        bridge.online_changed.connect(self._on_online)
        bridge.tasks_received.connect(self._on_tasks)
        bridge.tasks_failed.connect(self._on_tasks_failed)
        bridge.card_received.connect(self._on_card)
        bridge.card_failed.connect(self._on_card_failed)
        self.check.answered.connect(self._on_judged)
        self.check.failed.connect(self._on_not_judged)
        bridge.intent_accepted.connect(self._on_accepted)
        bridge.intent_refused.connect(self._on_refused)
        self.shown.rowsInserted.connect(self.list_changed)
        self.shown.rowsRemoved.connect(self.list_changed)

    # --- what is in hand ---

    @property
    def card(self) -> TaskCard | None:
        """The card in hand with the text as the RM left it, or None while it is on its way."""
        return self._cards.get(self.current)

    @property
    def draft(self) -> Draft:
        """The RM's choices for the task in hand."""
        return self._drafts.setdefault(self.current, Draft())

    @property
    def is_checking(self) -> bool:
        """Whether the verdict shown is for an older text."""
        return self.check.is_checking(self.current)

    def closed_because(self) -> str:
        """Why the task in hand cannot be sent now, or empty."""
        hold = self.holds.of(self.current)
        status = self.bridge.status
        is_waiting = hold is not None and hold.is_waiting
        return closed_because(
            self.card,
            status,
            is_online=self.bridge.is_online,
            is_waiting=is_waiting,
            is_unjudged=self.check.is_unjudged(self.current),
        )

    def reload(self) -> None:
        """Ask for the list."""
        self.bridge.ask("tasks", limit=5000)

    def show_task(self, task_id: str, *, is_own: bool = True) -> None:
        """Take a task in hand.

        :param is_own: the RM's own move; after any other an Enter may be meant for the task before.
        """
        if task_id == self.current:
            return
        self.current = task_id
        self._is_own_move = is_own
        self.card_fault = None
        self._sends_when_judged = ""
        self._shown_at = self._clock()
        self.pace.moved()
        self._fetch_ahead()
        self.moved.emit()

    def step(self, by: int) -> None:
        """Go down or up the list."""
        ids = self.shown.open_ids()
        if not ids:
            return
        at = ids.index(self.current) + by if self.current in ids else 0
        self.show_task(ids[max(0, min(at, len(ids) - 1))])

    def retry_card(self) -> None:
        """Ask again for the card in hand."""
        self.card_fault = None
        self._asked.discard(self.current)
        self._fetch_ahead()
        self.card_changed.emit()

    # --- intents ---

    def send(self) -> bool:
        """Approve the text in hand, or have a supervisor look at it, and go on; whether that was done."""
        card, reason = self.card, self.closed_because()
        if self.is_checking and reason in ("", "denied", NEEDS_REVIEW):
            # The verdict on these very words is a moment away.
            self._sends_when_judged = self.current
            return False
        if (reason and reason != NEEDS_REVIEW) or card is None or card.script is None:
            self.noted.emit(f"closed.{reason or 'loading'}", "")
            return False
        dwell_s = self._clock() - self._shown_at
        if not self._is_own_move and dwell_s < _SETTLE_S:
            self.noted.emit("moved_by_itself", "")
            return False
        if self.pace.wants_look(dwell_s):
            self.noted.emit("too_fast", "")
            return False
        self.pace.note_send(dwell_s)
        variant, slots = self.draft.variant or card.script.variant, self._slots(card.script)
        if reason == NEEDS_REVIEW:
            self.bridge.send_for_review(card.row.task_id, variant, slots)
        else:
            seconds = self._hold_seconds()
            self.holds.hope(card.row.task_id, card.row.name, seconds)
            self.bridge.approve(card.row.task_id, variant, slots, seconds)
        self._finish(card.row.task_id)
        return True

    def undo(self, task_id: str = "") -> bool:
        """Recall a hold, the newest when none is named, and take its task in hand."""
        hold = self.holds.of(task_id) if task_id else self.holds.newest()
        if hold is None:
            self.noted.emit("nothing_to_undo", "")
            return False
        self.holds.forget(hold.task_id)
        self.bridge.ask("undo", task_id=hold.task_id)
        self.queue.mark_returned(hold.task_id, "cancelled.undone")
        self._cards.pop(hold.task_id, None)
        self._asked.discard(hold.task_id)
        self.show_task(hold.task_id)
        return True

    def skip(self, reason: str) -> None:
        """End the task in hand without contact; an ending that stands already is only put aside."""
        row = self.queue.row_of(self.current)
        if row is not None and row.state == "ended":
            task_id = self.current
            self._advance(task_id)
            self.queue.put_aside(task_id)
            self.list_changed.emit()
        elif row is not None:
            self.bridge.ask("skip", task_id=self.current, reason=reason)
            self._finish(self.current)

    def snooze(self, until: datetime) -> None:
        """Put the task in hand off."""
        if self.current:
            self.bridge.snooze(self.current, until)
            self._finish(self.current)

    def call_outcome(self, result: str) -> None:
        """Note what came of the call and go on."""
        if self.current:
            self.bridge.ask("call_outcome", task_id=self.current, result=result)
            self._finish(self.current)

    def note(self, text: str) -> None:
        """Keep the RM's own note."""
        card = self.card
        if card is not None and text != card.note:
            self._cards[self.current] = replace(card, note=text)
            self.bridge.ask("note", task_id=self.current, text=text)

    def choose_variant(self, number: int) -> None:
        """Take the n-th arm of the talk track, counted from 1."""
        script = self.card.script if self.card else None
        if script is None or not 1 <= number <= len(script.variants):
            return
        draft = self.draft
        key = script.variants[number - 1].key
        if key == (draft.variant or script.variant):
            return
        draft.free_slots = self._slots(script)
        draft.variant = key
        self.check.changed(self.current)
        self.card_changed.emit()

    def write_slot(self, slot: str, text: str) -> None:
        """Take the RM's words for a free slot; judged at once."""
        self._sends_when_judged = ""
        self.draft.free_slots[slot] = text
        self.check.changed(self.current)
        self.card_changed.emit()

    # --- after an intent ---

    def _slots(self, script: ScriptPreview) -> dict[str, str]:
        # A slot that was emptied goes along empty, or the agent would put the approved words back.
        return {**free_slots_of(script), **self.draft.free_slots}

    def _finish(self, task_id: str) -> None:
        self.pace.note_task(self._clock() - self._shown_at)
        self.check.forget(task_id)
        self._advance(task_id)
        self.queue.mark_gone(task_id)
        self.list_changed.emit()

    def _advance(self, task_id: str) -> None:
        ids = self.shown.open_ids()
        at = ids.index(task_id) if task_id in ids else -1
        rest = ids[at + 1 :] + ids[: max(at, 0)]
        self.show_task(rest[0] if rest else "")

    def _fetch_ahead(self) -> None:
        if not self.bridge.is_online:
            return
        ids = self.shown.open_ids()
        at = ids.index(self.current) if self.current in ids else -1
        for task_id in [self.current, *ids[at + 1 : at + 1 + _AHEAD]]:
            if task_id and task_id not in self._cards and task_id not in self._asked:
                self._asked.add(task_id)
                self.bridge.ask("task", task_id=task_id)

    def _question(self, task_id: str) -> tuple[str, dict[str, str]] | None:
        card, draft = self._cards.get(task_id), self._drafts.get(task_id)
        if card is None or card.script is None or draft is None:
            return None
        return draft.variant or card.script.variant, {**free_slots_of(card.script), **draft.free_slots}

    # --- what the agent says ---

    def _on_status(self, status: AgentStatus) -> None:
        self.holds.take(status)
        self._reload_timer.start()
        self.list_changed.emit()

    def _on_online(self, is_online: bool) -> None:
        if is_online:
            self._asked.clear()
            self.check.ask_again()
            self.reload()
            self._fetch_ahead()
        self.list_changed.emit()
        self.card_changed.emit()

    def _on_tasks(self, ticket: int, rows: tuple) -> None:  # type: ignore[type-arg]
        before = {row.task_id: row for row in self.queue.rows()}
        self.is_loaded, self.list_fault = True, None
        self.queue.set_rows(rows, ticket)
        for row in rows:
            card = self._cards.get(row.task_id)
            if card is not None and before.get(row.task_id) != row:
                self._cards[row.task_id] = replace(card, row=row)
        if not self.current or not self.queue.is_open(self.current):
            ids = self.shown.open_ids()
            self.show_task(ids[0] if ids else "", is_own=not self.current)
        self._fetch_ahead()
        self.list_changed.emit()
        self.card_changed.emit()

    def _on_tasks_failed(self, fault: Fault) -> None:
        self.list_fault = fault
        self.list_changed.emit()

    def _on_card(self, task_id: str, card: TaskCard) -> None:
        self._asked.discard(task_id)
        self._cards[task_id] = card
        if task_id == self.current:
            self.card_changed.emit()

    def _on_card_failed(self, task_id: str, fault: Fault) -> None:
        self._asked.discard(task_id)
        if task_id == self.current:
            self.card_fault = fault
            self.card_changed.emit()

    def _on_judged(self, task_id: str, script: ScriptPreview) -> None:
        card = self._cards.get(task_id)
        if card is None:
            return
        self._cards[task_id] = replace(card, script=script)
        if task_id != self.current:
            return
        self.card_changed.emit()
        if self._sends_when_judged == task_id:
            self._sends_when_judged = ""
            self.send()

    def _on_not_judged(self, task_id: str, fault: Fault) -> None:
        if task_id == self.current:
            self._sends_when_judged = ""
            self.noted.emit(fault.code, "")
            self.card_changed.emit()

    def _on_accepted(self, verb: str, task_id: str, answer: object) -> None:
        self.queue.settle(task_id, self.bridge.last_ticket)
        if isinstance(answer, HoldView):
            self.holds.accepted(answer, self.bridge.status)
        if verb == "review_send":
            self.noted.emit("review_sent", "")
        if verb != "note":
            self._reload_timer.start()

    def _on_refused(self, verb: str, task_id: str, fault: Fault) -> None:
        row = self.queue.row_of(task_id)
        if verb == "undo":
            self.queue.mark_gone(task_id)
            self.queue.settle(task_id, self.bridge.last_ticket)
        elif verb != "note":
            self.holds.forget(task_id)
            self.queue.mark_returned(task_id, why_refused(fault))
            self._cards.pop(task_id, None)
            self._fetch_ahead()
        self.noted.emit(why_refused(fault), row.name if row else "")
        self.list_changed.emit()
