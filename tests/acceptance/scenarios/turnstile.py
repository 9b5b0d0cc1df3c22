"""Holding the agent at one point of the send path, so that trouble comes exactly there and not by chance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.workstation import eventually

#: Where the agent can be held: a chat is to be opened next; the text stands in the composer and nothing was
#: looked at again; all was looked at again and the click comes next; the click was made and nobody noted it.
BEFORE_OPEN, BEFORE_LAST_LOOK = "before-open", "before-last-look"
BEFORE_CLICK, AFTER_CLICK = "before-click", "after-click"


class Turnstile:
    """Both sides meet in a folder: a file bars a point, another says that the agent stands there."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "turnstile"

    def bar(self, point: str) -> None:
        """Let nobody past this point."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._here(point).unlink(missing_ok=True)
        self._barrier(point).touch()

    def open(self, point: str) -> None:
        """Let everybody past."""
        self._barrier(point).unlink(missing_ok=True)

    def is_barred(self, point: str) -> bool:
        return self._barrier(point).exists()

    def arrive(self, point: str) -> None:
        """The agent's side: it stands at the barrier."""
        self._here(point).touch()

    def is_reached(self, point: str) -> bool:
        return self._here(point).exists()

    @contextmanager
    def holding(self, point: str) -> Iterator[None]:
        """For as long as the block lasts."""
        self.bar(point)
        try:
            yield
        finally:
            self.open(point)

    def wait(self, point: str, patience_s: float = 30.0) -> None:
        """Until the agent stands there."""
        eventually(lambda: self.is_reached(point), patience_s)

    def _barrier(self, point: str) -> Path:
        return self._folder / point

    def _here(self, point: str) -> Path:
        return self._folder / f"{point}.here"
