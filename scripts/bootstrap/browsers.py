"""Finds the browser that is already here: banks ship one, and Tandem brings none of its own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)

ON_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
)

ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> Path | None:
    """The first Chromium, Chrome or Edge found, or None."""
    for name in ON_PATH:
        if found := shutil.which(name):
            return Path(found)
    return next((path for path in _usual_places() if path.exists()), None)


def _usual_places() -> list[Path]:
    if sys.platform == "darwin":
        return [Path(place) for place in ON_MACOS]
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    return [Path(root) / place for root in roots if root for place in ON_WINDOWS]
