"""A long run with trouble at any time: what grows, what gets stuck, and what became of every message."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from campaign.acts import ACTS
from campaign.bank_workplace import BankWorkplace
from campaign.figures import Figures
from campaign.judge import Said, Taken, judge
from campaign.proxy import Condition
from campaign.results import task_record
from campaign.trouble import Trouble
from campaign.troubles import DRIFT, NETWORK, PEOPLE, SITE
from robot.domain.errors import TandemError
from robot.domain.views import AgentStatus

#: Real seconds between two troubles, and how long one lasts.
_CALM_S, _TROUBLED_S = (2.0, 8.0), (0.5, 3.0)
#: Nothing ended for so long: what is left is stuck, seconds.
_STUCK_S = 180.0
#: Readings after the run, for what is still unsettled.
_READINGS = 4
#: Passing troubles after which every right effect is possible, and which need no particular moment.
PASSING: tuple[Trouble, ...] = (
    Trouble(name="browser killed", kind="machine", act="kill_browser", places=()),
    *(
        trouble
        for trouble in (*NETWORK, *SITE, *PEOPLE, *DRIFT)
        if trouble.is_possible and trouble.others_possible and trouble.act in {"site", "network"}
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How big everything is after so many tasks."""

    tasks: int
    #: Since the run began.
    seconds: float
    agent_mb: float
    browser_mb: float
    #: Bytes of the technical logs, of the store, and of the pictures.
    log_bytes: int
    store_bytes: int
    evidence_bytes: int


class Mischief:
    """Brings passing trouble about, one after another, until it is stopped."""

    def __init__(self, place: BankWorkplace, seed: int) -> None:
        self._place = place
        self._random = random.Random(f"soak-{seed}")
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._fault: Exception | None = None
        #: Name -> how often it came.
        self.came: dict[str, int] = {}

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """All is well from now on.

        :raises Exception: what ended it before its time.
        """
        self._is_over.set()
        self._thread.join()
        if self._fault is not None:
            raise self._fault

    def _go_on(self) -> None:
        try:
            self._bring_trouble()
        except Exception as err:  # noqa: BLE001 - a thread's border; raised by `stop`
            self._fault = err

    def _bring_trouble(self) -> None:
        nobody = Taken(task_id="", external_id="", text="")
        while not self._is_over.wait(self._random.uniform(*_CALM_S)):
            trouble = self._random.choice(PASSING)
            params = {name: self._random.choice(values) for name, values in sorted(trouble.choices.items())}
            params.pop("lasts_s", None)
            ACTS[trouble.act](self._place, nobody, params)
            self.came[trouble.name] = self.came.get(trouble.name, 0) + 1
            self._is_over.wait(self._random.uniform(*_TROUBLED_S))
            self._place.network.become(Condition.WELL)
            self._place.end_trouble()


def soak(
    place: BankWorkplace, tasks: int, seed: int, every: int, on_sample: Callable[[Sample], None]
) -> dict[str, Any]:
    """Carry out so many tasks in one run with trouble on.

    :param every: a sample is taken after so many tasks.
    :return: samples, growth, what is stuck, and the campaign's metrics.
    """
    rows = place.rows[:tasks]
    place.pull(rows, "soak")
    taken = _taken(place, rows)
    began = time.monotonic()
    samples: list[Sample] = []

    def sample(done: int) -> None:
        samples.append(_sample(place, done, time.monotonic() - began))
        on_sample(samples[-1])

    sample(0)
    mischief = Mischief(place, seed)
    with place.client() as client:
        client.call("run")
    mischief.start()
    try:
        _follow(place, sample, every)
    finally:
        mischief.stop()
    _settle(place)
    seconds = time.monotonic() - began
    sample(_ended(place))
    return {
        **_verdicts(place, taken),
        "seconds": round(seconds, 1),
        "troubles": sum(mischief.came.values()),
        "by_trouble": dict(sorted(mischief.came.items())),
        **growth(samples),
        "samples": [asdict(one) for one in samples],
    }


def _taken(place: BankWorkplace, rows: Sequence[dict[str, Any]]) -> list[Taken]:
    with place.client() as client:
        return [
            Taken(
                task_id=row["task_id"],
                external_id=row["external_id"],
                text=client.call("preview", task_id=row["task_id"]).text,
            )
            for row in rows
        ]


def _follow(place: BankWorkplace, sample: Callable[[int], None], every: int) -> None:
    """Until the run has ended or nothing ends any more."""
    moved, done, sampled, since = time.monotonic(), 0, 0, -1
    with place.client() as client:
        while time.monotonic() - moved < _STUCK_S:
            status: AgentStatus = client.call("watch", since=since, timeout_s=2.0)
            since = status.revision
            if status.done != done:
                moved, done = time.monotonic(), status.done
            if any(wait.reason == "person.login_needed" for wait in status.waits):
                place.scan()
            if done - sampled >= every:
                sampled = done
                sample(done)
            if status.run is not None and status.run.state == "ended":
                return


def _settle(place: BankWorkplace) -> None:
    """Read for what is unsettled, and let what may go on go on once."""
    with place.client() as client:
        for _ in range(_READINGS):
            with suppress(TandemError):
                if not int(client.call("reconcile").detail or 0):
                    break
            client.call("watch", since=client.call("status").revision, timeout_s=4.0)
        with suppress(TandemError):
            client.call("run")
    _follow(place, lambda _done: None, 10**9)


def _ended(place: BankWorkplace) -> int:
    return int(place.query("SELECT COUNT(*) FROM task WHERE state = 'ended'")[0][0])


def _verdicts(place: BankWorkplace, taken: Sequence[Taken]) -> dict[str, Any]:
    standing = place.standing([task.task_id for task in taken])
    said = {
        task_id: Said(outcome=one.outcome, reason=one.reason, ledger=one.ledger, effect_ids=one.effect_ids)
        for task_id, one in standing.items()
    }
    verdicts = judge(taken, said, place.effects(), place.presses())
    figures = Figures([{"tasks": [task_record(verdict) for verdict in verdicts], "recovered_s": None}])
    by_ending: dict[str, int] = {}
    for verdict in verdicts:
        ending = f"{verdict.outcome or 'none'} {verdict.reason}".strip()
        by_ending[ending] = by_ending.get(ending, 0) + 1
    rates = figures.rates
    return {
        "tasks": len(taken),
        "stuck": sum(1 for one in standing.values() if one.state != "ended"),
        "unsettled": sum(1 for one in standing.values() if one.ledger in {"intended", "clicked", "unknown"}),
        "endings": dict(sorted(by_ending.items())),
        **{name: rate.hits for name, rate in rates.items()},
        **{f"{name}_n": rate.of for name, rate in rates.items()},
        "failures": sum(1 for verdict in verdicts if verdict.is_failure),
    }


def _sample(place: BankWorkplace, done: int, seconds: float) -> Sample:
    agent_kb, browser_kb = place.robot.memory_kb()
    home = place.robot.home
    store = [home.database, home.database.with_name(f"{home.database.name}-wal")]
    return Sample(
        tasks=done,
        seconds=round(seconds, 1),
        agent_mb=round(agent_kb / 1024, 1),
        browser_mb=round(browser_kb / 1024, 1),
        log_bytes=sum(path.stat().st_size for path in home.logs.glob("*")),
        store_bytes=sum(path.stat().st_size for path in store if path.exists()),
        evidence_bytes=sum(path.stat().st_size for path in home.evidence.rglob("*.bin")),
    )


def growth(samples: Sequence[Sample], warm_share: float = 0.2) -> dict[str, float]:
    """How fast everything grows once warm: slopes by least squares, so that no single sample decides.

    :param warm_share: so much of the tasks is warming up.
    """
    warm = [one for one in samples if one.tasks >= warm_share * samples[-1].tasks] or list(samples)

    def slope(values: Sequence[float]) -> float:
        mean_x = sum(one.tasks for one in warm) / len(warm)
        mean_y = sum(values) / len(values)
        spread = sum((one.tasks - mean_x) ** 2 for one in warm) or 1
        return sum((one.tasks - mean_x) * (y - mean_y) for one, y in zip(warm, values, strict=True)) / spread

    return {
        "agent_mb_per_1000": round(1000 * slope([one.agent_mb for one in warm]), 2),
        "browser_mb_per_1000": round(1000 * slope([one.browser_mb for one in warm]), 2),
        "log_bytes_per_task": round(slope([one.log_bytes for one in warm]), 1),
        "store_bytes_per_task": round(slope([one.store_bytes for one in warm]), 1),
        "evidence_bytes_per_task": round(slope([one.evidence_bytes for one in warm]), 1),
        "agent_mb_max": max(one.agent_mb for one in samples),
        "browser_mb_max": max(one.browser_mb for one in samples),
    }
