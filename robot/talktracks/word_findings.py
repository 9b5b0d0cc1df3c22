"""The check of words, put to what a relationship manager wrote into an approved text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, Protocol

from robot.compliance.verdict import Checked, Verdict, WordFinding
from robot.domain.views import Finding, Segment, SegmentKind
from robot.talktracks.track import Slot, SlotType

#: Stands for a name while words are checked; a customer may be called 保本初.
_NEUTRAL = "某某"
#: Is not read. A name of twenty characters is one name, and not twenty words.
_UNREAD = "\u200b"
NAME_TYPES = frozenset(
    {SlotType.NAME, SlotType.NAME_WITH_TITLE, SlotType.RM, SlotType.BRANCH, SlotType.PRODUCT}
)
#: Names of persons are not read up to this length; what is longer is no usual name.
_USUAL_NAME = 4
_BRANCH_ENDING = re.compile("(支行|分行|营业部|营业厅|网点|分理处)$")
_PERSONS = NAME_TYPES - {SlotType.PRODUCT, SlotType.BRANCH}


class WordCheck(Protocol):
    """What judges words, such as `robot.compliance.Checker`."""

    def check(self, text: str, /) -> Checked:
        """Findings with places in the text as it was given."""


def neutral(name: str) -> str:
    """What is checked in the place of a name: as long, so that places stay where they are."""
    return _NEUTRAL[: len(name)] + _UNREAD * (len(name) - len(_NEUTRAL))


def word_findings(
    segments: Sequence[Segment], slots: Mapping[str, Slot], checker: WordCheck
) -> Iterator[Finding]:
    """What the check finds in the manager's words, alone and in their place, and in names of the list.

    Approved words and their defaults were checked when they were approved, so only a finding that touches
    words of the manager's own counts. Names are not read as words in the sentence; but a list is not signed,
    and a product that is called a promise is looked at by a second person.
    """
    yield from _in_names(segments, slots, checker)
    written = list(_written(segments, slots))
    if not written:
        return
    found: dict[tuple[str, int, int], Finding] = {}
    for start, segment in written:
        for finding in checker.check(segment.text).findings:
            _keep(found, segment.slot, finding, start)
    for finding in checker.check("".join(_shown(segment, slots) for segment in segments)).findings:
        touched = [
            segment.slot
            for start, segment in written
            if finding.start < start + len(segment.text) and start < finding.end
        ]
        if touched:
            _keep(found, touched[0], finding, 0)
    yield from sorted(found.values(), key=lambda finding: (finding.start, finding.end, finding.rule))


def _in_names(
    segments: Sequence[Segment], slots: Mapping[str, Slot], checker: WordCheck
) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    start = 0
    for segment in segments:
        if _is_name(segment, slots) and _is_worth_reading(segment, slots):
            # With its ending a branch would pass as the name that it should be.
            for finding in checker.check(_BRANCH_ENDING.sub("", segment.text)).findings:
                # Real products bear names such as 保本增值; what they may be called, a person knows.
                if finding.verdict is Verdict.BLOCK and (segment.slot, finding.rule) not in told:
                    told.add((segment.slot, finding.rule))
                    # The list's word stays: there is nothing to put in its place.
                    yield replace(_finding(segment.slot, finding, start, "review"), replacement="")
        start += len(segment.text)


def _is_name(segment: Segment, slots: Mapping[str, Slot]) -> bool:
    return segment.kind is SegmentKind.DATA and slots[segment.slot].type in NAME_TYPES


def _is_worth_reading(segment: Segment, slots: Mapping[str, Slot]) -> bool:
    return slots[segment.slot].type not in _PERSONS or len(segment.text) > _USUAL_NAME


def _written(segments: Sequence[Segment], slots: Mapping[str, Slot]) -> Iterator[tuple[int, Segment]]:
    start = 0
    for segment in segments:
        is_own = segment.kind is SegmentKind.FREE and segment.text != slots[segment.slot].default
        if is_own and segment.text:
            yield start, segment
        start += len(segment.text)


def _shown(segment: Segment, slots: Mapping[str, Slot]) -> str:
    return neutral(segment.text) if _is_name(segment, slots) else segment.text


def _keep(found: dict[tuple[str, int, int], Finding], slot: str, finding: WordFinding, offset: int) -> None:
    # A verdict nobody knows blocks.
    severity: Literal["review", "block"] = "review" if finding.verdict is Verdict.REVIEW else "block"
    kept = _finding(slot, finding, offset, severity)
    found.setdefault((kept.rule, kept.start, kept.end), kept)


def _finding(slot: str, finding: WordFinding, offset: int, severity: Literal["review", "block"]) -> Finding:
    return Finding(
        rule=finding.rule,
        severity=severity,
        params={"slot": slot, "why": finding.why, "law": finding.source},
        start=finding.start + offset,
        end=finding.end + offset,
        replacement=finding.replacement,
    )
