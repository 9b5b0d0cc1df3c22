"""What every policy rule is: an id, a reason, a source and one pure question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.settings import PolicySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the policy."""

    #: Stable id; windows translate it, journals keep it.
    id: str
    #: Why the rule exists, in one line.
    reason: str
    #: The law, notice or platform term behind it.
    source: str
    #: A finding if the rule speaks against the contact, else None. Pure.
    check: Callable[[PolicyFacts, PolicySettings], Finding | None]


def block(rule_id: str, **params: object) -> Finding:
    """A blocking finding that is not about words; params become text and must hold no names."""
    return Finding(
        rule=rule_id,
        severity="block",
        params={key: str(value) for key, value in params.items()},
    )
