"""Thousands of tasks in one run with faults on: memory, logs, what gets stuck, and the bank's own count."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from campaign.bank_workplace import bank_workplace
from campaign.soak import Sample, soak

_SCREEN = Console(stderr=True, highlight=False, width=120)
_BARS = "▁▂▃▄▅▆▇█"


def main() -> int:
    """Soak, print the curve, and exit with 1 if anything is stuck or happened that must never happen."""
    parser = argparse.ArgumentParser(prog="scripts/bench soak", description=__doc__)
    parser.add_argument("--tasks", type=int, default=5000, metavar="N", help="tasks of the run (5000)")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="decides which trouble comes when (1)"
    )
    parser.add_argument(
        "--every", type=int, default=100, metavar="N", help="a sample every so many tasks (100)"
    )
    parser.add_argument("--json", action="store_true", help="end with one line of machine-readable summary")
    options = parser.parse_args()
    if sys.platform != "linux":
        _SCREEN.print("the soak needs Linux: it cuts the network and reads memory from /proc")
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="fc-", ignore_cleanup_errors=True) as folder,
        bank_workplace(Path(folder), tasks=options.tasks) as place,
    ):
        result = soak(place, options.tasks, options.seed, options.every, _print_sample)
    _print(result)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    return 1 if result["failures"] or result["stuck"] else 0


def _print_sample(sample: Sample) -> None:
    _SCREEN.print(
        f"{sample.tasks:5d} tasks {sample.seconds:7.0f} s   agent {sample.agent_mb:6.1f} MB"
        f"   browser {sample.browser_mb:6.1f} MB   log {sample.log_bytes / 1024:7.0f} kB"
        f"   store {sample.store_bytes / 1024:7.0f} kB   pictures {sample.evidence_bytes / 1e6:6.1f} MB"
    )


def _curve(values: Sequence[float]) -> str:
    top = max(values) or 1
    return "".join(_BARS[min(7, int(8 * value / top))] for value in values[:: max(1, len(values) // 80)])


def _print(result: dict[str, Any]) -> None:
    samples = result["samples"]
    for name in ("agent_mb", "browser_mb"):
        values = [sample[name] for sample in samples]
        _SCREEN.print(f"{name:>10} 0 to {max(values):.0f}  {_curve(values)}", markup=False)
    table = Table(title=f"{result['tasks']} tasks, {result['troubles']} troubles, {result['seconds']:.0f} s")
    table.add_column("what")
    table.add_column("value", justify="right")
    names = ("stuck", "unsettled", "duplicates", "lost", "wrong_recipient", "wrong_words", "silent_wrong")
    for name in (*names, "over_halt", "false_abort", "completed"):
        table.add_row(name, str(result[name]))
    for name, value in result.items():
        if name.endswith(("_per_1000", "_per_task", "_max")):
            table.add_row(name, str(value))
    for ending, count in result["endings"].items():
        table.add_row(ending, str(count))
    _SCREEN.print(table)


if __name__ == "__main__":
    raise SystemExit(main())
