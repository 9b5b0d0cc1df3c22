"""The supervisor's review of the log: what the window asks of the reader, and what it is given.

Everything is masked for the role that asks. Codes (record types, results, rules, anomaly kinds) are not
words: the front end chooses those. A record is named by its source and its sequence number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

#: Id of this workstation's own journal; every other source is a log id in hex.
OWN_LOG = "this"


class LogView(StrEnum):
    """Saved views that come with the product; a front keeps a person's own as whole queries."""

    #: Only records with an anomaly; the one that opens first.
    ANOMALIES = "anomalies"
    #: Records of runs that the schedule started, and of nights outside it.
    NIGHT = "night"
    #: Words that a rule held back, refused, or found in hand-typed messages.
    STOPPED_WORDS = "stopped_words"
    #: Anomalies that nobody marked yet, or that were handed on.
    WAITING = "waiting"
    #: What the asking account marked or commented.
    MINE = "mine"
    ALL = "all"


class LogMark(StrEnum):
    """What a supervisor said of a record; the last one counts."""

    REVIEWED = "reviewed"
    ESCALATED = "escalated"
    FALSE_ALARM = "false_alarm"


class LogFacet(StrEnum):
    """What can be filtered by; values are codes and references."""

    SITE = "site"
    #: Record type, such as `contact.intended`.
    TYPE = "type"
    #: An `Outcome`, a ledger state or a step's state.
    RESULT = "result"
    #: A reason or a rule's id.
    RULE = "rule"
    RUN = "run"
    #: Id of the talk track.
    TALK_TRACK = "track"
    CUSTOMER = "customer"
    TASK = "task"
    #: An `AnomalyKind`, or a kind of a later version.
    ANOMALY = "anomaly"
    #: A `LogMark`, or `none`.
    MARK = "mark"


class AnomalyKind(StrEnum):
    """Why a record wants a look; the detector may add kinds that are not here."""

    #: An identity was not the expected one: recipient, chat, account, or the text that was read back.
    IDENTITY = "identity"
    #: Nobody knows whether the effect happened.
    UNKNOWN_OUTCOME = "unknown_outcome"
    #: The effect is not what was approved: doubled, altered, or with another customer.
    WRONG_EFFECT = "wrong_effect"
    #: The robot was stopped.
    STOPPED = "stopped"
    #: Words that a rule held back or refused.
    WORDS = "words"
    #: A message typed by hand breaks a rule.
    HAND_TYPED = "hand_typed"
    #: The log has a gap, a start without its end, or a witness that did not answer.
    GAP = "gap"
    #: A scheduled start that did not happen.
    MISSED_NIGHT = "missed_night"
    #: Activity at night that no schedule wanted.
    NIGHT_ACTIVITY = "night_activity"
    #: First time that this account did this.
    FIRST_TIME = "first_time"
    SEND_RATE = "send_rate"
    REFUSAL_RATE = "refusal_rate"
    #: Free slots were changed up to their limit.
    FREE_SLOT = "free_slot"
    #: Approved faster than a person reads.
    PACE = "pace"
    #: A signature or a decision could not be proved.
    NOT_PROVED = "not_proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """One view of the log. Values of one filter are alternatives; filters, text, times and view all hold."""

    #: A `LogView` value.
    view: str = LogView.ANOMALIES
    #: Typed by a person: every word of it must hold. A word is found in names, rules, results, types,
    #: reasons, talk-track titles and references; pinyin initials and a single character work.
    text: str = ""
    #: `LogFacet` value -> wanted values.
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    time_from: datetime | None = None
    #: Exclusive.
    time_until: datetime | None = None
    #: Ids of sources; empty: all of them.
    sources: tuple[str, ...] = ()
    newest_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSource:
    """One journal that can be read here."""

    #: `OWN_LOG`, or the log id of an imported bundle.
    source: str
    #: Id of the log, hex; empty while it has no record.
    log_id: str
    #: What people call it: the workstation's or bundle's label.
    label: str
    #: Records in the journal, and of those in the index.
    records: int
    indexed: int
    first_at: datetime | None
    last_at: datetime | None
    #: Of a bundle: what its verification at import said: `` (not done), `good` or a layer's code.
    verified: str = ""
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSources:
    """The sources, and who is asking: roles decide what may be done with them."""

    sources: tuple[LogSource, ...]
    #: Whether the index still follows an older state, so that counts grow by themselves.
    is_indexing: bool
    #: Anomalies, night records, ... of each `LogView`, over all sources and all time.
    views: dict[str, int]
    #: Whether the asking account may mark, comment and unmask; if not, the code why.
    may_review: bool
    may_review_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line of the table, masked. Every field is a code, a reference or a number; empty if it has none."""

    source: str
    seq: int
    #: Wall clock of the record, bank zone, to the millisecond; of several at one, each is a millisecond
    #: later.
    at: datetime
    #: Record type: what was done.
    type: str
    run: str
    site: str
    #: The customer's name, masked (`张**`); empty if it is not known here.
    name: str
    #: Reference of the customer.
    customer: str
    task: str
    #: An `Outcome`, a ledger state or a step's state.
    result: str
    #: A reason or a rule's id.
    rule: str
    #: Milliseconds the act took; -1 if it was not timed.
    ms: int
    #: What else the payload says, `key=value` with codes and counts; at most 120 characters.
    detail: str
    #: An `AnomalyKind`, or empty.
    anomaly: str
    #: 1 (look when there is time) to 5 (look now); 0 without an anomaly.
    weight: int
    #: A `LogMark` value, or empty.
    mark: str
    has_picture: bool
    has_comment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOpened:
    """A result that can be paged through; a later `log_open` of the same front replaces it."""

    #: Handle for `log_rows`, `log_state`, `log_position` and `log_export`.
    result: int
    #: Hits known now.
    total: int
    #: Whether `total` is all there are; else it still grows: ask `log_state`.
    is_whole: bool
    #: What the reader needed, milliseconds.
    ms: float
    #: The first rows, as many as were asked for.
    rows: tuple[LogRow, ...]
    #: Words of the text that nothing is called by, so the front can say so.
    unknown_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """How far a result is, and whether the log went on since."""

    result: int
    total: int
    is_whole: bool
    ms: float
    #: Records of its sources that came after it was opened, whether they fit it or not; a new `log_open`
    #: shows them.
    newer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRows:
    """Rows of a result; fewer than asked for at its end."""

    result: int
    first: int
    rows: tuple[LogRow, ...]
    total: int
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHistogram:
    """Records over time that fit the query.

    The query's own time limits are left out, so that the strip keeps showing what lies around them.
    """

    #: Start of the first bin; None if there is nothing.
    starts_at: datetime | None
    bin_seconds: int
    counts: tuple[int, ...]
    #: Of those, with an anomaly.
    anomalies: tuple[int, ...]
    #: Whether it counted all hits; a result of many millions is sampled by its newest ones.
    is_whole: bool
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacetValue:
    """One value that can be filtered by."""

    value: str
    #: Records that fit the rest of the query and have it.
    count: int
    #: What a person calls it where it is not a code: a masked name, a talk track's title; else empty.
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacets:
    """Values of each facet with their counts, the most frequent first, at most 50 each.

    A facet's own filter is left out while it is counted.
    """

    #: `LogFacet` value -> values.
    facets: dict[str, tuple[LogFacetValue, ...]]
    is_whole: bool
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPosition:
    """Where a record stands in a result."""

    #: -1: it is not in it, or there is no further one.
    position: int
    row: LogRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFact:
    """One line of a record's payload, masked. `name` is the payload's path, such as `intended.customer`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRuleText:
    """A rule that the record names, and what it says."""

    rule: str
    #: Source language and English, from the product's words or the signed rules; empty if unknown here.
    zh: str
    en: str
    #: The law or bank rule behind it; empty if it has none.
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogStep:
    """One step of the record's task, for the replay."""

    seq: int
    step: str
    #: `running`, `done` or `failed`.
    state: str
    at: datetime
    #: Milliseconds it took; -1 if it was not timed.
    ms: int
    detail: str
    #: Name of the picture taken with it; empty if there is none.
    picture: str
    #: What was clicked: left, top, width, height in pixels of the picture; None if nothing was.
    click_box: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMarkMade:
    """A mark or a comment that a person made; itself a record of the journal."""

    #: Sequence number of that record, in this workstation's own journal.
    seq: int
    at: datetime
    #: A `LogMark` value; empty for a comment alone.
    mark: str
    #: Who made it: the account's name.
    by: str
    #: Typed by a person; empty if there is none or it cannot be opened here (`is_sealed`).
    comment: str
    is_sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProof:
    """Where the record stands in the chain, and who else has seen it."""

    #: Hex SHA-256 of the header, and of the one before.
    hash: str
    prev_hash: str
    #: Records in the log when it was looked at; the position is `seq`.
    records: int
    #: Size of the first checkpoint that covers it; 0 if none does yet.
    checkpoint: int
    checkpoint_at: datetime | None
    #: Code of the witness's answer, such as `witnessed` or `pending`; empty if none was asked.
    witnessed: str
    #: Whether the witness lies out of this account's reach.
    is_anchored: bool
    #: Whether the payload is not here: erased lawfully or, of a bundle, left out of it.
    is_erased: bool = False
    #: Whether hash, header and payload fit one another (this record alone).
    is_intact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRecord:
    """Everything of one record, masked."""

    row: LogRow
    #: The payload, one line for each value.
    facts: tuple[LogFact, ...]
    #: Whether there are sealed facts (names, texts) that `log_unmask` could open, and their month.
    is_sealed: bool
    sealed_month: str
    rules: tuple[LogRuleText, ...]
    talk_track: str
    talk_track_title: str
    talk_track_version: int
    #: Hex SHA-256 of the text that was sent or held; empty if the record names none.
    text_sha256: str
    proof: LogProof
    marks: tuple[LogMarkMade, ...]
    #: Names of the pictures before and after the act; empty if there are none.
    picture_before: str
    picture_after: str
    #: Steps of the same task, oldest first.
    steps: tuple[LogStep, ...]
    #: Other records of the same task, oldest first, this one included.
    related: tuple[LogRow, ...]
    #: What the anomaly says besides its kind, codes; empty without one.
    anomaly_detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPicture:
    """A masked picture, opened."""

    name: str
    #: A JPEG or WEBP file, base64; empty if it cannot be shown.
    jpeg_base64: str
    #: Code if it cannot: `missing`, `no_key`, `altered`, `too_large`; else empty.
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogUnmasked:
    """Sealed facts of one record, opened for a reason that was journalled first."""

    source: str
    seq: int
    facts: tuple[LogFact, ...]
    #: Sequence number of the record that says so.
    noted: int


class VerifyState(StrEnum):
    """How a verification stands."""

    IDLE = "idle"
    RUNNING = "running"
    GOOD = "good"
    #: A record does not fit; see `bad_seq` and `layer`.
    BROKEN = "broken"
    CANCELLED = "cancelled"
    #: It could not be carried out.
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerifying:
    """A verification of one source, under way or ended."""

    source: str
    #: A `VerifyState` value.
    state: str
    #: Records verified, and how many there are.
    done: int
    records: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    #: First record that does not fit, and the layer that caught it; -1 and empty if all fit.
    bad_seq: int = -1
    layer: str = ""
    #: Size of the newest checkpoint that was checked, and of the newest witnessed one.
    checkpoint: int = 0
    witnessed: int = 0
    is_anchored: bool = False
    #: Why it failed, as a code; empty if it did not.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExported:
    """What was written."""

    path: str
    rows: int
    size_bytes: int
    #: Hex SHA-256 of the file.
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSignIn:
    """What a reviewer's key has to sign, once and soon."""

    asked: str
    #: Fingerprint of a key -> id of its person, of whoever may review today.
    signers: dict[str, str]
    #: The agent's clock.
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSignedIn:
    """Who reviews here from now on."""

    person: str
    name: str
    until: datetime
