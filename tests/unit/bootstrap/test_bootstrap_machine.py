"""What the commands find out about a machine, and what they ask of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import browsers, debian, exclusive
from bootstrap.debian import Machine, installed_packages, wanted_packages
from bootstrap.places import environment_for_python
from bootstrap.processes import Failed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes programs for a POSIX PATH")


def put_program(folder: Path, name: str, script: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def test_the_first_browser_on_path_is_taken(path: Path) -> None:
    put_program(path, "microsoft-edge")
    assert browsers.find_browser() == path / "microsoft-edge"
    put_program(path, "chromium")
    assert browsers.find_browser() == path / "chromium"


def test_no_browser_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "_usual_places", lambda: [path / "msedge.exe"])
    assert browsers.find_browser() is None
    put_program(path, "msedge.exe")
    assert browsers.find_browser() == path / "msedge.exe"


def test_packages_are_those_that_are_wholly_there_or_provided(path: Path) -> None:
    put_program(
        path,
        "dpkg-query",
        'printf "ii |libgl1, libgl1-mesa-glx (= 1.7)\\nrc |removed, \\nii |libx11-6:amd64, \\n"',
    )
    assert installed_packages() == {"libgl1", "libgl1-mesa-glx", "libx11-6"}


def test_what_is_here_in_another_way_is_not_wanted(path: Path) -> None:
    assert {"chromium", "npm", "prosody"} <= set(wanted_packages("test"))
    for name in ("google-chrome", "node", "npm"):
        put_program(path, name)
    wanted = set(wanted_packages("test"))
    assert not wanted & {"chromium", "npm", "nodejs"}
    assert "prosody" not in wanted_packages("demo")
    assert "xvfb" not in wanted_packages(None)


def as_machine(monkeypatch: pytest.MonkeyPatch, *, is_debian: bool, is_root: bool) -> list[list[str]]:
    """What was asked to be installed."""
    asked: list[list[str]] = []
    machine = Machine(is_debian=is_debian, is_root=is_root)
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: machine))
    monkeypatch.setattr(debian, "installed_packages", lambda: {"libgl1"})
    monkeypatch.setattr(debian, "wanted_packages", lambda _group: ["libgl1", "xvfb"])
    monkeypatch.setattr(debian, "_install", asked.append)
    return asked


def test_only_root_installs_and_only_what_is_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_program(path, "chromium")
    asked = as_machine(monkeypatch, is_debian=True, is_root=False)
    debian.ensure_packages("demo")
    assert asked == []
    assert "sudo apt-get install xvfb" in capsys.readouterr().out
    asked = as_machine(monkeypatch, is_debian=True, is_root=True)
    debian.ensure_packages("demo")
    assert asked == [["xvfb"]]


def test_without_a_browser_nothing_can_be_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_machine(monkeypatch, is_debian=False, is_root=False)
    with pytest.raises(Failed, match="no Chrome, Edge or Chromium"):
        debian.ensure_packages("demo")
    debian.ensure_packages(None)


def test_apt_that_fails_is_told_with_the_end_of_its_log(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(path, "dpkg")
    put_program(path, "apt-get", "echo E: no network; exit 100")
    monkeypatch.setattr(debian, "CACHE", tmp_path)
    with pytest.raises(Failed, match=r"(?s)did not install 1 system package.*E: no network"):
        debian._install(["xvfb"])


def test_a_second_setup_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exclusive, "CACHE", tmp_path)
    code = (
        f"import pathlib, bootstrap.exclusive as e; e.CACHE = pathlib.Path({str(tmp_path)!r})\n"
        "with e.only_one(): print('its turn', flush=True)"
    )
    with exclusive.only_one():
        second = subprocess.Popen(
            [sys.executable, "-c", code], env=environment_for_python(), stdout=subprocess.PIPE, text=True
        )
        assert second.stdout is not None
        assert second.stdout.readline() == "tandem: another setup is running here; waiting for it\n"
    assert second.communicate(timeout=10)[0] == "its turn\n"
    assert second.returncode == 0
