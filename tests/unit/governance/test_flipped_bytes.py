"""Not one byte, not one bit of a release may be another: every file, and a thousand random places."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from demoday.release import make_release
from robot.governance import ForgetfulMemory, ReleaseRefused, ReleaseVerifier
from tests.unit.governance.house import TODAY, House

_FLIPS = 1000


def test_one_flipped_byte_in_every_file_of_the_shipped_release_is_refused(tmp_path: Path) -> None:
    made = make_release(tmp_path / "home", TODAY)
    verifier = ReleaseVerifier(made.trust, ForgetfulMemory(), product_version="0.1.0")
    release = verifier.load(made.folder, TODAY)
    chance = random.Random(4)  # noqa: S311 - can be played again
    paths = sorted(path for path in made.folder.rglob("*") if path.is_file())
    assert len(paths) == len(release.files) + 3
    for path in paths:
        before = path.read_bytes()
        path.write_bytes(_with_a_flipped_bit(before, chance.randrange(len(before) * 8)) if before else b"\0")
        with pytest.raises(ReleaseRefused):
            release.still_good(TODAY)
        with pytest.raises(ReleaseRefused):
            verifier.load(made.folder, TODAY)
        path.write_bytes(before)
    release.still_good(TODAY)


def test_a_thousand_random_bits_of_manifest_and_signatures(house: House) -> None:
    release = house.load()
    chance = random.Random(20261123)  # noqa: S311 - can be played again
    paths = [house.release / "manifest.json", *sorted((house.release / "signatures").iterdir())]
    kept = {path: path.read_bytes() for path in paths}
    for _ in range(_FLIPS):
        path = chance.choice(paths)
        bit = chance.randrange(len(kept[path]) * 8)
        path.write_bytes(_with_a_flipped_bit(kept[path], bit))
        with pytest.raises(ReleaseRefused):
            release.still_good(TODAY)
        path.write_bytes(kept[path])
    release.still_good(TODAY)


def test_random_bits_of_keys_roles_and_revocations(house: House) -> None:
    house.install_revocations(serial=3)
    release = house.load()
    chance = random.Random(7)  # noqa: S311 - can be played again
    paths = sorted(path for path in house.trust.rglob("*") if path.is_file())
    kept = {path: path.read_bytes() for path in paths}
    harmless = 0
    for _ in range(300):
        path = chance.choice(paths)
        changed = _with_a_flipped_bit(kept[path], chance.randrange(len(kept[path]) * 8))
        path.write_bytes(changed)
        try:
            release.still_good(TODAY)
        except ReleaseRefused:
            pass
        else:
            # Only a name or a line's end beside a root key may differ; the keys themselves may not.
            assert path.name == "root-keys.txt"
            assert [line.split()[1] for line in changed.decode().splitlines()] == [
                root.public.text for root in house.roots
            ]
            harmless += 1
        path.write_bytes(kept[path])
    assert harmless < 30
    release.still_good(TODAY)


def test_signatures_of_other_lengths_are_refused(house: House) -> None:
    path = house.release / "signatures" / "author.sig.json"
    whole = path.read_bytes()
    for content in (b"", whole[:-1], whole + b"\n", whole * 2):
        path.write_bytes(content)
        with pytest.raises(ReleaseRefused):
            house.load(today=date(2026, 11, 23))


def _with_a_flipped_bit(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
