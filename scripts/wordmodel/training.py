"""Trains the second opinion: a linear support-vector machine over weighed features, the same every time.

Each feature counts by how unequally it stands in bad and good texts (root of the logarithm of the ratio), so
that a run of characters seen twice cannot speak as loudly as one seen often. Pure Python, in a few minutes.
How it learns stands in machine.py.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from robot.compliance import Checker
from robot.compliance.encoder import Encoder
from robot.compliance.features import GROUPS, Features, Reading
from robot.compliance.second_opinion import FORMAT, SecondOpinion, joined
from wordmodel.corpus import LabelledText
from wordmodel.machine import Learning

#: Of authors, for the threshold.
_GROUPS = 3
#: Weights are stored as whole multiples of this.
_UNIT = 0.05
#: Of the good texts that the model has not read, it and the rules together may disturb so many.
MOST_DISTURBED = 0.0275
#: So much more than a whole text must a part of it score. At 0 single sentences of good messages disturb; at
#: 1 a bad one among good ones is missed.
_MARGIN = 0.5
#: What `best_trust` chooses from.
TRUSTS = (0.1, 0.15, 0.2, 0.25, 0.3)
#: Every so many texts are what a test compares, and every so many of those train a small model for it.
PROBED, _LEARNED_IN_PROBE = 10, 5


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its features taken once."""

    text: LabelledText
    reading: Reading
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
        seen = checker.reading(text.text)
        kept: Features = tuple(
            {
                group: frozenset([names.setdefault(name, name) for name in of])
                for group, of in sentence.items()
            }
            for sentence in seen.features
        )
        found.append(Example(text, seen._replace(features=kept), bool(checker.check(text.text).findings)))
    return found


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned, as it is stored."""

    #: Weights by group and feature in units, without those that round to 0.
    steps: Mapping[str, Mapping[str, int]]
    bias: float

    def opinion(
        self, threshold: float = 0.0, encoder: Encoder | None = None, trust: float = 0.0
    ) -> SecondOpinion:
        """The model with these weights, and perhaps an encoder beside them."""
        weights = {
            group: {name: count * _UNIT for name, count in of.items()} for group, of in self.steps.items()
        }
        return SecondOpinion(
            weights=weights,
            bias=self.bias,
            threshold=threshold,
            margin=_MARGIN,
            encoder=encoder,
            trust=trust,
        )


def trained(learned_from: Sequence[Example]) -> Trained:
    """What these examples teach."""
    return _of_part(_learning(learned_from), range(len(learned_from)))


def fit(learned_from: Sequence[Example], threshold: float = 0.0) -> SecondOpinion:
    """A model of these examples, with the weights that would be stored."""
    return trained(learned_from).opinion(threshold)


def threshold_by(scored: Sequence[tuple[Example, float]], most: float = MOST_DISTURBED) -> float:
    """The score at which rules and model disturb at most that share of good texts.

    :param scored: examples with the scores of models that have not learned from their authors.
    """
    good = [(example, score) for example, score in scored if not example.text.is_bad]
    stopped = sum(example.is_stopped for example, _ in good)
    scores = sorted((score for example, score in good if not example.is_stopped), reverse=True)
    # Above the first of those that must not be disturbed.
    first = scores[max(0, min(int(len(good) * most) - stopped, len(scores) - 1))]
    return math.ceil(first * 100 + 1e-6) / 100


def stopped_share(scored: Sequence[tuple[Example, float]], threshold: float) -> float:
    """What share of the bad texts rules and model stop together."""
    bad = [example.is_stopped or score >= threshold for example, score in scored if example.text.is_bad]
    return sum(bad) / len(bad)


def best_trust(linear: Sequence[tuple[Example, float]], encoded: Mapping[str, float]) -> tuple[float, float]:
    """How much of the score a unit of the encoder's log-odds should be, and the threshold with it.

    :param linear: examples with scores without the encoder. :param encoded: id -> log-odds; neither model
        has learned from the author.
    """
    found = []
    for trust in TRUSTS:
        scored = [(example, joined(score, encoded[example.text.id], trust)) for example, score in linear]
        threshold = threshold_by(scored)
        found.append((stopped_share(scored, threshold), trust, threshold))
    _, trust, threshold = max(found)
    return trust, threshold


def left_out_scores(
    learned_from: Sequence[Example], group: Callable[[LabelledText], str]
) -> Iterator[tuple[Example, float]]:
    """Each example with the score that a model without its group gives it."""
    learning = _learning(learned_from)
    groups = [group(example.text) for example in learned_from]
    for name in sorted(set(groups)):
        opinion = _of_part(learning, [at for at, of in enumerate(groups) if of != name]).opinion()
        for example, of in zip(learned_from, groups, strict=True):
            if of == name:
                yield example, opinion.linear(example.reading.features)


def probe(probed: Sequence[Example], opinion: SecondOpinion) -> dict[str, float]:
    """What changes with the weights, with what is read of a text, and with how the training goes.

    Stored beside the weights, so that a test sees in seconds whether they still belong to corpus, lessons,
    rules and program; training with all texts takes minutes.

    :param probed: every `PROBED`th of the texts.
    """
    small = fit(probed[::_LEARNED_IN_PROBE])
    found = {
        "probe_score": [opinion.linear(e.reading.features) for e in probed],
        "probe_small_score": [small.linear(e.reading.features) for e in probed],
        "probe_whole_score": [opinion.score(e.reading) for e in probed],
    }
    return {name: round(math.fsum(scores) / len(scores), 6) for name, scores in found.items()}


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


def stored(learned: Trained, threshold: float, trust: float, facts: Mapping[str, str | int | float]) -> str:
    """The data file: features of the same weight stand together, so that it stays small."""
    weights: dict[str, dict[str, str]] = {}
    for group, of in learned.steps.items():
        by_steps: dict[int, list[str]] = {}
        for name, count in of.items():
            by_steps.setdefault(count, []).append(name)
        weights[group] = {str(count): " ".join(sorted(by_steps[count])) for count in sorted(by_steps)}
    data = {
        "format": FORMAT,
        "about": "second opinion on words; see docs/model-card-words.md",
        **facts,
        "threshold": threshold,
        "trust": trust,
        "margin": _MARGIN,
        "bias": learned.bias,
        "unit": _UNIT,
        "weights": weights,
    }
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def _learning(learned_from: Sequence[Example]) -> Learning:
    return Learning([e.reading.features for e in learned_from], [e.text.is_bad for e in learned_from])


def _of_part(learning: Learning, part: Sequence[int]) -> Trained:
    weights, bias = learning.weights(part)
    steps: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for (group, name), weight in weights.items():
        count = round(weight / _UNIT)
        if count:
            steps[group][name] = count
    return Trained(steps, round(bias, 4))
