"""The facts of a decision as text, each with where it came from; for the journal and for who asks why.

No fact holds a name or an account number, and an empty text says that nobody stated the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from robot.domain.customer import LineDate
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings


class Origin(StrEnum):
    """Who says so."""

    #: The task's row in the day's list.
    LIST = "list"
    #: What this workstation did and learnt itself.
    LEDGER = "ledger"
    #: Both; what either says counts.
    LIST_AND_LEDGER = "list and ledger"
    #: The policy file.
    SETTINGS = "settings"
    CLOCK = "clock"
    JOURNAL = "journal"
    #: The approved words.
    TALK_TRACK = "talk track"
    #: How it was asked: by a person or by the schedule.
    ORDER = "order"
    STOP_SWITCH = "stop switch"
    #: The signed release, checked for this decision.
    RELEASE = "release"


class UsedFact(NamedTuple):
    """One fact."""

    name: str
    value: str
    origin: Origin


_Get = Callable[[PolicyFacts, PolicySettings], object]


def _exemption(facts: PolicyFacts, _settings: PolicySettings) -> str:
    found = facts.unattended_exemption
    return f"{found.account}/{found.channel}/{found.expires_on}" if found else ""


def _zone(facts: PolicyFacts, settings: PolicySettings) -> str:
    return str(settings.hours_of(facts.task.customer).zone.key)


def _now(facts: PolicyFacts, settings: PolicySettings) -> datetime:
    return facts.now.astimezone(settings.zone)


_TABLE: tuple[tuple[str, Origin, _Get], ...] = (
    ("policy_version", Origin.SETTINGS, lambda _f, s: s.version),
    ("policy_sha256", Origin.SETTINGS, lambda _f, s: s.sha256),
    ("release", Origin.RELEASE, lambda f, _s: f.release.name),
    ("release_refusal", Origin.RELEASE, lambda f, _s: f.release.refusal),
    ("task_id", Origin.LIST, lambda f, _s: f.task.task_id),
    ("rm_id", Origin.LIST, lambda f, _s: f.task.rm_id),
    ("channel", Origin.LIST, lambda f, _s: f.task.channel),
    ("strategy", Origin.LIST, lambda f, _s: f.task.strategy),
    ("purpose", Origin.TALK_TRACK, lambda f, _s: f.purpose),
    ("sensitivity", Origin.TALK_TRACK, lambda f, _s: f.sensitivity),
    ("now", Origin.CLOCK, _now),
    ("customer_zone", Origin.LIST, _zone),
    ("last_record_at", Origin.JOURNAL, lambda f, _s: f.last_record_at),
    ("clock_ahead_s", Origin.CLOCK, lambda f, _s: round(f.clock_ahead_s)),
    ("site_effect", Origin.ORDER, lambda f, _s: f.site_effect),
    ("stop_engaged", Origin.STOP_SWITCH, lambda f, _s: f.stop_engaged),
    ("attended", Origin.ORDER, lambda f, _s: f.attended),
    ("exemption", Origin.SETTINGS, _exemption),
    ("opted_out", Origin.LIST_AND_LEDGER, lambda f, _s: f.opted_out or f.task.customer.opted_out),
    ("opt_outs", Origin.LIST_AND_LEDGER, lambda f, _s: {*f.opted_out_scopes, *f.task.customer.opt_outs}),
    ("complaint", Origin.LIST, lambda f, _s: f.task.customer.has_complaint),
    ("dispute", Origin.LIST, lambda f, _s: f.task.customer.has_dispute),
    ("consents", Origin.LIST, lambda f, _s: f.task.customer.consents),
    ("has_contract", Origin.LIST, lambda f, _s: f.task.customer.has_contract),
    ("product_line", Origin.LIST, lambda f, _s: f.task.product.line),
    ("product_risk", Origin.LIST, lambda f, _s: f.task.product.risk),
    ("issuer_risk", Origin.LIST, lambda f, _s: f.task.product.issuer_risk),
    ("customer_risk", Origin.LIST, lambda f, _s: f.task.customer.risk_tolerance),
    ("risk_rated_on", Origin.LIST, lambda f, _s: f.task.customer.risk_rated_on),
    ("assessments_today", Origin.LIST, lambda f, _s: f.task.customer.assessments_today),
    ("assessments_12_months", Origin.LIST, lambda f, _s: f.task.customer.assessments_12_months),
    ("age", Origin.LIST, lambda f, _s: f.task.customer.age),
    ("investor_class", Origin.LIST, lambda f, _s: f.task.customer.investor),
    ("contacts_today", Origin.LEDGER, lambda f, _s: f.contacts_today),
    ("contacts_this_week", Origin.LIST_AND_LEDGER, lambda f, _s: f.contacts_this_week),
    ("contacts_this_month", Origin.LIST_AND_LEDGER, lambda f, _s: f.contacts_this_month),
    ("line_contacts_this_month", Origin.LEDGER, lambda f, _s: f.line_contacts_this_month),
    ("platform_contacts_this_month", Origin.LIST_AND_LEDGER, lambda f, _s: f.platform_contacts_this_month),
    ("channel_contacts_this_month", Origin.LIST_AND_LEDGER, lambda f, _s: f.channel_contacts_this_month),
    ("last_marketing_on", Origin.LEDGER, lambda f, _s: f.last_marketing_on),
    ("refused_on", Origin.LIST_AND_LEDGER, lambda f, _s: (*f.task.customer.refused_on, *f.refused_on)),
    ("purchased_on", Origin.LIST, lambda f, _s: f.task.customer.purchased_on),
    ("account_sends_today", Origin.LEDGER, lambda f, _s: f.account_sends_today),
    ("held_out", Origin.LIST, lambda f, _s: f.task.customer.is_held_out),
)
#: Every name, in the order in which they are shown.
FACT_NAMES = tuple(name for name, _, _ in _TABLE)
#: And who says each.
TABLE_OF_FACTS = tuple((name, origin) for name, origin, _ in _TABLE)


def used_facts(facts: PolicyFacts, settings: PolicySettings) -> tuple[UsedFact, ...]:
    """All facts, in a fixed order."""
    return tuple(UsedFact(name, _text(get(facts, settings)), origin) for name, origin, get in _TABLE)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, LineDate):
        return f"{value.line}:{value.on.isoformat()}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(sorted(map(_text, value)))
    return str(value)
