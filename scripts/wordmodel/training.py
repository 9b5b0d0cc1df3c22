"""Trains the second opinion: a linear support-vector machine over weighed features, the same every time.

Each feature counts by how unequally it stands in bad and good texts (root of the logarithm of the ratio), so
that a run of characters seen twice cannot speak as loudly as one seen often. Pure Python, in a few minutes.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul

from robot.compliance import Checker
from robot.compliance.features import CHARACTERS, FINDS, GROUPS, MEANINGS, PAIRS, SYLLABLES, Features
from robot.compliance.second_opinion import FORMAT, SecondOpinion
from wordmodel.corpus import LabelledText

#: A feature that stands in fewer texts says more about that text than about promises.
_FEWEST_TEXTS = 2
#: How loudly a group of features speaks beside the others.
_LOUDNESS = {CHARACTERS: 4.0, PAIRS: 4.0, SYLLABLES: 4.0, MEANINGS: 3.0, FINDS: 2.0}
#: Added to every count, so that a feature never seen in one kind does not decide alone.
_SMOOTHING = 1.0
#: How much a wrongly judged text weighs against large weights.
_COST = 0.1
_ROUNDS = 12
_SEED = 4
#: Of authors, for the threshold.
_GROUPS = 6
#: Weights are stored as whole multiples of this.
_UNIT = 0.05
#: Of the good texts that the model has not read, it and the rules together may disturb so many.
MOST_DISTURBED = 0.0275
#: So much more than a whole text must a part of it score. At 0 single sentences of good messages disturb; at
#: 0.6 a bad one among good ones is missed.
_MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its features taken once."""

    text: LabelledText
    features: Features
    #: The rules are certain without a second opinion.
    is_stopped: bool


def examples(checker: Checker, texts: Sequence[LabelledText]) -> list[Example]:
    """The texts as the model reads them.

    :param checker: with the rules alone.
    """
    # Most names stand in many texts: each is kept once.
    names: dict[str, str] = {}
    found = []
    for text in texts:
        seen = checker.features(text.text)
        kept = tuple(
            {
                group: frozenset([names.setdefault(name, name) for name in of])
                for group, of in sentence.items()
            }
            for sentence in seen
        )
        found.append(Example(text, kept, bool(checker.check(text.text).findings)))
    return found


def fit(learned_from: Sequence[Example], threshold: float = 0.0) -> SecondOpinion:
    """A model of these examples, with the weights that would be stored."""
    steps, bias = _steps(learned_from)
    weights = {group: {name: count * _UNIT for name, count in of.items()} for group, of in steps.items()}
    return SecondOpinion(weights=weights, bias=bias, threshold=threshold, margin=_MARGIN)


def threshold_by(
    learned_from: Sequence[Example],
    group: Callable[[LabelledText], str],
    most: float = MOST_DISTURBED,
) -> float:
    """The score at which rules and model disturb at most that share of good texts of groups not learned."""
    scores = []
    judged = stopped = 0
    for example, score in left_out_scores(learned_from, group):
        if not example.text.is_bad:
            judged += 1
            stopped += example.is_stopped
            scores += [] if example.is_stopped else [score]
    scores.sort(reverse=True)
    # Above the first of those that must not be disturbed.
    first = scores[max(0, min(int(judged * most) - stopped, len(scores) - 1))]
    return math.ceil(first * 100 + 1e-6) / 100


def left_out_scores(
    learned_from: Sequence[Example], group: Callable[[LabelledText], str]
) -> Iterator[tuple[Example, float]]:
    """Each example with the score that a model without its group gives it."""
    for name in sorted({group(example.text) for example in learned_from}):
        opinion = fit([e for e in learned_from if group(e.text) != name])
        for example in learned_from:
            if group(example.text) == name:
                yield example, opinion.score(example.features)


def author_groups(texts: Sequence[LabelledText]) -> Callable[[LabelledText], str]:
    """Every author whole in one of a few groups, so that leaving out takes a few rounds and not one each."""
    sizes = Counter(text.author for text in texts)
    filled = [0] * _GROUPS
    groups = {}
    for author in sorted(sizes, key=lambda name: (-sizes[name], name)):
        at = filled.index(min(filled))
        filled[at] += sizes[author]
        groups[author] = f"group {at}"
    return lambda text: groups[text.author]


def stored(learned_from: Sequence[Example], threshold: float, facts: dict[str, str | int]) -> str:
    """The data file: features of the same weight stand together, so that it stays small."""
    steps, bias = _steps(learned_from)
    weights: dict[str, dict[str, str]] = {}
    for group, of in steps.items():
        by_steps: dict[int, list[str]] = {}
        for name, count in of.items():
            by_steps.setdefault(count, []).append(name)
        weights[group] = {str(count): " ".join(sorted(by_steps[count])) for count in sorted(by_steps)}
    data = {
        "format": FORMAT,
        "about": "second opinion on words; see docs/model-card-words.md",
        **facts,
        "threshold": threshold,
        "margin": _MARGIN,
        "bias": bias,
        "unit": _UNIT,
        "weights": weights,
    }
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def _steps(learned_from: Sequence[Example]) -> tuple[dict[str, dict[str, int]], float]:
    """Weights by group and feature in units, without those that round to 0, and the bias."""
    ratios = _ratios(learned_from)
    names = sorted(ratios)
    number = {name: at for at, name in enumerate(names)}
    rows = [_row(example, number, ratios) for example in learned_from]
    weights, bias = _machine(rows, [1.0 if e.text.is_bad else -1.0 for e in learned_from], len(names))
    steps: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for (group, name), weight in zip(names, weights, strict=True):
        count = round(weight * ratios[group, name] * _LOUDNESS[group] / _UNIT)
        if count:
            steps[group][name] = count
    return steps, round(bias, 4)


def _ratios(learned_from: Sequence[Example]) -> dict[tuple[str, str], float]:
    """Feature -> how unequally it stands in bad and good texts, signed; for those that stand in enough."""
    bad: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    for example in learned_from:
        count = bad if example.text.is_bad else good
        for group in GROUPS:
            names = {name for sentence in example.features for name in sentence[group]}
            count.update((group, name) for name in names)
    of_bad = sum(bad.values()) + _SMOOTHING * len(bad.keys() | good.keys())
    of_good = sum(good.values()) + _SMOOTHING * len(bad.keys() | good.keys())
    ratios = {}
    for key in bad.keys() | good.keys():
        if bad[key] + good[key] >= _FEWEST_TEXTS:
            ratio = math.log((bad[key] + _SMOOTHING) / of_bad * of_good / (good[key] + _SMOOTHING))
            ratios[key] = math.copysign(math.sqrt(abs(ratio)), ratio)
    return ratios


def _row(
    example: Example, number: dict[tuple[str, str], int], ratios: dict[tuple[str, str], float]
) -> list[tuple[int, float]]:
    row: list[tuple[int, float]] = []
    for group in GROUPS:
        known = Counter(
            (group, name)
            for sentence in example.features
            for name in sentence[group]
            if (group, name) in number
        )
        share = _LOUDNESS[group] / math.sqrt(max(1, known.total()))
        row += sorted((number[key], ratios[key] * share * count) for key, count in known.items())
    return row


def _machine(rows: list[list[tuple[int, float]]], signs: list[float], size: int) -> tuple[list[float], float]:
    """Weights and bias of a support-vector machine with squared loss, by coordinates of its dual."""
    weights = [0.0] * size
    bias = 0.0
    alphas = [0.0] * len(rows)
    # Two places at least, so that the getter gives a row and no single number.
    places = [[*(place for place, _ in row), 0, 0] for row in rows]
    values = [[*(value for _, value in row), 0.0, 0.0] for row in rows]
    getters = [itemgetter(*of) for of in places]
    soft = 0.5 / _COST
    sizes = [sum(value * value for _, value in row) + 1.0 + soft for row in rows]
    order = list(range(len(rows)))
    dice = random.Random(_SEED)  # noqa: S311 - the same order every time
    for _ in range(_ROUNDS):
        dice.shuffle(order)
        for at in order:
            sign, alpha = signs[at], alphas[at]
            total = bias + sum(map(mul, getters[at](weights), values[at]))
            slope = sign * total - 1.0 + soft * alpha
            if alpha == 0.0 and slope > 0.0:
                continue
            alphas[at] = max(0.0, alpha - slope / sizes[at])
            step = (alphas[at] - alpha) * sign
            if step:
                bias += step
                for place, value in zip(places[at], values[at], strict=True):
                    weights[place] += step * value
    return weights, bias
