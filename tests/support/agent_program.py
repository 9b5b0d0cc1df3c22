"""The demonstration's agent, opened later in the day: a restarted agent must not find its clock set back."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, datetime, timedelta

from demoday.clock import DemoClock
from demoday.release import throw_away_trust
from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.domain.errors import TandemError
from robot.vault.keyring_vault import KeyringVault


class LaterClock(DemoClock):
    """Ten o'clock and some minutes."""

    def __init__(self, business_date: date, minutes: int) -> None:
        super().__init__(business_date)
        self._later = timedelta(minutes=minutes)

    def now(self) -> datetime:
        return super().now() + self._later


def main() -> int:
    """Business date and minutes after ten are the arguments."""

    def ready() -> None:
        print("ready", flush=True)  # noqa: T201 - the starter waits for this word

    home = Home.of_user()
    clock = LaterClock(date.fromisoformat(sys.argv[1]), int(sys.argv[2]))
    try:
        return asyncio.run(
            run_agent(home, clock, KeyringVault(), throw_away_trust(home.path), on_ready=ready)
        )
    except TandemError as err:
        print(err, file=sys.stderr)  # noqa: T201 - a program's own error message
        return 2


if __name__ == "__main__":
    sys.exit(main())
