"""The emergency key on X11, through libxcb: Xlib would end the whole process when the display goes away."""

from __future__ import annotations

import ctypes
import select
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from robot.agent.global_key.keys import EMERGENCY_KEYS, DisplayMissing, EmergencyKey

_F12 = 0xFFC9
#: Keysyms by which a server changes its console: where F12 has one, Ctrl+Alt+F12 reaches no program.
_CONSOLES = range(0x1008FE01, 0x1008FE0D)
_SHIFT, _LOCK, _CONTROL, _ALT, _NUM_LOCK = 1, 2, 4, 8, 16
#: Caps lock and num lock count as held keys, so each combination is asked for with and without them.
_LOCKS = (0, _LOCK, _NUM_LOCK, _LOCK | _NUM_LOCK)
_ASYNCHRONOUS = 1
_KEY_PRESS, _MAPPING_NOTIFY = 2, 34
_HELD = _SHIFT | _CONTROL | _ALT


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _KeyPress(ctypes.Structure):
    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("keycode", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("root", ctypes.c_uint32),
        ("event", ctypes.c_uint32),
        ("child", ctypes.c_uint32),
        ("places", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
    )


class _Setup(ctypes.Structure):
    _fields_ = (
        ("head", ctypes.c_uint8 * 34),
        ("min_keycode", ctypes.c_uint8),
        ("max_keycode", ctypes.c_uint8),
        ("pad", ctypes.c_uint8 * 4),
    )


class _Mapping(ctypes.Structure):
    _fields_ = (("response_type", ctypes.c_uint8), ("keysyms_per_keycode", ctypes.c_uint8))


class _Screen(ctypes.Structure):
    #: The rest is stepped over by the library.
    _fields_ = (("root", ctypes.c_uint32),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(_Screen)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Keys:
    """One connection to the display that `DISPLAY` names."""

    def __init__(self) -> None:
        """:raises DisplayMissing: without libxcb.

        :raises ConnectionError: if the display does not answer.
        """
        self._wake, self._woken = socket.socketpair()
        try:
            self._xcb, self._libc = _library(), ctypes.CDLL(None)
        except OSError as err:
            raise DisplayMissing(str(err)) from err
        self._libc.free.argtypes = [ctypes.c_void_p]
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise ConnectionError("the display does not answer")

    def hold(self, on_held: Callable[[tuple[str, ...]], None], on_press: Callable[[str], None]) -> None:
        """As `KeyHolder.hold`."""
        try:
            on_held(self._grab_all())
            descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
            while not self._xcb.xcb_connection_has_error(self._connection):
                self._work_off(on_press)
                readable, _, _ = select.select([descriptor, self._woken], [], [])
                if self._woken in readable:
                    return
        finally:
            self._xcb.xcb_disconnect(self._connection)

    def let_go(self) -> None:
        """As `KeyHolder.let_go`."""
        with suppress(OSError):
            self._wake.send(b".")

    # --- grabbing ------------------------------------------------------------------------------------------

    def _grab_all(self) -> tuple[str, ...]:
        keycodes, roots = self._keycodes(), self._roots()
        held = []
        for key in EMERGENCY_KEYS:
            codes = [code for code, is_console in keycodes.items() if not (key.with_alt and is_console)]
            if codes and False not in [self._grab(root, code, key) for root in roots for code in codes]:
                held.append(key.name)
        return tuple(held)

    def _grab(self, root: int, keycode: int, key: EmergencyKey) -> bool:
        """Whether the plain combination is ours now; with a lock held it is taken where it can be."""
        is_ours = True
        for lock in _LOCKS:
            cookie = self._xcb.xcb_grab_key_checked(
                self._connection, 1, root, _modifiers(key) | lock, keycode, _ASYNCHRONOUS, _ASYNCHRONOUS
            )
            error = self._xcb.xcb_request_check(self._connection, cookie)
            if error:
                self._libc.free(error)
                is_ours = is_ours and lock != 0
        return is_ours

    def _roots(self) -> list[int]:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        roots = []
        while screens.rem:
            roots.append(int(screens.data.contents.root))
            self._xcb.xcb_screen_next(ctypes.byref(screens))
        return roots

    def _keycodes(self) -> dict[int, bool]:
        """The keys that give F12 on this keyboard, and whether with Ctrl+Alt they change the console."""
        setup = ctypes.cast(self._xcb.xcb_get_setup(self._connection), ctypes.POINTER(_Setup)).contents
        first, count = int(setup.min_keycode), int(setup.max_keycode) - int(setup.min_keycode) + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, count)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, cookie, None)
        if not reply:
            return {}
        width = int(ctypes.cast(reply, ctypes.POINTER(_Mapping)).contents.keysyms_per_keycode)
        symbols = self._xcb.xcb_get_keyboard_mapping_keysyms(reply)
        rows = {first + at: symbols[at * width : (at + 1) * width] for at in range(count) if width}
        self._libc.free(reply)
        return {
            code: any(symbol in _CONSOLES for symbol in row) for code, row in rows.items() if row[0] == _F12
        }

    # --- listening -----------------------------------------------------------------------------------------

    def _work_off(self, on_press: Callable[[str], None]) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            press = ctypes.cast(event, ctypes.POINTER(_KeyPress)).contents
            kind, held = press.response_type & 0x7F, press.state & _HELD
            self._libc.free(event)
            if kind == _MAPPING_NOTIFY:
                # Another keyboard: F12 may be another key now.
                self._grab_all()
            elif kind == _KEY_PRESS:
                name = next((key.name for key in EMERGENCY_KEYS if _modifiers(key) == held), "")
                if name:
                    on_press(name)


def _modifiers(key: EmergencyKey) -> int:
    return _CONTROL | (_SHIFT if key.with_shift else 0) | (_ALT if key.with_alt else 0)


def _library() -> Any:  # noqa: ANN401 - a C library has no type
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer, u32, u16, u8 = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "xcb_connect": (pointer, (ctypes.c_char_p, pointer)),
        "xcb_disconnect": (None, (pointer,)),
        "xcb_connection_has_error": (ctypes.c_int, (pointer,)),
        "xcb_get_file_descriptor": (ctypes.c_int, (pointer,)),
        "xcb_get_setup": (pointer, (pointer,)),
        "xcb_setup_roots_iterator": (_Screens, (pointer,)),
        "xcb_screen_next": (None, (pointer,)),
        "xcb_get_keyboard_mapping": (_Cookie, (pointer, u8, u8)),
        "xcb_get_keyboard_mapping_reply": (pointer, (pointer, _Cookie, pointer)),
        "xcb_get_keyboard_mapping_keysyms": (ctypes.POINTER(u32), (pointer,)),
        "xcb_grab_key_checked": (_Cookie, (pointer, u8, u32, u16, u8, u8, u8)),
        "xcb_request_check": (pointer, (pointer, _Cookie)),
        "xcb_poll_for_event": (pointer, (pointer,)),
    }
    for name, (answer, arguments) in signatures.items():
        function = getattr(xcb, name)
        function.restype, function.argtypes = answer, arguments
    return xcb
