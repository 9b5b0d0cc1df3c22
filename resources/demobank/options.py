"""What can be chosen when the bank is started, because tests and demonstrations want different banks."""

from __future__ import annotations

import argparse
import datetime as dt
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from os import environ
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything the bank needs to know before it opens."""

    #: decides every generated name, amount, flag and reply
    seed: int
    #: least number of customers; raised when the task list needs more
    customers: int
    #: length of the day's task list
    tasks: int
    #: directory of the database file
    data: Path
    #: the directory goes away with the bank
    is_throw_away: bool
    #: address to listen at
    host: str
    #: first of three ports in a row, 0 for any free ones
    port_base: int
    #: the business date
    today: dt.date
    #: time of day at which the bank's clock starts
    opens_at: dt.time
    #: share of customers who answer a message, 0 to 1
    reply_rate: float
    #: middle delay of an answer, seconds
    reply_after_s: float
    #: messages an employee may send a day
    daily_quota: int
    #: print one line of JSON instead of words
    json: bool
    #: every task can be sent: nobody has opted out, drafted, written or blocked
    plain: bool
    #: build the data anew even if the directory already holds a bank
    fresh: bool
    #: stop when standard input closes
    die_with_stdin: bool
    #: bearer token of the control origin
    control_token: str
    #: bearer token of the task list API
    api_token: str


def _rate(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a rate lies between 0 and 1")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="demobank", description=__doc__)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--customers", "--contacts", type=int, default=520)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--data", type=Path, help="directory of the database; a throw-away one by default")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--port-base", type=int, default=0, help="wecom, crm, control on this and the next two"
    )
    parser.add_argument("--today", type=dt.date.fromisoformat, default=None)
    parser.add_argument("--opens-at", type=dt.time.fromisoformat, default=dt.time(10, 0))
    parser.add_argument("--reply-rate", type=_rate, default=0.15)
    parser.add_argument("--reply-after", type=float, default=3.0, help="middle delay of an answer in seconds")
    parser.add_argument("--daily-quota", type=int, default=5000)
    parser.add_argument("--plain", action="store_true", help="every task can be sent, nothing is planted")
    parser.add_argument("--json", action="store_true", help="print one line of JSON when ready")
    parser.add_argument("--fresh", action="store_true", help="forget what the data directory holds")
    parser.add_argument("--die-with-stdin", action="store_true", help="stop when standard input closes")
    return parser


def parse_options(argv: Sequence[str] | None = None) -> Options:
    """Read the command line (and the two token variables of the environment)."""
    given = _parser().parse_args(argv)
    return Options(
        seed=given.seed,
        customers=given.customers,
        tasks=given.tasks,
        data=given.data or Path(tempfile.mkdtemp(prefix="demobank-")),
        is_throw_away=given.data is None,
        host=given.host,
        port_base=given.port_base,
        today=given.today or dt.datetime.now().astimezone().date(),
        opens_at=given.opens_at,
        reply_rate=given.reply_rate,
        reply_after_s=given.reply_after,
        daily_quota=given.daily_quota,
        plain=given.plain,
        json=given.json,
        fresh=given.fresh,
        die_with_stdin=given.die_with_stdin,
        control_token=environ.get("DEMOBANK_CONTROL_TOKEN") or secrets.token_urlsafe(18),
        api_token=environ.get("DEMOBANK_API_TOKEN") or secrets.token_urlsafe(18),
    )
