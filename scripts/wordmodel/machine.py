"""The learning itself: features as numbers, how unequally each stands in bad and good texts, and the machine.

Pure Python, in seconds for ten thousand texts; the numbers are given once for all texts, however often a part
of them is learned from.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter, mul

from robot.compliance.features import CHARACTERS, FINDS, GROUPS, MEANINGS, PAIRS, SYLLABLES, WORDS, Features

#: A feature that stands in fewer texts says more about that text than about promises.
_FEWEST_TEXTS = 4
#: How loudly a group of features speaks beside the others.
LOUDNESS = {CHARACTERS: 4.0, PAIRS: 4.0, WORDS: 4.0, SYLLABLES: 4.0, MEANINGS: 3.0, FINDS: 2.0}
#: Added to every count, so that a feature never seen in one kind does not decide alone.
_SMOOTHING = 0.3
#: How much a wrongly judged text weighs against large weights.
_COST = 0.03
_ROUNDS = 12
_SEED = 4

#: A text: by group, in the order of `GROUPS`, the numbers of its features and in how many sentences each is.
_Row = tuple[tuple[list[int], list[int]], ...]


class Learning:
    """Texts as numbers, any part of which can be learned from."""

    def __init__(self, texts: Sequence[Features], are_bad: Sequence[bool]) -> None:
        """:param are_bad: for each of the texts."""
        of_group: dict[str, set[str]] = {group: set() for group in GROUPS}
        for text in texts:
            for sentence in text:
                for group in GROUPS:
                    of_group[group].update(sentence[group])
        self._names = [(group, name) for group in sorted(GROUPS) for name in sorted(of_group[group])]
        numbers: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
        for number, (group, name) in enumerate(self._names):
            numbers[group][name] = number
        self._rows = [_row(text, numbers) for text in texts]
        self._are_bad = list(are_bad)

    def weights(self, part: Sequence[int]) -> tuple[dict[tuple[str, str], float], float]:
        """What is learned from some of the texts: (group, feature) -> weight, and the bias.

        :param part: which of the texts.
        """
        ratios, places, known = self._ratios(part)
        rows = [self._values(self._rows[at], ratios, places) for at in part]
        signs = [1.0 if self._are_bad[at] else -1.0 for at in part]
        weights, bias = _machine(rows, signs, len(known))
        found = {}
        for place, number in enumerate(known):
            group, _ = self._names[number]
            found[self._names[number]] = weights[place] * ratios[number] * LOUDNESS[group]
        return found, bias

    def _ratios(self, part: Sequence[int]) -> tuple[list[float], list[int], list[int]]:
        """By number: how unequally a feature stands in bad and good texts, signed; its place, -1 for none.

        And the numbers that have a place, in their order: those that stand in enough texts.
        """
        size = len(self._names)
        bad, good = [0] * size, [0] * size
        for at in part:
            counts = bad if self._are_bad[at] else good
            for numbers, _ in self._rows[at]:
                for number in numbers:
                    counts[number] += 1
        seen = sum(map(bool, map(int.__add__, bad, good)))
        of_bad = sum(bad) + _SMOOTHING * seen
        of_good = sum(good) + _SMOOTHING * seen
        ratios, places = [0.0] * size, [-1] * size
        known: list[int] = []
        for number, (in_bad, in_good) in enumerate(zip(bad, good, strict=True)):
            if in_bad + in_good >= _FEWEST_TEXTS:
                ratio = math.log((in_bad + _SMOOTHING) / of_bad * of_good / (in_good + _SMOOTHING))
                ratios[number] = math.copysign(math.sqrt(abs(ratio)), ratio)
                places[number] = len(known)
                known.append(number)
        return ratios, places, known

    @staticmethod
    def _values(row: _Row, ratios: list[float], places: list[int]) -> tuple[list[int], list[float]]:
        """Where the features of a text have their weights, and what each counts."""
        all_places: list[int] = []
        values: list[float] = []
        for group, (numbers, counts) in zip(GROUPS, row, strict=True):
            known = [
                (number, count) for number, count in zip(numbers, counts, strict=True) if places[number] >= 0
            ]
            share = LOUDNESS[group] / math.sqrt(max(1, sum(count for _, count in known)))
            all_places += [places[number] for number, _ in known]
            values += [ratios[number] * share * count for number, count in known]
        return all_places, values


def _row(text: Features, numbers: Mapping[str, Mapping[str, int]]) -> _Row:
    row = []
    for group in GROUPS:
        of_group = numbers[group]
        counts = Counter(of_group[name] for sentence in text for name in sentence[group])
        ordered = sorted(counts)
        row.append((ordered, [counts[number] for number in ordered]))
    return tuple(row)


def _machine(
    rows: list[tuple[list[int], list[float]]], signs: list[float], size: int
) -> tuple[list[float], float]:
    """Weights and bias of a support-vector machine with squared loss, by coordinates of its dual."""
    # One at least, for the places that are added below.
    weights = [0.0] * max(1, size)
    bias = 0.0
    alphas = [0.0] * len(rows)
    # Two places at least, so that the getter gives a row and no single number.
    places = [[*of, 0, 0] for of, _ in rows]
    values = [[*of, 0.0, 0.0] for _, of in rows]
    getters = [itemgetter(*of) for of in places]
    soft = 0.5 / _COST
    sizes = [sum(value * value for value in of) + 1.0 + soft for of in values]
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
