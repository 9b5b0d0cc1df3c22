"""One self-contained page of a business date: what was planned, what became of it, how to check that."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from robot.domain.errors import EnvironmentFault
from robot.reporting.facts import gather
from robot.reporting.labels import Labels
from robot.reporting.page import Imprint, page
from robot.reporting.pictures import Album
from robot.reporting.task_table import pictures_of
from robot.reporting.words import Language


def day_report(
    db: sqlite3.Connection,
    evidence: Path,
    on: date,
    *,
    now: datetime,
    lang: Language = "zh",
    by: str = "",
    step_totals_ms: Mapping[str, tuple[float, int]] | None = None,
) -> str:
    """The page as HTML.

    :param db: a read-only connection; the page is one snapshot of it.
    :param evidence: the folder of masked pictures.
    :param now: aware; when the page is written.
    :param by: account that asked for it.
    :param step_totals_ms: step -> total milliseconds and count, as `StepLog.totals_ms` keeps them.
    :raises EnvironmentFault: if the store cannot be read.
    """
    try:
        facts = gather(db, on)
    except sqlite3.Error as err:
        raise EnvironmentFault(
            f"the store cannot be read ({err}); no report was written and nothing was changed",
            code="store.unreadable",
        ) from err
    pictures = pictures_of(facts.tasks, Album(evidence))
    return page(facts, pictures, dict(step_totals_ms or {}), Imprint(now=now, by=by), Labels(lang))


def write_day_report(path: Path, content: str) -> Path:
    """Put a page in its place, whole or not at all; may run in any thread.

    :raises EnvironmentFault: if the folder or disk refuses; an earlier report stays.
    """
    try:
        _put(path, content)
    except OSError as err:
        raise EnvironmentFault(
            f"the report {path} cannot be written ({err.strerror}); an earlier one was kept: "
            "free some space or name another file",
            code="report.unwritable",
        ) from err
    return path


def _put(path: Path, content: str) -> None:
    """In its place in one move and readable by this account only: nobody ever sees half a report."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
