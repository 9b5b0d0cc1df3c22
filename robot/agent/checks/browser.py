"""Whether there is a browser to drive, and this account may drive it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.agent.released import profiles_of, release_folder, verifier_beside
from robot.domain.clock import business_date
from robot.domain.errors import EnvironmentFault, InputRefused, NotPermitted
from robot.domain.views import DoctorItem
from robot.governance import ReleaseRefused

#: The oldest major version that the checks of this product were run with.
_OLDEST_TESTED = 120
_VERSION = re.compile(r"\d+(?:\.\d+){1,3}")


def check_browser(place: Workplace) -> DoctorItem:
    """Found, starts, recent enough, and not as root against foreign sites."""
    from robot.sites.browser import find_browser, needs_no_sandbox  # noqa: PLC0415 - loads the driver's library

    try:
        program = find_browser(place.settings.browser.program)
        needs_no_sandbox(_origins(place))
    except EnvironmentFault as err:
        return failed("browser", str(err), "Install Microsoft Edge, Google Chrome or Chromium.")
    except NotPermitted as err:
        return failed("browser", str(err), "Run Tandem under an ordinary account, not as root.")
    try:
        version = _version_of(program, place)
    except (OSError, subprocess.SubprocessError) as err:
        return failed("browser", f"{program} does not start ({type(err).__name__})", _reinstall(program))
    if not version:
        return warning(
            "browser", f"{program}, of unknown version", "See its version in the browser's own window."
        )
    found = f"{program}, version {version}"
    if int(version.partition(".")[0]) < _OLDEST_TESTED:
        return warning("browser", found, f"Update the browser; version {_OLDEST_TESTED} or newer was tested.")
    return ok("browser", found)


def _origins(place: Workplace) -> list[str]:
    try:
        folder, today = release_folder(place.home, place.settings), business_date(place.now)
        release = verifier_beside(place.home, place.trust).load_for_reading(folder, today)
        profiles = profiles_of(release, place.settings)
    except (ReleaseRefused, InputRefused):
        # Another check says what is wrong.
        return []
    return [origin for profile in profiles.values() for origin in profile.origins]


def _version_of(program: str, place: Workplace) -> str:
    if place.is_windows:
        # On Windows `--version` opens a window; the installer leaves a folder named after the version.
        names = [entry.name for entry in Path(program).parent.iterdir() if _VERSION.fullmatch(entry.name)]
        return max(names, key=_as_numbers, default="")
    match = _VERSION.search(place.run([program, "--version"]))
    return match.group() if match else ""


def _as_numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _reinstall(program: str) -> str:
    return f"Start `{program} --version` in a terminal; if that fails too, install the browser again."
