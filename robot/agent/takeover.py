"""A person takes the robot's browser in hand, and hands it back; the robot looks again before it goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from playwright.async_api import Error

from robot.agent.os_account import os_account
from robot.domain.errors import (
    EnvironmentFault,
    JournalUnwritable,
    LoginNeeded,
    NotPermitted,
    SiteFault,
    StateConflict,
    WrongAccount,
)
from robot.domain.outcome import Reason
from robot.execution.gate import FAILURES_ALLOWED
from robot.sites.handing_back import take_back
from robot.sites.page import SitePage
from robot.sites.person_input import watch_for_person

if TYPE_CHECKING:
    from robot.agent.engine import Engine
    from robot.agent.sending_line import SendingLine

_LOG = structlog.get_logger("agent.takeover")


class TakeOver:
    """Who has the acting page in hand. While a person has it, the chat site's gate is closed for it."""

    def __init__(self, engine: Engine) -> None:
        """One for each engine."""
        self._engine = engine
        self._lock = asyncio.Lock()
        self._yielding: asyncio.Task[None] | None = None
        #: Who has the browser in hand, or empty.
        self.by = ""

    # --- taking --------------------------------------------------------------------------------------------

    async def take(self, by: str) -> None:
        """Finish what is past its click, withdraw what is before it, and bring the page to the front.

        :raises EnvironmentFault: if the browser runs without a window; nothing was changed.
        :raises StateConflict: if somebody has it in hand already.
        """
        if self._engine.settings.browser.headless:
            raise EnvironmentFault(
                "the robot's browser runs without a window, so there is nothing to take over; set"
                f" `browser: {{headless: false}}` in {self._engine.home.settings} and start the agent again."
                " Pausing works all the same",
                code="takeover.headless",
            )
        async with self._lock:
            if self.by:
                raise StateConflict(
                    f"{self.by} works in the robot's browser already", code="takeover.under_way"
                )
            line = await self._engine.line()
            await self._give_way(line, by)
            await _bring_to_front(line)

    async def _give_way(self, line: SendingLine, by: str) -> None:
        self.by = by
        await self._engine.gate.close(Reason.TAKEN_OVER)
        await line.dispatcher.give_way(Reason.TAKEN_OVER)
        await self._engine.note("takeover.begun", {"by": by})
        self._engine.revision.touch()

    # --- handing back --------------------------------------------------------------------------------------

    async def hand_back(self) -> str:
        """Look at the page again, then go on; what stands in the way if it cannot, or empty.

        :raises StateConflict: if nobody has it in hand, or a layer over the page is for a person to close.
        """
        async with self._lock:
            if not self.by:
                raise StateConflict("nobody works in the robot's browser", code="takeover.none")
            line = await self._engine.line()
            reason = await self._look_again(line)
            by, self.by = self.by, ""
            line.dispatcher.go_on()
            await self._engine.gate.open(Reason.TAKEN_OVER)
            await self._engine.note("takeover.ended", {"by": by, "reason": reason})
            self._engine.revision.touch()
            return reason

    async def _look_again(self, line: SendingLine) -> str:
        """Why the site must wait, its gate closed for it; empty if all is well."""
        gate = self._engine.gate
        if gate.is_closed_by(Reason.LOGIN_NEEDED):
            # Somebody else watches for the login, and sees it when it is made.
            return Reason.LOGIN_NEEDED
        try:
            async with line.dispatcher.acting:
                await take_back(line.acting)
        except LoginNeeded:
            await gate.close(Reason.LOGIN_NEEDED)
            return Reason.LOGIN_NEEDED
        except WrongAccount:
            await gate.close(Reason.WRONG_ACCOUNT, ends_orders=True)
            return Reason.WRONG_ACCOUNT
        except (SiteFault, Error, EnvironmentFault):
            await gate.failed(FAILURES_ALLOWED)
            return Reason.SITE_FAILING
        return ""

    # --- a person who just begins --------------------------------------------------------------------------

    async def watch(self, site_page: SitePage) -> None:
        """Watch a new acting page for mouse and keys that are not the robot's; only where one can be seen."""
        if not self._engine.settings.browser.headless:
            await watch_for_person(site_page.page, site_page.own_input, self.person_seen)

    def person_seen(self) -> None:
        """Somebody uses the robot's window: the robot gives way without being asked."""
        line = self._engine.line_if_built
        # Who must log in, or ends the stop, does not take anything away from the robot.
        waits = self._engine.gate.is_closed_by(Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT)
        if self.by or line is None or waits or self._yielding is not None:
            return
        self._yielding = asyncio.create_task(self._yield_to_person(line))
        self._yielding.add_done_callback(self._yielded)

    async def _yield_to_person(self, line: SendingLine) -> None:
        async with self._lock:
            if not self.by:
                await self._give_way(line, os_account())

    def _yielded(self, task: asyncio.Task[None]) -> None:
        self._yielding = None
        error = None if task.cancelled() else task.exception()
        if isinstance(error, JournalUnwritable):
            self._engine.give_up(error)
        elif error is not None:
            _LOG.error("not_yielded", kind=type(error).__name__, exc_info=error)


async def _bring_to_front(line: SendingLine) -> None:
    try:
        if line.acting.shown is None:
            await line.acting.page()
    except (LoginNeeded, WrongAccount, SiteFault, NotPermitted) as err:
        # The person sees what the site shows, and says so by handing back.
        _LOG.info("taken_over_as_it_stands", code=err.code)
    shown = line.acting.shown
    if shown is not None:
        try:
            await shown.page.bring_to_front()
        except Error as err:
            _LOG.info("not_brought_to_front", kind=type(err).__name__)
