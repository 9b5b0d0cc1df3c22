"""From pressing stop until the last effect that the bank stored, in mid-run at full speed."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from demoday.keyring_choice import usable_keyring
from demoday.programs import Bank, demo_agent, pretend_bank
from demoday.workstation import store_accounts, write_settings
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE
from robot.domain.views import AgentStatus
from robot.terminal.stopping import stop

_SCREEN = Console(stderr=True, highlight=False)
#: How long after a press the bank is watched for effects, seconds.
WATCHED_S = 1.5
#: A press falls anywhere within this time after a first click, seconds: every step is hit.
_PHASE_S = 0.4
#: Longest wait for a run to get under way, or to end.
_PATIENCE_S = 60.0
#: Tasks of one run: more than it can carry out before the press.
_RUN = 30
#: Messages that one press uses up, at most.
_MESSAGES_A_PRESS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One press of stop."""

    way: str
    #: Milliseconds from the press to the last effect; 0 if none came after it.
    last_effect_ms: float
    #: Milliseconds from the press until the run said that it had ended.
    run_ended_ms: float
    #: Effects stored after the press.
    effects_after: int


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench kill", description=__doc__)
    parser.add_argument("--presses", type=int, default=100, help="how often stop is pressed (100)")
    parser.add_argument("--seed", type=int, default=1, help="decides when within a message (1)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        presses = _measure(Path(folder), options.presses, options.seed)
    result = _summary(presses)
    _print(presses, result)
    if options.json:
        print(json.dumps(result))
    return 0


def _measure(folder: Path, count: int, seed: int) -> list[Press]:
    home = folder / "home"
    today = datetime.now(BANK_ZONE).date().isoformat()
    tasks = count * _MESSAGES_A_PRESS + _RUN
    arguments = ["--tasks", str(tasks), "--plain", "--today", today, "--reply-rate", "0"]
    with (
        usable_keyring(folder / "keyring") as (variables, _),
        pretend_bank(folder / "bank", arguments) as bank,
    ):
        write_settings(home, bank, headless=True, with_crm=False)
        with demo_agent(home, bank.today, variables):
            store_accounts(home, bank)
            return press_often(Home(path=home), bank, count, seed)


def press_often(home: Home, bank: Bank, count: int, seed: int) -> list[Press]:
    """Press stop so often, each time in mid-run, in the three ways by turns; the list is pulled first."""
    rng = random.Random(seed)  # noqa: S311 - a seed that repeats
    moment = _bank_clock(bank)
    presses = []
    with AgentClient(home) as client:
        client.call("pull")
        for way, _ in zip(cycle(WAYS), range(count), strict=False):
            presses.append(_one_press(client, home, bank, way, moment, rng.uniform(0, _PHASE_S)))
            client.call("release_stop")
    return presses


def _one_press(
    client: AgentClient,
    home: Home,
    bank: Bank,
    way: str,
    moment: Callable[[str], float],
    phase_s: float,
) -> Press:
    client.call("run", limit=_RUN)
    _watch(client, lambda status: status.run is not None and status.run.awaiting > 0)
    time.sleep(phase_s)
    pressed = time.monotonic()
    WAYS[way](home)
    _watch(client, lambda status: status.run is not None and status.run.state == "ended")
    run_ended = time.monotonic()
    # What is measured is that nothing comes, so the bank has to be left its time.
    time.sleep(max(0.0, pressed + WATCHED_S - time.monotonic()))
    stored = [moment(row["sent_at"]) for row in bank.ask("/oracle/messages")]
    late = [at for at in stored if at > pressed]
    return Press(
        way=way,
        last_effect_ms=round(1000 * (max(late, default=pressed) - pressed), 1),
        run_ended_ms=round(1000 * (run_ended - pressed), 1),
        effects_after=len(late),
    )


def _by_command(home: Home) -> None:
    stop(home, "measured")


def _by_verb(home: Home) -> None:
    with AgentClient(home) as client:
        client.call("stop", reason="measured")


def _by_file(home: Home) -> None:
    home.stop_file.touch()


#: The ways of stopping: what `tandem stop` calls, the window's verb, a file made by hand.
WAYS: dict[str, Callable[[Home], None]] = {"command": _by_command, "verb": _by_verb, "file": _by_file}


def _watch(client: AgentClient, condition: Callable[[AgentStatus], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    status: AgentStatus = client.call("status")
    while not condition(status):
        if time.monotonic() > deadline:
            raise TimeoutError(f"it never came to that; last seen: {status.run}")
        status = client.call("watch", since=status.revision, timeout_s=5)


def _bank_clock(bank: Bank) -> Callable[[str], float]:
    """From a stamp of the bank to this machine's monotonic seconds, by the quickest of some questions."""
    best_s, offset = float("inf"), 0.0
    for _ in range(20):
        asked = time.monotonic()
        told = datetime.fromisoformat(bank.ask("/oracle/summary")["now"]).timestamp()
        spent = time.monotonic() - asked
        if spent < best_s:
            best_s, offset = spent, asked + spent / 2 - told
    return lambda stamp: datetime.fromisoformat(stamp).timestamp() + offset


def _summary(presses: Sequence[Press]) -> dict[str, Any]:
    def figures(of: Sequence[Press]) -> dict[str, float]:
        times = [press.last_effect_ms for press in of]
        return {
            "presses": len(of),
            "max_ms": max(times),
            "median_ms": round(statistics.median(times), 1),
            "with_an_effect_after": sum(1 for press in of if press.effects_after),
            "run_ended_max_ms": max(press.run_ended_ms for press in of),
        }

    ways = {way: [press for press in presses if press.way == way] for way in WAYS}
    return {**figures(presses), "by_way": {way: figures(of) for way, of in ways.items() if of}}


def _print(presses: Sequence[Press], result: dict[str, Any]) -> None:
    table = Table(
        title=f"From pressing stop to the last effect at the bank, {len(presses)} presses in mid-run"
    )
    columns = ("way", "presses", "median ms", "max ms", "with an effect after", "run ended, max ms")
    for column in columns:
        table.add_column(column, justify="left" if column == "way" else "right")
    for way, of in (*result["by_way"].items(), ("all", result)):
        keys = ("presses", "median_ms", "max_ms", "with_an_effect_after", "run_ended_max_ms")
        table.add_row(way, *(str(of[key]) for key in keys))
    _SCREEN.print(table)


if __name__ == "__main__":
    raise SystemExit(main())
