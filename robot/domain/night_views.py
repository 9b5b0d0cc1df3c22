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
class NightDay:
    """What the schedule wants of one day."""

    on: date
    #: Starts of the day, earliest first.
    starts: tuple[datetime, ...]
    #: Latest end of what each of them starts.
    until: tuple[datetime, ...]
    #: Why there is none: `schedule.off`, `schedule.not_a_workday`, `schedule.left_out`,
    #: `schedule.other_weekday`, `calendar.ended`, or empty.
    why: str
    #: English name of the holiday, or empty.
    holiday: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNeed:
    """One thing that the digest asks of the RM, with one act; the same thing asked often is asked once."""

    #: The first task that it is about, or empty.
    task_id: str
    site: str
    #: Masked name of that task's customer, or empty.
    name: str
    #: A `Reason` value or rule id.
    reason: str
    #: `open_task`, `log_in`, `reconcile` or `settle`.
    act: str
    #: How many tasks it is about.
    count: int = 1
    #: How many more only wait until this is done.
    behind: int = 0
    #: `message`, or `record` where the message arrived and only its CRM record is missing.
    kind: str = "message"


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
class VerdictCause:
    """One thing that colours the verdict."""

    #: Red: `journal_broken`, `misdirected`, `doubled`, `unknown`, `missed_start`. Yellow: `needs_you`,
    #: `failed`, `waiting`, `unsettled`.
    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowStep:
    """The step that takes longest in the mean since the agent started."""

    site: str
    step: str
    mean_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The morning's page: readable in half a minute. Runs of one business date are told together."""

    #: The last of them, or empty when none ran.
    run_id: str
    #: `green`, `yellow` or `red`.
    verdict: str
    #: What made it so, the gravest first.
    verdict_why: tuple[VerdictCause, ...]
    business_date: date
    #: When these facts were read, and by which clock: `system` or `simulated`.
    written_at: datetime
    time_source: str
    rm_name: str
    started_at: datetime | None
    ended_at: datetime | None
    #: Tasks that the robot was to carry out.
    planned: int
    #: Outcome value -> count.
    by_outcome: dict[str, int]
    #: Tasks of the robot that have no outcome yet.
    waiting: int
    #: Tasks of channels that a person works, such as calls, not done yet.
    by_person: int
    needs: tuple[DigestNeed, ...]
    #: New ones first, then by count.
    failures: tuple[FailureKind, ...]
    #: How many earlier runs were compared.
    compared_runs: int
    slowest: SlowStep | None
    caps: tuple[CapUse, ...]
    #: Entries that only reading can settle, of every date.
    ledger_unsettled: int
    #: Two effects or more for one key, or one filed under another customer.
    ledger_doubled: int
    ledger_misdirected: int
    journal_ok: bool
    journal_records: int
    #: How many of them, the newest, were verified for this page.
    journal_checked: int
    #: Where the chain breaks, and how (`robot.journal.verify.ChainFault`), or None and empty.
    journal_fault_seq: int | None
    journal_fault_layer: str
    next_start: datetime | None
    #: `NightPlan.note`.
    next_note: str
    #: A start that did not happen, and why, as in `NightPlan`.
    missed: datetime | None
    missed_why: str
    #: Where the HTML page lies or would lie.
    path: str
    #: What is read to prove effects: `site:how`, where how is `sent_list`, `chat_login`, `chat_reload` or
    #: `records`.
    watched_surfaces: tuple[str, ...] = ()
