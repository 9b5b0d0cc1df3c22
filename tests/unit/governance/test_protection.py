"""Whether the robot's own account could change its keys, asked as the accounts that matter."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from robot.governance import ForgetfulMemory, Refusal, ReleaseVerifier, TrustPlace, trust_is_protected
from tests.unit.governance.house import TODAY, House

NOBODY = 65534
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of files are told otherwise there")
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make files of another account"
)


@pytest.fixture
def trust() -> Iterator[Path]:
    """A folder as an administrator makes it, in a place that every account can reach."""
    top = Path(tempfile.mkdtemp(prefix="tandem-trust-"))
    top.chmod(0o755)
    folder = top / "trust"
    (folder / "roles-signatures").mkdir(parents=True)
    (folder / "roles.json").write_text("{}")
    for path in (folder, folder / "roles-signatures"):
        path.chmod(0o755)
    (folder / "roles.json").chmod(0o644)
    yield folder
    shutil.rmtree(top)


def asked_as(account: int, folder: Path) -> str | None:
    """What the function says in a process of another account."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account)
        os.setuid(account)
        os.write(writing, repr(trust_is_protected(folder)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return None if said == "None" else said


def own(path: str) -> Callable[[Path], None]:
    return lambda folder: os.chown(folder / path, NOBODY, NOBODY)


def mode(path: str, rights: int) -> Callable[[Path], None]:
    return lambda folder: (folder / path).chmod(rights)


def through_the_group(folder: Path) -> None:
    os.chown(folder, 0, NOBODY)
    folder.chmod(0o775)


def linked(folder: Path) -> None:
    (folder / "roles.json").unlink()
    (folder / "roles.json").symlink_to("/etc/passwd")


OPEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "the folder is its own": (own("."), "belongs to this account"),
    "a file is its own, though read-only": (own("roles.json"), "belongs to this account"),
    "everybody may write to the folder": (mode(".", 0o777), "may write to"),
    "everybody may write, with the sticky bit": (mode(".", 0o1777), "may write to"),
    "everybody may write to a file": (mode("roles.json", 0o666), "may write to"),
    "everybody may write to the signatures": (mode("roles-signatures", 0o777), "may write to"),
    "its group may write": (through_the_group, "may write to"),
    "everybody may write to the folder above": (mode("..", 0o777), "may write to"),
    "the folder above is its own": (own(".."), "belongs to this account"),
    "a file is a link": (linked, "is a link"),
}


@as_root
def test_a_folder_of_the_administrators_is_protected_from_an_ordinary_account(trust: Path) -> None:
    assert asked_as(NOBODY, trust) is None


@as_root
@pytest.mark.parametrize(("make", "said"), OPEN.values(), ids=OPEN)
def test_ways_for_an_ordinary_account_to_change_the_keys(
    trust: Path, make: Callable[[Path], None], said: str
) -> None:
    make(trust)
    assert said in (asked_as(NOBODY, trust) or "")


@as_root
def test_root_is_told_plainly(trust: Path) -> None:
    assert "runs as root" in (trust_is_protected(trust) or "")


def test_ones_own_folder_is_not_protected(tmp_path: Path) -> None:
    assert trust_is_protected(tmp_path)
    assert "is not there" in (trust_is_protected(tmp_path / "nowhere") or "")


def test_a_release_is_refused_while_the_keys_are_open_and_only_a_throw_away_trust_says_so(
    house: House,
) -> None:
    place = TrustPlace(folder=house.trust)
    verifier = ReleaseVerifier(place, ForgetfulMemory(), product_version="0.1.0")
    refusal = verifier.examine(house.release, TODAY).refusal
    assert refusal is not None
    assert refusal.reason is Refusal.TRUST_WRITABLE
    thrown_away = house.verifier().examine(house.release, TODAY)
    assert "throw-away" in thrown_away.checks[0].said


def test_neither_environment_nor_home_moves_the_trust(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = TrustPlace.of_system()
    for name in ("TANDEM_HOME", "HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "ProgramData", "TANDEM_TRUST"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert TrustPlace.of_system() == usual
    assert not usual.is_throwaway
    if sys.platform == "linux":
        assert usual.folder == Path("/etc/tandem/trust")
