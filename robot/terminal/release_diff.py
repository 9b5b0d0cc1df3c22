"""Two releases side by side: talk tracks by meaning, policy, lexicons and profiles line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import RenderableType

from robot.governance.building import read_unsigned
from robot.governance.manifest import Manifest
from robot.talktracks.diff import TrackDiff
from robot.talktracks.diff import diff as diff_tracks
from robot.terminal import talktrack_shown
from robot.terminal.printing import text

_TRACKS = "talktracks"
_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that differs."""

    path: str
    #: `added`, `removed` or `changed`.
    kind: str
    #: Lines of a unified diff; none for what is no text, and for talk tracks.
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDiff:
    """From one release to another."""

    old_version: int
    new_version: int
    old_expires: str
    new_expires: str
    files: tuple[FileChange, ...]
    tracks: tuple[TrackDiff, ...]


def compare(old: Path, new: Path) -> ReleaseDiff:
    """Compare two releases; both must be as their manifests say, signed or not.

    :raises ReleaseRefused: one of them is not.
    :raises InputRefused: a talk track cannot be read well enough.
    """
    before, _, old_files, _ = read_unsigned(old)
    after, _, new_files, _ = read_unsigned(new)
    tracks: tuple[TrackDiff, ...] = ()
    if (old / _TRACKS).is_dir() and (new / _TRACKS).is_dir():
        tracks = diff_tracks(old / _TRACKS, new / _TRACKS)
    return ReleaseDiff(
        old_version=before.version,
        new_version=after.version,
        old_expires=_until(before),
        new_expires=_until(after),
        files=tuple(_file_changes(old_files, new_files)),
        tracks=tracks,
    )


def _until(manifest: Manifest) -> str:
    return manifest.expires_on.isoformat()


def _file_changes(old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[FileChange]:
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        kind = "added" if before is None else "removed" if after is None else "changed"
        yield FileChange(path=path, kind=kind, lines=_lines(path, before or b"", after or b""))


def _lines(path: str, before: bytes, after: bytes) -> tuple[str, ...]:
    if path.startswith(f"{_TRACKS}/"):
        return ()
    try:
        old, new = before.decode("utf-8").splitlines(), after.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return ()
    return tuple(difflib.unified_diff(old, new, lineterm="", n=1))[2:]


def shown(found: ReleaseDiff) -> Iterator[RenderableType]:
    """The difference for a terminal."""
    yield text(
        f"version {found.old_version} → {found.new_version}, until {found.old_expires} → {found.new_expires}"
    )
    if found.new_version <= found.old_version:
        yield text("The new one is not newer: robots refuse it without an order to go back.", "bold red")
    for change in found.files:
        mark, style = _MARKS[change.kind]
        yield text(f"{mark} {change.path}", style)
        for line in change.lines:
            yield text(f"    {line}", {"+": "green", "-": "red"}.get(line[:1], "dim"))
    for track in found.tracks:
        yield talktrack_shown.track_diff(track)
    if not found.files:
        yield text("The files are the same.")
