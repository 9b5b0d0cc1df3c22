"""A supervisor takes rows or evidence out of the log: told to the journal first, then written."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from robot.agent.engine import Engine
from robot.agent.log_reader import LogReader
from robot.agent.log_requests import LogExport, LogRowsOf
from robot.domain.errors import InputRefused
from robot.domain.log_views import OWN_LOG, LogExported, LogRow, LogRows
from robot.journal.bundle import BundleOrder, write_bundle
from robot.journal.checkpoints import last_checkpoint
from robot.reporting.log_words import ANOMALIES, MARKS, RECORD_TYPES, RESULTS, SITES
from robot.reporting.words import reason_words
from robot.review.exporting.files import measured, write_export
from robot.review.exporting.sheet import Sheet, Watermark, Words
from robot.store.database import connect

#: Record of an export.
EXPORTED = "log.exported"
#: Rows of one page from the reader.
_PAGE = 1000
#: A bundle is evidence of single records, not a copy of the log.
MOST_IN_A_BUNDLE = 20_000
_ROWS: TypeAdapter[LogRows] = TypeAdapter(LogRows)
_TABLES = {"type": RECORD_TYPES, "result": RESULTS, "anomaly": ANOMALIES, "mark": MARKS, "site": SITES}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Export:
    engine: Engine
    reader: LogReader
    request: LogExport
    path: Path
    watermark: Watermark

    def run(self) -> LogExported:
        """Write the file; blocks."""
        if self.request.kind == "bundle":
            return self._bundle()
        language = self.request.language
        sheet = Sheet(
            rows=self._rows(), watermark=self.watermark, language=language, words=words_of(language)
        )
        made = write_export(sheet, self.request.kind, self.path)
        return LogExported(
            path=str(self.path), rows=made.rows, size_bytes=made.size_bytes, sha256=made.sha256
        )

    def _rows(self) -> Iterator[LogRow]:
        """The result's rows, page by page, so that a million of them are never in memory."""
        for first in itertools.count(0, _PAGE):
            wanted = min(_PAGE, self.request.limit - first)
            if wanted <= 0:
                return
            asked = LogRowsOf(result=self.request.result, first=first, count=wanted)
            page = _ROWS.validate_json(self.reader.ask("log_rows", asked))
            yield from page.rows
            if len(page.rows) < wanted:
                return

    def _bundle(self) -> LogExported:
        rows = list(itertools.islice(self._rows(), MOST_IN_A_BUNDLE + 1))
        if any(row.source != OWN_LOG for row in rows):
            raise InputRefused(
                "a bundle holds records of this workstation's log alone; nothing was written: choose it as"
                " the only source",
                code="export.other_log",
            )
        if len(rows) > MOST_IN_A_BUNDLE:
            raise InputRefused(
                f"a bundle holds {MOST_IN_A_BUNDLE:,} records; nothing was written: narrow the view",
                code="export.too_many",
            )
        order = BundleOrder(
            selected=sorted(row.seq for row in rows),
            reason=self.request.reason,
            by=self.watermark.by,
            at=self.watermark.at,
        )
        home = self.engine.home
        made = write_bundle(home.database, home.evidence, self.path, order, self.engine.log.signing_key)
        size, digest = measured(self.path)
        return LogExported(path=str(self.path), rows=made.selected, size_bytes=size, sha256=digest)


async def export_log(engine: Engine, reader: LogReader, request: LogExport) -> LogExported:
    """Write a result to a file of the agent's account.

    The record that somebody takes it out is durable before the first row is written.

    :raises NotPermitted: the account is neither reviewer nor supervisor.
    :raises InputRefused: the path, or more rows than the format takes; nothing is left there.
    """
    reviewer = await engine.reviewer.here()
    path = Path(request.path)
    if not path.is_absolute():
        raise InputRefused("name the whole path of the file; nothing was written", code="export.path")
    # So that the file can be compared with what the log said at that moment.
    await engine.log.checkpoint()
    facts: dict[str, object] = {"kind": request.kind, "limit": request.limit, "by": reviewer.by}
    await engine.note(
        EXPORTED, facts | {"person": reviewer.person.id}, {"reason": request.reason, "path": request.path}
    )
    mark = Watermark(
        by=f"{reviewer.person.name} ({reviewer.by})",
        at=engine.clock.now(),
        reason=request.reason,
        limit=request.limit,
        sources=(engine.log.log_id,),
        head=await asyncio.to_thread(_head, engine.home.database),
    )
    export = _Export(engine=engine, reader=reader, request=request, path=path, watermark=mark)
    return await asyncio.to_thread(export.run)


def words_of(language: Literal["zh", "en"]) -> Words:
    """What people call the codes of a column."""
    return partial(_said, 0 if language == "zh" else 1, language)


def _said(place: int, language: Literal["zh", "en"], column: str, code: str) -> str:
    table = _TABLES.get(column)
    if table is None:
        return reason_words(code, language)
    return table[code][place] if code in table else code


def _head(database: Path) -> str:
    with closing(connect(database, read_only=True)) as db:
        last = last_checkpoint(db)
    return f"{last.checkpoint.size}:{last.checkpoint.root.hex()}" if last else ""
