"""Browser sessions are renewed at a safe point after so many uses or so long: pages leak, however tidy."""

from __future__ import annotations

import time
from typing import Protocol

import structlog

from robot.domain.errors import JournalUnwritable

_LOG = structlog.get_logger("execution.recycling")
#: Uses, and seconds, after which a session is renewed.
USES = 200
SECONDS = 2 * 3600.0


class Recyclable(Protocol):
    """A session that can begin anew without a person."""

    async def recycle(self) -> object:
        """Begin anew, in the same login where that takes a person."""


class Recycler:
    """Counts the uses of one session."""

    def __init__(self, session: Recyclable, *, uses: int = USES, seconds: float = SECONDS) -> None:
        """New sessions are not renewed."""
        self._session = session
        self._limits = (uses, seconds)
        self._uses = 0
        self._since = time.monotonic()
        self._is_wanted = False

    def want(self) -> None:
        """Renew it before its next use, such as after the machine slept."""
        self._is_wanted = True

    @property
    def is_due(self) -> bool:
        """Whether the next use renews it."""
        uses, seconds = self._limits
        return self._is_wanted or self._uses >= uses or time.monotonic() - self._since >= seconds

    async def before_use(self) -> None:
        """Renew the session if it is time; nothing may be under way on it."""
        if self.is_due:
            self._uses, self._since, self._is_wanted = 0, time.monotonic(), False
            try:
                await self._session.recycle()
            except JournalUnwritable:
                raise
            except Exception as err:  # noqa: BLE001 - the use itself finds out what is wrong with it
                _LOG.warning("not_recycled", kind=type(err).__name__)
        self._uses += 1
