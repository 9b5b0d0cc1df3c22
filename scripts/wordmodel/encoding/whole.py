"""From examples to the data file of an encoder, and to what encoders say of authors they have not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from robot.compliance.characters import Characters
from robot.compliance.encoder import MOST_PIECES, packed
from robot.compliance.pieces import Pieces
from wordmodel.corpus import LabelledText
from wordmodel.encoding.base import Base, read_base
from wordmodel.encoding.teaching import answers, taught
from wordmodel.training import Example


class Lessons:
    """Examples as numbers of pieces, any part of which can be learned from."""

    def __init__(
        self, characters: Characters, learned_from: Sequence[Example], tell: Callable[[str], None]
    ) -> None:
        """:param tell: what is told while it learns, which takes minutes."""
        self._examples = learned_from
        self._tell = tell
        self._base: Base = read_base(characters, [example.reading.written for example in learned_from])
        pieces = Pieces(self._base.scores)
        self._numbers = [pieces.marked(e.reading.written, MOST_PIECES) for e in learned_from]

    def encoder(self, facts: dict[str, Any]) -> bytes:
        """The data file of an encoder that has learned from all of them."""
        network = taught(self._base, self._numbers, [e.text.is_bad for e in self._examples], self._tell)
        return packed(self._base.scores, network.arrays(), facts)

    def left_out(self, group: Callable[[LabelledText], str]) -> dict[str, float]:
        """Id -> what an encoder answers that has not learned from the text's group."""
        groups = [group(example.text) for example in self._examples]
        found: dict[str, float] = {}
        for name in sorted(set(groups)):
            self._tell(f"without {name}")
            learned = [at for at, of in enumerate(groups) if of != name]
            judged = [at for at, of in enumerate(groups) if of == name]
            network = taught(
                self._base,
                [self._numbers[at] for at in learned],
                [self._examples[at].text.is_bad for at in learned],
                self._tell,
            )
            given = answers(network, [self._numbers[at] for at in judged])
            found.update(zip((self._examples[at].text.id for at in judged), given, strict=True))
        return found
