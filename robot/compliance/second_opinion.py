"""A second opinion on words in which no rule is certain: does the whole read like the bad examples?

A linear model over what the rules have read anyway, and beside it a small network that reads the sentences
as they run. They say only that somebody should look; what it is worth, and what not, stands in
docs/model-card-words.md.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from robot.compliance.encoder import LIMIT, Encoder, limited
from robot.compliance.features import GROUPS, Features, Reading, Sentence

#: The version of the data file that this reader understands.
FORMAT = 5
#: Larger than this is no model of ours.
MOST_BYTES = 6_000_000
#: Of a text of more canonical characters and stops the encoder reads so many around the worst sentence.
PASSAGE = 100
#: By group of features: the sum of the weights that are known, and how many.
Sums = Sequence[tuple[float, int]]


def joined(linear: float, answer: float, trust: float) -> float:
    """The score of both parts.

    :param answer: the encoder's log-odds. :param trust: how much of the score one unit of it is.
    """
    return linear + trust * limited(answer)


class SecondOpinion:
    """Scores a text by its features. Holds no state after loading, so several threads may ask."""

    def __init__(
        self,
        *,
        weights: Mapping[str, Mapping[str, float]],
        bias: float,
        threshold: float,
        margin: float,
        encoder: Encoder | None = None,
        trust: float = 0.0,
    ) -> None:
        """:param weights: group -> feature -> how much it speaks for a bad text; below 0 for a good one.

        :param threshold: the score from which a text is to be looked at.

        :param margin: so much more must a part of a text have for it.

        :param trust: how much of the score one unit of the encoder's log-odds is; 0 without one.
        """
        self._weights = {group: weights.get(group, {}) for group in GROUPS}
        self._bias = bias
        self.threshold = threshold
        self.margin = margin
        self._encoder = encoder
        self._trust = trust

    @classmethod
    def of(cls, content: bytes, encoder: bytes) -> SecondOpinion:
        """The model in the content of the two data files that `scripts/bench words-model --write` wrote.

        :raises ValueError: they are none, or do not belong together; says why.
        """
        try:
            return cls._of(content, encoder)
        except (KeyError, TypeError, AttributeError, RecursionError) as err:
            raise ValueError(f"{type(err).__name__}: {err}") from err

    @classmethod
    def _of(cls, content: bytes, encoder: bytes) -> SecondOpinion:
        if len(content) > MOST_BYTES:
            raise ValueError(f"larger than {MOST_BYTES} bytes")
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']!r}, not {FORMAT}")
        if data["encoder_sha256"] != hashlib.sha256(encoder).hexdigest():
            raise ValueError("the encoder beside it is another than the one its threshold was chosen with")
        unit = float(data["unit"])
        numbers = [float(data[name]) for name in ("bias", "threshold", "margin", "trust")]
        weights: dict[str, dict[str, float]] = {}
        for group in GROUPS:
            weights[group] = {}
            for steps, joined in data["weights"][group].items():
                numbers.append(int(steps) * unit)
                weights[group].update(dict.fromkeys(joined.split(" "), numbers[-1]))
        if not any(weights.values()) or not all(math.isfinite(number) for number in numbers):
            raise ValueError("no weights, or one that is no number")
        bias, threshold, margin, trust = numbers[:4]
        return cls(
            weights=weights,
            bias=bias,
            threshold=threshold,
            margin=margin,
            encoder=Encoder.of(encoder),
            trust=trust,
        )

    def scores(self, features: Features) -> tuple[float, float]:
        """How much the whole of a text reads like the bad examples, and its worst part.

        Parts are single sentences, and two that follow one another; one sentence alone is its own part.
        """
        return self._scores([*map(self._sums, features)])

    def linear(self, features: Features) -> float:
        """The score without the encoder."""
        return self._linear([*map(self._sums, features)])

    def score(self, reading: Reading) -> float:
        """What is compared with the threshold."""
        sums = [*map(self._sums, reading.features)]
        return self._with_encoder(self._linear(sums), reading, sums)

    def is_suspicious(self, reading: Reading) -> bool:
        """Whether a person should look at a text in which no rule found anything certain."""
        if not reading.features:
            return False
        sums = [*map(self._sums, reading.features)]
        linear = self._linear(sums)
        # Reading it costs a millisecond or two: not where no answer could change anything.
        if abs(linear - self.threshold) <= self._trust * LIMIT:
            linear = self._with_encoder(linear, reading, sums)
        return linear >= self.threshold

    def _passage(self, sentences: Sequence[str], sums: Sequence[Sums]) -> str:
        """What the encoder reads of a text: all, or of a long one its worst sentence and those around it."""
        if sum(map(len, sentences)) <= PASSAGE:
            return "".join(sentences)
        first = max(range(len(sums)), key=lambda at: self._joined([sums[at]]))
        end = first + 1
        left = PASSAGE - len(sentences[first])
        while True:
            # What follows first, then what stands before, as long as it fits whole.
            if end < len(sentences) and len(sentences[end]) <= left:
                left -= len(sentences[end])
                end += 1
            elif first and len(sentences[first - 1]) <= left:
                first -= 1
                left -= len(sentences[first])
            else:
                return "".join(sentences[first:end])

    def _scores(self, sums: Sequence[Sums]) -> tuple[float, float]:
        whole = self._joined(sums)
        parts = [[one] for one in sums] if len(sums) > 1 else []
        if len(sums) > 2:  # noqa: PLR2004 - two are the whole
            parts += [list(two) for two in pairwise(sums)]
        return whole, max(map(self._joined, parts), default=whole)

    def _linear(self, sums: Sequence[Sums]) -> float:
        whole, part = self._scores(sums)
        return max(whole, part - self.margin)

    def _with_encoder(self, linear: float, reading: Reading, sums: Sequence[Sums]) -> float:
        if self._encoder is None:
            return linear
        return joined(linear, self._encoder.score(self._passage(reading.sentences, sums)), self._trust)

    def _sums(self, sentence: Sentence) -> Sums:
        sums = []
        for group in GROUPS:
            # None of those that are stored is 0.
            known = [*filter(None, map(self._weights[group].get, sentence[group]))]
            # Exact, so that the same text scores the same to the last bit in whatever order.
            sums.append((math.fsum(known), len(known)))
        return sums

    def _joined(self, sentences: Sequence[Sums]) -> float:
        total = self._bias
        for of_group in zip(*sentences, strict=True):
            known = sum(count for _, count in of_group)
            # By the root of how many there are, so that a long text is not suspicious for its length.
            total += sum(weight for weight, _ in of_group) / math.sqrt(max(1, known))
        return total
