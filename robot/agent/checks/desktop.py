"""The desktop around the window: a place for the tray icon, a font with Chinese characters. No Qt here."""

from __future__ import annotations

import subprocess
from pathlib import Path

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.domain.views import DoctorItem

_BUS_TIMEOUT_S = 3.0
_TRAY_HOST = "org.kde.StatusNotifierWatcher"
#: Desktops that are known to bring a tray of their own.
_WITH_TRAY = ("kde", "xfce", "mate", "cinnamon", "lxqt", "lxde", "deepin", "ukui", "budgie")
_FONT_FILES = {
    "win32": (r"C:\Windows\Fonts\msyh.ttc", r"C:\Windows\Fonts\simsun.ttc", r"C:\Windows\Fonts\Deng.ttf"),
    "darwin": (
        "/System/Library/Fonts/PingFang.ttc",
        "/System/Library/Fonts/Hiragino Sans GB.ttc",
        "/System/Library/Fonts/STHeiti Light.ttc",
    ),
}
_INSTALL_FONT = "Install a Chinese font, on Debian and Ubuntu: apt-get install fonts-noto-cjk"


def check_tray(place: Workplace) -> DoctorItem:
    """Whether the tray icon will find a place; without one the window is an ordinary window."""
    if place.platform != "linux":
        return ok("tray", "the system has a tray")
    if not place.environ.get("DISPLAY") and not place.environ.get("WAYLAND_DISPLAY"):
        found = "no screen: the window runs as an ordinary window once there is one"
        return warning(
            "tray", found, "Nothing to do for the agent; start the window inside a desktop session."
        )
    if _has_notifier_host(place):
        return ok("tray", "the desktop shows status icons")
    desktop = place.environ.get("XDG_CURRENT_DESKTOP", "")
    if any(name in desktop.lower() for name in _WITH_TRAY):
        return ok("tray", f"{desktop} has a tray")
    if "gnome" in desktop.lower():
        remedy = "Switch on the extension 'AppIndicator Support', or use the ordinary window."
        return warning("tray", f"{desktop} shows no tray icons", remedy)
    found = (
        f"unknown whether {desktop or 'this desktop'} has a tray; without one the window is an ordinary one"
    )
    return warning("tray", found, "Nothing to do if the icon is seen; else use the ordinary window.")


def _has_notifier_host(place: Workplace) -> bool:
    if not place.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    try:
        from jeepney.bus_messages import message_bus  # noqa: PLC0415 - Linux only
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        with open_dbus_connection(bus="SESSION") as connection:
            question = message_bus.NameHasOwner(_TRAY_HOST)
            reply = connection.send_and_get_reply(question, timeout=_BUS_TIMEOUT_S)
    except (ImportError, KeyError, ValueError, RuntimeError, OSError):
        # No bus, no answer: then the desktop's name decides.
        return False
    return bool(reply.body and reply.body[0] is True)


def check_fonts(place: Workplace) -> DoctorItem:
    """A font that holds Chinese characters."""
    if place.platform in _FONT_FILES:
        present = [path for path in _FONT_FILES[place.platform] if Path(path).is_file()]
        if present:
            return ok("fonts", present[0])
        return failed(
            "fonts", "no Chinese font in its usual place", "Add the system's Chinese language support."
        )
    try:
        answer = place.run(["fc-match", "--format=%{family}|%{lang}", ":lang=zh-cn"])
    except (OSError, subprocess.SubprocessError):
        return warning(
            "fonts", "fc-match is not installed, so fonts cannot be listed", "Install package fontconfig."
        )
    family, _, languages = answer.partition("|")
    # fc-match always answers; only a font that lists the language really has the characters.
    if "zh-cn" not in languages.lower().split("|"):
        return failed("fonts", f"no Chinese font (nearest: {family or 'none'})", _INSTALL_FONT)
    return ok("fonts", family)
