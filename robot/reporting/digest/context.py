"""What the store does not know and the digest states: it comes from whoever asks for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from robot.domain.night_views import CapUse, DigestNeed, SlowStep


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContext:
    """The agent's side of a digest, or what is known of it without an agent."""

    now: datetime
    #: `system` or `simulated`.
    time_source: str
    rm_name: str
    #: Where messages are sent.
    chat_site: str
    #: Folder of the pages.
    reports: str
    #: What is asked of the RM beside the store's tasks: logins, CRM records.
    needs: tuple[DigestNeed, ...] = ()
    #: The accounts with their caps of the day; what they sent is counted in the ledger.
    caps: tuple[CapUse, ...] = ()
    slowest: SlowStep | None = None
    next_start: datetime | None = None
    next_note: str = ""
    missed: datetime | None = None
    missed_why: str = ""
    watched_surfaces: tuple[str, ...] = ()
