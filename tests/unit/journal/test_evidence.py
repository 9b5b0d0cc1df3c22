"""Pictures on disk: masked first, then encrypted, named by the file's hash; equal ones are one file."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import stat
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from robot.domain.clock import BANK_ZONE
from robot.execution.ports import Picture
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.evidence import EvidenceFolder, PictureUnusable, masked
from tests.support.builders import HandClock

KEYS = {"2026-11": "11" * 32, "2026-12": "22" * 32}


def evidence(folder: Path, clock: HandClock | None = None, keys: DataKeys | None = None) -> EvidenceFolder:
    return EvidenceFolder(folder, (clock or HandClock()).now, keys or DataKeys.of_memory(KEYS))


def keep(folder: EvidenceFolder, picture: Picture) -> str:
    return asyncio.run(folder.keep(picture))


def white() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(out, "JPEG")
    return out.getvalue()


def brightness(picture: bytes, x: int, y: int) -> int:
    pixel = Image.open(io.BytesIO(picture)).convert("L").getpixel((x, y))
    assert isinstance(pixel, int)
    return pixel


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_picture_is_masked_encrypted_named_by_its_file_and_private(tmp_path: Path) -> None:
    folder = evidence(tmp_path / "evidence")
    name = keep(folder, Picture(jpeg=white(), masks=((10.0, 10.0, 40.0, 20.0),)))
    path = folder.path_of(name)
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == name
    assert content[:8] == b"\x012026-11"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(folder.folder.stat().st_mode) == 0o700
    assert files(tmp_path) == [path], "the picture as it was taken is nowhere"
    for mark in (b"WEBP", b"JFIF"):
        assert mark not in content
    picture = folder.open(name)
    assert brightness(picture, 30, 20) < 100, "blacked out"
    assert brightness(picture, 80, 40) > 200, "the rest stays"
    shown_name, shown = folder.latest
    assert (shown_name, brightness(shown, 30, 20) < 100) == (name, True), "the live view is masked too"


def test_equal_pictures_of_a_month_are_one_file_and_of_another_month_another(tmp_path: Path) -> None:
    clock = HandClock()
    folder = evidence(tmp_path, clock)
    first = keep(folder, Picture(jpeg=white()))
    assert keep(folder, Picture(jpeg=white())) == first
    assert keep(folder, Picture(jpeg=white(), masks=((0.0, 0.0, 9.0, 9.0),))) != first
    clock.moment = datetime(2026, 12, 1, 9, tzinfo=BANK_ZONE)
    later = keep(folder, Picture(jpeg=white()))
    assert later != first
    assert len(files(tmp_path)) == 3
    assert list(folder.of_month("2026-12")) == [folder.path_of(later)]


def test_no_picture_leaves_no_file(tmp_path: Path) -> None:
    assert keep(evidence(tmp_path), Picture()) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_link_planted_at_the_name_leads_nowhere(tmp_path: Path) -> None:
    folder, victim = evidence(tmp_path / "evidence"), tmp_path / "victim"
    victim.write_bytes(b"kept")
    name = keep(evidence(tmp_path / "elsewhere"), Picture(jpeg=white()))
    planted = folder.path_of(name)
    planted.parent.mkdir(parents=True)
    planted.symlink_to(victim)
    with pytest.raises(PictureUnusable):
        folder.open(name)
    assert keep(folder, Picture(jpeg=white())) == name
    assert victim.read_bytes() == b"kept"
    assert folder.open(name)


def test_a_file_that_was_changed_at_the_name_is_not_believed_and_is_written_anew(tmp_path: Path) -> None:
    folder = evidence(tmp_path)
    name = keep(folder, Picture(jpeg=white()))
    path = folder.path_of(name)
    whole = path.read_bytes()
    for place in (0, 3, 10, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not folder.check(name)
        with pytest.raises(PictureUnusable):
            folder.open(name)
    assert keep(folder, Picture(jpeg=white())) == name
    assert folder.check(name)


def test_a_swapped_file_and_a_name_that_leads_elsewhere_are_refused(tmp_path: Path) -> None:
    folder = evidence(tmp_path)
    one = keep(folder, Picture(jpeg=white()))
    other = keep(folder, Picture(jpeg=white(), masks=((0.0, 0.0, 50.0, 50.0),)))
    folder.path_of(one).write_bytes(folder.path_of(other).read_bytes())
    for name in (one, "../../etc/passwd", "A" * 64, ""):
        assert not folder.check(name)
        with pytest.raises(PictureUnusable):
            folder.open(name)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    folder = evidence(tmp_path)
    name = keep(folder, Picture(jpeg=white()))
    os.truncate(folder.path_of(name), 1 << 30)
    assert not folder.check(name)


def test_without_the_key_nothing_is_kept_and_nothing_opens(tmp_path: Path) -> None:
    name = keep(evidence(tmp_path / "a"), Picture(jpeg=white()))
    blind = evidence(tmp_path / "a", keys=DataKeys())
    assert blind.check(name), "whether it is what was recorded needs no key"
    with pytest.raises(KeyNotHeld):
        blind.open(name)
    with pytest.raises(KeyNotHeld):
        keep(evidence(tmp_path / "b", keys=DataKeys()), Picture(jpeg=white()))
    assert not files(tmp_path / "b")


def test_a_folder_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "evidence").touch()
    with pytest.raises(OSError, match="evidence"):
        keep(evidence(tmp_path / "evidence"), Picture(jpeg=white()))


def test_pictures_of_an_older_version_are_sealed_under_their_old_names(tmp_path: Path) -> None:
    folder = evidence(tmp_path)
    name = hashlib.sha256(white()).hexdigest()
    forged = "ab" * 32
    for stem in (name, forged):
        old = tmp_path / stem[:2] / f"{stem}.jpg"
        old.parent.mkdir(parents=True)
        old.write_bytes(white())
        moment = HandClock().now().timestamp()
        os.utime(old, (moment, moment))
    folder.seal_old()
    assert files(tmp_path) == [folder.path_of(name)]
    assert folder.check(name)
    assert folder.open(name) == white()
    assert white() not in folder.path_of(name).read_bytes()
    other = keep(folder, Picture(jpeg=white()))
    folder.path_of(name).write_bytes(folder.path_of(other).read_bytes())
    assert not folder.check(name), "another picture at its place"


@pytest.mark.parametrize("box", [(-50.0, -50.0, 500.0, 500.0), (90.0, 40.0, 500.0, 500.0)])
def test_a_mask_beyond_the_edge_does_no_harm(box: tuple[float, float, float, float]) -> None:
    for picture in masked(Picture(jpeg=white(), masks=(box,))):
        assert brightness(picture, 95, 45) < 100
