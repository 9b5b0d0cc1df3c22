"""How a task can end: seven outcomes, each with a typed reason that a front end turns into a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Every task taken ends in exactly one of these; they add up to the tasks taken."""

    #: The effect was read from the server by another session: right customer, whole text, once.
    CONFIRMED = "confirmed"
    #: Our policy said no before any effect; the reason is the rule's id.
    REFUSED = "refused"
    #: The site said no and nothing was sent.
    PLATFORM_REFUSED = "platform_refused"
    #: We stopped before the effect; nothing was sent, proved.
    HALTED = "halted"
    #: Waits for somebody; nothing was sent.
    NEEDS_PERSON = "needs_person"
    #: Clicked, and nothing can say yet; never repeated before it is reconciled.
    UNKNOWN = "unknown"
    #: Recalled or stopped before the effect.
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a task ended as it did, where no policy rule is the reason."""

    EFFECT_READ_BACK = "effect.read_back"
    DONE_BY_PERSON = "effect.done_by_person"
    EFFECT_NOT_FOUND_IN_TIME = "effect.not_found_in_time"
    EFFECT_DOUBLED = "effect.doubled"
    EFFECT_ALTERED = "effect.altered"
    EFFECT_MISDIRECTED = "effect.misdirected"
    SETTLED_BY_PERSON = "effect.settled_by_person"
    WITNESS_UNAVAILABLE = "effect.witness_unavailable"
    ALREADY_IN_CHAT = "contact.already_in_chat"
    ALREADY_IN_LEDGER = "contact.already_in_ledger"
    OPTED_OUT_IN_CHAT = "contact.opted_out_in_chat"
    PLATFORM_QUOTA = "platform.quota_reached"
    PLATFORM_ALREADY_RECEIVED = "platform.already_received"
    PLATFORM_NOT_A_FRIEND = "platform.not_a_friend"
    PLATFORM_REJECTED = "platform.rejected_later"
    PLATFORM_OTHER = "platform.other"
    RECIPIENT_NOT_FOUND = "recipient.not_found"
    RECIPIENT_AMBIGUOUS = "recipient.ambiguous"
    RECIPIENT_MISMATCH = "recipient.mismatch"
    READ_BACK_DIFFERS = "text.read_back_differs"
    PAGE_CHANGED = "page.changed"
    PAGE_UNREACHABLE = "page.unreachable"
    SITE_STOPPED = "site.stopped_after_unknown"
    SITE_FAILING = "site.failing"
    LOGIN_NEEDED = "person.login_needed"
    WRONG_ACCOUNT = "person.wrong_account"
    TAKEN_OVER = "person.taken_over"
    DRAFT_PRESENT = "person.draft_present"
    NO_TALK_TRACK = "person.no_talk_track"
    WORDS_REVIEW = "words.review"
    REVIEW_REJECTED = "review.rejected"
    REVIEW_FALSE_ALARM = "review.false_alarm"
    SLOT_UNFIT = "person.slot_unfit"
    NOT_SENDABLE = "person.channel_needs_person"
    SKIPPED = "cancelled.skipped"
    UNDONE = "cancelled.undone"
    STOPPED = "cancelled.stopped"
    INTERRUPTED = "cancelled.interrupted"
    WINDOW_CLOSED = "cancelled.window_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcome:
    """The one ending of a task."""

    #: Which of the seven.
    outcome: Outcome
    #: A `Reason` value, or the id of the policy rule that refused.
    reason: str
    #: What was seen, free of names and texts, for the log and the person who looks into it.
    detail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether nothing is left to be settled by reading."""
        return self.outcome is not Outcome.UNKNOWN
