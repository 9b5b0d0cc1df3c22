"""A workstation's settings: one YAML file in its home, written by the bank's engineer or the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from robot.agent.schedule_settings import ScheduleSettings
from robot.domain.errors import InputRefused
from robot.sites.profile import Origin


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SiteSettings(_Model):
    """A site in use: its profile, and where it stands here."""

    #: Name of a profile of the release, without folder and ending.
    profile: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")
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


class JournalSettings(_Model):
    """Where the journal's heads are kept out of this account's reach."""

    #: A folder or share where this account may add files and change none; beside the home by default, which
    #: is shown as `not anchored`.
    witness: str = ""
    #: A month's key cannot be deleted before so many months are over; five years by default.
    retention_months: int = Field(default=60, ge=1, le=240)


class EvidenceSettings(_Model):
    """Pictures of what the robot does."""

    #: `unhurried`: a picture before the click, except in a run that goes as fast as the page allows (its
    #: exemption's rate is above 120 a minute). `always`: in those too, a fifth slower.
    before_click: Literal["unhurried", "always"] = "unhurried"


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
    #: Folder of the signed release, absolute or relative to the settings file. Its place need not be
    #: protected: what it holds is.
    release: str = Field(default="release", min_length=1)
    #: Seconds a send can be undone.
    hold_s: int = Field(default=8, ge=0, le=60)
    schedule: ScheduleSettings = ScheduleSettings()
    journal: JournalSettings = JournalSettings()
    evidence: EvidenceSettings = EvidenceSettings()


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
