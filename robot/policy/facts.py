"""All that a policy decision may look at, gathered by the caller before any rule runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from robot.domain.customer import LineDate
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Task
from robot.policy.settings import UnattendedExemption


class ReleaseStanding(NamedTuple):
    """How the release stands that words and rules come from."""

    #: First 16 hex digits of its manifest's SHA-256; empty where none is held.
    name: str = ""
    #: Why nothing may be sent with it, as one of `robot.governance.Refusal`; empty while it may.
    refusal: str = ""


#: Of rules and words that were made in memory, without any release.
UNSIGNED = ReleaseStanding()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """The facts of one decision on one task.

    :raises ValueError: `now` has no zone, or a count is negative.
    """

    task: Task
    #: Aware.
    now: datetime
    #: Of the talk track; a contact without one counts as marketing.
    purpose: Purpose = Purpose.MARKETING
    sensitivity: Sensitivity = Sensitivity.S3
    #: Whether a site would be changed. False for a look ahead, such as a preview: the permit rules then have
    #: nothing to permit, while all that speaks against the contact itself is still shown.
    site_effect: bool = True
    #: The kill switch is engaged.
    stop_engaged: bool
    #: As of this moment; every file of it was looked at for this decision.
    release: ReleaseStanding = UNSIGNED
    #: Messages to this customer on the business date over all channels in the ledger that were intended,
    #: clicked, confirmed or are unknown; this task's own entry is left out, here and below.
    contacts_today: int
    #: The list's figure and the ledger's together, here and for the week (Monday to Sunday).
    contacts_this_month: int
    contacts_this_week: int = 0
    #: Of the calendar month, about the task's product line, over all channels; the ledger's.
    line_contacts_this_month: int = 0
    #: Of the calendar month, on the task's channel and for its purpose: the list's of all channels and the
    #: ledger's, since nobody knows by which way the bank's other systems wrote.
    platform_contacts_this_month: int = 0
    #: The same for whatever purpose.
    channel_contacts_this_month: int = 0
    #: Business date of the last marketing message on any channel; the ledger's. None if there is none.
    last_marketing_on: date | None = None
    #: Messages of the RM on the channel on the business date that may exist; this task's own is left out.
    account_sends_today: int = 0
    #: The customer said no somewhere else than in this list: in the chat, to a person, in an earlier list.
    opted_out: bool = False
    #: And what of it, where the no was to a part only.
    opted_out_scopes: frozenset[str] = frozenset()
    #: Refusals that the store knows of, such as a call that ended so.
    refused_on: tuple[LineDate, ...] = ()
    #: Wall time of the journal's last record; None before the first since the start.
    last_record_at: datetime | None = None
    #: By how many seconds the wall clock jumped ahead of the time that passed since the agent's start; only
    #: what cannot be drift or sleep. Zero if nobody can know.
    clock_ahead_s: float = 0.0
    #: A person pressed Enter for this very message.
    attended: bool
    #: What `PolicySettings.find_exemption` gave.
    unattended_exemption: UnattendedExemption | None

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("now must be aware")
        counts = (
            self.contacts_today,
            self.contacts_this_week,
            self.contacts_this_month,
            self.line_contacts_this_month,
            self.platform_contacts_this_month,
            self.channel_contacts_this_month,
            self.account_sends_today,
        )
        if min(counts) < 0:
            raise ValueError("contact counts cannot be negative")

    @property
    def trusted_now(self) -> datetime:
        """The moment that hours and dates are asked of: never before the journal's last record, aware.

        `clock.behind` lets a clock pass that was set back by a second, which must not open the hours anew.
        """
        return self.now if self.last_record_at is None else max(self.now, self.last_record_at)
