"""Whether this account could change the keys that it is held by."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

#: A trust folder has about ten files.
_MOST_FILES = 200


def trust_is_protected(folder: Path) -> str | None:
    """What lets this account change what lies in the folder, in words; None if nothing does.

    Looks at the folder, at everything in it, and at every folder above it: whoever may rename one of those
    may put another in its place.
    """
    if not folder.is_dir():
        return f"{folder} is not there"
    if sys.platform == "win32":
        return _windows_problem(folder)
    if os.geteuid() == 0:
        return f"the robot runs as root, who may write everywhere, {folder} included"
    real = folder.resolve()
    try:
        inside = [folder, *islice(real.rglob("*"), _MOST_FILES)]
        problems = (*_problems(inside, above=False), *_problems([real, *real.parents], above=True))
    except OSError as err:
        return f"{folder} cannot be looked at ({err.strerror})"
    return problems[0] if problems else None


def _problems(paths: list[Path], *, above: bool) -> Iterator[str]:
    for path in paths:
        seen = path.lstat()
        if stat.S_ISLNK(seen.st_mode):
            if not above:
                yield f"{path} is a link"
        elif seen.st_uid == os.geteuid():
            yield f"{path} belongs to this account"
        # In a sticky folder nobody can move what another owns.
        elif not (above and seen.st_mode & stat.S_ISVTX and path != paths[0]) and _may_write(path):
            yield f"this account may write to {path}"


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _windows_problem(folder: Path) -> str | None:
    # Access lists are not readable without further libraries, so the rights are tried out.
    for place in (folder, *(entry for entry in islice(folder.rglob("*"), _MOST_FILES) if entry.is_dir())):
        try:
            with tempfile.TemporaryFile(dir=place, prefix=".tandem-check-"):
                return f"this account may write to {place}"
        except OSError:
            continue
    for file in (entry for entry in islice(folder.rglob("*"), _MOST_FILES) if entry.is_file()):
        try:
            with file.open("r+b"):
                return f"this account may write to {file}"
        except OSError:
            continue
    return None
