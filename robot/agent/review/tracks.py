"""The talk tracks of two releases: what differs, how it reads, and whose tasks of today name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from robot.agent.review.examples import examples_of
from robot.domain.customer import Tier
from robot.domain.errors import InputRefused
from robot.domain.release_views import TextRun, Touched, TrackChange, TrackField
from robot.store.track_use import OpenTask
from robot.talktracks.diff import Change, TrackDiff
from robot.talktracks.diff import diff as diff_tracks
from robot.talktracks.library import load_track
from robot.talktracks.reading import PACK_FILE
from robot.talktracks.track import TalkTrack
from robot.talktracks.word_findings import WordCheck

#: Lowest first, as the bank counts them.
_TIERS = tuple(Tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFolders:
    """Where the talk tracks of both sides were laid out."""

    old: Path
    new: Path


def track_changes(
    folders: TrackFolders, tasks: Iterable[OpenTask], checker: WordCheck | None
) -> tuple[TrackChange, ...]:
    """Every talk track that differs, those that most tasks of today name first.

    :param tasks: the open tasks of today's list.
    :raises InputRefused: a file cannot be read well enough to be compared.
    """
    by_track: dict[str, list[OpenTask]] = {}
    for task in tasks:
        by_track.setdefault(task.talk_track, []).append(task)
    found = [
        _change(one, folders, by_track.get(one.id, []), checker)
        for one in diff_tracks(folders.old, folders.new)
    ]
    return tuple(sorted(found, key=lambda change: (-change.tasks, change.id)))


def touched(changes: Iterable[TrackChange], tasks: Iterable[OpenTask]) -> tuple[Touched, ...]:
    """Tasks whose talk track differs, by the customers' tier and what the task is about."""
    differing = {change.id for change in changes}
    groups: dict[tuple[Tier, str], list[OpenTask]] = {}
    for task in tasks:
        if task.talk_track in differing:
            groups.setdefault((task.tier, task.product_line), []).append(task)
    return tuple(
        Touched(tier=tier, product_line=line, customers=_customers(group), tasks=len(group))
        for (tier, line), group in sorted(
            groups.items(), key=lambda item: (_TIERS.index(item[0][0]), item[0][1])
        )
    )


def _customers(tasks: Iterable[OpenTask]) -> int:
    return len({task.customer_id for task in tasks})


def _change(
    found: TrackDiff, folders: TrackFolders, tasks: list[OpenTask], checker: WordCheck | None
) -> TrackChange:
    side = folders.old if found.kind == "removed" else folders.new
    track = _track(side, found.id)
    return TrackChange(
        id=found.id,
        title=(track.title if track else "") or found.id,
        channel=track.channel if track else "",
        product_line=track.product_line if track else "",
        kind=found.kind,
        old_version=found.old_version,
        new_version=found.new_version,
        is_version_raised=found.is_version_raised,
        # A new talk track is read as its examples; all of its words as added would say them twice.
        fields=tuple(map(_field, found.changes)) if found.kind == "changed" else (),
        examples=examples_of(track, checker) if track else (),
        tasks=len(tasks),
        customers=_customers(tasks),
    )


def _track(folder: Path, track_id: str) -> TalkTrack | None:
    """A talk track of a folder; None where it could not be used, which lint tells of."""
    for path in sorted(folder.rglob(f"{track_id}.yaml")):
        try:
            return load_track(path)
        except InputRefused:
            continue
    return None


def _field(change: Change) -> TrackField:
    return TrackField(
        subject=change.subject,
        key=change.key,
        before=change.before,
        after=change.after,
        runs=tuple(TextRun(kind=run.kind, text=run.text) for run in change.runs),
    )


def lay_out(files: Mapping[str, bytes], part: str, folder: Path) -> Path:
    """Write one part's files into a private folder, for the tools that read files; returns the part's."""
    root = folder / part
    root.mkdir(parents=True, mode=0o700)
    for path, content in _of_part(files, part):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


def _of_part(files: Mapping[str, bytes], part: str) -> Iterator[tuple[str, bytes]]:
    prefix = f"{part}/"
    for path, content in files.items():
        if path.startswith(prefix):
            yield path.removeprefix(prefix), content


def tracks_in(files: Mapping[str, bytes]) -> int:
    """How many talk tracks a release holds."""
    return sum(
        path.endswith(".yaml") and not path.endswith(f"/{PACK_FILE}")
        for path, _ in _of_part(files, "talktracks")
    )
