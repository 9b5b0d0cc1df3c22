"""The tree is the one of RFC 6962: vectors of certificate transparency, and the definition itself."""

from __future__ import annotations

import os

import pytest

from robot.journal.merkle import EMPTY_ROOT, Frontier, Subtree, leaf_of, node_of, root_of

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_of(by_definition(leaves[:split]), by_definition(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert root_of(leaf_of(leaf) for leaf in LEAVES[:size]).hex() == ROOTS[size - 1]


def test_no_leaves_have_the_hash_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Frontier().root() == EMPTY_ROOT


def test_every_size_and_every_way_to_get_there_gives_the_same_root() -> None:
    leaves = [leaf_of(os.urandom(32)) for _ in range(200)]
    grown = Frontier()
    for size, leaf in enumerate(leaves, 1):
        grown.append(leaf)
        assert grown.root() == by_definition(leaves[:size])
        assert Frontier.from_bytes(size, grown.to_bytes()).root() == grown.root()


@pytest.mark.parametrize("begin", [0, 64, 128])
@pytest.mark.parametrize("size", [0, 1, 2, 31, 33, 63, 64])
def test_a_range_joins_where_a_subtree_may_begin(begin: int, size: int) -> None:
    leaves = [leaf_of(os.urandom(32)) for _ in range(192)]
    tree = Frontier()
    tree.extend(leaves[:begin])
    tree.join(Subtree(leaves[begin : begin + 64]).first(size))
    assert (tree.size, tree.root()) == (begin + size, by_definition(leaves[: begin + size]))


def test_a_range_joins_nowhere_else() -> None:
    leaves = [leaf_of(os.urandom(32)) for _ in range(8)]
    tree = Frontier()
    tree.extend(leaves[:3])
    with pytest.raises(ValueError, match="cannot begin at 3"):
        tree.join(Subtree(leaves[3:]).first(4))


@pytest.mark.parametrize(("size", "content"), [(3, b"x" * 32), (1, b"x" * 31), (1, b""), (-1, b"")])
def test_what_is_no_frontier_is_refused(size: int, content: bytes) -> None:
    with pytest.raises(ValueError, match=r"subtrees|cut short"):
        Frontier.from_bytes(size, content)
