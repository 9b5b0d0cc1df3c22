"""What the second opinion catches and disturbs beside the rules, also of what it has never seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from robot.compliance.second_opinion import SecondOpinion
from wordmodel.corpus import LabelledText
from wordmodel.training import Example, fit

#: Name of a cut through the corpus -> the group that a text belongs to.
CUTS: dict[str, Callable[[LabelledText], str]] = {
    "technique": lambda text: text.technique,
    "family": lambda text: text.family,
    "author": lambda text: text.author,
}
#: Who stops a text -> for bad and for good: how many, of how many.
Verdicts = dict[str, dict[str, tuple[int, int]]]


def verdict_on(opinion: SecondOpinion, judged: Sequence[Example]) -> Verdicts:
    """How many of the bad and of the good the rules alone, the model alone and both together stop."""

    def share(label: str, is_stopped: Callable[[Example], bool]) -> tuple[int, int]:
        chosen = [example for example in judged if example.text.label == label]
        return sum(map(is_stopped, chosen)), len(chosen)

    ways: dict[str, Callable[[Example], bool]] = {
        "rules": lambda example: example.is_stopped,
        "model": lambda example: opinion.is_suspicious(example.reading),
        "both": lambda example: example.is_stopped or opinion.is_suspicious(example.reading),
    }
    return {
        way: {label: share(label, is_stopped) for label in ("bad", "good")}
        for way, is_stopped in ways.items()
    }


def left_out(
    learned_from: Sequence[Example], judged: Sequence[Example], cut: str, name: str, threshold: float
) -> Verdicts:
    """The verdict of a model that has learned from no text of the corpus in the group.

    Lessons name no technique and no family, and are learned from.
    """
    group = CUTS[cut]
    kept = [e for e in learned_from if group(e.text) != name]
    return verdict_on(fit(kept, threshold), judged)
