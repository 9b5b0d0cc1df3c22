"""Tries a talk track on the sample tasks before anybody is asked to approve it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from robot.compliance.verdict import WordFinding
from robot.domain.task import Task
from robot.talktracks.channel_forms import is_customers_voice
from robot.talktracks.fields import TASK_FIELDS
from robot.talktracks.rendering import Rendering, render
from robot.talktracks.samples import samples_for
from robot.talktracks.slots import fill
from robot.talktracks.template import split
from robot.talktracks.track import Part, TalkTrack, VariantText
from robot.talktracks.word_findings import NAME_TYPES, WordCheck, neutral


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorWords:
    """A finding of the check of words in what an author wrote."""

    part: Part
    finding: WordFinding
    #: The words stand in the author's text as they are; False if a value takes part.
    is_fixed: bool
    #: They stand in a free slot's default alone.
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One variant rendered for one sample task."""

    variant: str
    sample: str
    rendering: Rendering
    words: tuple[AuthorWords, ...]

    @property
    def is_good(self) -> bool:
        """Whether it could be sent."""
        return self.rendering.may_be_sent and not self.words


def try_out(track: TalkTrack, checker: WordCheck) -> Iterator[Trial]:
    """Every variant on every sample task that fits."""
    for variant in track.variants:
        for sample in samples_for(track):
            task = sample.task
            rendering = render(
                track,
                variant=variant.key,
                task=task,
                free_slots={},
                on=task.business_date,
                checker=checker,
            )
            yield Trial(
                variant=variant.key,
                sample=sample.name,
                rendering=rendering,
                words=tuple(author_words(track, variant, task, checker)),
            )


def author_words(
    track: TalkTrack, variant: VariantText, task: Task, checker: WordCheck
) -> Iterator[AuthorWords]:
    """What the check finds in a variant's words as a customer would read them, piece by piece.

    Names of the bank's data are left out of it, and so is what a customer may say.
    """
    for part in variant.parts:
        if is_customers_voice(part):
            continue
        text, values = _worded(track, part, task)
        for finding in checker.check(text).findings:
            touched = [value for value in values if value.start < finding.end and finding.start < value.end]
            within = [v for v in touched if v.start <= finding.start and finding.end <= v.end]
            if any(not value.is_free for value in within):
                # The bank's data alone.
                continue
            yield AuthorWords(
                part=part, finding=finding, is_fixed=not touched, is_default=any(v.is_free for v in within)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """Where a slot's value stands in a piece."""

    start: int
    end: int
    is_free: bool


def _worded(track: TalkTrack, part: Part, task: Task) -> tuple[str, list[_Value]]:
    """A piece with the sample's values in it, and where those stand."""
    text = ""
    values: list[_Value] = []
    for piece in split(part.text, ()):
        if not piece.slot:
            text += piece.text
            continue
        slot = track.slots.get(piece.slot)
        if slot is None or not (slot.is_free or slot.source in TASK_FIELDS):
            # A fault of the file, which the lint tells of.
            continue
        value = fill(slot, task, {}).text
        shown = neutral(value) if slot.type in NAME_TYPES else value
        values.append(_Value(start=len(text), end=len(text) + len(shown), is_free=slot.is_free))
        text += shown
    return text, values
