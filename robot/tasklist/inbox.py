"""The folder into which people drop lists: which files have come to rest, and where they go afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from robot.domain.errors import EnvironmentFault, StateConflict
from robot.tasklist.hygiene import harmless

DONE = "done"
REFUSED = "refused"

#: Files looked at in one go; the rest waits for the next look.
_MOST_FILES = 1_000
_MOST_NAMES = 10_000
#: What programs write beside a file that they still hold open, and what browsers call a download under way.
_UNFINISHED = re.compile(
    r"[.~].*|.*\.(?:tmp|part|partial|crdownload|download|filepart|swp)", re.IGNORECASE | re.DOTALL
)
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another."""

    size: int
    mtime_ns: int
    inode: int


def ready_files(folder: Path, seen: dict[str, Stamp]) -> tuple[Path, ...]:
    """The files whose size and time are the same as at the last look, by name.

    Links, pipes and devices are returned too: whoever reads them refuses them, and a person learns why.

    :param seen: file name -> what the last look found; brought up to date here, begin with an empty one.
    :raises EnvironmentFault: the folder cannot be listed.
    """
    now: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(_MOST_NAMES), entries, strict=False):
                stamp = None if _UNFINISHED.fullmatch(entry.name) else _stamp_of(Path(entry.path))
                if stamp is not None and len(now) < _MOST_FILES:
                    now[entry.name] = stamp
    except OSError as fault:
        raise _unusable(fault) from fault
    ready = tuple(folder / name for name in sorted(now) if seen.get(name) == now[name])
    seen.clear()
    seen.update(now)
    return ready


def move_to_done(path: Path, folder: Path, stamp: Stamp | None = None) -> Path:
    """Move a list that was taken to `folder/done/`; nothing there is ever overwritten.

    :param stamp: as `ready_files` saw the file; given, a file that has changed since is left where it is.
    :returns: where it is now.
    :raises StateConflict: the file has changed since, or is gone.
    :raises EnvironmentFault: the folder cannot be written.
    """
    return _move(path, folder / DONE, stamp)


def leave_receipt(taken: Path, lines: Sequence[str]) -> None:
    """Put a receipt in place of a list that was taken; its rows are in the store, sealed.

    :param taken: where `move_to_done` put the list.
    :param lines: what the receipt says besides the list's hash and size; must not hold customer data.
    :raises EnvironmentFault: the file cannot be written.
    """
    try:
        with taken.open("r+b", buffering=0) as file:
            content = file.read()
            said = [f"sha256 {hashlib.sha256(content).hexdigest()}", f"bytes {len(content)}", *lines]
            file.seek(0)
            # A disk may keep the old blocks all the same; zeros cost nothing where it does not.
            file.write(bytes(len(content)))
            file.seek(0)
            file.truncate()
            file.write(("\n".join(harmless(line) for line in said) + "\n").encode())
            os.fsync(file.fileno())
    except OSError as fault:
        raise _unusable(fault) from fault


def move_to_refused(path: Path, folder: Path, reason: str, stamp: Stamp | None = None) -> Path:
    """Move a list that could not be read to `folder/refused/`, with `<name>.reason.txt` beside it.

    :param reason: for people; must not hold customer data.
    :param stamp: as for `move_to_done`.
    :returns: where the list is now.
    :raises StateConflict: the file has changed since, or is gone.
    :raises EnvironmentFault: the folder cannot be written.
    """
    target = _move(path, folder / REFUSED, stamp)
    try:
        descriptor = _claim(target.with_name(target.name + ".reason.txt"))
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(harmless(line) for line in reason[:4000].splitlines()) + "\n")
    except OSError as fault:
        raise _unusable(fault) from fault
    return target


def safe_name(name: str) -> str:
    """A file name that no system misreads: letters, digits, `_.-`, bounded, not reserved."""
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    stem = _UNSAFE.sub("_", stem)[:_LONGEST_STEM].strip("._-") or "list"
    suffix = _UNSAFE.sub("", suffix)[:10].strip(".")
    stem = f"_{stem}" if _RESERVED.fullmatch(stem) else stem
    return f"{stem}{dot}{suffix}" if suffix else stem


def _move(path: Path, target_folder: Path, stamp: Stamp | None) -> Path:
    now = _stamp_of(path)
    if now is None or (stamp is not None and now != stamp):
        raise StateConflict(
            "The file changed after it was looked at. It was left where it is and will be looked at again.",
            code="list.changed_since_read",
        )
    try:
        _make_folder(target_folder)
        target = _claim_free_name(target_folder, safe_name(path.name))
        # Onto the empty file that was just claimed, so that nobody else's file can be under that name.
        path.replace(target)
    except OSError as fault:
        raise _unusable(fault) from fault
    return target


def _stamp_of(path: Path) -> Stamp | None:
    try:
        seen = path.lstat()
    except OSError:
        return None
    if stat.S_ISDIR(seen.st_mode):
        return None
    return Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ino)


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        # A link planted in place of the folder would lead customers' data away.
        msg = "is a link and not a folder"
        raise OSError(0, msg)


def _claim_free_name(folder: Path, name: str) -> Path:
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    for number in range(1, 10_000):
        target = folder / (name if number == 1 else f"{stem}-{number}{dot}{suffix}")
        if target.with_name(target.name + ".reason.txt").exists():
            continue
        try:
            os.close(_claim(target))
        except FileExistsError:
            continue
        return target
    msg = "holds too many files of one name"
    raise OSError(0, msg)


def _claim(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags, 0o600)


def _unusable(fault: OSError) -> EnvironmentFault:
    msg = (
        f"The folder for task lists cannot be used ({fault.strerror or type(fault).__name__}). "
        "The file was left where it is. Check the folder and its permissions."
    )
    return EnvironmentFault(msg, code="list.inbox_unusable")
