"""Whoever owns the release's folder swaps what lies in it while it is looked at."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from robot.governance.live_release import LiveRelease
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.verifier import VerifiedRelease
from tests.unit.governance.house import FILES, TODAY, House

WORDS = "talktracks/wealth/fixed.yaml"
Swap = Callable[[House, Path], None]


def _exchange(one: Path, other: Path) -> None:
    """Twice, so that the good one lies there at the end."""
    aside = one.with_name("aside")
    for _ in range(2):
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


def _whole_folder(house: House, evil: Path) -> None:
    _exchange(house.release, evil)


def _one_file(house: House, evil: Path) -> None:
    _exchange(house.release / WORDS, evil / WORDS)


def _a_link(house: House, evil: Path) -> None:
    file, aside = house.release / WORDS, house.path / "aside.yaml"
    file.rename(aside)
    file.symlink_to(evil / WORDS)
    file.unlink()
    aside.rename(file)


def _a_linked_folder(house: House, evil: Path) -> None:
    part, aside = house.release / "talktracks", house.path / "aside-tracks"
    part.rename(aside)
    part.symlink_to(evil / "talktracks")
    part.unlink()
    aside.rename(part)


def _in_place(house: House, evil: Path) -> None:
    file = house.release / WORDS
    file.write_bytes((evil / WORDS).read_bytes())
    file.write_bytes(FILES[WORDS])


def _one_more(house: House, _evil: Path) -> None:
    file = house.release / "talktracks" / "wealth" / "one-more.yaml"
    file.write_bytes(b"text: more\n")
    file.unlink()


@contextmanager
def _swapped_all_the_time(swap: Callable[[], None]) -> Iterator[None]:
    enough, failed = Event(), list[BaseException]()

    def work() -> None:
        try:
            while not enough.is_set():
                swap()
        except BaseException as err:  # noqa: BLE001 - the test must not pass because nothing was swapped
            failed.append(err)

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()
        assert failed == []


@pytest.mark.parametrize(
    "swap",
    [_whole_folder, _one_file, _a_link, _a_linked_folder, _in_place, _one_more],
    ids=lambda f: f.__name__,
)
def test_whatever_is_swapped_during_a_look_only_signed_bytes_are_ever_given(
    house: House, swap: Swap, switch_often: None
) -> None:
    evil = house.path / "evil"
    shutil.copytree(house.release, evil)
    (evil / WORDS).write_bytes(b"text: evil\n")
    used: list[VerifiedRelease] = []
    seen: set[str] = set()
    with _swapped_all_the_time(lambda: swap(house, evil)):
        for _ in range(80):
            live = LiveRelease(house.verifier(), house.release, lambda: TODAY, use=used.append)
            seen.add(live.refusal.code if live.refusal is not None else "good")
            refusal = live.look()
            seen.add(refusal.code if refusal is not None else "good")
    assert all(dict(release.files) == FILES for release in used)
    # Looked at in good and in bad moments, or nothing was tried; and nothing else was ever said.
    assert seen - {"good"}
    assert seen <= {"good", Refusal.ALTERED, Refusal.NOT_FOUND}
    assert house.load().files == FILES


@pytest.fixture
def switch_often() -> Iterator[None]:
    """The two threads meet at as many places as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the file system takes no such names")
@pytest.mark.parametrize("name", [b"\xff\xfe.yaml", b"\x1b]0;all is well\x07.yaml", "a\u202eb.yaml".encode()])
@pytest.mark.parametrize("place", ["", "talktracks", "signatures"])
def test_a_name_that_is_no_text_is_refused_in_words_that_can_be_logged(
    house: House, name: bytes, place: str
) -> None:
    Path(os.fsdecode(os.fsencode(house.release / place) + b"/" + name)).write_bytes(b"text: hello\n")
    with pytest.raises(ReleaseRefused) as refusal:
        house.load()
    assert refusal.value.reason is Refusal.ALTERED
    assert str(refusal.value).isprintable()
    str(refusal.value).encode()


def test_a_hard_link_to_the_signed_bytes_can_be_written_through_and_is_seen(house: House) -> None:
    outside = house.path / "outside.yaml"
    with suppress(OSError):
        os.link(house.release / WORDS, outside)
    if not outside.exists():
        pytest.skip("no hard links here")
    release = house.load()
    outside.write_bytes(b"text: evil\n")
    with pytest.raises(ReleaseRefused) as refusal:
        release.still_good(TODAY)
    assert refusal.value.reason is Refusal.ALTERED
    assert release.read(WORDS) == FILES[WORDS]
