"""A task: one contact with one customer for one strategy step on one business date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from robot.domain.customer import Customer
from robot.domain.product import Product


class Channel(StrEnum):
    """Where a contact happens."""

    WECOM = "wecom"
    #: A call that a person makes, by a script.
    PHONE = "phone"
    #: A notice of the mobile bank.
    PUSH = "push"
    #: At the branch: what the teller sees when the customer's number is called.
    COUNTER = "counter"


class TaskState(StrEnum):
    """Where a task stands before it has an outcome."""

    #: Not begun; a corrected list may still change it.
    READY = "ready"
    #: Put off until a time.
    SNOOZED = "snoozed"
    #: Approved by the RM; the hold runs and can be undone.
    HELD = "held"
    #: Being carried out.
    RUNNING = "running"
    #: Clicked; the witness is awaited.
    AWAITING_WITNESS = "awaiting_witness"
    #: Has an outcome.
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of the day's list, validated."""

    task_id: str
    business_date: date
    rm_id: str
    rm_name: str
    branch: str
    customer: Customer
    channel: Channel
    strategy: str
    #: 1-based step within the strategy.
    step: int
    product: Product
    #: Id of the talk track the plan chose.
    talk_track: str
    #: Wanted by this time of the business day, or None.
    due_at: time | None
    #: Why this customer, today, in the plan's own words.
    reasons: tuple[str, ...]
