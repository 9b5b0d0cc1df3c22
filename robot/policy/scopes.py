"""What a consent or a refusal reaches: a channel, a purpose, or a purpose on a channel."""

from __future__ import annotations

from collections.abc import Iterable

from robot.domain.customer import Customer
from robot.domain.errors import InputRefused
from robot.domain.purpose import Purpose
from robot.domain.task import Channel

_PURPOSES = frozenset(str(purpose) for purpose in Purpose)
#: Ways of the bank's other systems, which a list may name too.
_OTHER_WAYS = frozenset({"sms"})
#: A consent to more is one to less: who may be marketed to on a channel may be congratulated there.
_ENOUGH: dict[Purpose, tuple[str, ...]] = {
    Purpose.MARKETING: (),
    Purpose.CARE: ("care",),
    Purpose.SERVICE: ("service", "care"),
}


def refuse_unknown_scope(scope: str) -> None:
    """A refusal that is meant for nothing would be lost.

    :raises InputRefused: a purpose or channel that is not known; the empty scope is everything.
    """
    of_purpose, _, rest = scope.rpartition(":")
    channels = {*map(str, Channel), *_OTHER_WAYS}
    is_known = rest in channels if of_purpose else rest in channels | _PURPOSES | {""}
    if not is_known or of_purpose not in _PURPOSES | {""}:
        raise InputRefused(
            f"{scope} names no channel ({', '.join(sorted(channels))}) or purpose"
            f" ({', '.join(sorted(_PURPOSES))}); nothing was changed",
            code="opt_out.unknown_scope",
            scope=scope,
        )


def reaches(scope: str, purpose: Purpose, channel: str) -> bool:
    """Whether a scope such as `phone`, `marketing` or `marketing:wecom` is meant for the contact."""
    of_purpose, _, of_channel = scope.rpartition(":")
    if of_purpose:
        return (of_purpose, of_channel) == (purpose, channel)
    return scope == (purpose if scope in _PURPOSES else channel)


def refusals(scopes: Iterable[str], purpose: Purpose, channel: str) -> list[str]:
    """The refusals that are meant for the contact, in order."""
    return sorted({scope for scope in scopes if reaches(scope, purpose, channel)})


def has_consented(customer: Customer, purpose: Purpose, channel: str) -> bool:
    """Whether the customer agreed to that purpose on that channel.

    A bare channel among the consents is the separate consent to marketing there.
    """
    enough = {channel, *(f"{kind}:{channel}" for kind in _ENOUGH[purpose])}
    return not enough.isdisjoint(customer.consents)
