"""Installs the Debian packages that a group of commands needs, where that is allowed, and nothing else."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bootstrap.browsers import find_browser
from bootstrap.places import CACHE
from bootstrap.processes import Failed, run, say

Group = Literal["demo", "test"]

#: What the libraries inside the PySide6 wheel link to (read with objdump) beyond a bare system.
QT_LIBRARIES = [
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-glx0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libzstd1",
]

#: The Node inside the playwright wheel links to it.
PLAYWRIGHT_LIBRARIES = ["libatomic1"]

DESKTOP = ["xvfb", "xauth", "openbox", "trayer", "fonts-noto-cjk", "gnome-keyring", "dbus"]

APT = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What may be done on this computer."""

    #: it has apt-get and dpkg
    is_debian: bool
    #: packages may be installed
    is_root: bool

    @classmethod
    def here(cls) -> Machine:
        """The computer we are on."""
        is_debian = bool(shutil.which("apt-get") and shutil.which("dpkg-query"))
        return cls(is_debian=is_debian, is_root=sys.platform != "win32" and os.geteuid() == 0)


def wanted_packages(group: Group | None) -> list[str]:
    """Names of the packages that the group needs and that nothing already here replaces."""
    wanted = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if group is None:
        return wanted
    wanted += [*QT_LIBRARIES, *PLAYWRIGHT_LIBRARIES, *DESKTOP]
    if find_browser() is None:
        wanted.append("chromium")
    if group == "test":
        wanted.append("prosody")
        # Node is often installed from elsewhere, and Debian's npm would then want to replace it.
        if not (shutil.which("node") and shutil.which("npm")):
            wanted += ["nodejs", "npm"]
    return wanted


def installed_packages() -> set[str]:
    """Names of installed packages and of what they provide under another name."""
    form = "${db:Status-Abbrev}|${Package}, ${Provides}\n"
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", form], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    found: set[str] = set()
    for line in listing:
        status, _, names = line.partition("|")
        if status.startswith("ii"):
            found.update(name.split()[0].partition(":")[0] for name in names.split(",") if name.strip())
    return found


def ensure_packages(group: Group | None) -> None:
    """Install what is missing, or say what is missing and how to get it.

    :raises Failed: apt-get failed, or something is missing that nothing can be done without.
    """
    machine = Machine.here()
    if machine.is_debian:
        installed = installed_packages()
        missing = [name for name in wanted_packages(group) if name not in installed]
        if missing and machine.is_root:
            _install(missing)
        elif missing:
            say(f"not installed, and only root may: sudo apt-get install {' '.join(missing)}")
    elif group is not None and sys.platform == "linux":
        say("not Debian or Ubuntu: Qt's libraries, a keyring daemon and CJK fonts must be there already")
    if group == "test" and not machine.is_debian and not shutil.which("prosody"):
        say("prosody is not here: tests against the real chat server will be skipped")
    if group is not None and find_browser() is None:
        raise Failed("no Chrome, Edge or Chromium was found; install one of them and run this again")


def _install(missing: list[str]) -> None:
    log = CACHE / "apt.log"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    count = f"{len(missing)} system package{'' if len(missing) == 1 else 's'}"
    say(f"installing {count}: {' '.join(missing)}")
    steps = [[*APT, "update"], [*APT, "install", *missing]]
    if subprocess.run(["dpkg", "--audit"], check=False, capture_output=True).stdout.strip():
        # An earlier installation was cut off; apt-get refuses everything until it is finished.
        steps.insert(0, ["dpkg", "--configure", "-a"])
    for step in steps:
        if run(step, log=log, environment=environment, stop_gently=True) != 0:
            raise Failed(
                f"{' '.join(step[:1])} did not install {count}; everything else was kept.\n"
                f"{tail(log)}\nThe whole story is in {log}. Put it right and run this again."
            )
    if "prosody" in missing and Path("/run/systemd/system").exists():
        # Debian starts a public chat server with the package; the tests start one of their own.
        run(["systemctl", "disable", "--now", "prosody"], log=log)


def tail(log: Path, *, lines: int = 15) -> str:
    """The last lines of a log, indented, for a message."""
    text = log.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()
    return "\n".join(f"    {line}" for line in text[-lines:])
