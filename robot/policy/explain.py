"""Every rule with its answer, for a person who asks why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule
from robot.policy.settings import PolicySettings

Answer = Literal["pass", "deny", "review", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One rule and what it said."""

    rule: Rule
    answer: Answer
    #: What it found; None where it did not speak against the contact.
    finding: Finding | None


def ask_each(rules: Sequence[Rule], facts: PolicyFacts, settings: PolicySettings) -> tuple[Asked, ...]:
    """Ask every rule, in order; a rule that found something is never taken for one that does not apply."""
    return tuple(_asked(rule, facts, settings) for rule in rules)


def _asked(rule: Rule, facts: PolicyFacts, settings: PolicySettings) -> Asked:
    finding = rule.check(facts, settings)
    if finding is not None:
        answer: Answer = "review" if finding.severity == "review" else "deny"
    else:
        answer = "pass" if rule.applies(facts, settings) else "not_applicable"
    return Asked(rule=rule, answer=answer, finding=finding)
