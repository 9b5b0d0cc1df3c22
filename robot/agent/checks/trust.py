"""Whether keys and roles of releases are installed, signed, and out of this account's reach."""

from __future__ import annotations

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.domain.clock import business_date
from robot.domain.views import DoctorItem
from robot.governance.protection import trust_is_protected
from robot.governance.refusal import ReleaseRefused
from robot.governance.trust import read_authority
from robot.store.releases import remembered

_INSTALL = "An administrator installs keys, role document and revocations there: docs/releases.md."
_PROTECT = (
    "Run the robot under an ordinary account, and let an administrator take this account's rights there."
)


def check_trust(place: Workplace) -> DoctorItem:
    """The folder of keys: there, protected, and every signature in it fits."""
    folder = place.trust.folder
    if not folder.is_dir():
        return warning("trust", f"{folder} is not there, so no release can be verified", _INSTALL)
    if place.trust.is_throwaway:
        return warning("trust", f"{folder} is a demonstration's, protected from nobody", _INSTALL)
    if problem := trust_is_protected(folder):
        return failed("trust", problem, _PROTECT)
    try:
        authority = read_authority(folder, remembered(place.home.database), business_date(place.now))
    except ReleaseRefused as err:
        return failed("trust", str(err), _INSTALL)
    people = len(authority.roles.people)
    listed = authority.revocations.serial
    return ok(
        "trust", f"role document {authority.roles.version}, {people} people; list of revocations {listed}"
    )
