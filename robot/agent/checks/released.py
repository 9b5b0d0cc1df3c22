"""The bank's signed release: whether it may be used; its policy with exemptions, talk tracks, profiles."""

from __future__ import annotations

from datetime import timedelta

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.agent.released import library_in, policy_in, profiles_of, release_folder, verifier_beside
from robot.domain.clock import business_date
from robot.domain.errors import InputRefused
from robot.domain.views import DoctorItem
from robot.governance import ReleaseRefused, VerifiedRelease
from robot.policy.caps import ANY_ACCOUNT

#: A bank needs about so long to sign the next one.
_EXPIRY_NOTICE = timedelta(days=14)
_RELEASE = "Install the signed release again; nothing is sent without it."
_UNKNOWN = "unknown, because the release cannot be read"
_SEE = "See the check `release`."


def check_release(place: Workplace) -> DoctorItem:
    """Every check that a send would make of it, each failed one named."""
    folder = release_folder(place.home, place.settings)
    examined = verifier_beside(place.home, place.trust).examine(folder, business_date(place.now))
    if examined.refusal is not None:
        found = "; ".join(f"{check.name}: {check.said}" for check in examined.checks if check.code)
        return failed("release", f"{examined.refusal.code}: {found}", _RELEASE)
    manifest = examined.manifest
    assert manifest is not None  # noqa: S101 - every check passed
    left = (manifest.expires_on - examined.day).days
    about = (
        f"{manifest.release_id}, version {manifest.version}, SHA-256 {examined.manifest_sha256[:12]},"
        f" until {manifest.expires_on.isoformat()} ({left} days left)"
    )
    if place.trust.is_throwaway:
        return warning("release", f"{about}; signed with throw-away keys", "For a demonstration only.")
    if left <= _EXPIRY_NOTICE.days:
        return warning("release", about, "Have the next release signed and installed before then.")
    return ok("release", about)


def check_policy(place: Workplace) -> DoctorItem:
    """The policy loads."""
    try:
        policy = policy_in(_readable(place))
    except ReleaseRefused:
        return failed("policy", _UNKNOWN, _SEE)
    except InputRefused as err:
        return failed("policy", str(err), _RELEASE)
    hours = f"{policy.allowed_from:%H:%M}-{policy.allowed_until:%H:%M}"
    return ok("policy", f"version {policy.version}, {hours}, SHA-256 {policy.sha256[:12]}")


def check_exemption(place: Workplace) -> DoctorItem:
    """An exemption for unattended sends that ran out, or soon will."""
    try:
        policy = policy_in(_readable(place))
    except (ReleaseRefused, InputRefused):
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
    try:
        library = library_in(_readable(place))
    except ReleaseRefused:
        return failed("talktracks", _UNKNOWN, _SEE)
    except InputRefused as err:
        return failed("talktracks", str(err), _RELEASE)
    if not library.ids:
        return failed("talktracks", "the release holds no talk track", _RELEASE)
    return ok("talktracks", f"{len(library.ids)} talk tracks")


def check_profiles(place: Workplace) -> DoctorItem:
    """Every site's profile is in the release, and loads."""
    settings = place.settings
    try:
        release = _readable(place)
    except ReleaseRefused:
        return failed("profiles", _UNKNOWN, _SEE)
    try:
        profiles = profiles_of(release, settings)
    except (ReleaseRefused, InputRefused) as err:
        return failed(
            "profiles", str(err), "Correct settings.yaml (sites) or the release, then run this again."
        )
    if settings.chat_site not in profiles:
        remedy = f"Describe it under `sites` in {place.home.settings}."
        return warning("profiles", f"the site '{settings.chat_site}' is not set up yet", remedy)
    sites = ", ".join(
        f"{site} v{profile.version} at {profile.origins[0]}" for site, profile in profiles.items()
    )
    return ok("profiles", sites)


def _readable(place: Workplace) -> VerifiedRelease:
    """:raises ReleaseRefused: content or signatures are not good."""
    folder = release_folder(place.home, place.settings)
    return verifier_beside(place.home, place.trust).load_for_reading(folder, business_date(place.now))
