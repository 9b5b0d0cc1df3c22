"""One setup at a time in one checkout: two of them would write the same files."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from bootstrap.places import CACHE
from bootstrap.processes import say

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL_SECONDS = 0.2


@contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other setup of this checkout runs; the lock ends with the process, however it ends."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("a+b") as lock:
        if not _try_to_lock(lock):
            say("another setup is running here; waiting for it")
            while not _try_to_lock(lock):
                time.sleep(_POLL_SECONDS)
        yield


def _try_to_lock(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
