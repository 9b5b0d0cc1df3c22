"""The Merkle tree of RFC 6962 over the records' hashes, held as the roots of its full subtrees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

#: Bytes of every hash.
HASH_BYTES = 32
#: Root of no leaves.
EMPTY_ROOT = hashlib.sha256(b"").digest()
_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_of(data: bytes) -> bytes:
    """What a record's hash becomes as a leaf; never equal to an inner node."""
    return hashlib.sha256(_LEAF + data).digest()


def leaves_of(hashes: Iterable[bytes]) -> list[bytes]:
    """The leaves of many."""
    sha256 = hashlib.sha256
    return [sha256(_LEAF + data).digest() for data in hashes]


def node_of(left: bytes, right: bytes) -> bytes:
    """The node above two others."""
    return hashlib.sha256(_NODE + left + right).digest()


class Frontier:
    """A tree to which leaves are added at the right; it holds one hash for each set bit of its size."""

    __slots__ = ("_roots", "size")

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        """:param roots: of the full subtrees, the largest first.

        :raises ValueError: if they are not as many as the size wants, or not hashes.
        """
        self.size = size
        self._roots = list(roots)
        if size < 0 or len(self._roots) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {max(size, 0).bit_count()} full subtrees")
        if any(len(root) != HASH_BYTES for root in self._roots):
            raise ValueError("a root has 32 bytes")

    @classmethod
    def from_bytes(cls, size: int, content: bytes) -> Frontier:
        """What `to_bytes` gave for that size.

        :raises ValueError: if it cannot be.
        """
        if len(content) % HASH_BYTES:
            raise ValueError("the roots are cut short")
        return cls(size, [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        """The roots one after another, the largest subtree first."""
        return b"".join(self._roots)

    def copy(self) -> Frontier:
        """The same tree, to grow apart."""
        return Frontier(self.size, self._roots)

    def append(self, leaf: bytes) -> None:
        """Add one leaf, as `leaf_of` gives it."""
        self._append_full(leaf, 1)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves one after another."""
        for leaf in leaves:
            self.append(leaf)

    def join(self, other: Frontier) -> None:
        """Add a whole tree at the right, which must begin where a subtree of its size may begin.

        :raises ValueError: if it may not begin here.
        """
        if other.size == 0:
            return
        block = 1 << (other.size - 1).bit_length()
        if self.size % block:
            raise ValueError(f"a tree of {other.size} leaves cannot begin at {self.size}")
        if other.size == block:
            self._append_full(other._roots[0], block)
            return
        self._roots.extend(other._roots)
        self.size += other.size

    def _append_full(self, root: bytes, leaves: int) -> None:
        self._roots.append(root)
        rest = self.size // leaves
        while rest & 1:
            right = self._roots.pop()
            self._roots[-1] = node_of(self._roots[-1], right)
            rest >>= 1
        self.size += leaves

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._roots:
            return EMPTY_ROOT
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_of(left, root)
        return root


class Subtree:
    """All levels over some leaves, so that the tree of any first part of them is at hand."""

    __slots__ = ("_levels",)

    def __init__(self, leaves: list[bytes]) -> None:
        """:param leaves: as `leaf_of` gives them."""
        sha256 = hashlib.sha256
        self._levels = [leaves]
        level = leaves
        while len(level) > 1:
            level = [
                sha256(_NODE + left + right).digest()
                for left, right in zip(level[::2], level[1::2], strict=False)
            ]
            self._levels.append(level)

    def first(self, size: int) -> Frontier:
        """The tree of the first leaves."""
        roots, begin = [], 0
        for height in reversed(range(len(self._levels))):
            if size >> height & 1:
                roots.append(self._levels[height][begin >> height])
                begin += 1 << height
        return Frontier(size, roots)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of these leaves."""
    tree = Frontier()
    tree.extend(leaves)
    return tree.root()
