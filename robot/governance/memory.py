"""What a workstation remembers of releases, so that none that is older passes for new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Numbered(StrEnum):
    """Documents whose number only grows."""

    ROLES = "roles"
    REVOCATIONS = "revocations"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRelease:
    """A release that was accepted."""

    version: int
    release_id: str
    #: Hex SHA-256 of its manifest.
    manifest_sha256: str


class VersionMemory(Protocol):
    """Outlives restarts. Callable from any thread."""

    def highest(self) -> SeenRelease | None:
        """The accepted release with the highest version ever."""

    def remember(self, release: SeenRelease) -> None:
        """Note that a release is in use from now on; durable when it returns.

        :raises JournalUnwritable: it could not be noted; then the release must not be used.
        """

    def number(self, document: Numbered) -> int:
        """The highest number seen of a document; 0 if none was."""

    def raise_number(self, document: Numbered, number: int) -> None:
        """Note a higher number; a lower one changes nothing.

        :raises JournalUnwritable: it could not be noted.
        """

    def last_day(self) -> date | None:
        """The business date of the journal's last record: no earlier day can be today."""


class ForgetfulMemory:
    """Remembers while the process lives; for an examination beside the agent."""

    def __init__(
        self, highest: SeenRelease | None = None, last_day: date | None = None, **numbers: int
    ) -> None:
        """:param numbers: highest number by document, such as `roles=3`."""
        self._highest, self._last_day = highest, last_day
        self._numbers = {Numbered(name): number for name, number in numbers.items()}

    def highest(self) -> SeenRelease | None:
        """The accepted release with the highest version."""
        return self._highest

    def remember(self, release: SeenRelease) -> None:
        """Note a release that is in use."""
        if self._highest is None or release.version > self._highest.version:
            self._highest = release

    def number(self, document: Numbered) -> int:
        """The highest number seen of a document."""
        return self._numbers.get(document, 0)

    def raise_number(self, document: Numbered, number: int) -> None:
        """Note a higher number."""
        self._numbers[document] = max(number, self.number(document))

    def came(self, day: date) -> None:
        """Note that a day has come."""
        self._last_day = max(day, self._last_day or day)

    def last_day(self) -> date | None:
        """The last day that is known to have come."""
        return self._last_day
