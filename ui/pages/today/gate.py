"""May this task be sent now, as far as the window can know? The agent decides again when it is asked."""

from __future__ import annotations

from robot.domain.views import AgentStatus, TaskCard

#: Endings after which a task may be sent again if the agent agrees.
_MAY_TRY_AGAIN = frozenset({"needs_person", "halted", "cancelled"})


#: What a supervisor said, or has yet to say, of exactly these words, and the code that closes them. After a
#: false alarm nobody has let them go yet: they may be sent for review again.
_REVIEWS = {
    "open": "review_open",
    "rejected": "review_rejected",
    "escalated": "review_escalated",
}
#: What the check of words objects to.
_WORDS = "words."
#: The task cannot be sent now, and Enter asks a supervisor to look at it instead.
NEEDS_REVIEW = "needs_review"


def closed_because(
    card: TaskCard | None,
    status: AgentStatus | None,
    *,
    is_online: bool,
    is_waiting: bool,
    is_unjudged: bool = False,
) -> str:
    """The code of why sending is not possible, or empty.

    :param is_waiting: the task was held when the agent restarted.
    :param is_unjudged: the words could not be judged.
    """
    if not is_online or status is None:
        return "offline"
    if status.stop is not None:
        return "stopped"
    if card is None:
        return "loading"
    state = _state_reason(card, is_waiting=is_waiting)
    return _card_reason(card) or state or ("unjudged" if is_unjudged else _review_reason(card))


def _card_reason(card: TaskCard) -> str:
    if card.row.channel != "wecom":
        # The robot sends messages of the chat alone; what else there is, a person does.
        return "phone" if card.row.channel == "phone" else "other_channel"
    if card.script is None:
        return "no_script"
    is_blocked = any(finding.severity == "block" for finding in card.script.findings)
    return "denied" if is_blocked or card.script.verdict == "deny" else ""


def _review_reason(card: TaskCard) -> str:
    script = card.script
    if script is None or script.verdict != "review":
        return ""
    if script.review in _REVIEWS:
        return _REVIEWS[script.review]
    is_about_words = all(finding.rule.startswith(_WORDS) for finding in script.findings)
    # What the policy wants looked at no supervisor's word about a text can settle.
    return NEEDS_REVIEW if is_about_words else "by_person"


def _state_reason(card: TaskCard, *, is_waiting: bool) -> str:
    row = card.row
    if row.state in ("running", "awaiting_witness") or (row.state == "held" and not is_waiting):
        return "under_way"
    if row.state == "ended" and row.outcome not in _MAY_TRY_AGAIN:
        return "unknown" if row.outcome == "unknown" else "ended"
    return ""
