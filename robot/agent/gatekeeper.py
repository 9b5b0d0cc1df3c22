"""What happens when a chat site closes: what is read, what is waited for, and whom it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from robot.domain.errors import JournalUnwritable, LoginNeeded, StateConflict, TandemError, WrongAccount
from robot.domain.night_views import SiteWait
from robot.domain.outcome import Reason
from robot.execution.dispatch import RATE_CAP
from robot.execution.gate import Closing

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.gate")
#: Between two tries to wait for a login whose page could not even be shown, seconds.
_LOGIN_AGAIN_S = 15.0
#: An account that was refused is tried again after so long, then only once a person has tested it, seconds.
_ACCOUNT_AGAIN_S = (60.0, 600.0)
#: A person released the site; what reading or a person must settle first is not among them.
_RELEASED = (Reason.WRONG_ACCOUNT, Reason.LOGIN_NEEDED, Reason.SITE_FAILING, Reason.PLATFORM_QUOTA)


class GateKeeper:
    """Stands at the gate of the chat site."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        self.gate = engine.make_gate()
        self.gate.on_closed = self._closed
        self.gate.on_opened = self._opened
        self._watchers: dict[str, asyncio.Task[None]] = {}
        #: Reasons that were journalled, and since when they held then.
        self._known: dict[str, datetime] = {}

    async def load(self) -> None:
        """Close the gate again for what only a person may open."""
        stop = await self._engine.site_stops.find(self.gate.site)
        if stop is not None:
            reason, since = stop
            await self.gate.close(reason, ends_orders=True, since=since)

    async def stop(self) -> None:
        """Wait for nothing any more."""
        watchers = list(self._watchers.values())
        for watcher in watchers:
            watcher.cancel()
        await asyncio.gather(*watchers, return_exceptions=True)

    # --- closing and opening -------------------------------------------------------------------------------

    async def _closed(self, closing: Closing) -> None:
        engine = self._engine
        if self._known.get(closing.reason) != closing.since and closing.reason != RATE_CAP:
            self._known[closing.reason] = closing.since
            await engine.note("site.closed", {"site": self.gate.site, "reason": closing.reason})
        if closing.reason == Reason.WRONG_ACCOUNT:
            await engine.site_stops.put(self.gate.site, closing.reason)
        elif closing.reason == Reason.LOGIN_NEEDED:
            self._watch(closing.reason, self._wait_for_login())
        elif closing.reason == Reason.SITE_STOPPED and not closing.ends_orders:
            self._watch(closing.reason, engine.settlement.settle_by_reading())
        engine.revision.touch()

    async def _opened(self, closing: Closing) -> None:
        self._known.pop(closing.reason, None)
        await self._engine.note("site.opened", {"site": self.gate.site, "reason": closing.reason})
        self._engine.revision.touch()

    def _watch(self, reason: str, work: Coroutine[None, None, None]) -> None:
        """Run what may open the gate again, once at a time for each reason."""
        present = self._watchers.get(reason)
        if present is not None and not present.done():
            work.close()
            return
        watcher = asyncio.create_task(work)
        self._watchers[reason] = watcher
        watcher.add_done_callback(self._report_death)

    def _report_death(self, watcher: asyncio.Task[None]) -> None:
        error = None if watcher.cancelled() else watcher.exception()
        if isinstance(error, JournalUnwritable):
            self._engine.give_up(error)
        elif error is not None:
            _LOG.error("watcher_died", kind=type(error).__name__, exc_info=error)

    async def settled(self) -> None:
        """Wait until reading after an unknown came to its end."""
        reading = self._watchers.get(Reason.SITE_STOPPED)
        if reading is not None:
            await asyncio.wait([reading])

    async def _wait_for_login(self) -> None:
        pauses = list(_ACCOUNT_AGAIN_S)
        while True:
            try:
                line = await self._engine.line()
                await line.logged_in_again()
                break
            except WrongAccount:
                await self.gate.close(Reason.WRONG_ACCOUNT, ends_orders=True)
                break
            except LoginNeeded:
                # The account itself was refused: trying it again and again would lock it.
                if not pauses:
                    return
                await asyncio.sleep(pauses.pop(0))
            except JournalUnwritable:
                raise
            except Exception as err:  # noqa: BLE001 - whatever keeps the login page away, it is shown again
                _LOG.warning("login_not_shown", kind=type(err).__name__, code=getattr(err, "code", ""))
                await asyncio.sleep(_LOGIN_AGAIN_S)
        # A session that ends again from here on is watched anew.
        self._watchers.pop(Reason.LOGIN_NEEDED, None)
        await self.gate.open(Reason.LOGIN_NEEDED)

    # --- people --------------------------------------------------------------------------------------------

    async def release(self, site: str, by: str) -> None:
        """A person says that the site may be used again.

        :raises StateConflict: if nothing that a person may release closes it; an unknown outcome must be
            settled instead.
        """
        held = [one.reason for one in self.gate.closings if one.reason in _RELEASED]
        if site != self.gate.site or not held:
            raise StateConflict(
                f"the site {site} is not stopped for anything that can be released;"
                " after an unknown outcome use `tandem reconcile` or `tandem settle`",
                code="site.not_stopped",
            )
        await self._engine.site_stops.remove(site, by)
        login = self._watchers.pop(Reason.LOGIN_NEEDED, None)
        if login is not None:
            login.cancel()
        line = self._engine.line_if_built
        if line is not None:
            await line.forget_sessions()
        await self.gate.succeeded()
        await self.gate.open(*_RELEASED)

    async def account_works(self, site: str, by: str) -> None:
        """A test login showed the right employee's session."""
        if site == self.gate.site and self.gate.is_closed_by(Reason.WRONG_ACCOUNT, Reason.LOGIN_NEEDED):
            await self.release(site, by)

    # --- views ---------------------------------------------------------------------------------------------

    def waits(self) -> tuple[SiteWait, ...]:
        """What the fronts show."""
        line = self._engine.line_if_built
        return tuple(
            SiteWait(
                site=self.gate.site,
                reason=closing.reason,
                since=closing.since,
                until=closing.until,
                tasks=line.dispatcher.waiting if line else 0,
            )
            for closing in self.gate.closings
        )

    async def login_picture(self) -> bytes:
        """PNG of what a person must scan, or empty."""
        line = self._engine.line_if_built
        if line is None or not self.gate.is_closed_by(Reason.LOGIN_NEEDED):
            return b""
        try:
            return await line.login_picture()
        except TandemError:
            return b""
