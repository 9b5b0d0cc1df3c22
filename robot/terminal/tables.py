"""The agent's views as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from robot.domain.views import AccountRow, AgentStatus, DoctorItem, JournalLine, PullResult, QueueRow
from robot.reporting.words import channel_words, outcome_words, reason_words, state_words
from robot.terminal.printing import table, text
from robot.terminal.progress import counted, plain_line

_DOCTOR_STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red"}
_OUTCOME_STYLES = {"confirmed": "green", "unknown": "bold red", "needs_person": "yellow", "halted": "yellow"}


def queue(rows: Sequence[QueueRow]) -> RenderableType:
    """The day's tasks."""
    heads = ("task", "customer", "channel", "due", "state", "why")
    return table(heads, (_queue_row(row) for row in rows))


def _queue_row(row: QueueRow) -> tuple[object, ...]:
    ending = outcome_words(row.outcome, "en") if row.outcome else state_words(row.state, "en")
    due = f"{row.due_at} overdue" if row.is_overdue else row.due_at
    why = reason_words(row.outcome_reason, "en") or row.reason
    return row.task_id, row.name, channel_words(row.channel, "en"), due, _styled(ending, row.outcome), why


def _styled(words: str, outcome: str) -> Text:
    return text(words, _OUTCOME_STYLES.get(outcome, ""))


def status(view: AgentStatus) -> RenderableType:
    """The agent at this moment."""
    source = " (SIMULATED TIME)" if view.time_source == "simulated" else ""
    lines: list[RenderableType] = [
        text(f"{view.mood} · {view.business_date.isoformat()} {view.now:%H:%M:%S}{source}", "bold"),
        text(f"{view.rm_name or '-'} {view.rm_id} · {view.done} of {view.total} tasks ended"),
    ]
    lines += [text(f"  {title}: {n}", style) for title, n, style in counted(view.by_outcome) if n]
    if view.run is not None:
        lines.append(text(f"run: {plain_line(view)}"))
    if view.stop is not None:
        why = f": {view.stop.reason}" if view.stop.reason else ""
        lines.append(
            text(
                f"STOPPED by {view.stop.by} at {view.stop.at:%H:%M:%S}{why}; `tandem stop --lift` ends it",
                "bold red",
            )
        )
    lines += _release_lines(view)
    lines += [text(f"{site} does not answer; sends to it are held", "yellow") for site in view.offline_sites]
    lines += [
        text(f"{site} was stopped after an unknown outcome; `tandem reconcile` settles it", "yellow")
        for site in view.stopped_sites
    ]
    if view.attention:
        rows = (
            (item.task_id, item.name, item.site, reason_words(item.reason, "en")) for item in view.attention
        )
        lines.append(table(("task", "customer", "site", "why"), rows, title="Needs you"))
    return Group(*lines)


def _release_lines(view: AgentStatus) -> list[RenderableType]:
    release = view.release
    if release is None:
        return []
    lines: list[RenderableType] = []
    if release.expires_on is not None:
        left = (release.expires_on - view.business_date).days
        whose = " (THROW-AWAY KEYS)" if release.is_throwaway else ""
        about = f"release {release.release_id}, version {release.version}, {release.manifest}"
        lines.append(text(f"{about}, until {release.expires_on.isoformat()}, {left} days left{whose}"))
    if release.refusal:
        lines.append(text(f"NOTHING IS SENT ({release.refusal}): {release.said}", "bold red"))
    return lines


def pulled(view: PullResult) -> RenderableType:
    """What a list brought."""
    counts = (
        f"{view.added} added, {view.updated} updated, {view.unchanged} unchanged, {view.kept} kept as begun"
    )
    lines = [text(f"{view.source}: {counts}, {view.set_aside} set aside")]
    lines += [text(f"  {reason}", "yellow") for reason in view.set_aside_reasons]
    return Group(*lines)


def accounts(rows: Sequence[AccountRow]) -> RenderableType:
    """Accounts; a secret is never part of one."""
    heads = ("site", "purpose", "user name", "secret", "tested", "result", "address")
    cells = (
        (
            row.site,
            row.purpose,
            row.username,
            "in the keyring" if row.has_secret else text("missing", "yellow"),
            f"{row.tested_at:%Y-%m-%d %H:%M}" if row.tested_at else "never",
            row.test_result,
            row.origin,
        )
        for row in rows
    )
    return table(heads, cells)


def checks(items: Sequence[DoctorItem]) -> RenderableType:
    """The doctor's findings, each with what to do."""
    grid = Table.grid(padding=(0, 2))
    for name in ("check", "state", "found"):
        # What is found may hold a path, which must survive copying: folded, never cut.
        grid.add_column(no_wrap=name != "found", overflow="fold")
    for item in items:
        state = text(item.state, _DOCTOR_STYLES.get(item.state, ""))
        grid.add_row(text(item.check), state, text(item.found))
        if item.remedy:
            grid.add_row("", "", text(f"→ {item.remedy}", "bold"))
    return grid


def journal_line(line: JournalLine) -> Text:
    """One record of the journal."""
    head = f"{line.seq:>7} {line.at:%Y-%m-%d %H:%M:%S} {line.hash_prefix} {line.type}"
    return text(f"{head} {line.task_id} {line.detail}".rstrip())
