"""The review of the log: questions go to its reader, marks and unmaskings are journalled here."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from robot.agent import log_requests
from robot.agent.engine import Engine
from robot.agent.log_asker import LogAsker
from robot.agent.log_exporting import export_log
from robot.agent.log_importing import import_bundle
from robot.agent.log_reader import LogReader
from robot.agent.log_verifying import LogVerifier
from robot.agent.os_account import os_account
from robot.agent.request import Answered, Nothing, Request
from robot.agent.unmasking import unmask
from robot.agent.verbs.log_samples import LogSampleVerbs
from robot.domain.errors import InputRefused, StateConflict, TandemError
from robot.domain.log_views import (
    OWN_LOG,
    LogExported,
    LogFact,
    LogSignedIn,
    LogSignIn,
    LogSource,
    LogSources,
    LogUnmasked,
    LogVerifying,
)
from robot.domain.views import Done
from robot.review.indexing import COMMENTED, MARKED
from robot.review.journals import JournalFile, journal_files, open_journal

#: Record of a bundle that was taken in.
IMPORTED = "log.imported"
_SOURCES: TypeAdapter[LogSources] = TypeAdapter(LogSources)


class LogVerbs:
    """Answers about the log."""

    def __init__(self, engine: Engine, reader: LogReader, verifier: LogVerifier, asker: LogAsker) -> None:
        """:param reader: answers from a process of its own, so that no send waits for it."""
        self._engine, self._reader, self._verifier = engine, reader, verifier
        self._asker = asker
        self.samples = LogSampleVerbs(engine, reader)

    @classmethod
    def of_engine(cls, engine: Engine) -> LogVerbs:
        """The review of an engine's log; its processes start with the first question."""
        named = engine.settings.journal.witness
        asker = LogAsker(engine.reviewer)
        reader = LogReader(
            engine.home.path,
            engine.keys,
            asker=os_account(),
            track_titles=lambda: {track.id: track.title for track in engine.library.tracks if track.title},
            person=asker.person,
        )
        witness = Path(named) if named else engine.home.default_witness
        return cls(engine, reader, LogVerifier(engine.home.path, witness, engine.clock.now), asker)

    def stop(self) -> None:
        """End the processes; safe to call twice."""
        self._reader.stop()
        self._verifier.stop()

    # --- questions -----------------------------------------------------------------------------------------

    async def log_open(self, request: Request) -> Answered:
        return await self._reader.answer("log_open", request)

    async def log_state(self, request: Request) -> Answered:
        return await self._reader.answer("log_state", request)

    async def log_rows(self, request: Request) -> Answered:
        return await self._reader.answer("log_rows", request)

    async def log_histogram(self, request: Request) -> Answered:
        return await self._reader.answer("log_histogram", request)

    async def log_facets(self, request: Request) -> Answered:
        return await self._reader.answer("log_facets", request)

    async def log_position(self, request: Request) -> Answered:
        return await self._reader.answer("log_position", request)

    async def log_record(self, request: Request) -> Answered:
        return await self._reader.answer("log_record", request)

    async def log_picture(self, request: Request) -> Answered:
        return await self._reader.answer("log_picture", request)

    async def log_sources(self, request: Request) -> LogSources:
        found = _SOURCES.validate_json((await self._reader.answer("log_sources", request)).json)
        try:
            await self._engine.reviewer.here()
        except TandemError as err:
            return replace(found, may_review=False, may_review_why=err.code)
        return found

    # --- who reviews ---------------------------------------------------------------------------------------

    async def log_sign_in_ask(self, _request: Request) -> LogSignIn:
        return await self._engine.reviewer.ask()

    async def log_sign_in(self, request: log_requests.LogSignInWith) -> LogSignedIn:
        try:
            return await self._engine.reviewer.sign_in(request.signature)
        finally:
            self._asker.forget()

    async def log_sign_out(self, _request: Request) -> Done:
        await self._engine.reviewer.sign_out()
        self._asker.forget()
        return Done()

    # --- marks, comments, unmasking ------------------------------------------------------------------------

    async def log_mark(self, request: log_requests.LogMarkOne) -> Done:
        facts = {"source": request.source, "seq": request.seq, "mark": request.mark.value}
        return await self._note(MARKED, facts, request.comment)

    async def log_comment(self, request: log_requests.LogCommentOne) -> Done:
        return await self._note(COMMENTED, {"source": request.source, "seq": request.seq}, request.comment)

    async def _note(self, record_type: str, facts: dict[str, Any], comment: str) -> Done:
        # Whoever is watched must not be the one who says that it was looked at.
        reviewer = await self._engine.reviewer.here()
        file = await asyncio.to_thread(self._file, facts["source"])
        if not await asyncio.to_thread(_holds, file, facts["seq"]):
            raise StateConflict(f"there is no record {facts['seq']} in this log", code="log.no_record")
        facts |= {"by": reviewer.by, "person": reviewer.person.id}
        sealed = {"comment": comment.strip()} if comment.strip() else None
        journal = self._engine.journal
        seq = await self._engine.database.run(lambda db: journal.append(db, record_type, facts, sealed))
        return Done(detail=str(seq))

    async def log_unmask(self, request: log_requests.LogUnmask) -> LogUnmasked:
        if request.source != OWN_LOG:
            raise InputRefused(
                "names and texts of another workstation's log open with a reading key, on the command line",
                code="log.unmask_elsewhere",
            )
        opened = await unmask(self._engine, request.seq, request.reason)
        return LogUnmasked(
            source=request.source, seq=request.seq, facts=tuple(_facts(opened.facts)), noted=opened.noted
        )

    # --- verification, bundles -----------------------------------------------------------------------------

    async def log_verify_start(self, request: log_requests.LogOneSource) -> LogVerifying:
        return await asyncio.to_thread(self._verifier.start, request.source)

    async def log_verify_state(self, request: log_requests.LogOneSource) -> LogVerifying:
        return self._verifier.state(request.source)

    async def log_verify_cancel(self, request: log_requests.LogOneSource) -> LogVerifying:
        return await asyncio.to_thread(self._verifier.cancel, request.source)

    async def log_import(self, request: log_requests.LogImport) -> LogSource:
        home, now = self._engine.home.path, self._engine.clock.now()
        taken = await asyncio.to_thread(import_bundle, home, Path(request.path), now)
        if not taken.was_here:
            await self._engine.note(
                IMPORTED,
                {
                    "source": taken.source,
                    "log": taken.log_id,
                    "manifest": taken.manifest_sha256,
                    "verified": taken.verified,
                    "by": os_account(),
                },
            )
        sources = await self.log_sources(Nothing())
        found = next((one for one in sources.sources if one.source == taken.source), None)
        if found is None:
            raise StateConflict(f"the log {taken.source} was taken away meanwhile", code="log.unknown_source")
        return found

    async def log_export(self, request: log_requests.LogExport) -> LogExported:
        return await export_log(self._engine, self._reader, request)

    def _file(self, source: str) -> JournalFile:
        for file in journal_files(self._engine.home.path):
            if file.source == source:
                return file
        raise InputRefused(f"there is no log {source} here", code="log.unknown_source")


def _holds(file: JournalFile, seq: int) -> bool:
    journal: sqlite3.Connection = open_journal(file.database)
    try:
        return journal.execute("SELECT 1 FROM journal WHERE seq = ?", (seq,)).fetchone() is not None
    finally:
        journal.close()


def _facts(facts: Mapping[str, Any]) -> list[LogFact]:
    return [LogFact(name=str(name), value=_as_text(value)) for name, value in facts.items()]


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
