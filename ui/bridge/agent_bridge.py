"""The one object through which the window speaks to the agent: intents out, signals in, no wait."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from robot.domain.views import AgentStatus
from ui.bridge.fault import Fault
from ui.bridge.line import Client, ClientFactory, Line, Reply, Request
from ui.bridge.log_lines import LogLines
from ui.bridge.watcher import WATCH_S, Watcher

#: Intents about one task whose acceptance or refusal the pages want to hear.
_TASK_INTENTS = frozenset({"approve", "undo", "skip", "snooze", "call_outcome", "note", "review_send"})
#: Slow or rare verbs that must not delay Today.
_CHORES = frozenset(
    {"accounts", "account_set", "account_test", "account_delete", "sites", "settings", "setting_set"}
    | {"library", "library_track", "release_review", "release_sign"}
    | {"reconcile", "report", "run", "digest", "settle", "release_site", "night_plan", "schedule_set"}
    | {"reviews", "review", "review_decide"}
)
#: What is asked of the robot's page; a login test or a reconciliation must not hold up the live picture.
_AT_THE_PAGE = frozenset({"frame", "login_prompt", "take_over", "hand_back"})
#: Silence beyond one long poll after which the agent counts as gone, in seconds.
_SILENCE_S = 10.0


class AgentBridge(QObject):
    """Every public method returns at once; answers come by signal in the window's thread."""

    #: AgentStatus
    status_received = Signal(object)
    online_changed = Signal(bool)
    #: ticket, tuple of QueueRow
    tasks_received = Signal(int, object)
    #: Fault
    tasks_failed = Signal(object)
    #: task id, TaskCard
    card_received = Signal(str, object)
    #: task id, Fault
    card_failed = Signal(str, object)
    #: task id, ticket, ScriptPreview
    preview_received = Signal(str, int, object)
    preview_failed = Signal(str, int, object)
    #: verb, task id, answer
    intent_accepted = Signal(str, str, object)
    #: verb, task id, Fault
    intent_refused = Signal(str, str, object)
    #: verb, answer: everything that is not about one task
    answered = Signal(str, object)
    #: verb, args, Fault
    failed = Signal(str, object, object)
    #: Reply: what is read of the log, told apart by its ticket
    log_replied = Signal(object)
    _replied = Signal(object)
    _status_came = Signal(object)
    _lost = Signal(object)

    def __init__(
        self,
        connect: ClientFactory,
        launch: Callable[[], None],
        watch_s: float = WATCH_S,
        parent: QObject | None = None,
    ) -> None:
        """Make the lines; nothing is asked before `start`.

        :param connect: makes a connection; called in worker threads only.
        :param launch: starts an agent when none answers.
        """
        super().__init__(parent)
        self._connect = connect
        self._tickets = itertools.count(1)
        self._last_ticket = 0
        self._is_online = False
        self._heard_at = time.monotonic()
        self.status: AgentStatus | None = None
        self._replied.connect(self._on_replied)
        self._status_came.connect(self._on_status)
        self._lost.connect(self._on_lost)
        self._desk = Line("desk", connect, self._replied.emit)
        self._chores = Line("chores", connect, self._replied.emit)
        self._page = Line("page", connect, self._replied.emit)
        self._log = LogLines(connect, self._replied.emit)
        self._watcher = Watcher(connect, launch, self._status_came.emit, self._lost.emit, watch_s)
        self._silence_s = watch_s + _SILENCE_S
        self._pulse = QTimer(self)
        self._pulse.setInterval(2000)
        self._pulse.timeout.connect(self._check_silence)

    def start(self) -> None:
        """Begin to watch; called once the signals are connected."""
        self._watcher.start()
        self._pulse.start()

    def close(self, timeout_s: float = 0.0) -> None:
        """Leave the agent alone; threads end by themselves.

        :param timeout_s: how long to wait for each of them.
        """
        self._pulse.stop()
        lines = (self._desk, self._chores, self._page, *self._log.lines())
        workers: tuple[Watcher | Line, ...] = (self._watcher, *lines)
        for worker in workers:
            worker.close()
        for worker in workers:
            worker.join(timeout_s)

    @property
    def is_online(self) -> bool:
        """Whether the agent answered lately."""
        return self._is_online

    @property
    def last_ticket(self) -> int:
        """Number of the latest request."""
        return self._last_ticket

    def ask(self, verb: str, **args: Any) -> int:
        """Send a verb on the line meant for it and return its ticket.

        The kill switch gets a line of its own, so that it never stands behind anything.
        """
        self._last_ticket = next(self._tickets)
        request = Request(ticket=self._last_ticket, verb=verb, args=args)
        if verb == "stop":
            once = Line("stop", self._connect, self._replied.emit)
            once.send(request)
            once.finish()
        elif LogLines.carries(verb):
            self._log.send(request)
        else:
            line = self._page if verb in _AT_THE_PAGE else self._chores if verb in _CHORES else self._desk
            line.send(request)
        return request.ticket

    def approve(self, task_id: str, variant: str, free_slots: dict[str, str], hold_s: int) -> None:
        """Send after a hold."""
        self.ask("approve", task_id=task_id, variant=variant, free_slots=free_slots, hold_s=hold_s)

    def send_for_review(self, task_id: str, variant: str, free_slots: dict[str, str]) -> None:
        """Have a supervisor look at a text."""
        self.ask("review_send", task_id=task_id, variant=variant, free_slots=free_slots)

    def snooze(self, task_id: str, until: datetime) -> None:
        """Put a task off."""
        self.ask("snooze", task_id=task_id, until=until)

    def preview(self, task_id: str, variant: str, free_slots: dict[str, str]) -> int:
        """Have a text rendered and judged; the ticket tells the answers apart."""
        return self.ask("preview", task_id=task_id, variant=variant, free_slots=free_slots)

    def _on_replied(self, reply: Reply) -> None:
        verb, ticket = reply.request.verb, reply.request.ticket
        task_id = str(reply.request.args.get("task_id", ""))
        if LogLines.carries(verb):
            self.log_replied.emit(reply)
        elif reply.fault is not None:
            self._on_fault(reply.request, task_id, reply.fault)
        elif verb == "tasks":
            self.tasks_received.emit(ticket, reply.answer)
        elif verb == "task":
            self.card_received.emit(task_id, reply.answer)
        elif verb == "preview":
            self.preview_received.emit(task_id, ticket, reply.answer)
        elif verb in _TASK_INTENTS:
            self.intent_accepted.emit(verb, task_id, reply.answer)
        else:
            self.answered.emit(verb, reply.answer)

    def _on_fault(self, request: Request, task_id: str, fault: Fault) -> None:
        if request.verb == "tasks":
            self.tasks_failed.emit(fault)
        elif request.verb == "task":
            self.card_failed.emit(task_id, fault)
        elif request.verb == "preview":
            self.preview_failed.emit(task_id, request.ticket, fault)
        elif request.verb in _TASK_INTENTS:
            self.intent_refused.emit(request.verb, task_id, fault)
        else:
            self.failed.emit(request.verb, {k: v for k, v in request.args.items() if k != "secret"}, fault)

    def _on_status(self, status: AgentStatus) -> None:
        self._heard_at = time.monotonic()
        self.status = status
        self._set_online(True)
        self.status_received.emit(status)

    def _on_lost(self, _fault: Fault) -> None:
        self._set_online(False)

    def _check_silence(self) -> None:
        if self._is_online and time.monotonic() - self._heard_at > self._silence_s:
            self._set_online(False)

    def _set_online(self, is_online: bool) -> None:
        if is_online != self._is_online:
            self._is_online = is_online
            self.online_changed.emit(is_online)


def default_connect() -> Client:
    """A connection to this user's agent; imported late, so that the window is painted first."""
    from robot.agent.client import AgentClient  # noqa: PLC0415 - pydantic costs 150 ms

    return AgentClient()
