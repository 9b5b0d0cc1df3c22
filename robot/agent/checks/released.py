"""The bank's released files: policy with its exemptions, talk tracks, site profiles."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.agent.resources import resource_folder
from robot.agent.settings import load_profiles
from robot.domain.clock import business_date
from robot.domain.errors import InputRefused
from robot.domain.views import DoctorItem
from robot.policy.caps import ANY_ACCOUNT
from robot.policy.loading import load_policy
from robot.talktracks.library import load_library

#: A bank needs about so long to sign the next one.
_EXPIRY_NOTICE = timedelta(days=14)
_RELEASE = "Install the released file again; the robot starts with none of it otherwise."


def check_policy(place: Workplace) -> DoctorItem:
    """The policy loads."""
    try:
        policy = load_policy(_policy_file(place))
    except InputRefused as err:
        return failed("policy", str(err), _RELEASE)
    hours = f"{policy.allowed_from:%H:%M}-{policy.allowed_until:%H:%M}"
    return ok("policy", f"version {policy.version}, {hours}, SHA-256 {policy.sha256[:12]}")


def check_exemption(place: Workplace) -> DoctorItem:
    """An exemption for unattended sends that ran out, or soon will."""
    try:
        policy = load_policy(_policy_file(place))
    except InputRefused:
        return warning("exemption", "unknown, because the policy cannot be used", _RELEASE)
    today = business_date(place.now)
    rm_id = place.settings.rm_id
    mine = [e for e in policy.unattended_exemptions if not rm_id or e.account in (rm_id, ANY_ACCOUNT)]
    if not mine:
        return ok("exemption", "none: nothing is sent while nobody is present")
    last = max(mine, key=lambda exemption: exemption.expires_on)
    found = f"unattended sends for {last.account} on {last.channel} until {last.expires_on.isoformat()}"
    if last.expires_on < today:
        return warning("exemption", f"{found}: expired", "Ask compliance for a new one, or run attended.")
    if last.expires_on - today <= _EXPIRY_NOTICE:
        days = (last.expires_on - today).days
        return warning("exemption", f"{found}: {days} days left", "Ask compliance for its renewal now.")
    return ok("exemption", found)


def check_talktracks(place: Workplace) -> DoctorItem:
    """The library loads and is not empty."""
    folder = _named(place, place.settings.talktracks) or resource_folder("talktracks")
    try:
        library = load_library(folder)
    except InputRefused as err:
        return failed("talktracks", str(err), _RELEASE)
    if not library.ids:
        return failed("talktracks", f"no talk track in {folder}", _RELEASE)
    return ok("talktracks", f"{len(library.ids)} talk tracks in {folder}")


def check_profiles(place: Workplace) -> DoctorItem:
    """Every site's profile loads."""
    settings = place.settings
    try:
        profiles = load_profiles(settings, place.home.path)
    except InputRefused as err:
        return failed(
            "profiles", str(err), "Correct the profile or settings.yaml (sites), then run this again."
        )
    if settings.chat_site not in profiles:
        remedy = f"Describe it under `sites` in {place.home.settings}."
        return warning("profiles", f"the site '{settings.chat_site}' is not set up yet", remedy)
    sites = ", ".join(
        f"{site} v{profile.version} at {profile.origins[0]}" for site, profile in profiles.items()
    )
    return ok("profiles", sites)


def _policy_file(place: Workplace) -> Path:
    return _named(place, place.settings.policy) or resource_folder("policy") / "policy.yaml"


def _named(place: Workplace, name: str) -> Path | None:
    return place.home.path / name if name else None
