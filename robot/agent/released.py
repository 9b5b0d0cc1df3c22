"""What a workstation may say and by which rules: parsed from the bytes of one verified release."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath

from robot.agent.endpoint import Home
from robot.agent.settings import Settings
from robot.compliance import Checker
from robot.compliance.loading import checker_of
from robot.governance import ReleaseVerifier, TrustPlace, VerifiedRelease
from robot.policy.loading import policy_of
from robot.policy.settings import PolicySettings
from robot.reporting.document import own_version
from robot.sites.profile import SiteProfile, profile_of
from robot.store.releases import remembered
from robot.talktracks.library import Library, library_of

POLICY = "policy/policy.yaml"
#: Files of one part of a release, as `VerifiedRelease.part` gives them.
_Part = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of one release that the agent works with; without a release there is nothing to say or to open."""

    profiles: dict[str, SiteProfile] = field(default_factory=dict)
    policy: PolicySettings = field(default_factory=lambda: PolicySettings(version=0))
    library: Library = field(default_factory=lambda: Library({}))
    #: Judges the words that the RM writes.
    checker: Checker | None = None


def release_folder(home: Home, settings: Settings) -> Path:
    """Where the release is installed on this workstation."""
    return home.path / settings.release


def verifier_beside(home: Home, trust: TrustPlace) -> ReleaseVerifier:
    """A verifier beside the agent; it knows what the store remembers and changes nothing."""
    return ReleaseVerifier(trust, remembered(home.database), product_version=own_version())


def content_of(release: VerifiedRelease, settings: Settings) -> Content:
    """Everything in a release, parsed.

    :raises InputRefused: naming the file that cannot be used.
    :raises ReleaseRefused: the release lacks a file, such as a profile that the settings name.
    """
    return Content(
        profiles=profiles_of(release, settings),
        policy=policy_in(release),
        library=library_in(release),
        checker=_checker(tuple(release.part("lexicons").items())),
    )


def policy_in(release: VerifiedRelease) -> PolicySettings:
    """The bank's values for the rules.

    :raises InputRefused: they cannot be used.
    :raises ReleaseRefused: the release holds none.
    """
    return policy_of(release.read(POLICY), release.folder / POLICY)


def library_in(release: VerifiedRelease) -> Library:
    """The talk tracks.

    :raises InputRefused: one of them cannot be used.
    """
    return _library(tuple(release.part("talktracks").items()))


def profiles_of(release: VerifiedRelease, settings: Settings) -> dict[str, SiteProfile]:
    """The profiles of all sites in use, pointed at this bank's origins.

    :raises InputRefused: naming the profile that cannot be used.
    :raises ReleaseRefused: the release does not hold it.
    """
    profiles: dict[str, SiteProfile] = {}
    for site, chosen in settings.sites.items():
        path = f"profiles/{chosen.profile}.yaml"
        # The workstation's own name for the site, so that one profile may serve two.
        profile = profile_of(release.read(path), release.folder / path).model_copy(update={"site": site})
        profiles[site] = profile.pointed_at(chosen.origin) if chosen.origin else profile
    return profiles


# Loading takes about a second each, and the same bytes say the same, wherever they were read.
@lru_cache(maxsize=2)
def _library(files: _Part) -> Library:
    return library_of(dict(files), PurePath("talktracks"))


@lru_cache(maxsize=2)
def _checker(files: _Part) -> Checker:
    return checker_of(dict(files), PurePath("lexicons"))
