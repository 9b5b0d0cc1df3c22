"""The agent's side of the log's review: two processes, one that follows the journals and one that answers."""

from __future__ import annotations

import asyncio
import itertools
import json
import multiprocessing
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from robot.agent.log_answering import ANSWER, FAULT, MARK_BYTES, answer_questions
from robot.agent.request import Answered, Request
from robot.domain.errors import (
    EnvironmentFault,
    InputRefused,
    NotPermitted,
    SiteFault,
    StateConflict,
    TandemError,
)
from robot.journal.data_keys import DataKeys
from robot.review.following import follow

#: A question that takes longer is given up; the processes go on.
_PATIENCE_S = 60.0
_KINDS: dict[str, type[TandemError]] = {
    kind.__name__: kind for kind in (InputRefused, NotPermitted, EnvironmentFault, SiteFault, StateConflict)
}


@dataclass(slots=True)
class _Running:
    line: Connection
    reader: BaseProcess
    #: Its end tells the follower that the agent has gone.
    follower_line: Connection
    follower: BaseProcess


class LogReader:
    """Puts questions to the reader of the log; many at once, from any thread or task."""

    def __init__(
        self,
        home: Path,
        keys: DataKeys,
        *,
        asker: str,
        track_titles: Callable[[], Mapping[str, str]] = dict,
        person: Callable[[], Awaitable[str]] | None = None,
    ) -> None:
        """The processes start with the first question.

        :param keys: of the store; they go through the pipe, never by argument or environment.
        :param asker: the account whose marks are its own.
        :param track_titles: id of a talk track -> title, for the search; asked when the process starts.
        :param person: the reviewer who asks, for what reviewers must not see of one another yet; nobody by
            default.
        """
        self._home, self._keys = home, keys
        self._asker, self._track_titles = asker, track_titles
        #: One thread: questions arrive in the order in which they were asked, and of two the later counts.
        self._putting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="log questions")
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._given: dict[str, str] | None = None
        self._who = person
        self._person = self._given_person = ""
        self._waiting: dict[int, Future[bytes]] = {}
        self._numbers = itertools.count(1)

    async def answer(self, verb: str, request: Request) -> Answered:
        """The answer to one of the log's verbs, ready for the front.

        :raises TandemError: what the reader refused.
        :raises EnvironmentFault: if it gave no answer.
        """
        if self._who is not None:
            self._person = await self._who()
        loop = asyncio.get_running_loop()
        future = await loop.run_in_executor(self._putting, self._put, verb, request.model_dump_json())
        try:
            return Answered(await asyncio.wait_for(asyncio.wrap_future(future), _PATIENCE_S))
        except TimeoutError as err:
            raise _no_answer() from err

    def ask(self, verb: str, request: Request) -> bytes:
        """As `answer`, for a thread."""
        try:
            return self._put(verb, request.model_dump_json()).result(_PATIENCE_S)
        except TimeoutError as err:
            raise _no_answer() from err

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of reader and follower; empty while they do not run."""
        running = self._running
        return (running.reader.pid or 0, running.follower.pid or 0) if running else ()

    def _put(self, verb: str, arguments: str) -> Future[bytes]:
        with self._lock:
            try:
                running = self._started()
                self._give_keys(running.line)
                self._give_person(running.line)
                number, future = next(self._numbers), Future[bytes]()
                self._waiting[number] = future
                question = {"number": number, "verb": verb, "arguments": json.loads(arguments)}
                running.line.send_bytes(json.dumps(question).encode())
            except (EOFError, OSError) as err:
                self._stop_running()
                raise _no_answer() from err
        return future

    def _give_keys(self, line: Connection) -> None:
        held = self._keys.held()
        if held != self._given:
            line.send_bytes(json.dumps({"keys": held}).encode())
            self._given = held

    def _give_person(self, line: Connection) -> None:
        if self._person != self._given_person:
            line.send_bytes(json.dumps({"person": self._person}).encode())
            self._given_person = self._person

    def _started(self) -> _Running:
        if self._running is not None and self._running.reader.is_alive():
            if not self._running.follower.is_alive():
                self._running.follower_line, self._running.follower = self._begin_following()
            return self._running
        self._stop_running()
        # spawn: a fork would copy the browser driver's pipes and the writer's connection.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        settings = {"asker": self._asker, "track_titles": dict(self._track_titles())}
        reader = context.Process(
            target=answer_questions, args=(theirs, str(self._home), settings), name="log", daemon=True
        )
        follower_line, follower = self._begin_following()
        reader.start()
        theirs.close()
        self._given, self._given_person = None, ""
        self._running = _Running(ours, reader, follower_line, follower)
        threading.Thread(target=self._listen, args=(ours,), name="log answers", daemon=True).start()
        return self._running

    def _begin_following(self) -> tuple[Connection, BaseProcess]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        follower = context.Process(
            target=follow, args=(theirs, str(self._home)), name="log index", daemon=True
        )
        follower.start()
        theirs.close()
        return ours, follower

    def _listen(self, line: Connection) -> None:
        while True:
            try:
                message = line.recv_bytes()
            except (EOFError, OSError):
                break
            number = int.from_bytes(message[:8], "big")
            mark, body = message[8 : 8 + MARK_BYTES], message[8 + MARK_BYTES :]
            future = self._waiting.pop(number, None)
            if future is None or future.done():
                continue
            if mark == ANSWER:
                future.set_result(body)
            elif mark == FAULT:
                future.set_exception(_fault(body))
        with self._lock:
            if self._running is not None and self._running.line is line:
                self._stop_running()

    def stop(self) -> None:
        """End the processes; safe to call twice."""
        with self._lock:
            self._stop_running()

    def _stop_running(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.line.close()
            running.follower_line.close()
            for process in (running.reader, running.follower):
                process.kill()
                process.join()
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(_no_answer())


def _no_answer() -> EnvironmentFault:
    return EnvironmentFault(
        "the reader of the log gave no answer; nothing was lost, ask again", code="reader.failed"
    )


def _fault(body: bytes) -> TandemError:
    told = json.loads(body)
    kind = _KINDS.get(told["kind"], TandemError)
    return kind(told["message"], code=told["code"], **told["params"])
