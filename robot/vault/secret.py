"""A value that cannot slip into a log, a repr, a pickle or an f-string by accident."""

from __future__ import annotations

import hmac
import threading
import weakref
from typing import NoReturn, Self, final

REDACTED = "Secret(***)"

# The one process-wide registry: logging is process-wide too, and a secret that somebody forgot to
# register would be the one that leaks. Weak, so that it keeps no secret alive.
_live: weakref.WeakSet[Secret] = weakref.WeakSet()
_live_lock = threading.Lock()


@final
class Secret:
    """A password or key; equal only to itself, compare values with `matches`.

    Python cannot wipe a string from memory, so this does not pretend to: keep it short-lived.
    """

    __slots__ = ("__value", "__weakref__")

    def __init__(self, value: str) -> None:
        value.encode()  # a lone surrogate cannot be encoded, stored or searched for: stop it here
        self.__value = value
        with _live_lock:
            _live.add(self)

    def reveal(self) -> str:
        """The value itself; call it where it is used up, and keep no name for what it returns."""
        return self.__value

    def matches(self, other: Secret) -> bool:
        """Whether both hold the same value, without telling by the time it takes how much agrees."""
        return hmac.compare_digest(_to_bytes(self.__value), _to_bytes(other.__value))

    def __repr__(self) -> str:
        return REDACTED

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return REDACTED

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __copy__(self) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        msg = "a Secret must not be pickled"
        raise TypeError(msg)

    def __getstate__(self) -> NoReturn:
        msg = "a Secret must not be pickled"
        raise TypeError(msg)


def live_values() -> set[str]:
    """The values of all secrets that are alive in this process, for whoever masks them."""
    with _live_lock:
        return {secret.reveal() for secret in _live}


def _to_bytes(value: str) -> bytes:
    return value.encode()
