"""Which keys stop the robot, and what a platform's holder of them offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyKey:
    """One combination with F12."""

    #: As it is printed for people.
    name: str
    with_shift: bool
    with_alt: bool


#: Many X servers change their console by Ctrl+Alt+F12, and some drivers on Windows take it: so there are two.
EMERGENCY_KEYS = (
    EmergencyKey(name="Ctrl+Alt+F12", with_shift=False, with_alt=True),
    EmergencyKey(name="Ctrl+Shift+F12", with_shift=True, with_alt=False),
)


class DisplayMissing(Exception):
    """There is no desktop whose keys a program may take."""


class KeyHolder(Protocol):
    """Takes the keys from the desktop and tells of presses, in the thread that calls `hold`."""

    def hold(self, on_held: Callable[[tuple[str, ...]], None], on_press: Callable[[str], None]) -> None:
        """Hold the keys until `let_go` or until the desktop goes away.

        :param on_held: told once which keys this program was given; none if others hold them all.
        :param on_press: told of every press with the key's name.
        """

    def let_go(self) -> None:
        """End `hold`; from another thread."""
