"""`tandem night`: the unattended run, now or at the schedule's next start. Needs no window and no screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import RenderableType

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain import views
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.domain.night_views import NightDay, NightPlan
from robot.reporting.words import reason_words
from robot.store.runs import RunKind
from robot.terminal import following
from robot.terminal.agent_start import connected
from robot.terminal.options import AsJson
from robot.terminal.printing import complain, out, print_json, say, table
from robot.terminal.progress import RunDisplay, left_lines

_WATCH_S = 20.0
#: Somebody left with Ctrl+C.
_EXIT_LEFT = 130


def night(
    *,
    now: Annotated[bool, typer.Option("--now", help="Begin at once, as the schedule would.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Show the starts of the next 14 days.")] = False,
    as_json: AsJson = False,
) -> None:
    """Wait for the schedule's next start and follow its run. Exit code 0 only if no outcome is unknown."""
    if now and plan:
        raise InputRefused("choose one of --now and --plan", code="request.invalid")
    if plan:
        _show_plan(as_json=as_json)
        return
    say_unless_json: Callable[[str], None] = (lambda _line: None) if as_json else say
    try:
        with connected(Home.of_user(), say_unless_json) as client:
            run = client.call("night_run") if now else next_run(client, say_unless_json)
            last = _followed(client, run, as_json=as_json)
    except KeyboardInterrupt:
        complain("You left the view; the agent keeps the schedule and goes on with its run.")
        raise typer.Exit(_EXIT_LEFT) from None
    if as_json:
        print_json(last)
    else:
        for line in left_lines(last):
            say(line)
    raise typer.Exit(following.exit_code(last))


def _followed(client: AgentClient, run: views.RunProgress, *, as_json: bool) -> views.RunProgress:
    if as_json:
        return following.follow(client, run, lambda _status: None)
    with RunDisplay() as display:
        return following.follow(client, run, display.update)


def next_run(client: AgentClient, told: Callable[[str], None]) -> views.RunProgress:
    """Wait for the schedule's next run, or take the one under way.

    :raises InputRefused: if the schedule is off or has no next start.
    :raises EnvironmentFault: if a start is missed meanwhile.
    """
    status: views.AgentStatus = client.call("status")
    if status.run is not None and _is_nights(status.run) and status.run.state != "ended":
        return status.run
    before, known_missed = status.run, _missed(status.night)
    shown = None
    while True:
        plan = status.night
        if plan is not None:
            _refuse_without_start(plan)
            if plan.next_start != shown and plan.next_start is not None:
                shown = plan.next_start
                told(f"Waiting for {shown:%Y-%m-%d %H:%M}. Ctrl+C leaves; the agent keeps the schedule.")
            if _missed(plan) not in (None, known_missed):
                raise EnvironmentFault(
                    f"the start of {plan.missed:%Y-%m-%d %H:%M} was missed: "
                    f"{reason_words(f'night.{plan.missed_why}', 'en')}",
                    code=f"night.{plan.missed_why}",
                )
        status = client.call("watch", since=status.revision, timeout_s=_WATCH_S)
        run = status.run
        if run is not None and _is_nights(run) and (before is None or run.run_id != before.run_id):
            return run


def _is_nights(run: views.RunProgress) -> bool:
    return run.kind == RunKind.SCHEDULED


def _missed(plan: NightPlan | None) -> object:
    return plan.missed if plan is not None else None


def _refuse_without_start(plan: NightPlan) -> None:
    if plan.next_start is not None:
        return
    why = plan.note or "schedule.no_start"
    raise InputRefused(f"there is no next start: {reason_words(why, 'en')}", code=why)


def _show_plan(*, as_json: bool) -> None:
    with AgentClient() as client:
        days: tuple[NightDay, ...] = client.call("night_plan")
        status: views.AgentStatus = client.call("status")
    if as_json:
        print_json({"night": status.night, "days": days})
        return
    if status.night is not None:
        for line in summary(status.night):
            say(line)
    out().print(plan_table(days))


def summary(plan: NightPlan) -> list[str]:
    """The schedule in a few lines."""
    lines = [f"The schedule is {'on' if plan.is_on else 'off'}."]
    if plan.next_start is not None:
        lines.append(f"Next start: {plan.next_start:%Y-%m-%d %H:%M}")
    if plan.note:
        lines.append(f"{reason_words(plan.note, 'en')} (known until {plan.calendar_until.isoformat()})")
    if plan.missed is not None:
        why = reason_words(f"night.{plan.missed_why}", "en")
        lines.append(f"Missed: {plan.missed:%Y-%m-%d %H:%M}: {why}")
    return lines


def plan_table(days: tuple[NightDay, ...]) -> RenderableType:
    """One line a day."""
    rows = []
    for day in days:
        spans = [
            f"{start:%H:%M} to {until:%H:%M}" for start, until in zip(day.starts, day.until, strict=True)
        ]
        why = reason_words(day.why, "en") if day.why else "" if spans else "over for today"
        holiday = f" ({day.holiday})" if day.holiday and day.why else ""
        rows.append((f"{day.on:%a %Y-%m-%d}", ", ".join(spans) or "-", why + holiday))
    return table(("Day", "Starts", ""), rows)
