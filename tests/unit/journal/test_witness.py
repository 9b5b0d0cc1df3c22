"""A witness takes a head only if it continues the last, and says honestly whether its word counts."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from robot.journal.checkpoint import checkpoint_key, sign_checkpoint
from robot.journal.merkle import Frontier, leaf_of
from robot.journal.witness import Extension, WitnessRefused, WitnessUnreachable
from robot.journal.witness_directory import WitnessDirectory

LOG = "0123456789abcdef" * 2
KEY = checkpoint_key(LOG, bytes(range(32)))
LEAVES = [leaf_of(bytes([number]) * 32) for number in range(20)]


@pytest.fixture
def witness(tmp_path: Path) -> WitnessDirectory:
    (tmp_path / "share").mkdir()
    return WitnessDirectory(tmp_path / "share")


def step(old: int, new: int, leaves: list[bytes] = LEAVES) -> Extension:
    tree = Frontier()
    tree.extend(leaves[:old])
    frontier = tree.to_bytes()
    tree.extend(leaves[old:new])
    note = sign_checkpoint(LOG, new, tree.root(), KEY).note
    return Extension(old_size=old, old_frontier=frontier, leaves=tuple(leaves[old:new]), note=note)


def test_heads_follow_one_another(witness: WitnessDirectory) -> None:
    assert witness.head(LOG) is None
    first = witness.extend(LOG, step(0, 3), KEY.public)
    second = witness.extend(LOG, step(3, 11), KEY.public)
    assert (first.size, second.size) == (3, 11)
    head = witness.head(LOG)
    assert head is not None
    assert (head.checkpoint.size, head.checkpoint.root, head.public_key) == (11, second.root, KEY.public)
    assert head.at_us == second.at_us > 0
    older = witness.head(LOG, at_most=10)
    assert older is not None
    assert older.checkpoint.size == 3


OTHER = [leaf_of(b"other" + leaf) for leaf in LEAVES]
REFUSED: dict[str, tuple[Callable[[], Extension], str]] = {
    "a smaller tree": (lambda: step(3, 5), "are held already"),
    "the same tree again": (lambda: step(3, 7), "are held already"),
    "one that begins elsewhere": (lambda: step(6, 9), "continues a head of 6"),
    "a fork": (lambda: step(7, 9, OTHER), "another log"),
    "a fork that claims to continue": (
        lambda: replace(step(7, 9), leaves=tuple(OTHER[7:9])),
        "do not give its root",
    ),
    "too few records": (lambda: replace(step(7, 12), leaves=tuple(LEAVES[7:11])), "do not give its root"),
    "a frontier that is none": (lambda: replace(step(7, 9), old_frontier=b"x"), "cannot be used"),
    "a note that is none": (lambda: replace(step(7, 9), note=b"no note"), "cannot be used"),
}


@pytest.mark.parametrize("about", REFUSED)
def test_what_does_not_continue_the_head_is_refused(witness: WitnessDirectory, about: str) -> None:
    witness.extend(LOG, step(0, 7), KEY.public)
    make, why = REFUSED[about]
    with pytest.raises(WitnessRefused, match=why):
        witness.extend(LOG, make(), KEY.public)
    head = witness.head(LOG)
    assert head is not None
    assert head.checkpoint.size == 7


def test_the_first_key_is_the_only_one(witness: WitnessDirectory) -> None:
    witness.extend(LOG, step(0, 3), KEY.public)
    stranger = checkpoint_key(LOG, secrets.token_bytes(32))
    tree = Frontier()
    tree.extend(LEAVES[:9])
    forged = replace(step(3, 9), note=sign_checkpoint(LOG, 9, tree.root(), stranger).note)
    with pytest.raises(WitnessRefused, match="another key"):
        witness.extend(LOG, forged, stranger.public)
    with pytest.raises(WitnessRefused, match="did not sign"):
        witness.extend(LOG, forged, KEY.public)


def test_a_share_that_is_not_there_is_no_reason_to_forget(tmp_path: Path) -> None:
    gone = WitnessDirectory(tmp_path / "gone")
    with pytest.raises(WitnessUnreachable, match="is not anchored meanwhile"):
        gone.head(LOG)
    assert not gone.is_anchored(LOG).is_anchored


@pytest.mark.parametrize("name", ["../elsewhere", "", "0" * 31, "A" * 32])
def test_a_log_id_is_no_path(witness: WitnessDirectory, name: str) -> None:
    with pytest.raises(WitnessRefused):
        witness.head(name)


def test_a_head_in_place_of_another_is_noticed(witness: WitnessDirectory, tmp_path: Path) -> None:
    witness.extend(LOG, step(0, 3), KEY.public)
    witness.extend(LOG, step(3, 9), KEY.public)
    small, large = sorted((tmp_path / "share").glob("*/*/*.head"))
    large.write_bytes(small.read_bytes())
    with pytest.raises(WitnessRefused, match="another size"):
        witness.head(LOG)


@pytest.mark.parametrize("left", [0, 40])
def test_a_head_whose_writing_was_broken_off_is_passed_by(
    witness: WitnessDirectory, tmp_path: Path, left: int
) -> None:
    witness.extend(LOG, step(0, 3), KEY.public)
    witness.extend(LOG, step(3, 9), KEY.public)
    broken = max((tmp_path / "share").glob("*/*/*.head"))
    broken.write_bytes(broken.read_bytes()[:left])
    head = witness.head(LOG)
    assert head is not None
    assert head.checkpoint.size == 3
    with pytest.raises(WitnessUnreachable, match="half a head"):
        witness.extend(LOG, step(3, 9), KEY.public)
    assert witness.extend(LOG, step(3, 10), KEY.public).size == 10


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_place_of_a_head_is_not_followed(witness: WitnessDirectory, tmp_path: Path) -> None:
    witness.extend(LOG, step(0, 3), KEY.public)
    (head,) = (tmp_path / "share").glob("*/*/*.head")
    aside = tmp_path / "aside"
    head.rename(aside)
    head.symlink_to(aside)
    with pytest.raises(WitnessRefused):
        witness.head(LOG)


def test_a_folder_of_this_account_is_no_anchor(witness: WitnessDirectory, tmp_path: Path) -> None:
    said = as_somebody(tmp_path, lambda: witness.is_anchored(LOG).why_not, own=True)
    for what in ("change", "rename", "delete"):
        assert what in said
    assert not (tmp_path / "share" / LOG / "probe").exists()


def test_a_folder_where_nothing_can_be_changed_is_one(witness: WitnessDirectory, tmp_path: Path) -> None:
    place = tmp_path / "share" / LOG
    place.mkdir()
    (place / "probe").write_bytes(b"left from the last time")
    said = as_somebody(tmp_path, lambda: str(witness.is_anchored(LOG)), own=False)
    assert said == "Anchoring(is_anchored=True, why_not='')"
    assert (place / "probe").read_bytes() == b"left from the last time"


def as_somebody(folder: Path, ask: Callable[[], str], *, own: bool) -> str:
    """What is answered under another account, which owns the share or may only look at it."""
    if not hasattr(os, "fork") or os.geteuid() != 0:
        pytest.skip("needs root, to become somebody else")
    nobody = 65534
    for path in [folder, *folder.parents]:
        if path != Path("/") and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o011)
    for path in [folder / "share", *(folder / "share").rglob("*")]:
        os.chown(path, nobody if own else 0, nobody if own else 0)
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(nobody)
            os.setuid(nobody)
            os.write(writes, ask().encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said
