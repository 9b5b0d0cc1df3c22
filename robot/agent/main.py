"""`tandem agent`: the production composition; nothing can swap the system's clock, keyring and keys."""

from __future__ import annotations

import asyncio

from robot.agent.composition import run_agent
from robot.agent.endpoint import Home
from robot.domain.clock import SystemClock
from robot.governance import TrustPlace
from robot.vault.keyring_vault import KeyringVault


def run() -> int:
    """Run this user's agent until it is asked to end; returns the exit code.

    :raises TandemError: if it cannot start, with what to do.
    """
    return asyncio.run(run_agent(Home.of_user(), SystemClock(), KeyringVault(), TrustPlace.of_system()))
