"""Opens a file that somebody else may have put there: no link, no pipe that never ends, and not too large."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_HOW = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_plain(path: Path, limit: int) -> bytes:
    """The content of a plain file.

    :param limit: most bytes that it may have.
    :raises FileNotFoundError: there is nothing.
    :raises OSError: it is no plain file (ELOOP for a link), is too large (EFBIG), or cannot be read.
    """
    with os.fdopen(os.open(path, _HOW), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, "it is too large", str(path))
    return content
