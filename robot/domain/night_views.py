"""Rows about unattended work: the schedule, what a site waits for, the morning digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWait:
    """A site on which sending waits; its tasks stay queued and go on in order when the wait ends."""

    site: str
    #: `person.login_needed`, `person.wrong_account`, `site.stopped_after_unknown`, `site.failing`,
    #: `hours.quiet` or a cap's rule id.
    reason: str
    since: datetime
    #: When it goes on by itself, or None if somebody must act.
    until: datetime | None
    #: How many tasks wait.
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPrompt:
    """What a person must scan, kept in memory only."""

    site: str
    #: PNG of the code alone, base64.
    png_base64: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPlan:
    """The schedule as it stands."""

    is_on: bool
    #: Start of the next unattended run, or None when there is none.
    next_start: datetime | None
    #: Why there is none, or what is wrong with the next: `schedule.off`, `calendar.ended`,
    #: `calendar.ends_soon`, or empty.
    note: str
    #: Last day that the holiday calendar knows.
    calendar_until: date
    #: A start that did not happen within 15 minutes, or None.
    missed: datetime | None
    #: Why: `agent_not_running`, `machine_asleep`, `robot_stopped` or `run_refused`.
    missed_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNeed:
    """One thing that the digest asks of the RM, with one act."""

    task_id: str
    site: str
    #: Masked customer name, or empty.
    name: str
    #: A `Reason` value or rule id.
    reason: str
    #: `open_task`, `log_in`, `reconcile` or `settle`.
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapUse:
    """Sends of an account on a channel against its cap."""

    account: str
    channel: str
    sent: int
    #: None means no cap.
    cap: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureKind:
    """How often tasks ended for a reason in this run, and in the seven before it."""

    outcome: str
    reason: str
    count: int
    #: Number of the earlier runs in which it was seen.
    seen_in_runs: int

    @property
    def is_new(self) -> bool:
        """Whether no earlier run had it."""
        return self.seen_in_runs == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The morning's page: readable in half a minute."""

    run_id: str
    #: `green`, `yellow` or `red`.
    verdict: str
    #: Codes of what made it so, the gravest first.
    verdict_why: tuple[str, ...]
    business_date: date
    started_at: datetime | None
    ended_at: datetime | None
    planned: int
    #: Outcome value -> count.
    by_outcome: dict[str, int]
    #: Tasks that still wait.
    waiting: int
    needs: tuple[DigestNeed, ...]
    failures: tuple[FailureKind, ...]
    #: How many earlier runs were compared.
    compared_runs: int
    caps: tuple[CapUse, ...]
    ledger_unsettled: int
    #: Two effects or more for one key.
    ledger_doubled: int
    journal_ok: bool
    journal_records: int
    next_start: datetime | None
    #: Where the HTML page lies.
    path: str
    #: What is read to prove effects: `site: how`.
    watched_surfaces: tuple[str, ...] = ()
