"""What crosses the border between the agent and its fronts: frozen rows, already masked for the asker's role.

Words for people are not here: a view carries codes (`reason`, `rule`, `step`), the front end chooses
the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from robot.domain.night_views import NightPlan, SiteWait


class RobotMood(StrEnum):
    """What the tray icon shows."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    #: Somebody must log in, answer or decide.
    NEEDS_YOU = "needs_you"
    #: The kill switch is engaged.
    STOPPED = "stopped"
    ERROR = "error"


class SegmentKind(StrEnum):
    """Who owns a piece of a rendered talk track."""

    #: Words of the talk track; locked.
    FIXED = "fixed"
    #: The bank's data; locked.
    DATA = "data"
    #: A sentence the law requires; locked.
    REQUIRED = "required"
    #: The RM may write here, within the slot's rules.
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the Today queue."""

    task_id: str
    name: str
    #: First reason of the plan.
    reason: str
    channel: str
    tier: str
    #: `HH:MM` or empty.
    due_at: str
    is_overdue: bool
    #: A product matures for this customer (the 到期 chip).
    is_maturity: bool
    #: The plan marks the customer as at risk of leaving, or a rule asks for a look (the 预警 chip).
    is_warning: bool
    #: A `TaskState` value.
    state: str
    #: An `Outcome` value, or empty.
    outcome: str
    #: Why it ended so: a `Reason` value or a rule id, or empty.
    outcome_reason: str
    #: When the hold ends, or the snooze.
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of characters of the rendered text with one owner."""

    kind: SegmentKind
    text: str
    #: Slot name for data and free segments.
    slot: str = ""
    #: Characters allowed in a free slot.
    max_length: int = 0
    #: Which characters a free slot takes: a `TextClass` value, or empty.
    text_class: str = ""
    #: The approved words of a free slot that nobody wrote into.
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with what would be sent."""

    #: Rule id, such as `suitability.risk_too_high` or `slot.too_long`.
    rule: str
    #: `block` or `review`.
    severity: str
    #: Facts for the front end's sentence.
    params: dict[str, str]
    #: Span in the rendered text; equal when the finding is not about words.
    start: int = 0
    end: int = 0
    #: Approved wording, or empty.
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One arm of a talk track."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptPreview:
    """A talk track rendered for one customer, with the verdict on it."""

    talk_track: str
    version: int
    variants: tuple[Variant, ...]
    #: Key of the rendered variant.
    variant: str
    segments: tuple[Segment, ...]
    max_length: int
    #: `allow`, `review` or `deny`.
    verdict: str
    findings: tuple[Finding, ...]
    #: What people call the talk track; empty if its author did not say.
    title: str = ""
    #: Who wrote the talk track.
    author: str = ""
    #: Who signed the release it came with for compliance; empty if it came with none.
    approved_by: str = ""
    #: Id of that release, or empty.
    release: str = ""
    #: What a supervisor said of exactly this text: `open`, `approved`, `rejected`, `false_alarm`,
    #: `escalated`, or empty.
    review: str = ""

    @property
    def text(self) -> str:
        """The exact text that would be sent."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow:
    """One position in the side panel."""

    name: str
    #: Yuan, as a decimal string.
    amount: str
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One past contact in the side panel."""

    on: date
    channel: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    """All that Today shows of one task."""

    row: QueueRow
    customer_id: str
    title: str
    account_masked: str
    #: `C1`..`C5` or empty.
    customer_risk: str
    #: Yuan, decimal string.
    aum: str
    product_line: str
    product_name: str
    product_risk: str
    #: Yuan, decimal string, or empty.
    maturing_amount: str
    maturity_date: date | None
    last_contact_on: date | None
    contacts_this_month: int
    contacts_month_cap: int
    has_channel_consent: bool
    reasons: tuple[str, ...]
    holdings: tuple[HoldingRow, ...]
    contact_history: tuple[ContactRow, ...]
    #: None when the channel is worked by hand and no script exists.
    script: ScriptPreview | None
    note: str
    #: Where 'open in CRM' leads, or empty.
    crm_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """An approved send that can still be undone."""

    task_id: str
    name: str
    #: When it is sent.
    due_at: datetime
    #: Seconds the hold was given.
    seconds: int
    #: Held before the agent restarted; waits for the RM instead of being sent.
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something that waits for a person."""

    task_id: str
    site: str
    #: Masked customer name, or empty.
    name: str
    #: A `Reason` value.
    reason: str
    since: datetime
    #: `message`; `record`: the message was delivered and its contact record is missing; `login`: a site
    #: waits for a login; `night`: a scheduled start was missed; `release`: nothing may be sent with it.
    kind: str = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of the send path, for the run page."""

    at: datetime
    task_id: str
    name: str
    #: `policy`, `render`, `open`, `fill`, `intend`, `recheck`, `click`, `echo`, `witness`, `record`,
    #: `outcome`.
    step: str
    #: `done`, `running` or `failed`.
    state: str
    #: A reason or outcome value, or empty.
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """A run under way or the last one."""

    run_id: str
    #: `running`, `waiting`, `pausing`, `paused`, `stopping`, `ended`.
    state: str
    total: int
    #: Outcome value -> count; they add up to the tasks that ended.
    by_outcome: dict[str, int]
    #: Clicked, witness awaited.
    awaiting: int
    started_at: datetime
    ended_at: datetime | None
    messages_per_minute: float
    #: Seconds left, or None while unknown.
    eta_s: float | None
    #: Half width of the estimate in seconds.
    eta_spread_s: float | None
    steps: tuple[StepLine, ...]
    #: Mean milliseconds of each step since the agent started.
    step_mean_ms: dict[str, float] = field(default_factory=dict)
    #: `scheduled` (also when a person started it as the schedule would) or `by_hand`.
    kind: str = "by_hand"
    #: Rule id -> ready tasks that were not taken because of it; they stay ready for the RM.
    left: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Tasks that have an outcome."""
        return sum(self.by_outcome.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """Who engaged the kill switch."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """The signed release that words, rules and sites come from."""

    #: Empty where none can be read with; then there is no version or last day either.
    release_id: str
    version: int
    #: The last day on which it may be used.
    expires_on: date | None
    #: First 16 hex digits of its manifest's SHA-256.
    manifest: str
    #: Why nothing is sent with it, as a code of `robot.governance.Refusal`; empty while it may be used.
    refusal: str
    #: The same in English, with what to do.
    said: str
    #: Signed with keys of a demonstration or a test, which prove nothing.
    is_throwaway: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentStatus:
    """The agent at one moment; `revision` grows with every change that a front would show."""

    revision: int
    mood: RobotMood
    now: datetime
    #: `system` or `simulated`.
    time_source: str
    business_date: date
    rm_id: str
    rm_name: str
    #: Tasks of the business date, and how many of them ended.
    total: int
    done: int
    by_outcome: dict[str, int]
    holds: tuple[HoldView, ...]
    attention: tuple[Attention, ...]
    run: RunProgress | None
    stop: StopView | None
    #: Sites that do not answer; sends to them are held.
    offline_sites: tuple[str, ...]
    #: Sites stopped after an unknown outcome.
    stopped_sites: tuple[str, ...]
    #: Confirmed contacts whose CRM record is still being written.
    pending_records: int = 0
    #: Sites on which sending waits.
    waits: tuple[SiteWait, ...] = ()
    #: The schedule, or None before it was looked at.
    night: NightPlan | None = None
    #: Who works in the robot's browser now, or empty.
    taken_over_by: str = ""
    #: As of the last look, which every decision makes anew.
    release: ReleaseView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account of a site; the secret itself never leaves the agent."""

    site: str
    site_title: str
    origin: str
    #: `robot` (the one that acts) or `witness` (the one that reads).
    purpose: str
    username: str
    has_secret: bool
    tested_at: datetime | None
    #: `ok`, an error code, or empty when never tested.
    test_result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site profile in force."""

    site: str
    title: str
    origin: str
    profile_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting with the place its value comes from."""

    key: str
    value: str
    #: `default`, `user` or `policy`.
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorItem:
    """One check of the workstation."""

    check: str
    #: `ok`, `warning` or `failed`.
    state: str
    #: What was found.
    found: str
    #: What to do, or empty.
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One record of the journal, masked."""

    seq: int
    at: datetime
    type: str
    task_id: str
    detail: str
    #: First 12 hex digits of the record's hash.
    hash_prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PullResult:
    """What a list brought."""

    source: str
    added: int
    updated: int
    unchanged: int
    #: Begun already, so the correction was not taken.
    kept: int
    #: Rows set aside as unfit.
    set_aside: int
    #: `line 12, column amount: 12*** is not a number`, at most the first 20.
    set_aside_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The latest masked picture of the robot's page."""

    taken_at: datetime
    site: str
    #: JPEG, base64.
    jpeg_base64: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An intent was accepted."""

    task_id: str = ""
    detail: str = ""
