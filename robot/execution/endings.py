"""What each stop before the click means for the task: how it ends, or that its order waits."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from robot.domain.contact import ContactState
from robot.domain.errors import ElementAmbiguous, EnvironmentFault, SiteUnreachable, StateConflict
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.execution.ports import ChannelRefusal, Opened
from robot.policy.decision import Decision
from robot.policy.rules import caps_account_daily, clock_ahead, hours_quiet, permit_release
from robot.talktracks.rendering import Rendering

_LOG = structlog.get_logger("execution.send_path")
#: Only a person can mend these; trying again would change nothing.
_WAITS_FOR_PERSON = frozenset({Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT, Reason.DRAFT_PRESENT})
#: Found in the chat: the contact must not be made.
_SPEAKS_AGAINST = frozenset({Reason.ALREADY_IN_CHAT, Reason.OPTED_OUT_IN_CHAT})
#: Named errors before the effect after which everything is proved anew.
_TRIED_AGAIN = frozenset(
    {Reason.PAGE_UNREACHABLE, Reason.PAGE_CHANGED, Reason.RECIPIENT_MISMATCH, Reason.READ_BACK_DIFFERS}
)
#: What says that the site is in trouble rather than this one task.
SITE_TROUBLE: frozenset[str] = frozenset({Reason.PAGE_UNREACHABLE, Reason.PAGE_CHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """Nothing was sent and the order keeps its place at the front: site, hours or caps do not let it now."""

    #: A `Reason` value or the id of the policy rule whose time has not come.
    reason: str
    #: Wall time at which it may go on by itself, or None.
    until: datetime | None = None
    #: The task was begun, so it has to be made ready again.
    is_begun: bool = True
    #: Nothing goes to the site until this is over; false if whoever stopped the order sees to that.
    closes_site: bool = True


def ending_of(refusal: ChannelRefusal) -> TaskOutcome:
    """What a channel's stop before the effect means for the task."""
    if refusal.reason in _SPEAKS_AGAINST:
        outcome = Outcome.REFUSED
    elif refusal.reason in _WAITS_FOR_PERSON:
        outcome = Outcome.NEEDS_PERSON
    elif refusal.reason is Reason.STOPPED:
        outcome = Outcome.CANCELLED
    else:
        outcome = Outcome.HALTED
    return TaskOutcome(outcome=outcome, reason=refusal.reason, detail=refusal.detail)


def is_worth_another_try(err: Exception) -> bool:
    """Whether a stop before the effect may be passing; two buttons where one must be are not."""
    return (
        isinstance(err, ChannelRefusal)
        and err.reason in _TRIED_AGAIN
        and not isinstance(err.__cause__, ElementAmbiguous)
    )


def broken_by(err: Exception) -> ChannelRefusal:
    """Anything that broke before the click, as a refusal; its words may hold a text, so its kind alone."""
    last = traceback.extract_tb(err.__traceback__)[-1:]
    # Where it broke helps whoever mends it, and names nobody.
    _LOG.warning(
        "attempt_broke", kind=type(err).__name__, at=[f"{Path(at.filename).name}:{at.lineno}" for at in last]
    )
    away = isinstance(err, OSError | TimeoutError | SiteUnreachable | EnvironmentFault)
    refusal = ChannelRefusal(
        Reason.PAGE_UNREACHABLE if away else Reason.PAGE_CHANGED, f"broken off: {type(err).__name__}"
    )
    refusal.__cause__ = err
    return refusal


def decision_record(
    decision: Decision, rendering: Rendering | None, *, attended: bool, review: int = 0
) -> dict[str, Any]:
    """What the journal keeps of a decision and the text that it was about.

    :param review: number of the review that lets the words go, or 0.
    """
    record: dict[str, Any] = {
        "verdict": decision.verdict,
        "rule": decision.rule,
        "facts": dict(decision.facts),
        "attended": attended,
    }
    if rendering is not None:
        record |= {
            "talk_track": rendering.track_id,
            "talk_track_version": rendering.version,
            "variant": rendering.variant,
            "talk_track_sha256": rendering.sha256_of_track,
            "text_sha256": rendering.sha256_of_text,
        }
    if review:
        record["review"] = review
    return record


def refused_by_rules(
    decision: Decision, rendering: Rendering | None, *, is_cleared: bool = False
) -> TaskOutcome | None:
    """The ending if policy or talk track say no.

    :param is_cleared: a supervisor approved exactly this text; what blocks still blocks.
    """
    if decision.verdict == "deny":
        return said_no(decision.rule)
    if decision.verdict == "review":
        return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=decision.rule)
    if rendering is None:
        return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.NO_TALK_TRACK)
    blocking = [finding for finding in rendering.findings if finding.severity == "block"]
    if blocking:
        return TaskOutcome(outcome=Outcome.REFUSED, reason=blocking[0].rule)
    if not rendering.may_be_sent and not is_cleared:
        return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.WORDS_REVIEW)
    return None


def said_no(rule: str, detail: str = "") -> TaskOutcome:
    """The ending that a rule's no makes."""
    if rule == "permit.stopped":
        # A stopped robot is not a verdict on the contact: it may be sent once the switch is released.
        return TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.STOPPED, detail=detail)
    if rule in {caps_account_daily.ID, clock_ahead.ID, permit_release.ID}:
        # Nothing speaks against the customer: the RM may still send it.
        return TaskOutcome(outcome=Outcome.CANCELLED, reason=rule, detail=detail)
    return TaskOutcome(outcome=Outcome.REFUSED, reason=rule, detail=detail)


def not_now_there() -> TaskOutcome:
    """It is night where the customer lives, while others may be written to; a later run may take it."""
    return TaskOutcome(outcome=Outcome.CANCELLED, reason=hours_quiet.ID, detail="the customer's zone")


def too_late() -> TaskOutcome:
    """The send window of the business date is over."""
    return TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.WINDOW_CLOSED)


def is_about_hours(ending: TaskOutcome | None) -> bool:
    """Whether nothing but the time of day speaks against it."""
    return ending is None or ending.reason == hours_quiet.ID


def found_in_chat(opened: Opened, ours: int, text: str) -> TaskOutcome | None:
    """The ending that the open chat itself demands.

    :param ours: equal messages that the ledger knows as the robot's own.
    """
    if opened.opted_out:
        return TaskOutcome(outcome=Outcome.REFUSED, reason=Reason.OPTED_OUT_IN_CHAT)
    if opened.equal_messages > ours:
        return TaskOutcome(
            outcome=Outcome.REFUSED, reason=Reason.ALREADY_IN_CHAT, detail="the chat shows this text today"
        )
    if opened.draft and opened.draft != text:
        return TaskOutcome(
            outcome=Outcome.NEEDS_PERSON,
            reason=Reason.DRAFT_PRESENT,
            detail="somebody's draft was left alone",
        )
    return None


def already_in_ledger(conflict: StateConflict) -> TaskOutcome:
    """The ending when the ledger holds the contact already, or an approved text went already."""
    if conflict.code == "review.used":
        return TaskOutcome(
            outcome=Outcome.NEEDS_PERSON, reason=Reason.WORDS_REVIEW, detail="its approval was used"
        )
    if conflict.params.get("state") == ContactState.CONFIRMED:
        return TaskOutcome(outcome=Outcome.REFUSED, reason=Reason.ALREADY_IN_LEDGER, detail=str(conflict))
    return TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.ALREADY_IN_LEDGER, detail=str(conflict))
