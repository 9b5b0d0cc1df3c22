"""Bringing the agent back after a restart of the machine, by the means that each platform has for it.

Only for this user and without administrator's rights. Nothing here starts or stops an agent.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from robot.agent.endpoint import HOME_VARIABLE, Home
from robot.domain.errors import EnvironmentFault

#: Name of the entry wherever a platform wants one.
NAME = "tandem-agent"
#: Longest wait for a platform's own tool, in seconds.
_TOOL_S = 30.0

Run = Callable[[Sequence[str]], None]


def run_tool(command: Sequence[str]) -> None:
    """Run a platform's own tool.

    :raises OSError: it cannot be started.
    :raises subprocess.SubprocessError: it failed or took too long.
    """
    subprocess.run(list(command), check=True, capture_output=True, timeout=_TOOL_S, stdin=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file that starts the agent, and what makes the platform notice it."""

    path: Path
    content: str
    #: Run after the file is written, and before it is removed.
    on: tuple[tuple[str, ...], ...] = ()
    off: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How one platform starts the agent."""

    #: `systemd`, `xdg`, `launchd` or `schtasks`.
    kind: str
    entry: Entry
    #: Whether what it writes was ever checked by that platform's own rules.
    is_tested: bool

    @property
    def is_on(self) -> bool:
        """Whether the entry is there as it would be written now."""
        try:
            return self.entry.path.read_text(encoding="utf-8") == self.entry.content
        except (OSError, UnicodeDecodeError):
            return False


def means(
    home: Home,
    environ: Mapping[str, str],
    *,
    platform: str = sys.platform,
    has_systemd: bool,
    python: str = sys.executable,
    user_home: Path | None = None,
) -> Means:
    """What starts the agent on this platform.

    :param has_systemd: whether systemd manages this user's session.
    """
    base = user_home or Path.home()
    # `-P`: what lies in the folder where the platform starts it must not stand in for our modules.
    command = (python, "-P", "-m", "robot.cli", "agent")
    if platform == "win32":
        return Means(kind="schtasks", entry=_windows(home, environ, base, command), is_tested=False)
    if platform == "darwin":
        return Means(kind="launchd", entry=_launchd(home, base, command), is_tested=False)
    config = Path(environ.get("XDG_CONFIG_HOME") or base / ".config")
    if has_systemd:
        return Means(kind="systemd", entry=_systemd(home, config, command), is_tested=True)
    return Means(kind="xdg", entry=_xdg(home, config, command), is_tested=True)


def has_user_systemd(environ: Mapping[str, str]) -> bool:
    """Whether systemd manages this user's session."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and (Path(runtime) / "systemd" / "private").exists()


def switch_on(found: Means, run: Run = run_tool) -> None:
    """Write the entry and tell the platform.

    :raises EnvironmentFault: if either fails; the entry is taken away again then.
    """
    path = found.entry.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found.entry.content, encoding="utf-8")
        for command in found.entry.on:
            run(command)
    except (OSError, subprocess.SubprocessError) as err:
        path.unlink(missing_ok=True)
        raise EnvironmentFault(
            f"the agent is not started at login: {path} or {found.kind} refused ({_why(err)})",
            code="autostart.failed",
        ) from err


def switch_off(found: Means, run: Run = run_tool) -> bool:
    """Take the entry away; whether there was one.

    :raises EnvironmentFault: if it cannot be removed.
    """
    path = found.entry.path
    if not path.exists():
        return False
    try:
        for command in found.entry.off:
            run(command)
        path.unlink()
    except (OSError, subprocess.SubprocessError) as err:
        raise EnvironmentFault(
            f"the agent is still started at login: {path} or {found.kind} refused ({_why(err)})",
            code="autostart.failed",
        ) from err
    return True


def _why(err: OSError | subprocess.SubprocessError) -> str:
    if isinstance(err, subprocess.CalledProcessError):
        said = (err.stderr or b"").decode("utf-8", "replace").strip()
        return said.splitlines()[-1] if said else f"exit code {err.returncode}"
    return getattr(err, "strerror", None) or type(err).__name__


def _systemd(home: Home, config: Path, command: Sequence[str]) -> Entry:
    unit = f"{NAME}.service"
    quoted = " ".join(_quoted(part) for part in command)
    variable = _quoted(f"{HOME_VARIABLE}={home.path.resolve()}")
    content = f"""[Unit]
Description=Tandem agent

[Service]
ExecStart={quoted}
Environment={variable}
Restart=on-failure
RestartSec=10
# The browser is closed and the store drained before it goes down.
TimeoutStopSec=60
KillMode=mixed

[Install]
WantedBy=default.target
"""
    return Entry(
        path=config / "systemd" / "user" / unit,
        content=content,
        on=(("systemctl", "--user", "daemon-reload"), ("systemctl", "--user", "enable", unit)),
        off=(("systemctl", "--user", "disable", unit),),
    )


def _quoted(text: str) -> str:
    """For a unit file: quotes, backslashes, specifiers and variables are taken literally."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _xdg(home: Home, config: Path, command: Sequence[str]) -> Entry:
    words = ["env", f"{HOME_VARIABLE}={home.path.resolve()}", *command]
    content = f"""[Desktop Entry]
Type=Application
Name=Tandem agent
Name[zh_CN]=Tandem 同行 机器人
Exec={" ".join(_desktop_quoted(word) for word in words)}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
"""
    return Entry(path=config / "autostart" / f"{NAME}.desktop", content=content)


def _desktop_quoted(text: str) -> str:
    """For an Exec key: the argument's own quoting first, then the string's, and no field codes."""
    for mark in ("\\", '"', "`", "$"):
        text = text.replace(mark, f"\\{mark}")
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def _launchd(home: Home, base: Path, command: Sequence[str]) -> Entry:
    label = "local.tandem.agent"
    path = base / "Library" / "LaunchAgents" / f"{label}.plist"
    arguments = "\n".join(f"    <string>{escape(part)}</string>" for part in command)
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>{label}</string>
  <key>ProgramArguments</key>
  <array>
{arguments}
  </array>
  <key>EnvironmentVariables</key>
  <dict><key>{HOME_VARIABLE}</key><string>{escape(str(home.path.resolve()))}</string></dict>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
</dict>
</plist>
"""
    # Loaded at the next login: loading it now would start a second agent beside the one that may run.
    return Entry(path=path, content=content)


def _windows(home: Home, environ: Mapping[str, str], base: Path, command: Sequence[str]) -> Entry:
    folder = Path(environ.get("LOCALAPPDATA") or base / "AppData" / "Local") / "tandem"
    script = folder / f"{NAME}.cmd"
    quoted = " ".join(f'"{part}"' for part in command)
    body = f'set "{HOME_VARIABLE}={home.path.resolve()}"\nstart "" /b {quoted}\n'.replace("%", "%%")
    content = f"@echo off\nchcp 65001 >nul\n{body}"
    create = ("schtasks", "/Create", "/F", "/SC", "ONLOGON", "/TN", NAME, "/TR", f'"{script}"')
    return Entry(
        path=script, content=content, on=(create,), off=(("schtasks", "/Delete", "/F", "/TN", NAME),)
    )
