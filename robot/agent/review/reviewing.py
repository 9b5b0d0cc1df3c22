"""Puts a release review together; reads much and changes nothing, so it runs in a thread."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from robot.agent.review.candidate import (
    Candidate,
    candidate_facts,
    check_views,
    read_candidate,
    release_facts,
)
from robot.agent.review.ground import Ground
from robot.agent.review.rows import file_change
from robot.agent.review.tracks import TrackFolders, lay_out, touched, track_changes, tracks_in
from robot.agent.review.word_checks import WordChecks
from robot.domain.errors import InputRefused
from robot.domain.release_views import FileChange, LintRow, ReleaseReview, TrackChange
from robot.governance import Examination, ReleaseVerifier, TrustPlace
from robot.journal.data_keys import DataKeys
from robot.reporting.document import own_version
from robot.store.database import connect
from robot.store.releases import remembered
from robot.store.track_use import OpenTask, open_tasks
from robot.talktracks.lint import LintFault, LintReport, lint
from robot.talktracks.word_findings import WordCheck

_TRACKS = "talktracks"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBasis:
    """What the engine gives to a review."""

    ground: Ground
    trust: TrustPlace
    database: Path
    keys: DataKeys
    #: The business date.
    today: date
    checks: WordChecks


def review(named: str, basis: ReviewBasis) -> ReleaseReview:
    """Everything about one candidate.

    :param named: the candidate's folder, as somebody typed it.
    :raises InputRefused: no whole path.
    :raises ReleaseRefused: there is no release, or its files are not those of its manifest.
    """
    candidate = read_candidate(named)
    examined = _examined(candidate, basis)
    with closing(connect(basis.database, read_only=True, keys=basis.keys)) as db:
        tasks = open_tasks(db, basis.today)
    with tempfile.TemporaryDirectory(prefix="tandem-review-") as made:
        checker = basis.checks.of(candidate.files, basis.ground.files)
        new = lay_out(candidate.files, _TRACKS, Path(made) / "new")
        old = lay_out(basis.ground.files, _TRACKS, Path(made) / "old")
        changes, not_compared = _tracks(TrackFolders(old=old, new=new), tasks, checker)
        report = _lint(new, checker, basis.today)
        rows = tuple(_lint_row(fault, new.parent) for fault in report.faults)
    release = basis.ground.release
    return ReleaseReview(
        candidate=candidate_facts(candidate, examined),
        in_use=release_facts(release) if release is not None else None,
        checks=check_views(examined),
        refusal=examined.refusal.code if examined.refusal is not None else "",
        tracks=changes,
        tracks_in_all=tracks_in(candidate.files),
        not_compared=not_compared,
        files=tuple(_files(basis.ground.files, candidate.files)),
        lint=rows,
        lint_files=report.files,
        touched=touched(changes, tasks),
        tasks_in_all=len(tasks),
        customers_in_all=len({task.customer_id for task in tasks}),
        today=basis.today,
    )


def _examined(candidate: Candidate, basis: ReviewBasis) -> Examination:
    # Beside the agent's own memory: looking at a candidate must not make it the highest ever seen.
    verifier = ReleaseVerifier(basis.trust, remembered(basis.database), product_version=own_version())
    return verifier.examine(candidate.folder, basis.today)


def _tracks(
    folders: TrackFolders, tasks: tuple[OpenTask, ...], checker: WordCheck
) -> tuple[tuple[TrackChange, ...], str]:
    try:
        return track_changes(folders, tasks, checker), ""
    except InputRefused as err:
        # The file's place in a folder of ours would tell a reader nothing.
        return (), str(err).replace(f"{folders.new.parent}/", "").replace(f"{folders.old.parent}/", "")


def _lint(folder: Path, checker: WordCheck, today: date) -> LintReport:
    if not any(folder.rglob("*")):
        return LintReport(files=0, faults=())
    return lint([folder], checker=checker, today=today)


def _lint_row(fault: LintFault, root: Path) -> LintRow:
    return LintRow(
        file=Path(fault.file).relative_to(root).as_posix(),
        line=fault.line,
        column=fault.column,
        length=fault.length,
        severity=fault.severity,
        rule=fault.rule,
        what=fault.what,
        why=fault.why,
        source=fault.source,
        suggestion=fault.suggestion,
        text=fault.text,
    )


def _files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[FileChange]:
    for path in sorted({*old, *new}):
        if path.startswith(f"{_TRACKS}/") and not path.endswith("/pack.yaml"):
            # Told by meaning, as a talk track.
            continue
        change = file_change(path, old.get(path), new.get(path))
        if change is not None:
            yield change
