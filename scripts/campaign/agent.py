"""The campaign's composition root: the product's agent with the campaign's clock and announcing ports."""

from __future__ import annotations

import asyncio
import sys
from datetime import date

from campaign.clock import CampaignClock
from campaign.troubled import TroubledEngine
from demoday.release import throw_away_trust
from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.domain.errors import TandemError
from robot.vault.keyring_vault import KeyringVault

CLOCK_FILE = "campaign-clock"


def main() -> int:
    """Run the agent of `TANDEM_HOME` on the business date given as the first argument."""

    def ready() -> None:
        print("ready", flush=True)  # the starter waits for this word

    home = Home.of_user()
    clock = CampaignClock(home.path / CLOCK_FILE, date.fromisoformat(sys.argv[1]))
    try:
        return asyncio.run(
            run_agent(
                home,
                clock,
                KeyringVault(),
                throw_away_trust(home.path),
                on_ready=ready,
                make_engine=TroubledEngine,
            )
        )
    except TandemError as err:
        print(err, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
