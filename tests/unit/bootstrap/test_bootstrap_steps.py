"""Setting up does what is missing and no more; an interrupted setup is not taken for a finished one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from bootstrap import benchmarks, chat_client, checks, environment
from bootstrap.environment import MadeFrom
from bootstrap.places import ROOT
from bootstrap.processes import Failed


class Commands:
    """Stands for running programs: keeps what was asked, and makes what the real ones would make."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.asked: list[list[str]] = []
        self.fails_at = ""

    def run(
        self, command: Sequence[str | Path], *, log: Path | None = None, directory: Path | None = None
    ) -> int:
        words = [str(word) for word in command]
        self.asked.append(words)
        if self.fails_at and self.fails_at in words:
            return 1
        if words[-2:] == ["venv", str(self.venv)]:
            (self.venv / "bin").mkdir()
            (self.venv / "bin" / "python").symlink_to(sys.executable)
        if "--editable" in words:
            (self.venv / "bin" / "tandem").touch()
        return 0

    def take(self) -> str:
        """What was asked since the last time: `venv`, `lock`, `project`."""
        names = {"venv": "venv", "--require-hashes": "lock", "--editable": "project"}
        did = [name for words in self.asked for mark, name in names.items() if mark in words]
        self.asked.clear()
        return " ".join(did)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A checkout with nothing in it but its lock and its project file."""
    venv = tmp_path / ".venv"
    made = Commands(venv)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "LOCK": tmp_path / "requirements.lock",
        "STAMP": venv / environment.STAMP.name,
        "UNFINISHED": venv / environment.UNFINISHED.name,
        "LOG": tmp_path / ".cache" / "setup.log",
        "run": made.run,
        "venv_program": (venv / "bin").joinpath,
        "_installed": set,
        "_starts": (venv / "bin" / "python").exists,
    }.items():
        monkeypatch.setattr(environment, name, value)
    return made


def test_the_second_setup_has_nothing_to_do(commands: Commands) -> None:
    environment.ensure_environment()
    assert commands.take() == "venv lock project"
    environment.ensure_environment()
    assert commands.take() == ""


def test_a_changed_lock_is_installed_into_what_is_there(commands: Commands) -> None:
    environment.ensure_environment()
    commands.take()
    with environment.LOCK.open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    environment.ensure_environment()
    assert commands.take() == "lock project"


def test_changed_tool_settings_install_nothing(commands: Commands) -> None:
    environment.ensure_environment()
    commands.take()
    project = environment.LOCK.with_name("pyproject.toml")
    text = project.read_text(encoding="utf-8")
    project.write_text(text + "\n[tool.other]\nx = 1\n", encoding="utf-8")
    environment.ensure_environment()
    assert commands.take() == ""
    project.write_text(text.replace('version = "0.1.0"', 'version = "0.1.1"'), encoding="utf-8")
    environment.ensure_environment()
    assert commands.take() == "project"


def test_what_was_interrupted_is_made_anew(commands: Commands) -> None:
    environment.ensure_environment()
    commands.take()
    environment.UNFINISHED.touch()
    environment.STAMP.unlink()
    environment.ensure_environment()
    assert commands.take() == "venv lock project"
    assert not environment.UNFINISHED.exists()


def test_what_failed_is_said_and_tried_again(commands: Commands) -> None:
    commands.fails_at = "--require-hashes"
    with pytest.raises(Failed, match="those that were are kept"):
        environment.ensure_environment()
    commands.take()
    commands.fails_at = ""
    environment.ensure_environment()
    assert commands.take() == "lock project"


def test_a_damaged_note_counts_as_none(commands: Commands) -> None:
    environment.ensure_environment()
    commands.take()
    environment.STAMP.write_text("{", encoding="utf-8")
    environment.ensure_environment()
    assert commands.take() == "lock project"
    assert environment._read_stamp() == asdict(MadeFrom.now())


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands run for the chat client."""
    asked: list[list[str]] = []

    def run(command: list[str], **_how: object) -> int:
        asked.append(command)
        return 0

    monkeypatch.setattr(chat_client, "CONVERSE", tmp_path / "converse")
    monkeypatch.setattr(chat_client, "STAMP", tmp_path / "converse" / ".made-from")
    monkeypatch.setattr(chat_client, "LOG", tmp_path / "npm.log")
    monkeypatch.setattr(chat_client, "run", run)
    return asked


def test_the_chat_client_is_installed_once_from_its_lock(
    client: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    chat_client.ensure_chat_client()
    chat_client.ensure_chat_client()
    assert [command[:3] for command in client] == [["/usr/bin/npm", "ci", "--ignore-scripts"]]


def test_without_npm_the_rest_still_works(
    client: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    chat_client.ensure_chat_client()
    assert client == []
    assert "will be skipped" in capsys.readouterr().out


def test_every_check_runs_even_after_a_failed_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def run(command: list[Path], **_how: object) -> int:
        ran.append(command[0].name)
        return int(command[0].name == "mypy")

    monkeypatch.setattr(checks, "run", run)
    monkeypatch.setattr(checks, "make_ready", lambda _group: None)
    monkeypatch.setattr(sys, "argv", ["scripts/test"])
    assert checks.main() == 1
    assert ran == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert capsys.readouterr().out.endswith("tandem: failed: mypy\n")


def test_tests_reach_no_keyring_of_the_person_who_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus")
    made = checks._environment()
    assert "DBUS_SESSION_BUS_ADDRESS" not in made
    assert made["QT_QPA_PLATFORM"] == "offscreen"


def test_benchmarks_are_listed_with_their_purpose(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["scripts/bench"])
    assert benchmarks.main() == 0
    said = capsys.readouterr().out
    assert {line.split()[0] for line in said.splitlines()[1:]} == set(benchmarks.available())
    assert "send" in benchmarks.available()
    monkeypatch.setattr(sys, "argv", ["scripts/bench", "nothing"])
    with pytest.raises(Failed, match="no benchmark 'nothing'; there are: "):
        benchmarks.main()
