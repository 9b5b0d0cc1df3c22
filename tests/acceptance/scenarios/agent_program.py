"""The product's agent with the demonstration's clock and a turnstile around the chat page."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import date

from demoday.release import throw_away_trust
from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.agent.engine import Engine
from robot.channels.wecom import WecomChannel
from robot.domain.customer import Recipient
from robot.domain.errors import TandemError
from robot.execution.ports import MessageChannel, Opened
from robot.sites.session import SiteSession
from robot.vault.keyring_vault import KeyringVault
from tests.acceptance.scenarios.turnstile import (
    AFTER_CLICK,
    BEFORE_CLICK,
    BEFORE_LAST_LOOK,
    BEFORE_OPEN,
    Turnstile,
)
from tests.support.agent_program import LaterClock

_LOOK_S = 0.01


class HeldChannel(WecomChannel):
    """The real page; it only waits where a test has put a barrier."""

    def __init__(self, session: SiteSession, turnstile: Turnstile) -> None:
        super().__init__(session)
        self._turnstile = turnstile

    async def open(
        self, recipient: Recipient, text: str, business_date: date, *, fingerprints: Sequence[str] = ()
    ) -> Opened:
        await self._pass(BEFORE_OPEN)
        return await super().open(recipient, text, business_date, fingerprints=fingerprints)

    async def ready_to_click(self) -> None:
        await self._pass(BEFORE_LAST_LOOK)
        await super().ready_to_click()

    async def click(self) -> None:
        await self._pass(BEFORE_CLICK)
        await super().click()
        await self._pass(AFTER_CLICK)

    async def _pass(self, point: str) -> None:
        if self._turnstile.is_barred(point):
            self._turnstile.arrive(point)
        while self._turnstile.is_barred(point):
            await asyncio.sleep(_LOOK_S)


class HeldEngine(Engine):
    """The real engine with that page."""

    def make_channel(self, session: SiteSession) -> MessageChannel:
        return HeldChannel(session, Turnstile(self.home.path))


def main() -> int:
    """Business date and minutes after ten are the arguments."""

    def ready() -> None:
        print("ready", flush=True)  # noqa: T201 - the starter waits for this word

    home = Home.of_user()
    clock = LaterClock(date.fromisoformat(sys.argv[1]), int(sys.argv[2]))
    try:
        return asyncio.run(
            run_agent(
                home,
                clock,
                KeyringVault(),
                throw_away_trust(home.path),
                on_ready=ready,
                make_engine=HeldEngine,
            )
        )
    except TandemError as err:
        print(err, file=sys.stderr)  # noqa: T201 - a program's own error message
        return 2


if __name__ == "__main__":
    sys.exit(main())
