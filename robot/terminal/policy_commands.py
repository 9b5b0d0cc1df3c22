"""`tandem policy`: why a contact may be made or not, and a person's word on the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from robot.agent.client import AgentClient
from robot.domain.clock import BANK_ZONE
from robot.domain.errors import InputRefused
from robot.domain.policy_views import PolicyExplanation, RuleAnswer
from robot.domain.views import Done
from robot.reporting.words import reason_words
from robot.terminal.options import AsJson
from robot.terminal.printing import out, print_json, say, table, text

commands = typer.Typer(no_args_is_help=True, help="The rules on contacts.")

_ANSWERS = {
    "pass": ("pass", "green"),
    "deny": ("DENY", "bold red"),
    "needs_review": ("REVIEW", "bold yellow"),
    "not_applicable": ("n/a", "dim"),
}


@commands.command("explain")
def explain(
    task: Annotated[str, typer.Argument(help="Id of the task.")],
    at: Annotated[
        str,
        typer.Option("--at", help="Another moment, such as 2026-11-23T22:30; the bank's zone by default."),
    ] = "",
    *,
    unattended: Annotated[
        bool, typer.Option("--unattended", help="As the schedule would send it, nobody being present.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the whole decision on a task: each rule, its answer and the facts it used. Nothing is sent."""
    moment = _moment(at)
    with AgentClient() as client:
        told: PolicyExplanation = client.call(
            "policy_explain",
            task_id=task,
            at=moment.isoformat() if moment else None,
            attended=not unattended,
        )
    if as_json:
        print_json(told)
    else:
        out().print(explanation(told))


@commands.command("confirm-clock")
def confirm_clock() -> None:
    """You looked at this machine's clock and it is right; sends go on after it jumped forward."""
    with AgentClient() as client:
        done: Done = client.call("clock_confirm")
    say(f"The clock counts as right; it had jumped {done.detail} s ahead. Your word is in the log.")


def _moment(at: str) -> datetime | None:
    if not at:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as err:
        raise InputRefused(
            f"{at} is no time such as 2026-11-23T22:30; nothing was asked", code="request.invalid"
        ) from err
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=BANK_ZONE)


def explanation(told: PolicyExplanation) -> RenderableType:
    """The decision first, then the rules in their order, then what they rest on."""
    how = "approved by a person" if told.attended else "sent unattended"
    what_if = ", as if it were then" if told.is_what_if else ""
    because = f" because of {told.rule}: {reason_words(told.rule, 'en')}" if told.rule else ""
    values = {fact.name: fact.value or "unknown" for fact in told.facts}
    rules = (
        (
            str(number),
            text(*_ANSWERS.get(answer.answer, (answer.answer, ""))),
            answer.rule,
            _because(answer),
            ", ".join(f"{name}={values.get(name, '')}" for name in answer.facts),
        )
        for number, answer in enumerate(told.rules, start=1)
    )
    facts = ((fact.name, fact.value or "unknown", fact.origin) for fact in told.facts)
    return Group(
        text(f"{told.task_id}: {told.verdict}{because}", "bold"),
        text(f"{how}, {told.at:%Y-%m-%d %H:%M:%S %Z}{what_if}"),
        text(f"policy version {told.policy_version}, sha256 {told.policy_sha256 or '-'}"),
        table(("", "answer", "rule", "why, and its source", "facts"), rules),
        table(("fact", "value", "origin"), facts),
    )


def _because(answer: RuleAnswer) -> str:
    found = ", ".join(f"{key} {value}" for key, value in answer.found.items())
    parts = (answer.reason, f"Found: {found}." if found else "", answer.source)
    return "\n".join(part for part in parts if part)
