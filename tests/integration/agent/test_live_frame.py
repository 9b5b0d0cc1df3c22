"""The live picture: covered, of now, never of a login, never on disk, and only when somebody asks."""

from __future__ import annotations

import base64
import io
import time

import pytest
from PIL import Image

from demoday.programs import Bank
from robot.agent.live_frame import PageCamera
from robot.agent.resources import resource_folder
from robot.agent.store_keys import keys_beside
from robot.domain.errors import LoginNeeded
from robot.domain.views import Frame
from robot.journal.data_keys import DataKeys
from robot.journal.evidence import EvidenceFolder
from robot.sites.browser import BrowserChoice, RobotBrowser
from robot.sites.profile import load_profile
from robot.sites.session import Account, SiteSession
from tests.integration.agent.test_stopping import confirmed, run_has_ended
from tests.support.workstation import Workstation

#: What the live picture puts over a name.
COVER = (196, 203, 214)


def ask(station: Workstation) -> Frame | None:
    frame: Frame | None = station.ask("frame")
    return frame


def image(frame: Frame) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(frame.jpeg_base64)))


def covered_share(frame: Frame) -> float:
    """How much of the picture's head wears the colour of the covers."""
    picture = image(frame).convert("RGB")
    head = picture.crop((0, 0, picture.width, 60))
    pixels = [head.getpixel((x, y)) for x in range(head.width) for y in range(head.height)]
    near = sum(
        all(abs(a - b) < 12 for a, b in zip(pixel, COVER, strict=True))
        for pixel in pixels
        if isinstance(pixel, tuple)
    )
    return near / len(pixels)


def pictures_on_disk(station: Workstation) -> set[str]:
    return {
        path.name for path in station.home.path.rglob("*") if path.suffix in {".jpg", ".png", ".jpeg", ".bin"}
    }


def test_the_head_of_the_chat_is_covered_and_nothing_is_kept(station: Workstation) -> None:
    station.ask("run", limit=3)
    station.wait_for(run_has_ended)
    kept = pictures_on_disk(station)
    # The page stands idle now, so the picture is of this moment.
    before = station.ask("status").now
    frame = ask(station)
    assert frame is not None
    assert frame.taken_at >= before
    assert covered_share(frame) > 0.1
    assert pictures_on_disk(station) == kept
    assert "jpeg" not in station.written()


def test_at_most_two_a_second_whoever_asks(station: Workstation) -> None:
    station.ask("run", limit=2)
    station.wait_for(run_has_ended)
    began, taken = time.monotonic(), set()
    while time.monotonic() - began < 2.0:
        frame = ask(station)
        assert frame is not None
        taken.add(frame.taken_at)
    assert 2 <= len(taken) <= 5


def test_before_anything_there_is_no_picture(station: Workstation) -> None:
    assert ask(station) is None


async def test_a_login_page_is_never_shown(bank: Bank) -> None:
    profile = load_profile(resource_folder("profiles") / "wecom-demo.yaml").pointed_at(bank.wecom)

    async def nobody() -> Account:
        return Account(username="1001", secret=None)

    async with RobotBrowser(BrowserChoice(), [bank.wecom]) as browser:
        session = SiteSession(browser, profile, nobody)
        with pytest.raises(LoginNeeded):
            await session.page()
        shown = session.shown
        assert shown is not None
        assert await shown.is_shown("qr_code")
        assert session.standing is None, "nobody is even asked to look"
        assert await PageCamera(shown).take("qr_code") == b"", "what stands there is not photographed"
        await session.close()


def test_watching_leaves_the_page_as_it_is_and_loses_nothing(station: Workstation) -> None:
    """Two pictures at once would leave the page as narrow as one of them."""
    station.ask("run")
    seen = []
    while not run_has_ended(station.ask("status")):
        frame = ask(station)
        if frame is not None:
            seen.append(frame)
        time.sleep(0.1)
    ended = station.ask("status")
    assert confirmed(ended) > 10
    assert "unknown" not in station.outcomes()
    folder = EvidenceFolder(station.home.evidence, lambda: ended.now, keys_beside(station.home) or DataKeys())
    names = [path.stem for path in station.home.evidence.rglob("*.bin")]
    kept = [Image.open(io.BytesIO(folder.open(name))).size for name in names]
    assert len(set(kept)) == 1, "every evidence picture has the width of the whole panel"
    assert {image(frame).size for frame in seen} == set(kept)
