"""The answer of the policy: a verdict, the rule that decided, everything found and the facts used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from robot.domain.views import Finding

Verdict = Literal["allow", "review", "deny"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the policy says to one contact at one moment."""

    verdict: Verdict
    #: Id of the first rule that gave the verdict; empty when allowed.
    rule: str
    #: All findings, in the order of the rules.
    findings: tuple[Finding, ...]
    #: The facts that were used, as text without names; meant for the journal.
    facts: dict[str, str]


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Deny if anything blocks, review if anything asks for a look, else allow; for findings of any origin."""
    severities = {finding.severity for finding in findings}
    if not severities:
        return "allow"
    # A severity nobody knows counts as blocking: a mistake in a rule must not open the door.
    return "review" if severities == {"review"} else "deny"


def deciding_rule(findings: Iterable[Finding]) -> str:
    """Id of the first blocking finding, else of the first one, else empty."""
    kept = tuple(findings)
    blocking = [finding.rule for finding in kept if finding.severity != "review"]
    return next(iter(blocking + [finding.rule for finding in kept]), "")
