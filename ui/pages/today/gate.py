"""May this task be sent now, as far as the window can know? The agent decides again when it is asked."""

from __future__ import annotations

from robot.domain.views import AgentStatus, TaskCard

#: Endings after which a task may be sent again if the agent agrees.
_MAY_TRY_AGAIN = frozenset({"needs_person", "halted", "cancelled"})


def closed_because(
    card: TaskCard | None, status: AgentStatus | None, *, is_online: bool, is_waiting: bool
) -> str:
    """The code of why sending is not possible, or empty.

    :param is_waiting: the task was held when the agent restarted.
    """
    if not is_online or status is None:
        return "offline"
    if status.stop is not None:
        return "stopped"
    if card is None:
        return "loading"
    return _card_reason(card) or _state_reason(card, is_waiting=is_waiting)


def _card_reason(card: TaskCard) -> str:
    if card.row.channel == "phone":
        return "phone"
    if card.script is None:
        return "no_script"
    is_blocked = any(finding.severity == "block" for finding in card.script.findings)
    return "denied" if is_blocked or card.script.verdict == "deny" else ""


def _state_reason(card: TaskCard, *, is_waiting: bool) -> str:
    row = card.row
    if row.state in ("running", "awaiting_witness") or (row.state == "held" and not is_waiting):
        return "under_way"
    if row.state == "ended" and row.outcome not in _MAY_TRY_AGAIN:
        return "unknown" if row.outcome == "unknown" else "ended"
    return ""
