"""What is written so that a restarted machine brings the agent back; nothing of the real desk is touched."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from collections.abc import Sequence
from configparser import ConfigParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from robot.agent.autostart import Means, has_user_systemd, means, switch_off, switch_on
from robot.agent.endpoint import Home
from robot.cli import app
from robot.domain.errors import EnvironmentFault

PYTHON = '/opt/tan dem/50%/"x"/$HOME/bin/python'


def found(tmp_path: Path, platform: str = "linux", *, has_systemd: bool = False) -> Means:
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "LOCALAPPDATA": str(tmp_path / "local")}
    return means(
        Home(path=tmp_path / "the home"),
        environ,
        platform=platform,
        has_systemd=has_systemd,
        python=PYTHON,
        user_home=tmp_path,
    )


@pytest.mark.parametrize(
    ("platform", "has_systemd", "kind", "is_tested"),
    [
        ("linux", True, "systemd", True),
        ("linux", False, "xdg", True),
        ("darwin", False, "launchd", False),
        ("win32", False, "schtasks", False),
    ],
)
def test_on_and_off_on_every_platform(
    tmp_path: Path, platform: str, has_systemd: bool, kind: str, is_tested: bool
) -> None:
    entry = found(tmp_path, platform, has_systemd=has_systemd)
    assert (entry.kind, entry.is_tested, entry.is_on) == (kind, is_tested, False)
    assert entry.entry.path.is_relative_to(tmp_path)
    ran: list[Sequence[str]] = []
    switch_on(entry, ran.append)
    assert entry.is_on
    assert ran == list(entry.entry.on)
    assert "robot.cli" in entry.entry.content
    assert str(tmp_path / "the home") in entry.entry.content
    assert switch_off(entry, ran.append)
    assert not entry.entry.path.exists()
    assert not switch_off(entry, ran.append)


def test_a_tool_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    entry = found(tmp_path, has_systemd=True)

    def refuse(command: Sequence[str]) -> None:
        raise subprocess.CalledProcessError(1, list(command), stderr=b"Failed to connect to bus")

    with pytest.raises(EnvironmentFault, match="Failed to connect to bus"):
        switch_on(entry, refuse)
    assert not entry.entry.path.exists()


def test_another_installations_entry_does_not_count(tmp_path: Path) -> None:
    entry = found(tmp_path)
    switch_on(entry)
    entry.entry.path.write_text(entry.entry.content.replace("robot.cli", "other.cli"), encoding="utf-8")
    assert not entry.is_on


def test_a_desktop_entry_starts_exactly_this_program(tmp_path: Path) -> None:
    content = found(tmp_path).entry.content
    parser = ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(content)
    # The string's own escapes first, then the argument's, as the desktop entry specification says.
    unescaped = parser["Desktop Entry"]["Exec"].replace("\\\\", "\\").replace("%%", "%")
    # Within double quotes a shell takes the same four escapes as the specification.
    told = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {unescaped}"], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == [
        "env",
        f"TANDEM_HOME={tmp_path / 'the home'}",
        PYTHON,
        "-P",
        "-m",
        "robot.cli",
        "agent",
    ]


def test_a_property_list_starts_exactly_this_program(tmp_path: Path) -> None:
    entries = plistlib.loads(found(tmp_path, "darwin").entry.content.encode())
    assert entries["ProgramArguments"] == [PYTHON, "-P", "-m", "robot.cli", "agent"]
    assert entries["EnvironmentVariables"] == {"TANDEM_HOME": str(tmp_path / "the home")}
    assert entries["RunAtLoad"] is True


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    entry = means(
        Home(path=tmp_path / "the home"),
        {"XDG_CONFIG_HOME": str(tmp_path)},
        platform="linux",
        has_systemd=True,
    )
    switch_on(entry, lambda _command: None)
    assert 'ExecStart="' in entry.entry.content
    if tool is None:
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        [tool, "--user", "verify", str(entry.entry.path)], capture_output=True, check=False, text=True
    )
    assert str(entry.entry.path) not in done.stderr


def test_without_a_runtime_folder_there_is_no_user_systemd(tmp_path: Path) -> None:
    assert not has_user_systemd({})
    assert not has_user_systemd({"XDG_RUNTIME_DIR": str(tmp_path)})
    (tmp_path / "systemd").mkdir()
    (tmp_path / "systemd" / "private").touch()
    assert has_user_systemd({"XDG_RUNTIME_DIR": str(tmp_path)})


def test_from_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    runner = CliRunner()
    assert runner.invoke(app, ["autostart", "status"]).exit_code == 1
    shown = runner.invoke(app, ["autostart", "on"])
    assert shown.exit_code == 0, shown.output
    assert str(tmp_path / "config" / "autostart" / "tandem-agent.desktop") in shown.output
    assert "Exec=" in shown.output, "what was written is shown"
    assert runner.invoke(app, ["autostart", "status"]).exit_code == 0
    assert "removed" in runner.invoke(app, ["autostart", "off"]).output
    assert "was off" in runner.invoke(app, ["autostart", "off"]).output
