"""The log reader's process: questions in lanes, so that a long one never keeps the table from scrolling."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from robot.agent import log_wording
from robot.agent.log_questions import QUESTIONS, Question, Room
from robot.agent.log_requests import INNER_VERBS, LOG_VERBS
from robot.agent.request import Request
from robot.domain.errors import (
    EnvironmentFault,
    InputRefused,
    NotPermitted,
    SiteFault,
    StateConflict,
    TandemError,
)
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.sealed_fields import SealBroken, open_record
from robot.review.names import sealed_names
from robot.review.reviewing import Line, Reviewing

ANSWER, FAULT = b"+", b"-"
MARK_BYTES = 1
#: How often names and codes that came meanwhile are taken in, seconds.
_LEARN_S = 5.0
#: A thread that computes gives way after so long; five milliseconds by default would show in scrolling.
_SWITCH_S = 0.0005
_KINDS = (InputRefused, NotPermitted, EnvironmentFault, SiteFault, StateConflict)
_VERBS = {**LOG_VERBS, **INNER_VERBS}
_LOG = structlog.get_logger("agent.log_reader")


@dataclass(slots=True, kw_only=True)
class _Job:
    number: int
    verb: str
    question: Question
    request: Request

    @property
    def asker(self) -> str:
        return str(getattr(self.request, "asker", ""))


class _Lane(threading.Thread):
    """One thread with connections of its own; works off its jobs one by one."""

    def __init__(self, name: str, room: Room, send: Callable[[int, bytes, bytes], None]) -> None:
        super().__init__(name=name, daemon=True)
        self._room, self._send = room, send
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._current: _Job | None = None
        self._line: Line | None = None
        self._answers: dict[str, TypeAdapter[Any]] = {}

    def put(self, job: _Job) -> None:
        """Take a job; an older one of the same asker and verb is broken off."""
        with self._changed:
            if job.asker:
                for old in [old for old in self._jobs if _is_same(old, job)]:
                    self._jobs.remove(old)
                    self._send(old.number, FAULT, _superseded())
                if self._current is not None and _is_same(self._current, job) and self._line is not None:
                    self._line.index.interrupt()
            self._jobs.append(job)
            self._changed.notify()

    def run(self) -> None:
        """Work until the process ends."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._jobs))
                job = self._current = self._jobs.popleft()
            try:
                self._send(job.number, ANSWER, self._answer(job))
            except TandemError as err:
                self._send(job.number, FAULT, _told(err))
            except sqlite3.OperationalError as err:
                self._send(job.number, FAULT, self._of_database(err))
            except Exception as err:  # noqa: BLE001 - a fault of ours must not end the reader
                _LOG.exception("log_question_failed", verb=job.verb)
                fault = TandemError(f"internal fault {type(err).__name__}; see the agent's log",
                                    code="agent.internal")  # fmt: skip
                self._send(job.number, FAULT, _told(fault))
            finally:
                with self._changed:
                    self._current = None

    def _answer(self, job: _Job) -> bytes:
        if self._line is None or self._line.is_stale():
            self._close()
            self._line = self._room.reviewing.line(job.question.cache_kb)
            self._room.reviewing.learn(self._line)
        view = job.question.ask(self._room, job.request, self._line)
        if job.verb not in self._answers:
            self._answers[job.verb] = TypeAdapter(_VERBS[job.verb].answer)
        return self._answers[job.verb].dump_json(view)

    def _of_database(self, err: sqlite3.OperationalError) -> bytes:
        if "interrupt" in str(err):
            return _superseded()
        self._close()
        return _told(
            EnvironmentFault(
                f"the log could not be read ({err}); nothing was lost, ask again", code="log.unreadable"
            )
        )

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def answer_questions(line: Connection, home: str, settings: Mapping[str, Any]) -> None:
    """The child process: answer until the agent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(_SWITCH_S)
    keys = _Keys()
    reviewing = Reviewing(
        Path(home),
        labels=log_wording.labels(settings["track_titles"]),
        wording=log_wording.wording(settings["track_titles"]),
        asker=settings["asker"],
        read_names=sealed_names(lambda: keys.held),
        open_sealed=keys.open,
    )
    room = Room(home=Path(home), reviewing=reviewing, keys=lambda: keys.held)
    writing = threading.Lock()

    def send(number: int, mark: bytes, body: bytes) -> None:
        with writing:
            line.send_bytes(number.to_bytes(8, "big") + mark + body)

    lanes = {name: _Lane(name, room, send) for name in {question.lane for question in QUESTIONS.values()}}
    for lane in lanes.values():
        lane.start()
    threading.Thread(target=_keep_learning, args=(reviewing, keys), name="learn", daemon=True).start()
    while True:
        try:
            message = json.loads(line.recv_bytes())
        except (EOFError, OSError):
            return
        if "keys" in message:
            keys.take(message["keys"])
            continue
        if "person" in message:
            reviewing.veil.person = message["person"]
            continue
        _hand_on(message, lanes, send)


def _hand_on(
    message: dict[str, Any], lanes: Mapping[str, _Lane], send: Callable[[int, bytes, bytes], None]
) -> None:
    number, verb = message["number"], message["verb"]
    try:
        request = _VERBS[verb].request.model_validate(message["arguments"])
    except (ValidationError, KeyError):
        send(number, FAULT, _told(InputRefused("the request does not fit", code="request.invalid")))
        return
    question = QUESTIONS[verb]
    lanes[question.lane].put(_Job(number=number, verb=verb, question=question, request=request))


class _Keys:
    """The month keys of the store, as the agent last gave them."""

    def __init__(self) -> None:
        self.held = DataKeys()
        self.changed = threading.Event()

    def take(self, held: Mapping[str, str]) -> None:
        self.held = DataKeys.of_memory(held)
        self.changed.set()

    def open(self, log_id: str, seq: int, month: str, sealed: bytes) -> Mapping[str, Any] | None:
        """Sealed facts of a record; None without its key."""
        try:
            return open_record(self.held.key(month), log_id=log_id, seq=seq, blob=sealed)
        except (KeyNotHeld, SealBroken, ValueError):
            return None


def _keep_learning(reviewing: Reviewing, keys: _Keys) -> None:
    """Names and codes that come while somebody looks; opening thousands of names must delay no question."""
    line: Line | None = None
    while True:
        try:
            if line is None or line.is_stale():
                line = reviewing.line()
            if keys.changed.is_set():
                keys.changed.clear()
                reviewing.begin_anew()
            reviewing.learn_sealed(line)
        except (TandemError, sqlite3.Error, OSError):
            # The index is being made anew, or a journal is away; it is tried again.
            line = None
        time.sleep(0.1 if keys.changed.is_set() else _LEARN_S)


def _is_same(one: _Job, other: _Job) -> bool:
    return (one.verb, one.asker) == (other.verb, other.asker)


def _superseded() -> bytes:
    return _told(StateConflict("a newer question took its place", code="log.superseded"))


def _told(err: TandemError) -> bytes:
    kind = next((kind.__name__ for kind in _KINDS if isinstance(err, kind)), "TandemError")
    params = {key: str(value) for key, value in err.params.items() if key != "message"}
    return json.dumps({"kind": kind, "code": err.code, "message": str(err), "params": params}).encode()
