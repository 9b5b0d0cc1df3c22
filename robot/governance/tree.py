"""Reads a small folder whole, and no more than its limits: no links, no pipes, nothing huge, no maze."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is read at most."""

    entries: int = 2048
    levels: int = 6
    file_bytes: int = 8 * 1024 * 1024
    all_bytes: int = 16 * 1024 * 1024


class TreeRefusedError(Exception):
    """The folder was not read."""


class TreeTooLargeError(TreeRefusedError):
    """It is beyond a limit."""


class TreeOddError(TreeRefusedError):
    """It holds something else than plain files and folders."""


def read_tree(folder: Path, limits: Limits) -> dict[str, bytes]:
    """Relative path with `/` -> content of every file.

    :raises TreeRefusedError: saying which entry, and why.
    :raises FileNotFoundError: there is no such folder.
    """
    found: dict[str, bytes] = {}
    left = limits.all_bytes
    try:
        for relative, path in _files(folder, limits):
            content = read_plain(path, min(limits.file_bytes, left), relative)
            left -= len(content)
            found[relative] = content
    except FileNotFoundError:
        raise
    except OSError as err:
        raise TreeOddError(f"{folder} cannot be read ({err.strerror})") from err
    return found


def read_plain(path: Path | str, limit: int, named: str = "") -> bytes:
    """A plain file's content; a link, a pipe or a device is not opened.

    :param limit: most bytes.
    :raises TreeRefusedError: it is something else, or larger.
    :raises FileNotFoundError: it is not there.
    """
    named = named or str(path)
    try:
        descriptor = os.open(path, _FLAGS)
    except FileNotFoundError:
        raise
    except OSError as err:
        raise TreeOddError(f"{named} cannot be read ({err.strerror})") from err
    with os.fdopen(descriptor, "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            raise TreeOddError(f"{named} is no plain file")
        if seen.st_size > limit:
            raise TreeTooLargeError(f"{named}, which is larger than allowed")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise TreeTooLargeError(f"{named}, which is larger than allowed")
    return content


def _files(folder: Path, limits: Limits) -> Iterator[tuple[str, str]]:
    seen = 0
    waiting: list[tuple[str, str, int]] = [("", str(folder), 1)]
    while waiting:
        prefix, place, level = waiting.pop()
        if level > limits.levels:
            raise TreeTooLargeError(f"folders nested deeper than {limits.levels}")
        with os.scandir(place) as entries:
            for entry in entries:
                seen += 1
                if seen > limits.entries:
                    raise TreeTooLargeError(f"more than {limits.entries} files")
                if not entry.name.isprintable():
                    # Bytes that are no text, or a terminal's orders: neither belongs into a message.
                    raise TreeOddError(f"{prefix}{entry.name!a} is no name of a file")
                if _is_link(entry):
                    raise TreeOddError(f"{prefix}{entry.name} is a link")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path, level + 1))
                else:
                    yield f"{prefix}{entry.name}", entry.path


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    # A junction of Windows is no symbolic link and leads elsewhere all the same.
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0))
