"""The thread that holds the emergency key while the agent lives, and takes it again when it is lost."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

import structlog

from robot.agent.global_key.keys import DisplayMissing, KeyHolder
from robot.agent.global_key.windows import WindowsKeys
from robot.agent.global_key.x11 import X11Keys

_LOG = structlog.get_logger("agent.global_key")
#: A display that went away is looked for again after so long, seconds.
_AGAIN_S = 30.0


def make_holder() -> KeyHolder:
    """The holder of this platform's keys.

    :raises DisplayMissing: if there is no desktop whose keys a program may take. Wayland gives them to
        nobody; there tray, window, stop file and `tandem stop` remain.
    :raises ConnectionError: if the desktop does not answer now.
    """
    if sys.platform == "win32":
        return WindowsKeys()
    if not os.environ.get("DISPLAY"):
        raise DisplayMissing("DISPLAY is not set")
    if os.environ.get("WAYLAND_DISPLAY"):
        # Only windows of old programs would hear it, so it must not be promised.
        raise DisplayMissing("Wayland gives global keys to no program")
    return X11Keys()


class GlobalKey:
    """Started and ended by the agent; `held` says what works now."""

    def __init__(self, on_press: Callable[[str], None], make: Callable[[], KeyHolder] = make_holder) -> None:
        """:param on_press: told of every press, in this thread; it must not wait for the agent's loop."""
        self._on_press = on_press
        self._make = make
        self._holder: KeyHolder | None = None
        self._is_over = threading.Event()
        #: Names of the keys that are held now.
        self.held: tuple[str, ...] = ()
        self._thread = threading.Thread(target=self._work, name="global-key", daemon=True)

    def start(self) -> None:
        """Begin to hold the keys."""
        self._thread.start()

    def stop(self) -> None:
        """Give them back."""
        self._is_over.set()
        if self._holder is not None:
            self._holder.let_go()
        self._thread.join(1.0)

    def _work(self) -> None:
        while not self._is_over.is_set():
            try:
                self._holder = self._make()
                if not self._is_over.is_set():
                    self._holder.hold(self._note, self._on_press)
            except DisplayMissing as err:
                _LOG.info("no_global_key", why=str(err))
                return
            except ConnectionError as err:
                _LOG.info("no_global_key_yet", why=str(err))
            except Exception as err:  # noqa: BLE001 - a border: the agent's other ways to be stopped remain
                _LOG.warning("global_key_failed", kind=type(err).__name__)
            self.held = ()
            self._is_over.wait(_AGAIN_S)

    def _note(self, held: tuple[str, ...]) -> None:
        self.held = held
        _LOG.info("global_key_held", keys=list(held))
