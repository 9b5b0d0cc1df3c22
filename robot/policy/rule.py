"""What every policy rule is: an id, a reason, a source and one pure question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings


class Stage(StrEnum):
    """The order in which rules are asked."""

    PERMIT = "permit"
    RIGHTS = "rights"
    SENSITIVITY = "sensitivity"
    OPT_OUT = "opt_out"
    HOLDS = "holds"
    CONSENT = "consent"
    SUITABILITY = "suitability"
    HOURS = "hours"
    CAPS = "caps"
    HOLD_OUT = "hold_out"


def always(_facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """The rule has something to ask of every contact."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the policy."""

    #: Stable id; windows translate it, journals keep it.
    id: str
    #: Where in the order it stands.
    stage: Stage
    #: Why the rule exists, in one line.
    reason: str
    #: The law, notice or platform term behind it.
    source: str
    #: Names of the facts it looks at, as `robot.policy.used_facts` spells them.
    facts: tuple[str, ...]
    #: What a fact that nobody stated means to it.
    unknown: str
    #: A finding if the rule speaks against the contact, else None. Pure.
    check: Callable[[PolicyFacts, PolicySettings], Finding | None]
    #: Whether it has anything to ask of this contact; where it has not, `check` finds nothing.
    applies: Callable[[PolicyFacts, PolicySettings], bool] = always
    #: It may ask for a person's look instead of denying.
    may_review: bool = False


def block(rule_id: str, **params: object) -> Finding:
    """A blocking finding that is not about words; params become text and must hold no names."""
    return _finding(rule_id, "block", params)


def review(rule_id: str, **params: object) -> Finding:
    """A finding that wants a person's look; params as in `block`."""
    return _finding(rule_id, "review", params)


def _finding(rule_id: str, severity: str, params: dict[str, object]) -> Finding:
    return Finding(rule=rule_id, severity=severity, params={key: str(value) for key, value in params.items()})
