"""`tandem journal sample`: what a reviewer looks at, drawn and not chosen, and what that proves."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.domain.sample_views import LogCoverage, LogSample, ShareLimits
from robot.reporting.sample_words import percent_down, percent_up, promise, proof
from robot.terminal.options import AsJson
from robot.terminal.printing import out, print_json, say, table

commands = typer.Typer(no_args_is_help=True, help="A sample of the sends, drawn by the log's signed head.")


class Spoken(StrEnum):
    """Language of the sentences."""

    ZH = "zh"
    EN = "en"


_Lang = Annotated[Spoken, typer.Option("--lang", help="Language of the sentences.")]


@commands.command("draw")
def draw(
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day; today by default.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=60, help="How many workdays.")] = 7,
    *,
    lang: _Lang = Spoken.EN,
    as_json: AsJson = False,
) -> None:
    """Draw what you look at; the draw is written into the log. For reviewers and supervisors."""
    with AgentClient() as client:
        sample: LogSample = client.call("log_sample_draw", until=until.date() if until else None, days=days)
    if as_json:
        print_json(sample)
        return
    say(f"{promise(sample, lang.value)}.", "bold")
    say(_drawn(sample))
    say(f"{sample.open} records wait for you in the view `waiting for my review`.")


@commands.command("show")
def show(
    seq: Annotated[
        int, typer.Option("--sample", min=-1, help="Number of its record; the newest by default.")
    ] = -1,
    *,
    lang: _Lang = Spoken.EN,
    as_json: AsJson = False,
) -> None:
    """How far a sample was looked at, and what that proves."""
    with AgentClient() as client:
        found: LogCoverage = client.call("log_coverage", seq=seq)
    if as_json:
        print_json(found)
        return
    say(f"{proof(found, lang.value)}.", "bold")
    if found.sample.seq < 0:
        say("Draw one with: tandem journal sample draw")
        return
    say(_drawn(found.sample))
    rows = [
        (one.risk, one.of, one.drawn, one.looked_at, one.reviewed, one.bad) for one in found.sample.strata
    ]
    out().print(table(("risk", "sends", "drawn", "looked at", "reviewed", "bad"), rows))
    say(f"of the sample {found.sample.open} records still wait for {found.sample.person}")
    say(f"known records handed on again: {_limits(found.blind)}")
    say(_agreed(found))


def _drawn(sample: LogSample) -> str:
    drawn = sum(one.drawn for one in sample.strata)
    days = ""
    if sample.time_from and sample.time_until:
        days = f" from {sample.time_from:%Y-%m-%d} until before {sample.time_until:%Y-%m-%d}"
    return (
        f"record {sample.seq}, for {sample.person}: {drawn} of {sample.population} sends{days},"
        f" drawn by the head {sample.seed[:24]}…"
    )


def _limits(share: ShareLimits) -> str:
    if not share.of:
        return "none was answered yet"
    return f"{share.found} of {share.of} ({percent_down(share.low)} to {percent_up(share.high)} at 95 %)"


def _agreed(found: LogCoverage) -> str:
    both = found.agreement
    if not both.both:
        return "two reviewers: no record was looked at by both yet"
    kappa = "none (too few, or all alike)" if both.kappa is None else f"{both.kappa:.2f}"
    return f"two reviewers: agreed on {both.agreed} of {both.both}, Cohen's kappa {kappa}"
