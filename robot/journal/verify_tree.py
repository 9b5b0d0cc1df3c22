"""Joins the ranges' Merkle trees, and compares them with the checkpoints and with heads kept outside."""

from __future__ import annotations

from robot.journal.merkle import HASH_BYTES, Frontier
from robot.journal.verify_layers import Layer
from robot.journal.verify_range import RANGE, RangeFound
from robot.journal.verify_seals import Fault


class TreeCheck:
    """The tree from the first record, or from a checkpoint that is believed."""

    def __init__(self, start: Frontier, layers: frozenset[Layer], wanted: frozenset[int]) -> None:
        """:param wanted: sizes whose roots are asked for later."""
        self._tree, self._layers, self.wanted = start, layers, wanted
        #: Size -> root, of what was asked for.
        self.roots: dict[int, bytes] = {start.size: start.root()} if start.size in wanted else {}
        self._good = start.size
        self.checkpoints = 0

    @property
    def root(self) -> bytes:
        """Of everything that was joined."""
        return self._tree.root()

    @property
    def signed(self) -> int:
        """Records up to the last good checkpoint."""
        return self._good if self.checkpoints else 0

    def feed(self, found: RangeFound) -> tuple[int, Fault] | None:
        """Join a range; the first checkpoint in it that does not fit, and its last record.

        The fault's number is the first record after the last good checkpoint.
        """
        begin = self._tree.copy()
        leaves = [found.leaves[at : at + HASH_BYTES] for at in range(0, len(found.leaves), HASH_BYTES)]
        for mark in found.marks:
            if found.first % RANGE:
                begin.extend(leaves[begin.size - found.first : mark.size - found.first])
                tree = begin
            else:
                tree = self._tree.copy()
                tree.join(Frontier.from_bytes(mark.size - found.first, mark.roots))
            if mark.size in self.wanted:
                self.roots[mark.size] = tree.root()
            if mark.root is None:
                continue
            if Layer.CHECKPOINT in self._layers and (
                tree.root() != mark.root or tree.to_bytes() != mark.frontier
            ):
                return self._fault(Layer.CHECKPOINT, mark.size, "are not those that were signed")
            if mark.note_fault:
                return self._fault(
                    Layer.SIGNATURE, mark.size, f"have a checkpoint that cannot be used: {mark.note_fault}"
                )
            self._good = mark.size
            self.checkpoints += 1
        if found.leaves:
            self._tree.extend(leaves)
        elif found.roots:
            self._tree.join(Frontier.from_bytes(found.records, found.roots))
        return None

    def _fault(self, layer: Layer, size: int, what: str) -> tuple[int, Fault]:
        return size - 1, (self._good, layer, f"records {self._good:,} to {size - 1:,} {what}")
