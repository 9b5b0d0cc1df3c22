"""The demonstration's composition root, the only place that gives the product's agent another clock."""

from __future__ import annotations

import asyncio
import sys
from datetime import date

from demoday.clock import DemoClock
from demoday.last_record import last_recorded_time
from demoday.release import throw_away_trust
from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.domain.errors import TandemError
from robot.vault.keyring_vault import KeyringVault


def main() -> int:
    """Run the agent of `TANDEM_HOME` on the business date given as the first argument."""

    def ready() -> None:
        print("ready", flush=True)  # the starter waits for this word

    home = Home.of_user()
    clock = DemoClock(date.fromisoformat(sys.argv[1]), not_before=last_recorded_time(home.database))
    try:
        return asyncio.run(
            run_agent(home, clock, KeyringVault(), throw_away_trust(home.path), on_ready=ready)
        )
    except TandemError as err:
        print(err, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
