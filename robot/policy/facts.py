"""All that a policy decision may look at, gathered by the caller before any rule runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from robot.domain.task import Task
from robot.policy.settings import UnattendedExemption


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """The facts of one decision on one task.

    :raises ValueError: `now` has no zone, or a count is negative.
    """

    task: Task
    #: Aware.
    now: datetime
    #: Whether a site would be changed. False for a look ahead, such as a preview: the permit rules then have
    #: nothing to permit, while all that speaks against the contact itself is still shown.
    site_effect: bool = True
    #: The kill switch is engaged.
    stop_engaged: bool
    #: Messages to this customer on the business date over all channels in the ledger that were intended,
    #: clicked, confirmed or are unknown; this task's own entry is left out.
    contacts_today: int
    #: The list's figure and the ledger's together.
    contacts_this_month: int
    #: Messages of the RM on the channel on the business date that may exist; this task's own is left out.
    account_sends_today: int = 0
    #: The customer said no somewhere else than in this list: in the chat, to a person, in an earlier list.
    opted_out: bool = False
    #: Wall time of the journal's last record; None before the first since the start.
    last_record_at: datetime | None = None
    #: A person pressed Enter for this very message.
    attended: bool
    #: What `PolicySettings.find_exemption` gave.
    unattended_exemption: UnattendedExemption | None

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("now must be aware")
        if min(self.contacts_today, self.contacts_this_month, self.account_sends_today) < 0:
            raise ValueError("contact counts cannot be negative")
