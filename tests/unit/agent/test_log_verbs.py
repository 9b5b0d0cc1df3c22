"""The review of the log by its verbs: real engine, reader process, marks, verification, bundles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from robot.agent import log_requests
from robot.agent.log_requests import LOG_VERBS
from robot.agent.os_account import os_account
from robot.agent.request import Answered, Nothing
from robot.agent.verbs.log import LogVerbs
from robot.domain.errors import InputRefused, NotPermitted, StateConflict, TandemError
from robot.domain.log_views import LogOpened, LogRecord, VerifyState
from robot.execution.ports import Picture
from robot.journal.bundle import BundleOrder, write_bundle
from robot.journal.bundle_manifest import BundleRefused
from tests.support.builders import task
from tests.support.desk_line import LineDesk
from tests.unit.agent.test_erasing import Reader
from tests.unit.agent.test_nothing_readable import picture
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import started


class Front:
    """Asks as a window does."""

    def __init__(self, desk: LineDesk) -> None:
        self.desk = desk
        self.verbs = LogVerbs.of_engine(desk.engine)

    async def ask(self, verb: str, **arguments: Any) -> Any:
        entry = LOG_VERBS[verb]
        subject = self.verbs if hasattr(self.verbs, verb) else self.verbs.samples
        answer = await getattr(subject, verb)(entry.request.model_validate(arguments))
        if isinstance(answer, Answered):
            return TypeAdapter(entry.answer).validate_json(answer.json)
        return answer

    async def opened(self, **query: Any) -> LogOpened:
        found: LogOpened = await self.ask("log_open", query={"view": "all", **query})
        return found

    async def until(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """The index follows a moment later."""
        for _ in range(400):
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError("the index never got there")

    async def row(self, **query: Any) -> Any:
        async def look() -> Any:
            rows = (await self.opened(**query)).rows
            return rows[0] if rows else None

        return await self.until(look)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    bank = Bank(tmp_path)
    desk = Reader(bank, "supervisor").desk
    await started(desk)
    made = Front(desk)
    try:
        yield made
    finally:
        made.verbs.stop()
        await desk.power_off()


async def test_what_the_engine_does_is_found_by_the_customer_s_sealed_name(front: Front) -> None:
    await front.desk.take([task(1), task(2, customer={"name": "欧阳娜娜"})])
    await front.desk.engine.tasks.begin(task(2).task_id, {"talk_track": "new-wealth-wecom"})
    row = await front.row(text="欧阳")
    assert (row.type, row.task, row.name) == ("task.begun", task(2).task_id, "欧***")
    record: LogRecord = await front.ask("log_record", seq=row.seq)
    assert record.talk_track == "new-wealth-wecom"
    assert record.proof.is_intact
    assert record.row == row
    assert len(record.proof.hash) == 64


async def test_a_mark_and_its_comment_are_journalled_and_come_back(front: Front) -> None:
    await front.desk.engine.intents.kill(os_account(), "试一下")
    row = await front.row(view="anomalies")
    assert (row.type, row.anomaly, row.mark) == ("stop.engaged", "stopped", "")
    await front.ask("log_mark", seq=row.seq, mark="escalated", comment="请行长看一下")

    async def marked() -> Any:
        rows = (await front.opened(view="mine")).rows
        return rows[0] if rows else None

    assert (await front.until(marked)).mark == "escalated"
    record: LogRecord = await front.ask("log_record", seq=row.seq)
    (made,) = record.marks
    assert (made.mark, made.by, made.comment) == ("escalated", os_account(), "请行长看一下")
    content = b"".join(path.read_bytes() for path in front.desk.home.path.glob("tandem.db*"))
    assert "请行长看一下".encode() not in content
    opened = await front.ask("log_unmask", seq=made.seq, reason="复核意见")
    assert [(fact.name, fact.value) for fact in opened.facts] == [("comment", "请行长看一下")]


async def test_nobody_marks_a_record_that_is_not_there(front: Front) -> None:
    before = len(front.desk.journalled())
    with pytest.raises(StateConflict):
        await front.ask("log_mark", seq=9_999, mark="reviewed")
    with pytest.raises(InputRefused):
        await front.ask("log_mark", source="ab" * 16, seq=0, mark="reviewed")
    assert len(front.desk.journalled()) == before


async def test_an_operator_reads_masked_rows_and_marks_nothing(tmp_path: Path) -> None:
    desk = Reader(Bank(tmp_path), "operator").desk
    await started(desk)
    front = Front(desk)
    try:
        row = await front.row()
        sources = await front.until(lambda: front.ask("log_sources"))
        assert (sources.may_review, sources.may_review_why) == (False, "unmask.not_permitted")
        with pytest.raises(NotPermitted):
            await front.ask("log_mark", seq=row.seq, mark="reviewed")
        with pytest.raises(NotPermitted):
            await front.ask("log_comment", seq=row.seq, comment="看过了")
        assert "review.marked" not in desk.journalled()
    finally:
        front.verbs.stop()
        await desk.power_off()


async def test_a_picture_is_opened_for_the_window_and_an_altered_one_is_not(front: Front) -> None:
    name = await front.desk.engine.evidence.keep(Picture(jpeg=picture()))
    await front.row()
    shown = await front.ask("log_picture", name=name)
    assert shown.jpeg_base64
    assert (await front.ask("log_picture", name="0" * 64)).why_not == "missing"
    path = front.desk.engine.evidence.path_of(name)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert (await front.ask("log_picture", name=name)).why_not == "altered"


async def test_a_newer_question_takes_the_place_of_an_older_one(front: Front) -> None:
    await front.row()
    many = [
        asyncio.create_task(front.ask("log_facets", query={"view": "all", "text": "机器人"}, asker="window"))
        for _ in range(12)
    ]
    answers = await asyncio.gather(*many, return_exceptions=True)
    assert not isinstance(answers[-1], BaseException)
    refused = [one.code for one in answers if isinstance(one, TandemError)]
    assert set(refused) <= {"log.superseded"}
    assert refused


async def test_the_reader_comes_back_after_it_died(front: Front) -> None:
    await front.row()
    reader = front.verbs._reader
    process = reader._running.reader  # type: ignore[union-attr]
    process.kill()
    process.join()
    assert await front.row()


async def test_a_verification_says_how_it_ended(front: Front) -> None:
    await front.row()
    begun = await front.ask("log_verify_start")
    assert begun.state == VerifyState.RUNNING

    async def ended() -> Any:
        state = await front.ask("log_verify_state")
        return state if state.state != VerifyState.RUNNING else None

    good = await front.until(ended)
    assert (good.state, good.bad_seq) == (VerifyState.GOOD, -1)
    assert good.done >= good.witnessed > 0
    with pytest.raises(InputRefused):
        await front.ask("log_verify_start", source="ab" * 16)


async def test_a_verification_can_be_broken_off(front: Front) -> None:
    await front.ask("log_verify_start")
    assert (await front.ask("log_verify_cancel")).state == VerifyState.CANCELLED
    assert (await front.ask("log_verify_state")).state == VerifyState.CANCELLED


async def test_a_bundle_is_taken_in_once_verified_and_reviewed(front: Front, tmp_path: Path) -> None:
    engine = front.desk.engine
    await front.desk.take([task(1)])
    await engine.tasks.begin(task(1).task_id, {"talk_track": "new-wealth-wecom"})
    await engine.log.checkpoint()
    count = len(front.desk.journalled())
    bundle = tmp_path / "周报.zip"
    order = BundleOrder(selected=range(count), reason="季度检查", by=os_account(), at=front.desk.clock.now())
    write_bundle(front.desk.home.database, engine.evidence.folder, bundle, order, engine.log.signing_key)
    await front.row()
    source = await front.ask("log_import", path=str(bundle))
    assert (source.verified, source.log_id, source.label) == ("good", engine.log.log_id, "周报")
    assert front.desk.journalled()[-1] == "log.imported"
    again = await front.ask("log_import", path=str(bundle))
    assert again.source == source.source
    assert front.desk.journalled().count("log.imported") == 1
    row = await front.row(sources=[source.source], filters={"type": ["task.begun"]})
    # Its log alone does not say whom a task is about before the first contact.
    assert (row.source, row.task, row.name) == (source.source, task(1).task_id, "")
    await front.ask("log_mark", source=source.source, seq=row.seq, mark="reviewed")

    async def marked() -> Any:
        return (await front.opened(view="all", filters={"mark": ["reviewed"]})).rows

    assert [(one.source, one.seq) for one in await front.until(marked)] == [(source.source, row.seq)]
    with pytest.raises(InputRefused):
        await front.ask("log_unmask", source=source.source, seq=row.seq, reason="季度检查")


async def test_what_is_no_bundle_is_refused_and_leaves_nothing(front: Front, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK no zip at all")
    with pytest.raises(BundleRefused):
        await front.ask("log_import", path=str(bad))
    assert "log.imported" not in front.desk.journalled()
    assert not (front.desk.home.path / "review" / "bundles").exists()


def test_every_question_of_the_reader_is_a_verb() -> None:
    from robot.agent.log_questions import QUESTIONS  # noqa: PLC0415 - the child process's side

    verbs = {**LOG_VERBS, **log_requests.INNER_VERBS}
    assert set(QUESTIONS) == {verb for verb, entry in verbs.items() if entry.is_read}
    assert LOG_VERBS["log_sources"].request is Nothing
    assert issubclass(log_requests.LogOpen, log_requests.LogQueryRequest)
