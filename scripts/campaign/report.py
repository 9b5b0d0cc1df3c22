"""The campaign's table for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from campaign.figures import Figures, by_trouble, spread

#: Name of a rate, its counterpart beside it, and what both say.
_PAIRS = (
    ("duplicates", "completed", "sent twice by the robot / tasks, against confirmed where possible"),
    ("lost", "false_abort", "said confirmed, nothing there, against right effects not said confirmed"),
    ("wrong_recipient", "over_halt", "with another customer / effects, against stopped though possible"),
    ("wrong_words", "other_ending", "other words than approved, against refused though possible"),
    ("silent_wrong", "flagged", "said confirmed, spoilt / tasks, against the site's own errors flagged"),
)


def show(records: Sequence[dict[str, Any]], result: dict[str, Any], screen: Console) -> None:
    """Print the metrics and the table by trouble."""
    rates = Figures(records).rates
    table = Table(title=f"{len(records)} episodes, {result['tasks']} tasks, {result['effects']} effects")
    for column in ("must be 0", "95 % (Wilson)", "beside it", "95 % (Wilson)  "):
        table.add_column(column)
    for left, right, _ in _PAIRS:
        table.add_row(left, str(rates[left]), right, str(rates[right]))
    screen.print(table)
    for left, right, meaning in _PAIRS:
        screen.print(f"{left} | {right}: {meaning}", markup=False)
    drift = Figures([record for record in records if record["kind"] == "drift"]).rates["completed"]
    screen.print(f"completed under cosmetic drift: {drift}", markup=False)
    screen.print(f"seconds from trouble to the last ending: {result['recovery_s']}; calm: {result['calm_s']}")
    _by_trouble(records, screen)
    for name in ("failing", "unexpected_endings"):
        if result[name]:
            screen.print(f"{name}: {' '.join(result[name])}", markup=False)


def _by_trouble(records: Sequence[dict[str, Any]], screen: Console) -> None:
    table = Table(title="By trouble")
    columns = (
        "kind",
        "trouble",
        "n",
        "came",
        "failed",
        "over-halt",
        "false abort",
        "completed",
        "recovery s",
    )
    for column in columns:
        table.add_column(column, justify="left" if column in {"kind", "trouble"} else "right")
    for (kind, trouble), figures in by_trouble(records).items():
        rates, times = figures.rates, spread(figures.recovery_s)
        table.add_row(
            kind,
            trouble,
            str(len(figures.records)),
            str(sum(1 for record in figures.records if record["has_fired"])),
            str(len(figures.failing)),
            *(f"{rates[name].hits}/{rates[name].of}" for name in ("over_halt", "false_abort", "completed")),
            f"{times['median']} / {times['p95']}" if times["n"] else "-",
        )
    screen.print(table)
