"""Whether a site may be sent to now: what closes it, what opens it again, and when that is looked at."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day

from robot.domain.clock import BANK_ZONE, Clock, business_date
from robot.domain.outcome import Reason

#: Consecutive failures of the page after which a site is left alone for a while.
FAILURES_ALLOWED = 3
#: How long it is left alone, each time longer, in seconds; the last one repeats.
PAUSES_S = (5.0, 15.0, 60.0, 300.0)
#: A closed gate is looked at again at the latest after this long: a wall clock may have been set.
_LOOK_S = 30.0

#: What closes a site, gravest first. Whatever else closes it comes last.
_GRAVITY: tuple[str, ...] = (
    Reason.WRONG_ACCOUNT,
    Reason.SITE_STOPPED,
    Reason.LOGIN_NEEDED,
    Reason.TAKEN_OVER,
    Reason.PLATFORM_QUOTA,
    Reason.SITE_FAILING,
)
#: These close the site for a person too: the act would be unsafe or could not succeed.
_FOR_EVERYBODY: frozenset[str] = frozenset(_GRAVITY) - {Reason.SITE_FAILING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One thing that closes a site."""

    #: A `Reason` value or the id of the policy rule whose time has not come.
    reason: str
    since: datetime
    #: Wall time at which it goes on by itself, or None if somebody must act.
    until: datetime | None = None
    #: Orders end instead of waiting: only a person can open it again, and nobody knows when.
    ends_orders: bool = False
    #: On the monotonic clock: when it opens by itself. The wall clock does not count then.
    opens_at: float | None = None


Told = Callable[[Closing], Awaitable[None]]


async def _nobody(_closing: Closing) -> None:
    return


class SiteGate:
    """The gate of one site. Orders wait before it in their order."""

    def __init__(
        self, site: str, clock: Clock, *, pauses_s: Sequence[float] = PAUSES_S, look_s: float = _LOOK_S
    ) -> None:
        """Open, until something closes it."""
        self.site = site
        self._clock = clock
        self._pauses_s = tuple(pauses_s)
        self._look_s = look_s
        self._closings: dict[str, Closing] = {}
        self._failures = 0
        self._pauses = 0
        #: Notified of every change; whoever waits for the site waits on this.
        self.changed = asyncio.Condition()
        #: Told of every closing and opening, after it holds.
        self.on_closed: Told = _nobody
        self.on_opened: Told = _nobody

    # --- asking --------------------------------------------------------------------------------------------

    @property
    def closings(self) -> tuple[Closing, ...]:
        """What closes the site now, gravest first."""
        return tuple(sorted(filter(self._holds, self._closings.values()), key=_gravity))

    def closing(self, *, attended: bool = False) -> Closing | None:
        """The gravest thing that closes the site, for a person's order or for the schedule's."""
        found = self.closings
        return next((one for one in found if not attended or one.reason in _FOR_EVERYBODY), None)

    def is_closed_by(self, *reasons: str) -> bool:
        """Whether one of these closes it."""
        return any(closing.reason in reasons for closing in self.closings)

    @property
    def is_probing(self) -> bool:
        """The pause after failures is over and nothing has succeeded yet: one order shows how it stands."""
        return self._pauses > 0

    @property
    def seconds_to_look(self) -> float:
        """When to look again at the latest."""
        now, wall = time.monotonic(), self._clock.now()
        waits = [self._look_s]
        for closing in self.closings:
            if closing.opens_at is not None:
                waits.append(closing.opens_at - now)
            elif closing.until is not None:
                waits.append((closing.until - wall).total_seconds())
        return max(0.01, min(waits))

    @property
    def next_day(self) -> datetime:
        """When the next business date begins; what a site counts by the day is over then."""
        tomorrow = business_date(self._clock.now()) + timedelta(days=1)
        return datetime.combine(tomorrow, time_of_day(), BANK_ZONE)

    def _holds(self, closing: Closing) -> bool:
        if closing.opens_at is not None:
            return time.monotonic() < closing.opens_at
        return closing.until is None or self._clock.now() < closing.until

    # --- closing and opening -------------------------------------------------------------------------------

    async def close(
        self,
        reason: str,
        *,
        until: datetime | None = None,
        ends_orders: bool = False,
        since: datetime | None = None,
    ) -> None:
        """Let nothing more through.

        :param until: wall time at which it opens by itself.
        :param ends_orders: what waits ends and goes to a person.
        """
        present = self._closings.get(reason)
        begun = since or (present.since if present and self._holds(present) else self._clock.now())
        await self._put(Closing(reason=reason, since=begun, until=until, ends_orders=ends_orders))

    async def _put(self, closing: Closing) -> None:
        self._closings[closing.reason] = closing
        await self._notify()
        await self.on_closed(closing)

    async def open(self, *reasons: str) -> None:
        """Take reasons away; orders go on when none is left."""
        gone = [closing for reason in reasons if (closing := self._closings.pop(reason, None))]
        await self._notify()
        for closing in gone:
            await self.on_opened(closing)

    async def _notify(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    # --- the breaker ---------------------------------------------------------------------------------------

    async def failed(self, times: int = 1) -> None:
        """The page failed so often in a row; too often, and the site is left alone, each time longer."""
        self._failures += times
        if self._failures < FAILURES_ALLOWED:
            return
        pause_s = self._pauses_s[min(self._pauses, len(self._pauses_s) - 1)]
        self._pauses += 1
        now, earlier = self._clock.now(), self._closings.get(Reason.SITE_FAILING)
        since = earlier.since if earlier else now
        await self._put(
            Closing(
                reason=Reason.SITE_FAILING,
                since=since,
                opens_at=time.monotonic() + pause_s,
                until=datetime.fromtimestamp(now.timestamp() + pause_s, tz=now.tzinfo),
            )
        )

    async def succeeded(self) -> None:
        """The page worked."""
        self._failures = self._pauses = 0
        if Reason.SITE_FAILING in self._closings:
            await self.open(Reason.SITE_FAILING)


def _gravity(closing: Closing) -> int:
    return _GRAVITY.index(closing.reason) if closing.reason in _GRAVITY else len(_GRAVITY)
