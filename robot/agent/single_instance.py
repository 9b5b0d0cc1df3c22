"""One agent a home: a lock that the operating system releases when the process dies, however it dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from robot.domain.errors import EnvironmentFault


class InstanceLock:
    """Holds a lock file open for the life of the process."""

    def __init__(self, path: Path) -> None:
        """:raises EnvironmentFault: if another agent of this home is running."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file: IO[bytes] = path.open("a+b")
        try:
            _lock(self._file)
        except OSError as err:
            self._file.close()
            raise EnvironmentFault(
                "another agent already runs for this home; nothing was started", code="agent.already_running"
            ) from err
        self._file.truncate(0)
        self._file.write(str(os.getpid()).encode())
        self._file.flush()

    def release(self) -> None:
        """Let another agent start."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
