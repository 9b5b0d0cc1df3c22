"""Cuts a text into the likeliest known pieces: the unigram model of SentencePiece, in plain Python."""

from __future__ import annotations

from collections.abc import Mapping

#: Stands before the first character, as the pieces were counted.
START = "▁"
#: The pieces that stand for a character that is none, and for the begin and the end of a text.
UNKNOWN, BEGIN, END = "<unk>", "<s>", "</s>"
#: A character that is no piece costs so much more than the rarest piece.
_UNKNOWN_COST = 10.0


class Pieces:
    """Pieces with how likely each is. Holds no state after building."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        """:param scores: piece -> logarithm of its probability; its place in the order is its number.

        :raises ValueError: `UNKNOWN`, `BEGIN` or `END` is not among them.
        """
        self._scores = list(scores.values())
        names = list(scores)
        self._unknown, self._begin, self._end = map(names.index, (UNKNOWN, BEGIN, END))
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        #: Also the beginnings of pieces, with -1, so that a walk knows when to stop.
        self._numbers: dict[str, int] = {}
        for number, piece in enumerate(scores):
            for end in range(1, len(piece)):
                self._numbers.setdefault(piece[:end], -1)
            self._numbers[piece] = number

    def numbers(self, text: str) -> list[int]:
        """The numbers of the pieces that a text is made of, likeliest cut; empty for an empty text."""
        if not text:
            return []
        whole = START + text
        size = len(whole)
        best = [0.0, *[-1e38] * size]
        start_of, piece_at = [0] * (size + 1), [self._unknown] * (size + 1)
        numbers, scores = self._numbers, self._scores
        for start in range(size):
            so_far = best[start]
            # One character may always stand for itself.
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1], start_of[start + 1] = so_far + self._unknown_score, start
                piece_at[start + 1] = self._unknown
            for end in range(start + 1, size + 1):
                number = numbers.get(whole[start:end])
                if number is None:
                    break
                if number >= 0 and so_far + scores[number] > best[end]:
                    best[end], start_of[end], piece_at[end] = so_far + scores[number], start, number
        found = []
        at = size
        while at:
            found.append(piece_at[at])
            at = start_of[at]
        return found[::-1]

    def marked(self, text: str, most: int) -> list[int]:
        """The numbers of a text between those of `BEGIN` and `END`.

        :param most: so many pieces of the text, from its begin.
        """
        return [self._begin, *self.numbers(text)[:most], self._end]
