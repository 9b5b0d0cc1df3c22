"""A workstation's settings: one YAML file in its home, written by the bank's engineer or the demo."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from robot.agent.resources import resource_folder
from robot.agent.schedule_settings import ScheduleSettings
from robot.domain.errors import InputRefused
from robot.sites.profile import Origin, SiteProfile, load_profile


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SiteSettings(_Model):
    """A site in use: its profile, and where it stands here."""

    #: Path of the profile, absolute or relative to the settings file; or the name of a shipped one.
    profile: str
    #: Replaces the profile's first origin.
    origin: Origin | None = None
    #: What the site shows of the employee whose session it must be; the login name by default.
    shown_account: str = ""


class SourceSettings(_Model):
    """Where the day's list is pulled from over HTTP."""

    #: Full URL; `{rm}` and `{date}` are replaced after percent-encoding.
    url: str
    #: The keyring account `api` of this site holds the bearer token.
    site: str = "crm"
    #: PEM file of the bank's own certificate authority; the system's authorities by default.
    ca_file: str = ""


class BrowserSettings(_Model):
    """The browser to drive."""

    program: str = ""
    headless: bool = True


class Settings(_Model):
    """All that a workstation may set. Nothing here can change the time."""

    rm_id: str = Field(default="", max_length=32)
    rm_name: str = Field(default="", max_length=40)
    sites: dict[str, SiteSettings] = Field(default_factory=dict)
    #: The site on which messages are sent.
    chat_site: str = "wecom"
    #: The site on which contacts are recorded; None where the bank has none.
    record_site: str | None = None
    source: SourceSettings | None = None
    browser: BrowserSettings = BrowserSettings()
    #: Folder of talk tracks and file of the policy; the shipped ones by default.
    talktracks: str = ""
    policy: str = ""
    #: Seconds a send can be undone.
    hold_s: int = Field(default=8, ge=0, le=60)
    schedule: ScheduleSettings = ScheduleSettings()


def load_settings(path: Path) -> Settings:
    """Read the settings; a missing file means a workstation that was not set up yet.

    :raises InputRefused: naming the key that is wrong; nothing is started then.
    """
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as err:
        raise InputRefused(f"the settings {path} cannot be read: {err}", code="settings.unreadable") from err
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputRefused(
            f"the settings {path} are not used: {where}: {first['msg']}", code="settings.invalid"
        ) from err


def load_profiles(settings: Settings, base: Path) -> dict[str, SiteProfile]:
    """The profiles of all sites in use, pointed at this bank's origins.

    :param base: folder that relative profile paths start from.
    :raises InputRefused: naming the profile that cannot be used.
    """
    profiles: dict[str, SiteProfile] = {}
    for site, chosen in settings.sites.items():
        # The workstation's own name for the site, so that one profile may serve two.
        profile = load_profile(_profile_path(chosen.profile, base)).model_copy(update={"site": site})
        profiles[site] = profile.pointed_at(chosen.origin) if chosen.origin else profile
    return profiles


def _profile_path(named: str, base: Path) -> Path:
    shipped = resource_folder("profiles") / f"{named}.yaml"
    if "/" not in named and "\\" not in named and shipped.is_file():
        return shipped
    path = Path(named)
    return path if path.is_absolute() else base / path
