"""Reviews: texts that a supervisor looks at, as the agent shows them to its fronts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewKind(StrEnum):
    """Why a text is in the queue."""

    #: An RM wants it sent, and the check of words wants a second person to look first.
    HELD_TEXT = "held_text"
    #: An RM typed and sent it by hand; it was read in the chat's history.
    HAND_TYPED = "hand_typed"


class ReviewState(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    #: The rule was wrong about it. Of a held text: it still needs an approval to be sent.
    FALSE_ALARM = "false_alarm"
    #: Handed on; still to be decided.
    ESCALATED = "escalated"


#: States in which somebody still has to decide.
UNDECIDED = frozenset({ReviewState.OPEN, ReviewState.ESCALATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One line of the queue."""

    #: Its number on this workstation.
    review: int
    #: A `ReviewKind` value.
    kind: str
    #: A `ReviewState` value.
    state: str
    #: `review` or `block`.
    verdict: str
    opened_at: datetime
    rm_id: str
    #: The customer's name, masked; empty if the customer is in no list.
    name: str
    #: The gravest rule, and all of them.
    rule: str
    rules: tuple[str, ...]
    task_id: str
    #: Name of who decided last, or empty.
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewList:
    """The queue, newest first, with how many there are of each."""

    rows: tuple[ReviewRow, ...]
    #: State -> count, of the kind asked for.
    states: dict[str, int]
    #: Kind -> count, of the state asked for.
    kinds: dict[str, int]
    #: Supervisors of the signed role document who may decide today: fingerprint of the key -> person.
    signers: dict[str, str]
    #: Why nobody may decide here, as a code; empty if somebody may.
    read_only_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """One place in the text that a rule objects to."""

    rule: str
    #: `review` or `block`.
    verdict: str
    #: Place in the text, Python characters.
    start: int
    end: int
    why: str
    #: The law or the bank's rule behind it.
    source: str
    #: Approved wording, or empty.
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextLine:
    """A line of the chat before the text."""

    #: `rm` or `customer`.
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecided:
    """One signed decision."""

    #: A `ReviewState` value.
    state: str
    comment: str
    #: Id and name in the role document.
    person: str
    name: str
    #: Fingerprint of the key.
    key: str
    at: datetime
    #: A code if the kept signature does not prove it now; empty if it does.
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    """One review with all that a supervisor needs to decide."""

    row: ReviewRow
    #: The whole text.
    text: str
    findings: tuple[ReviewFinding, ...]
    talk_track: str
    version: int
    variant: str
    site: str
    #: Who asked, and their word.
    asked_by: str
    asked_comment: str
    context: tuple[ContextLine, ...]
    decisions: tuple[ReviewDecided, ...]
    #: What a signature is bound to, and the agent's clock for it.
    nonce: str
    subject: str
    now: datetime
    #: When the approved text went out, or None.
    used_at: datetime | None = None
