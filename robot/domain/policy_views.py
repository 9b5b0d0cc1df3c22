"""The whole of a policy decision, for the front that asks why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FactUsed:
    """One fact of the decision; names of customers are never among them."""

    name: str
    #: Empty if nobody stated it.
    value: str
    #: Who says so, such as `list`, `ledger`, `settings` or `clock`.
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """One rule and what it said."""

    rule: str
    #: Where in the order it stands, such as `consent`.
    stage: str
    #: `pass`, `deny`, `needs_review` or `not_applicable`.
    answer: str
    #: Why the rule exists.
    reason: str
    #: The law, notice or platform term behind it.
    source: str
    #: What an unstated fact means to it.
    unknown: str
    #: What it found; empty where it did not speak against the contact.
    found: dict[str, str]
    #: Names of the facts that it looked at.
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyExplanation:
    """A decision with every rule and every fact."""

    task_id: str
    #: The moment that was asked about.
    at: datetime
    #: Asked about another moment than now.
    is_what_if: bool
    #: As if a person approved it, or as the schedule would send it.
    attended: bool
    #: `allow`, `deny` or `needs_review`.
    verdict: str
    #: The rule that named the verdict; empty when allowed.
    rule: str
    policy_version: int
    #: Hex SHA-256 of the policy file.
    policy_sha256: str
    rules: tuple[RuleAnswer, ...]
    facts: tuple[FactUsed, ...]
