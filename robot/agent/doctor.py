"""`tandem doctor`: what this workstation lacks, and how to mend it. Needs no agent, and sends nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from robot.agent.checks.browser import check_browser
from robot.agent.checks.desktop import check_fonts, check_tray
from robot.agent.checks.keyring import check_keyring
from robot.agent.checks.machine import check_clock, check_disk, check_python, check_socket
from robot.agent.checks.nightly import check_calendar, check_schedule
from robot.agent.checks.privacy import check_reading_keys, check_store_key
from robot.agent.checks.released import (
    check_exemption,
    check_policy,
    check_profiles,
    check_release,
    check_talktracks,
)
from robot.agent.checks.trust import check_trust
from robot.agent.checks.workplace import Workplace, failed, ok, run_program
from robot.agent.endpoint import Home
from robot.agent.settings import Settings, load_settings
from robot.domain.clock import Clock, SystemClock
from robot.domain.errors import TandemError
from robot.domain.views import DoctorItem
from robot.governance.trust import TrustPlace
from robot.vault import KeyringVault, Vault

#: Id of every check, in the order in which they are shown; windows translate the ids.
CHECKS: Mapping[str, Callable[[Workplace], DoctorItem]] = {
    "python": check_python,
    "browser": check_browser,
    "keyring": check_keyring,
    "store_key": check_store_key,
    "disk": check_disk,
    "clock": check_clock,
    "socket": check_socket,
    "trust": check_trust,
    "reading_keys": check_reading_keys,
    "release": check_release,
    "policy": check_policy,
    "exemption": check_exemption,
    "talktracks": check_talktracks,
    "profiles": check_profiles,
    "schedule": check_schedule,
    "calendar": check_calendar,
    "fonts": check_fonts,
    "tray": check_tray,
}


def examine(  # noqa: PLR0913 - what a test furnishes otherwise
    home: Home,
    settings: Settings,
    *,
    clock: Clock | None = None,
    open_vault: Callable[[], Vault] = KeyringVault,
    run: Callable[..., str] = run_program,
    environ: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    trust: TrustPlace | None = None,
) -> tuple[DoctorItem, ...]:
    """Run every check, one after the other; may take half a minute. Never raises.

    :param clock: the system's by default.
    :param open_vault: opens the keyring to probe.
    :param run: runs a program and returns what it printed.
    :param trust: the system's by default.
    """
    place = Workplace(
        home=home,
        settings=settings,
        platform=platform,
        environ=os.environ if environ is None else environ,
        now=(clock or SystemClock()).now(),
        open_vault=open_vault,
        run=run,
        trust=trust or TrustPlace.of_system(),
    )
    return tuple(_guarded(check, look, place) for check, look in CHECKS.items())


def examine_home(home: Home) -> tuple[DoctorItem, ...]:
    """As `examine`, with the home's own settings; settings that cannot be used are the first finding."""
    try:
        settings = load_settings(home.settings)
    except TandemError as err:
        mend = f"Correct {home.settings} or move it away; the checks below used the defaults."
        return (failed("settings", str(err), mend), *examine(home, Settings()))
    where = (
        str(home.settings)
        if home.settings.exists()
        else f"{home.settings} is not there yet; defaults are used"
    )
    return (ok("settings", where), *examine(home, settings))


def _guarded(check: str, look: Callable[[Workplace], DoctorItem], place: Workplace) -> DoctorItem:
    try:
        return look(place)
    except Exception as err:  # noqa: BLE001 - a doctor who falls ill helps nobody: the fall is the finding
        return failed(
            check, f"the check itself failed: {type(err).__name__}: {err}", "Send this line to the vendor."
        )
