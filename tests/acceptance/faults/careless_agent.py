"""A robot that presses twice and takes its own word for proof: the campaign must see what it does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import date

from campaign.agent import CLOCK_FILE
from campaign.clock import CampaignClock
from campaign.troubled import TroubledChannel, TroubledEngine
from demoday.release import throw_away_trust
from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.domain.customer import Recipient
from robot.execution.ports import Expected, MessageChannel, Sighting, Witness
from robot.sites.session import SiteSession
from robot.vault.keyring_vault import KeyringVault


class HastyChannel(TroubledChannel):
    _words: str

    async def fill(self, recipient: Recipient, text: str) -> None:
        self._words = text
        await super().fill(recipient, text)

    async def click(self) -> None:
        await super().click()
        # Past all that the product's own channel would check.
        page = (await self._session.page()).page
        await page.locator("#wc-composer").fill(self._words)
        await page.locator("#wc-send").click()


class BelievingWitness:
    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        return [Sighting(found=(wanted.message_id or "believed",)) for wanted in expected]


class CarelessEngine(TroubledEngine):
    def make_channel(self, session: SiteSession) -> MessageChannel:
        return HastyChannel(session, self.announcer, self._pictures)

    def make_witness(self, session: SiteSession) -> Witness:
        return BelievingWitness()


def main() -> int:
    def ready() -> None:
        print("ready", flush=True)  # noqa: T201 - the starter waits for this word

    home = Home.of_user()
    clock = CampaignClock(home.path / CLOCK_FILE, date.fromisoformat(sys.argv[1]))
    return asyncio.run(
        run_agent(
            home,
            clock,
            KeyringVault(),
            throw_away_trust(home.path),
            on_ready=ready,
            make_engine=CarelessEngine,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
