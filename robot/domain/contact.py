"""The contact ledger's values: which effect, for whom, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Effect(StrEnum):
    """What kind of lasting change an entry stands for."""

    #: A message to the customer.
    MESSAGE = "message"
    #: The contact record in the CRM.
    RECORD = "record"


class ContactState(StrEnum):
    """What is known of one intended effect."""

    #: Written before the act; the act may or may not have happened.
    INTENDED = "intended"
    #: The click was made; the witness is awaited.
    CLICKED = "clicked"
    #: Read from the server by another session.
    CONFIRMED = "confirmed"
    #: Positively shown not to exist; may be tried again.
    ABSENT = "absent"
    #: The deadline passed and nothing can say; never repeated before it is settled.
    UNKNOWN = "unknown"


#: States that must be settled by reading before anything else is sent.
UNSETTLED = frozenset({ContactState.INTENDED, ContactState.CLICKED, ContactState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactKey:
    """The key of exactly-once: one effect for one customer, strategy, step and business date."""

    effect: Effect
    customer_id: str
    strategy: str
    step: int
    business_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One intended effect and what is known of it."""

    entry_id: int
    key: ContactKey
    task_id: str
    site: str
    #: The recipient's stable id on the site.
    external_id: str
    #: Hex SHA-256 of the exact text.
    text_sha256: str
    #: How many equal messages the site already held for this customer before the act.
    baseline: int
    state: ContactState
    #: How many times the act was begun.
    attempt: int
    intended_at: datetime
    clicked_at: datetime | None
    resolved_at: datetime | None
    #: Who or what decided the present state, such as `witness`, `reconcile` or a person's account.
    decided_by: str
    #: The site's own ids of the effect; two or more mean that the site doubled it.
    effect_ids: tuple[str, ...]
    #: A `robot.domain.task.Channel` value; one key holds across all channels.
    channel: str = "wecom"
    #: The monotonic clock when it was intended or, once that is noted, clicked, in nanoseconds.
    acted_mono_ns: int = 0
