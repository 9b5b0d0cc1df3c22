"""Who asks about the log, for questions that come many times a second."""

from __future__ import annotations

import time

from robot.agent.reviewer_desk import ReviewerDesk
from robot.domain.errors import TandemError

#: The role document is read again after so long.
_GOOD_FOR_S = 3.0


class LogAsker:
    """Remembers for a moment who reviews here."""

    def __init__(self, reviewers: ReviewerDesk) -> None:
        """Nobody was looked for yet."""
        self._reviewers = reviewers
        self._person = ""
        self._until = 0.0

    async def person(self) -> str:
        """Person of the role document; empty for whoever is no reviewer here."""
        if time.monotonic() >= self._until:
            try:
                self._person = (await self._reviewers.here()).person.id
            except TandemError:
                self._person = ""
            self._until = time.monotonic() + _GOOD_FOR_S
        return self._person

    def forget(self) -> None:
        """Somebody signed in or out."""
        self._until = 0.0
