"""A fault of the page before the effect, as a reason for the task's ending."""

from __future__ import annotations

from robot.domain.errors import ElementAmbiguous, ElementMissing, LoginNeeded, SiteUnreachable, WrongAccount
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal

_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (LoginNeeded, Reason.LOGIN_NEEDED),
    (WrongAccount, Reason.WRONG_ACCOUNT),
    (SiteUnreachable, Reason.PAGE_UNREACHABLE),
    (ElementMissing, Reason.PAGE_CHANGED),
    (ElementAmbiguous, Reason.PAGE_CHANGED),
)


def refusal_of(err: Exception) -> ChannelRefusal:
    """The refusal that a fault means; free of what the page showed."""
    for kind, reason in _REASONS:
        if isinstance(err, kind):
            return ChannelRefusal(reason, str(err))
    lines = str(err).splitlines() or [type(err).__name__]
    return ChannelRefusal(Reason.PAGE_CHANGED, lines[0][:200])
