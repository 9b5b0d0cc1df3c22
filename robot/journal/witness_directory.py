"""A second directory or a share as witness: one file for each head, made once and never changed."""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import rfc8785

from robot.journal.checkpoint import verify_checkpoint
from robot.journal.signed_note import KEY_BYTES, NoteRefusedError
from robot.journal.witness import (
    Anchoring,
    Cosigned,
    Extension,
    WitnessHead,
    WitnessRefused,
    WitnessUnreachable,
    refuse_unless_continued,
)

_SUFFIX = ".head"
#: Records whose heads share a folder, so that no folder grows without end.
_RECORDS_A_FOLDER = 100_000
_MAX_BYTES = 8192
_LOG_ID = re.compile(r"[0-9a-f]{32}")
_FOLDER = re.compile(r"[0-9]{12}")
_HEAD = re.compile(r"([0-9]{16})\.head")
_PROBE = "probe"
_BARRED = frozenset({errno.EACCES, errno.EPERM, errno.ELOOP})
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class WitnessDirectory:
    """Heads below one directory, a folder for each log; see `robot.journal.witness.Witness`."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before the first head.

        :param folder: outside this workstation's own disk, and such that this account may add files and
            change none; `is_anchored` says whether it is so.
        """
        self._folder = folder
        self.name = str(folder)

    def head(self, log_id: str, at_most: int | None = None) -> WitnessHead | None:
        """The newest head of a log, its signature and key checked."""
        place = self._place(log_id)
        try:
            if not self._folder.is_dir():
                raise WitnessUnreachable(_unreachable(self._folder, "it is not there"))
            for path in _heads(place, at_most):
                content, at_us = _read(path)
                if (fields := _fields(content)) is not None:
                    return _head(fields, path, log_id, at_us)
        except OSError as err:
            raise WitnessUnreachable(_unreachable(self._folder, err.strerror or str(err))) from err
        return None

    def extend(self, log_id: str, extension: Extension, public_key: bytes) -> Cosigned:
        """Keep a newer head in a file of its own."""
        held = self.head(log_id)
        new = refuse_unless_continued(held, log_id, extension, public_key)
        content = rfc8785.dumps(
            {
                "key": public_key.hex(),
                "log": log_id,
                "note": new.note.decode(),
                "size": new.size,
                "v": 1,
            }
        )
        path = self._place(log_id) / f"{new.size // _RECORDS_A_FOLDER:012d}" / f"{new.size:016d}{_SUFFIX}"
        try:
            at_us = _write(path, content)
        except FileExistsError as err:
            # Writing it was broken off. It stays as everything here does; the next head passes it by.
            if _fields(_read(path)[0]) is None:
                raise WitnessUnreachable(_unreachable(self._folder, f"{path} is half a head")) from err
            raise WitnessRefused(f"{path} is there already and is never written again") from err
        except OSError as err:
            raise WitnessUnreachable(_unreachable(self._folder, err.strerror or str(err))) from err
        return Cosigned(size=new.size, root=new.root, at_us=at_us, witness=self.name)

    def is_anchored(self, log_id: str) -> Anchoring:
        """Try on a file of one's own to change, rename and delete it.

        A file that cannot be deleted stays, and is tried again the next time.
        """
        place = self._place(log_id)
        try:
            place.mkdir(parents=True, exist_ok=True)
            could = _what_can_be_done(place)
        except OSError as err:
            return Anchoring(is_anchored=False, why_not=_unreachable(self._folder, err.strerror or str(err)))
        return Anchoring(is_anchored=not could, why_not=could)

    def _place(self, log_id: str) -> Path:
        if _LOG_ID.fullmatch(log_id) is None:
            raise WitnessRefused(f"{log_id!r} is no id of a journal")
        return self._folder / log_id


def _heads(place: Path, at_most: int | None) -> Iterator[Path]:
    """The heads from the largest size downwards; looks into no more folders than it must."""
    try:
        folders = [entry.name for entry in os.scandir(place) if _FOLDER.fullmatch(entry.name)]
    except FileNotFoundError:
        return
    for folder in sorted(folders, reverse=True):
        names = [entry.name for entry in os.scandir(place / folder) if _HEAD.fullmatch(entry.name)]
        for name in sorted(names, reverse=True):
            if at_most is None or int(name.removesuffix(_SUFFIX)) <= at_most:
                yield place / folder / name


def _read(path: Path) -> tuple[bytes, int]:
    try:
        descriptor = os.open(path, _READ)
    except OSError as err:
        if err.errno in _BARRED:
            # Who may add files could else put one on top that keeps everybody from the heads beneath.
            raise WitnessRefused(f"{path} is a link, or closed to this account") from err
        raise
    with os.fdopen(descriptor, "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            raise WitnessRefused(f"{path} is no plain file")
        # The time is the file server's: a share says itself when something was written to it.
        return file.read(_MAX_BYTES + 1), seen.st_mtime_ns // 1_000


def _fields(content: bytes) -> dict[str, Any] | None:
    """What a file says; None for one whose writing was broken off, by a full disk or a power cut."""
    try:
        fields = json.loads(content)
    except ValueError:
        return None
    except RecursionError:
        # Nothing of ours is broken off like this: somebody put it there.
        return {}
    return fields if isinstance(fields, dict) else {}


def _head(fields: dict[str, Any], path: Path, log_id: str, at_us: int) -> WitnessHead:
    try:
        public_key = bytes.fromhex(fields["key"])
        if fields["v"] != 1 or fields["log"] != log_id or len(public_key) != KEY_BYTES:
            raise ValueError("it is another log's")  # noqa: TRY301 - ends like one that cannot be read
        checkpoint = verify_checkpoint(fields["note"].encode(), log_id, public_key)
        if not int(path.name.removesuffix(_SUFFIX)) == checkpoint.size == fields["size"]:
            raise ValueError("its name says another size")  # noqa: TRY301 - as above
    except (ValueError, KeyError, TypeError, AttributeError, NoteRefusedError) as err:
        raise WitnessRefused(f"the head {path} cannot be used: {err}") from err
    return WitnessHead(checkpoint=checkpoint, public_key=public_key, at_us=at_us)


def _write(path: Path, content: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, _MAKE, 0o644), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        at_us = os.fstat(file.fileno()).st_mtime_ns // 1_000
    _sync_folder(path.parent)
    if _read(path)[0] != content:
        raise OSError(0, "what was written reads differently")
    return at_us


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _what_can_be_done(place: Path) -> str:
    """What this account may do to what it wrote, in words; empty if nothing."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return "the robot runs as root, who may change everything"
    probe = place / _PROBE
    with suppress(FileExistsError):
        _write(probe, secrets.token_bytes(16))
    attempts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("change", lambda: _overwrite(probe)),
        ("rename", lambda: probe.replace(probe.with_name(f"{_PROBE}-renamed"))),
        ("rename the folder of", lambda: _rename_folder(place)),
        ("delete", lambda: _delete(probe)),
    )
    could = [name for name, attempt in attempts if _succeeds(attempt)]
    return f"this account could {', '.join(could)} what it wrote to {place}" if could else ""


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _overwrite(probe: Path) -> None:
    with os.fdopen(os.open(probe, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)), "wb") as file:
        file.write(b"changed")


def _rename_folder(place: Path) -> None:
    made = place / f"{_PROBE}-folder"
    made.mkdir(exist_ok=True)
    renamed = made.replace(place / f"{_PROBE}-folder-renamed")
    renamed.rmdir()


def _delete(probe: Path) -> None:
    renamed = probe.with_name(f"{_PROBE}-renamed")
    (renamed if renamed.exists() else probe).unlink()


def _unreachable(folder: Path, why: str) -> str:
    return f"the witness {folder} cannot be used ({why}); the journal goes on and is not anchored meanwhile"
