"""What only a person can say, from a terminal."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.terminal.printing import say


class Verdict(StrEnum):
    """What a person found who looked."""

    ARRIVED = "arrived"
    NOT_ARRIVED = "not-arrived"


def settle(
    task: Annotated[str, typer.Argument(help="Id of the task whose outcome is unknown.")],
    verdict: Annotated[Verdict, typer.Argument(help="What the site shows: look before you say it.")],
    *,
    record: Annotated[bool, typer.Option("--record", help="The contact record, not the message.")] = False,
) -> None:
    """Say what became of a contact that nobody could settle; kept in the log with your name."""
    with AgentClient() as client:
        client.call(
            "settle",
            task_id=task,
            verdict=verdict.replace("-", "_"),
            effect="record" if record else "message",
        )
    say("Settled as arrived." if verdict is Verdict.ARRIVED else "Settled as not sent; it may be sent again.")


def release_site(site: Annotated[str, typer.Argument(help="Id of the site.")]) -> None:
    """Let the robot use a site again, such as after another employee's session was ended."""
    with AgentClient() as client:
        client.call("release_site", site=site)
    say(f"The site {site} is released.")


def opt_out(
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    *,
    lift: Annotated[bool, typer.Option("--lift", help="The customer may be contacted again.")] = False,
    only: Annotated[
        str, typer.Option("--only", help="A channel, a purpose, or both, such as marketing:phone.")
    ] = "",
) -> None:
    """A customer wants no more messages; holds at once, for waiting orders too."""
    with AgentClient() as client:
        client.call("opt_out", customer_id=customer, lift=lift, scope=only)
    of_what = f" ({only})" if only else ""
    again, no_more = "The customer may be contacted again", "The customer is contacted no more"
    say(f"{again if lift else no_more}{of_what}.")
