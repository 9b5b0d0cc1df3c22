"""How much an account may send on a channel: the bank's limits, each with its dates and its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from robot.domain.task import Channel

#: Stands for every account in an exemption or a cap.
ANY_ACCOUNT = "*"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCap:
    """Most messages of one account on one channel; each account is counted for itself."""

    #: An RM's id, or `*` for every account.
    account: str
    channel: Channel
    #: None means no limit of this kind.
    per_minute: int | None
    per_hour: int | None
    per_day: int | None
    #: First and last business date on which it holds.
    valid_from: date
    valid_until: date
    #: Who decided it and where that is written.
    source: str

    def covers(self, account: str, channel: Channel, on: date) -> bool:
        """Whether it names this account and channel and holds on that business date."""
        named = self.account in (account, ANY_ACCOUNT) and self.channel is channel
        return named and self.valid_from <= on <= self.valid_until

    def opens_at(self, sent: Sequence[datetime], now: datetime) -> datetime | None:
        """When one more message keeps the limits of minute and hour; None if it does now.

        :param sent: moments of the account's sends on the channel within the last hour, in any order.
        """
        # A send that the clock puts into the future was made by now; it must not stretch the wait.
        moments = sorted((min(moment, now) for moment in sent), reverse=True)
        waits = []
        if self.per_minute and moments:
            # A distance, not a count: sixty a minute must not become sixty at once after a pause.
            waits.append(moments[0] + timedelta(seconds=60 / self.per_minute))
        if self.per_hour and len(moments) >= self.per_hour:
            waits.append(moments[self.per_hour - 1] + _HOUR)
        latest = max(waits, default=now)
        return latest if latest > now else None


def strictest(caps: Sequence[AccountCap]) -> AccountCap | None:
    """The limits of several caps that hold together: of each kind the lowest."""
    if not caps:
        return None

    def lowest(values: Sequence[int | None]) -> int | None:
        return min((value for value in values if value is not None), default=None)

    first = caps[0]
    return AccountCap(
        account=first.account,
        channel=first.channel,
        per_minute=lowest([cap.per_minute for cap in caps]),
        per_hour=lowest([cap.per_hour for cap in caps]),
        per_day=lowest([cap.per_day for cap in caps]),
        valid_from=max(cap.valid_from for cap in caps),
        valid_until=min(cap.valid_until for cap in caps),
        source="; ".join(dict.fromkeys(cap.source for cap in caps)),
    )
