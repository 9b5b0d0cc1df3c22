"""Pictures on disk: masked first, named by their hash, private, never overwritten."""

from __future__ import annotations

import asyncio
import hashlib
import io
import stat
from pathlib import Path

import pytest
from PIL import Image

from robot.execution.ports import Picture
from robot.journal.evidence import EvidenceFolder, masked
from tests.support.builders import HandClock


def evidence(folder: Path) -> EvidenceFolder:
    return EvidenceFolder(folder, HandClock().now)


def keep(folder: EvidenceFolder, picture: Picture) -> str:
    return asyncio.run(folder.keep(picture))


def white() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(out, "JPEG")
    return out.getvalue()


def brightness(jpeg: bytes, x: int, y: int) -> int:
    pixel = Image.open(io.BytesIO(jpeg)).convert("L").getpixel((x, y))
    assert isinstance(pixel, int)
    return pixel


def test_a_picture_is_masked_named_by_its_hash_and_private(tmp_path: Path) -> None:
    folder = evidence(tmp_path / "evidence")
    name = keep(folder, Picture(jpeg=white(), masks=((10.0, 10.0, 40.0, 20.0),)))
    path = folder.path_of(name)
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert brightness(content, 30, 20) < 100, "blacked out"
    assert brightness(content, 80, 40) > 200, "the rest stays"
    assert folder.latest == (name, content)
    assert list(tmp_path.rglob("*.jpg")) == [path], "the picture as it was taken is nowhere"


def test_the_same_picture_twice_is_one_file(tmp_path: Path) -> None:
    folder = evidence(tmp_path)
    assert keep(folder, Picture(jpeg=white())) == keep(folder, Picture(jpeg=white()))
    assert len(list(tmp_path.rglob("*.jpg"))) == 1


def test_no_picture_leaves_no_file(tmp_path: Path) -> None:
    assert keep(evidence(tmp_path), Picture()) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_link_planted_at_the_name_leads_nowhere(tmp_path: Path) -> None:
    folder, victim = evidence(tmp_path / "evidence"), tmp_path / "victim"
    planted = folder.path_of(hashlib.sha256(white()).hexdigest())
    planted.parent.mkdir(parents=True)
    planted.symlink_to(victim)
    keep(folder, Picture(jpeg=white()))
    assert not victim.exists()


def test_a_folder_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "evidence").touch()
    with pytest.raises(OSError, match="evidence"):
        keep(evidence(tmp_path / "evidence"), Picture(jpeg=white()))


@pytest.mark.parametrize("box", [(-50.0, -50.0, 500.0, 500.0), (90.0, 40.0, 500.0, 500.0)])
def test_a_mask_beyond_the_edge_does_no_harm(box: tuple[float, float, float, float]) -> None:
    assert brightness(masked(Picture(jpeg=white(), masks=(box,))), 95, 45) < 100
