"""One self-contained page of a business date: what was planned, what became of it, how to check that."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from robot.domain.errors import EnvironmentFault
from robot.journal.data_keys import keys_of
from robot.journal.evidence import EvidenceFolder
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

    :param db: a read-only connection; the page is one snapshot of it. Without its keys, or of a month whose
        key was erased, the page names no customer.
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
    folder = EvidenceFolder(evidence, lambda: now, keys_of(db))
    pictures = pictures_of(facts.tasks, Album(folder, is_erased=facts.is_erased))
    return page(facts, pictures, dict(step_totals_ms or {}), Imprint(now=now, by=by), Labels(lang))
