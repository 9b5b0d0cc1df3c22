"""Playing one episode: the list, the run, the trouble, what a person then does, and the judgement."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from campaign.acts import Scene
from campaign.episode import Episode
from campaign.judge import Said, Taken, Verdict, judge
from campaign.workplace import Standing, Workplace
from demoday.programs import ProgramDidNotStartError
from robot.agent.client import AgentClient
from robot.domain.errors import AgentUnreachable, TandemError
from robot.domain.views import AgentStatus

#: An episode whose tasks have no ending by then is judged as it stands, seconds.
_PATIENCE_S = 60.0
#: Nothing was heard of the robot for so long: it waits for somebody if it says so, else it hangs, seconds.
_WAITS_S, _HANGS_S = 4.0, 15.0
#: A wait that ends by itself is waited for if it is no longer than this, seconds.
_WORTH_WAITING_S = 20.0
#: Nothing more is to be done about a task that ended so.
_OVER = frozenset({"confirmed", "refused", "platform_refused"})
#: Unsettled entries are read for so often, each time after the lag.
_READINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What became of an episode."""

    episode: Episode
    verdicts: tuple[Verdict, ...]
    #: The trouble came.
    has_fired: bool
    #: Seconds from the trouble to the last task's ending; None if it did not come or not all tasks ended.
    recovered_s: float | None
    #: Wall seconds of the whole episode.
    took_s: float
    #: How often the robot had to be started again.
    restarts: int
    #: What else was seen, for whoever looks into it.
    notes: tuple[str, ...]
    #: The workplace can be used for the next episode.
    is_fit: bool


def play(place: Workplace, episode: Episode, tell: Callable[[str], None] = lambda _line: None) -> Played:
    """Play one episode at a workplace that has not used its customers yet.

    :param tell: hears what happens, line by line.
    """
    return _Play(place, episode, tell).play()


class _GaveUp(Exception):
    """The robot refuses to start."""


class _Play:
    def __init__(self, place: Workplace, episode: Episode, tell: Callable[[str], None]) -> None:
        self._place = place
        self._episode = episode
        self._began = time.monotonic()
        self._listening = tell
        self._restarts = 0
        self._notes: list[str] = []
        self._heard = ""
        #: What the robot said before a person settled it.
        self._said_before: dict[str, Standing] = {}
        #: Tasks of which nothing had arrived when the person looked; what came later came of another press.
        self._not_arrived: set[str] = set()
        self._has_wrong_account = False
        self._client: AgentClient | None = None

    def _tell(self, line: str) -> None:
        self._listening(f"{time.monotonic() - self._began:7.2f} s  {line}")

    def play(self) -> Played:
        place, episode = self._place, self._episode
        place.begin_anew()
        rows = place.rows_of(episode.index)
        place.pull(rows, str(episode.index))
        self._tasks = self._taken(rows)
        self._ids = [task.task_id for task in self._tasks]
        scene = Scene(place, episode, self._tasks[episode.target])
        scene.arm()
        self._tell(f"{episode.label} {episode.trouble.name} {episode.place} {episode.params} -> {self._ids}")
        try:
            with suppress(_GaveUp):
                self._ask("run")
                self._follow()
            scene.end()
            try:
                self._repair()
            except _GaveUp:
                self._note("the robot does not start")
            ended = time.monotonic()
            time.sleep(max(0.0, scene.settled_at - time.monotonic()))  # what is on its way still counts
        finally:
            scene.end()
            self._hang_up()
        if place.listener.fault is not None:
            raise place.listener.fault
        verdicts = self._judged()
        has_ended = all(verdict.outcome for verdict in verdicts)
        fired_at = scene.fired_at
        return Played(
            episode=episode,
            verdicts=tuple(verdicts),
            has_fired=fired_at is not None,
            recovered_s=round(ended - fired_at, 2) if fired_at is not None and has_ended else None,
            took_s=round(time.monotonic() - self._began, 2),
            restarts=self._restarts,
            notes=tuple(self._notes),
            is_fit=self._is_fit(),
        )

    def _taken(self, rows: Sequence[dict[str, Any]]) -> list[Taken]:
        trouble = self._episode.trouble
        with self._place.client() as client:
            return [
                Taken(
                    task_id=row["task_id"],
                    external_id=row["external_id"],
                    text=client.call("preview", task_id=row["task_id"]).text,
                    is_possible=trouble.is_possible
                    if number == self._episode.target
                    else trouble.others_possible,
                )
                for number, row in enumerate(rows)
            ]

    # --- the robot -----------------------------------------------------------------------------------------

    def _ask(self, verb: str, **args: Any) -> Any:  # noqa: ANN401 - each verb has its own view
        """Ask the robot, if it lives; what it refuses is noted."""
        try:
            if self._client is None:
                self._client = self._place.client()
            return self._client.call(verb, **args)
        except AgentUnreachable:
            self._hang_up()
            return None
        except TandemError as err:
            self._note(f"{verb}: {err.code}")
            return None

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _note(self, line: str) -> None:
        self._tell(line)
        if line not in self._notes:
            self._notes.append(line)

    def _follow(self) -> None:
        """Until all tasks have an ending, or nothing moves any more."""
        deadline = time.monotonic() + _PATIENCE_S
        moved = time.monotonic()
        since = -1
        while time.monotonic() < deadline:
            if not self._place.robot.is_running:
                self._start_again()
                moved, since = time.monotonic(), -1
            status: AgentStatus | None = self._ask("watch", since=since, timeout_s=0.5)
            if status is None:
                self._await_death()
                continue
            if status.revision != since:
                moved, since = time.monotonic(), status.revision
            self._tell_standing()
            if self._are_ended() and (status.run is None or status.run.state == "ended"):
                return
            self._do_as_a_person(status)
            if time.monotonic() - moved > self._silence_s(status):
                self._note("nothing moves: " + ",".join(wait.reason for wait in status.waits))
                return
        self._note("out of patience")

    def _silence_s(self, status: AgentStatus) -> float:
        """How long silence means nothing."""
        ends = [(wait.until - status.now).total_seconds() for wait in status.waits if wait.until]
        is_waiting = status.run is not None and status.run.state == "waiting" and status.waits
        return max(
            [_WAITS_S if is_waiting else _HANGS_S, *(end + 1 for end in ends if 0 < end <= _WORTH_WAITING_S)]
        )

    def _await_death(self) -> None:
        # The line broke: the process is on its way out, or busy with ending in order.
        with suppress(TandemError), self._place.client():
            return
        deadline = time.monotonic() + _PATIENCE_S
        while self._place.robot.is_running and time.monotonic() < deadline:
            time.sleep(0.05)  # nobody but the kernel knows

    def _start_again(self) -> None:
        self._restarts += 1
        self._tell("the robot died; it is started again")
        self._hang_up()
        try:
            self._place.robot.start()
        except ProgramDidNotStartError as err:
            raise _GaveUp from err
        self._place.robot.sweep()

    def _do_as_a_person(self, status: AgentStatus) -> None:
        """Scan the code if the robot waits for it."""
        self._has_wrong_account |= any(wait.reason == "person.wrong_account" for wait in status.waits)
        is_asked = any(wait.reason == "person.login_needed" for wait in status.waits)
        if is_asked and self._place.scan():
            self._tell("a person scanned the code")

    def _are_ended(self) -> bool:
        return all(standing.state == "ended" for standing in self._standing().values())

    def _standing(self) -> dict[str, Standing]:
        return self._place.standing(self._ids)

    def _tell_standing(self) -> None:
        standing = self._standing()
        heard = "  ".join(
            f"{one.state}/{one.outcome or '-'}/{one.reason or '-'}/{one.ledger or '-'}"
            for one in (standing[task_id] for task_id in self._ids)
        )
        if heard != self._heard:
            self._heard = heard
            self._tell(heard)

    # --- afterwards ----------------------------------------------------------------------------------------

    def _repair(self) -> None:
        """What a person does once the trouble is over: start, read, and let the run go on."""
        if not self._place.robot.is_running:
            self._start_again()
            self._follow()
        for _ in range(_READINGS):
            if not self._is_unsettled():
                break
            read_at = time.monotonic()
            self._ask("reconcile")
            if self._is_unsettled() and not self._is_for_a_person():
                time.sleep(
                    max(0.0, read_at + self._place.lag_limit_s - time.monotonic())
                )  # too early to call it absent
            self._tell_standing()
        self._settle_as_a_person()
        if not all(standing.outcome in _OVER for standing in self._standing().values()):
            self._ask("run")
            self._follow()

    def _settle_as_a_person(self) -> None:
        """What reading cannot say somebody looks up; the robot is judged by what it said before."""
        effects = self._place.effects()
        for task in self._tasks:
            standing = self._standing()[task.task_id]
            if standing.ledger == "unknown":
                self._said_before[task.task_id] = standing
                keys = {
                    press.client_key
                    for press in self._place.presses()
                    if press.external_id == task.external_id
                }
                arrived = any(effect.client_key in keys for effect in effects)
                if not arrived:
                    self._not_arrived.add(task.task_id)
                self._ask("settle", task_id=task.task_id, verdict="arrived" if arrived else "not_arrived")
                self._tell(f"a person says: {'arrived' if arrived else 'not arrived'}")
        if self._has_wrong_account:
            self._place.hand_back()
            self._ask("release_site", site=self._place.site)

    def _is_unsettled(self) -> bool:
        return any(s.ledger in {"intended", "clicked", "unknown"} for s in self._standing().values())

    def _is_for_a_person(self) -> bool:
        """Reading said what is wrong, so reading again says nothing new."""
        final = {"effect.doubled", "effect.altered", "effect.misdirected", "platform.other"}
        return all(s.reason in final for s in self._standing().values() if s.ledger == "unknown")

    def _is_fit(self) -> bool:
        try:
            with self._place.client() as client:
                status: AgentStatus = client.call("status")
        except TandemError:
            return False
        if self._place.is_late or self._episode.params.get("is_set_right"):
            # Its day is over, or its log is ahead of its clock for a while.
            return False
        is_over = status.run is None or status.run.state == "ended"
        is_well = not (status.stop or status.stopped_sites or status.waits)
        return (
            self._place.robot.is_running
            and is_over
            and is_well
            and self._are_ended()
            and not self._is_unsettled()
        )

    def _judged(self) -> list[Verdict]:
        said = {
            task_id: Said(
                outcome=standing.outcome,
                reason=standing.reason,
                detail=standing.detail,
                ledger=standing.ledger,
                effect_ids=standing.effect_ids,
            )
            for task_id, standing in {**self._standing(), **self._said_before}.items()
        }
        verdicts = judge(self._tasks, said, self._place.effects(), self._place.presses())
        return [
            replace(verdict, is_right=False) if task.task_id in self._not_arrived else verdict
            for task, verdict in zip(self._tasks, verdicts, strict=True)
        ]
