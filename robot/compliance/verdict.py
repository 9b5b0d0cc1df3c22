"""What the check of words answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether words may leave the bank as they are."""

    #: Nothing was found.
    ALLOW = "allow"
    #: A second person looks at it first.
    REVIEW = "review"
    #: It does not leave.
    BLOCK = "block"


_SEVERITY = {Verdict.ALLOW: 0, Verdict.REVIEW: 1, Verdict.BLOCK: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFinding:
    """One place in a text that a rule objects to."""

    #: Stable id, such as `words.guarantee`.
    rule: str
    verdict: Verdict
    #: First character of the place in the text as it was given; Python characters, from 0.
    start: int
    #: Behind the last one.
    end: int
    #: `text[start:end]`.
    span: str
    #: One Chinese sentence for the person who wrote it.
    why: str
    #: The law or the rule of the bank behind it.
    source: str
    #: Approved words instead; empty if there are none.
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict on one text."""

    verdict: Verdict
    #: By where they start, then by where they end.
    findings: tuple[WordFinding, ...] = ()


def checked(findings: list[WordFinding]) -> Checked:
    """The gravest verdict among findings, which are put in order; `allow` without any."""
    ordered = tuple(sorted(findings, key=lambda found: (found.start, found.end, found.rule)))
    worst = max((found.verdict for found in ordered), key=_SEVERITY.__getitem__, default=Verdict.ALLOW)
    return Checked(verdict=worst, findings=ordered)
