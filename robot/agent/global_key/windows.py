"""The emergency key on Windows, by `RegisterHotKey`; its messages come to the thread that registered it."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

from robot.agent.global_key.keys import EMERGENCY_KEYS, EmergencyKey

_ALT, _CONTROL, _SHIFT, _NO_REPEAT = 0x1, 0x2, 0x4, 0x4000
_F12 = 0x7B
_HOTKEY, _QUIT = 0x0312, 0x0012


class _Message(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_long),
        ("y", ctypes.c_long),
        ("private", ctypes.c_uint32),
    )


class WindowsKeys:
    """The keys of the desktop that this process belongs to; a service has none."""

    def __init__(self) -> None:
        """Nothing is held before `hold`."""
        self._thread_id = 0
        self._is_over = threading.Event()

    def hold(self, on_held: Callable[[tuple[str, ...]], None], on_press: Callable[[str], None]) -> None:
        """As `KeyHolder.hold`."""
        user32, kernel32 = _libraries()
        self._thread_id = kernel32.GetCurrentThreadId()
        names: dict[int, str] = {}
        for number, key in enumerate(EMERGENCY_KEYS, 1):
            # Windows keeps F12 alone for a debugger; with other keys it is given out.
            if user32.RegisterHotKey(None, number, _modifiers(key), _F12):
                names[number] = key.name
        try:
            on_held(tuple(names.values()))
            message = _Message()
            while not self._is_over.is_set() and user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _HOTKEY and message.first in names:
                    on_press(names[message.first])
        finally:
            for number in names:
                user32.UnregisterHotKey(None, number)

    def let_go(self) -> None:
        """As `KeyHolder.let_go`."""
        self._is_over.set()
        user32, _ = _libraries()
        if self._thread_id:
            user32.PostThreadMessageW(self._thread_id, _QUIT, 0, 0)


def _modifiers(key: EmergencyKey) -> int:
    return _CONTROL | _NO_REPEAT | (_SHIFT if key.with_shift else 0) | (_ALT if key.with_alt else 0)


def _libraries() -> tuple[Any, Any]:
    # Not there on other systems, where this file is only imported.
    windll: Any = vars(ctypes)["windll"]
    return windll.user32, windll.kernel32
