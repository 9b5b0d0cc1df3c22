"""The allow-list of verbs: each with the schema of its request and the type of its answer.

A message is UTF-8 JSON, at most `MAX_MESSAGE_BYTES`: `{"verb": ..., "args": {...}}` one way, `{"ok": ...}` or
`{"error": {"code", "message", "params"}}` the other.
"""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - a request has a field `date`
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from robot.agent.log_requests import LOG_VERBS
from robot.agent.request import Nothing, Request, ShortText, Verb
from robot.domain import (
    erasure_views,
    library_views,
    night_views,
    policy_views,
    release_views,
    review_views,
    views,
)

#: What verbs and tests need of the other files of the protocol.
__all__ = ["MAX_MESSAGE_BYTES", "PROTOCOL_VERSION", "VERBS", "Nothing", "Request", "ShortText", "Verb"]

#: Version of this protocol; fronts refuse to talk to another one.
PROTOCOL_VERSION = 1
#: Longest request or answer.
MAX_MESSAGE_BYTES = 4 * 1024 * 1024

TaskId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
SiteId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
SlotName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Watch(Request):
    """Wait until the agent's revision differs from `since`, at most `timeout_s` seconds."""

    since: int = -1
    timeout_s: float = Field(default=20.0, ge=0, le=60)


class Pull(Request):
    """Pull a list from a file, or from the configured HTTP source when no path is given."""

    path: str | None = Field(default=None, max_length=4096)


class Tasks(Request):
    """The queue of the business date, begun and ended tasks included."""

    limit: int = Field(default=1000, ge=1, le=5000)
    offset: int = Field(default=0, ge=0)


class OneTask(Request):
    """A verb about one task."""

    task_id: TaskId


class Preview(Request):
    """Render a task's talk track with a variant and free slots, and judge it."""

    task_id: TaskId
    #: Empty means the plan's choice.
    variant: str = Field(default="", max_length=32)
    free_slots: dict[SlotName, ShortText] = Field(default_factory=dict, max_length=16)


class Approve(Preview):
    """Send after a hold that `undo` can still recall."""

    #: Seconds; the workstation's setting by default.
    hold_s: int | None = Field(default=None, ge=0, le=60)


class SendForReview(Preview):
    """Put a text before a supervisor; the task waits for it."""

    #: The RM's word to the supervisor.
    comment: ShortText = ""


class Reviews(Request):
    """The queue of reviews."""

    #: A state, `waiting` for those that nobody decided, or empty for all.
    state: Literal["", "waiting", "open", "approved", "rejected", "false_alarm", "escalated"] = ""
    kind: Literal["", "held_text", "hand_typed"] = ""
    limit: int = Field(default=500, ge=1, le=2000)


class OneReview(Request):
    """A verb about one review."""

    review: int = Field(ge=1, le=2**53)


class DecideReview(OneReview):
    """A supervisor's signed word on one review."""

    decision: Literal["approved", "rejected", "false_alarm", "escalated"]
    comment: ShortText = ""
    #: The signature's JSON, made by the front with the supervisor's key, which never comes here.
    signature: str = Field(max_length=4096)


class Skip(Request):
    """End a task without contact."""

    task_id: TaskId
    reason: Literal["not_now", "wrong_person", "already_handled", "customer_declined", "other"]


class Snooze(Request):
    """Put a task off."""

    task_id: TaskId
    until: datetime


class CallOutcome(Request):
    """What came of a telephone call; ends the task."""

    task_id: TaskId
    result: Literal["reached", "interested", "no_answer", "call_back", "declined"]


class Note(Request):
    """The RM's own note on a task."""

    task_id: TaskId
    text: ShortText


class Run(Request):
    """Carry out the day's ready tasks unattended."""

    limit: int | None = Field(default=None, ge=1, le=5000)


class Stop(Request):
    """Engage the kill switch."""

    reason: str = Field(default="", max_length=200)


class Settle(Request):
    """A person who looked says what became of an unknown effect."""

    task_id: TaskId
    verdict: Literal["arrived", "not_arrived"]
    effect: Literal["message", "record"] = "message"


class OneSite(Request):
    """A verb about one site."""

    site: SiteId


class OptOut(Request):
    """A customer wants no more messages, or wants them again."""

    customer_id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")
    lift: bool = False
    #: A channel, a purpose, or both as `marketing:phone`; empty: everything.
    scope: str = Field(default="", pattern=r"^(|[a-z]{1,16}|[a-z]{1,16}:[a-z]{1,16})$")


class ExplainPolicy(Request):
    """The whole decision on a task; nothing is sent."""

    task_id: TaskId
    #: Another moment than now, with its zone.
    at: datetime | None = None
    #: As if a person approved it; else as the schedule would send it.
    attended: bool = True


class SetAccount(Request):
    """Store an account; the secret goes to the OS keyring at once and nowhere else."""

    site: SiteId
    purpose: Literal["robot", "witness", "api"]
    username: str = Field(min_length=1, max_length=128)
    secret: str = Field(min_length=1, max_length=1200, repr=False)


class OneAccount(Request):
    """A verb about one account."""

    site: SiteId
    purpose: Literal["robot", "witness", "api"] = "robot"


class SetSetting(Request):
    """Change one user setting."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_.]{0,63}$")
    value: str = Field(max_length=1000)


class Tail(Request):
    """The last records of the journal."""

    count: int = Field(default=20, ge=1, le=1000)
    #: Only records after this one.
    after: int = Field(default=-1, ge=-1)


class Report(Request):
    """Write the HTML report of the business date."""

    path: str | None = Field(default=None, max_length=4096)


class DigestOf(Request):
    """The morning's page: facts of a business date's run, of the last one when no date is given."""

    date: Date | None = None
    #: Also write the HTML page.
    write: bool = False


class NightDays(Request):
    """What the schedule wants of the next days, today first."""

    days: int = Field(default=14, ge=1, le=366)


class SwitchSchedule(Request):
    """Switch the schedule off or on."""

    is_on: bool


class OneTrack(Request):
    """A verb about one talk track."""

    talk_track: str = Field(pattern=r"^[a-z][a-z0-9-]{2,63}$")


class ReviewRelease(Request):
    """What a release that lies in a folder would change; nothing is changed."""

    #: The folder; begins with / or a drive.
    path: str = Field(min_length=1, max_length=4096)


class SignRelease(ReviewRelease):
    """An approver's signature under the release that was looked at."""

    #: Hex SHA-256 of the manifest that was looked at.
    manifest_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    #: The private key's file.
    key: str = Field(min_length=1, max_length=4096)
    #: Its passphrase; used once, kept nowhere.
    secret: str = Field(min_length=1, max_length=1200, repr=False)
    side: Literal["compliance"] = "compliance"


class AskErasure(Request):
    """What an erasure would take away."""

    what: Literal["month", "customer"]
    of: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class Erase(Request):
    """Carry out a supervisor's signed order, `robot.governance.erasure_orders`."""

    order: str = Field(min_length=1, max_length=4096)
    signature: str = Field(min_length=1, max_length=4096)


VERBS: dict[str, Verb] = {
    "status": Verb(Nothing, views.AgentStatus),
    "watch": Verb(Watch, views.AgentStatus),
    "frame": Verb(Nothing, views.Frame | None),
    "pull": Verb(Pull, views.PullResult),
    "tasks": Verb(Tasks, tuple[views.QueueRow, ...], is_read=True),
    "task": Verb(OneTask, views.TaskCard),
    "preview": Verb(Preview, views.ScriptPreview),
    "approve": Verb(Approve, views.HoldView),
    "review_send": Verb(SendForReview, views.Done),
    "reviews": Verb(Reviews, review_views.ReviewList),
    "review": Verb(OneReview, review_views.ReviewCard),
    "review_decide": Verb(DecideReview, review_views.ReviewCard),
    "undo": Verb(OneTask, views.Done),
    "skip": Verb(Skip, views.Done),
    "snooze": Verb(Snooze, views.Done),
    "call_outcome": Verb(CallOutcome, views.Done),
    "note": Verb(Note, views.Done),
    "run": Verb(Run, views.RunProgress),
    "pause": Verb(Nothing, views.Done),
    "resume": Verb(Nothing, views.Done),
    "stop": Verb(Stop, views.Done),
    "release_stop": Verb(Nothing, views.Done),
    "reconcile": Verb(Nothing, views.Done),
    "take_over": Verb(Nothing, views.Done),
    "hand_back": Verb(Nothing, views.Done),
    "login_prompt": Verb(Nothing, night_views.LoginPrompt | None),
    "settle": Verb(Settle, views.Done),
    "release_site": Verb(OneSite, views.Done),
    "opt_out": Verb(OptOut, views.Done),
    "policy_explain": Verb(ExplainPolicy, policy_views.PolicyExplanation),
    "clock_confirm": Verb(Nothing, views.Done),
    "accounts": Verb(Nothing, tuple[views.AccountRow, ...]),
    "account_set": Verb(SetAccount, views.Done),
    "account_test": Verb(OneAccount, views.AccountRow),
    "account_delete": Verb(OneAccount, views.Done),
    "sites": Verb(Nothing, tuple[views.SiteRow, ...]),
    "settings": Verb(Nothing, tuple[views.SettingRow, ...]),
    "setting_set": Verb(SetSetting, views.Done),
    "doctor": Verb(Nothing, tuple[views.DoctorItem, ...]),
    "journal_tail": Verb(Tail, tuple[views.JournalLine, ...], is_read=True),
    **LOG_VERBS,
    "erasure": Verb(AskErasure, erasure_views.ErasureAsked),
    "erase": Verb(Erase, erasure_views.Erased),
    "report": Verb(Report, views.Done),
    "digest": Verb(DigestOf, night_views.Digest, is_read=True),
    "night_plan": Verb(NightDays, tuple[night_views.NightDay, ...]),
    "night_run": Verb(Nothing, views.RunProgress),
    "schedule_set": Verb(SwitchSchedule, views.Done),
    "library": Verb(Nothing, library_views.LibraryView, is_read=True),
    "library_track": Verb(OneTrack, library_views.TrackDetail),
    "release_review": Verb(ReviewRelease, release_views.ReleaseReview),
    "release_sign": Verb(SignRelease, release_views.ReleaseSigned),
    "shutdown": Verb(Nothing, views.Done),
}
