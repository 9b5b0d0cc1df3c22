"""`tandem digest`: the morning's page in a terminal, with or without the agent."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE
from robot.domain.errors import AgentUnreachable, EnvironmentFault
from robot.domain.night_views import Digest
from robot.domain.outcome import Outcome
from robot.reporting.digest import DigestLabels, failed
from robot.reporting.words import layer_words, reason_words
from robot.terminal import records
from robot.terminal.options import AsJson
from robot.terminal.printing import out, print_json, say, table, text

_STYLES = {"green": "bold green", "yellow": "bold yellow", "red": "bold red"}
_MARKS = {"green": "✓", "yellow": "▲", "red": "✗"}
_EXIT_RED = 1


def digest(
    date: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Another day's run.")
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """What the last run brought and what needs you, as a page too. Exit code 1 when the verdict is red."""
    on = date.date() if date else None
    home = Home.of_user()
    try:
        with AgentClient(home) as client:
            found: Digest = client.call("digest", date=on, write=True)
    except AgentUnreachable:
        found = records.write_digest(home, on)
    if as_json:
        print_json(found)
    else:
        out().print(shown(found))
        say(found.path)
    if show and not webbrowser.open(Path(found.path).as_uri()):
        raise EnvironmentFault(f"no browser opened; the page lies at {found.path}", code="browser.missing")
    raise typer.Exit(_EXIT_RED if found.verdict == "red" else 0)


def shown(found: Digest) -> RenderableType:
    """The digest in a few lines."""
    words = DigestLabels("en")
    why = ", ".join(words(f"why.{cause.code}", n=cause.count) for cause in found.verdict_why)
    simulated = " (SIMULATED TIME)" if found.time_source == "simulated" else ""
    lines: list[RenderableType] = [
        text(
            f"{_MARKS[found.verdict]} {words(found.verdict)}: {words(f'{found.verdict}.text')}",
            _STYLES[found.verdict],
        ),
        text(f"{found.business_date.isoformat()}{simulated} · {_span(found)}{f' · {why}' if why else ''}"),
        text(_counts(found)),
    ]
    if found.needs:
        rows = (
            (
                words(f"act.{need.act}"),
                reason_words(need.reason, "en") if need.kind == "message" else words("needs.record"),
                f"{need.name} +{need.count + need.behind - 1}" if need.count + need.behind > 1 else need.name,
                need.task_id,
                need.site,
            )
            for need in found.needs
        )
        lines.append(table(("do", "why", "customer", "task", "site"), rows, title="Needs you"))
    for kind in found.failures:
        seen = f"seen in {kind.seen_in_runs} of the last {found.compared_runs} runs"
        mark = "NEW" if kind.is_new else seen
        lines.append(text(f"  {kind.count} × {reason_words(kind.reason, 'en')}{_if_compared(found, mark)}"))
    lines += [text(f"{use.channel} {use.account}: {use.sent} sent, {_cap(use.cap)}") for use in found.caps]
    lines.append(_checks(found))
    lines.append(text(f"next run: {words.moment(found.next_start) if found.next_start else 'none planned'}"))
    return Group(*lines)


def _span(found: Digest) -> str:
    if found.started_at is None:
        return "did not run"
    ended = f"{found.ended_at.astimezone(BANK_ZONE):%H:%M}" if found.ended_at else "…"
    return f"{found.started_at.astimezone(BANK_ZONE):%H:%M} to {ended}"


def _counts(found: Digest) -> str:
    count = found.by_outcome.get
    return (
        f"{found.planned} planned: {count(Outcome.CONFIRMED, 0)} confirmed,"
        f" {count(Outcome.REFUSED, 0)} refused by rule, {failed(found)} failed,"
        f" {count(Outcome.UNKNOWN, 0)} unknown, {count(Outcome.NEEDS_PERSON, 0)} for a person,"
        f" {found.waiting} waiting, {count(Outcome.CANCELLED, 0)} cancelled"
    )


def _if_compared(found: Digest, mark: str) -> str:
    return f" · {mark}" if found.compared_runs else ""


def _cap(cap: int | None) -> str:
    return "no cap" if cap is None else f"cap {cap}"


def _checks(found: Digest) -> RenderableType:
    ledger = (
        f"{found.ledger_unsettled} unsettled, {found.ledger_doubled} doubled,"
        f" {found.ledger_misdirected} misdirected"
    )
    if found.journal_ok:
        journal = f"whole ({found.journal_checked:,} of {found.journal_records:,} records read)"
    else:
        why = layer_words(found.journal_fault_layer, "en")
        journal = f"BROKEN at record {found.journal_fault_seq}: {why}"
    return text(f"ledger: {ledger} · journal: {journal}", "" if found.journal_ok else "bold red")
