"""A front's word on a text is advice: the agent judges it again when it is approved and when it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from robot.agent.client import AgentClient
from robot.agent.intake import Intake
from robot.agent.protocol import Request
from robot.agent.reader import ReaderProcess
from robot.agent.server import AgentServer
from robot.agent.verbs.verbs import Verbs
from robot.domain.errors import NotPermitted
from robot.domain.product import ProductLine
from robot.domain.task import Task
from robot.domain.views import ScriptPreview
from tests.support.builders import HandClock, task
from tests.support.desk_line import LineDesk

ONE = "T20261123-0001"
PROMISE = "保本保收益，绝无风险"
WANTS_A_LOOK = "年化收益百分之四"


class Socket:
    """The agent's real socket, with nothing of a window between it and the test."""

    def __init__(self, desk: LineDesk) -> None:
        self.desk = desk
        self.reader = ReaderProcess(desk.home.database, desk.engine.keys)
        self.verbs = Verbs(desk.engine, self.reader, Intake(desk.engine), lambda: None)
        self.loop = asyncio.get_running_loop()
        self.server = AgentServer(desk.home, self._handle)

    def _handle(self, verb: str, request: Request) -> object:
        return asyncio.run_coroutine_threadsafe(self.verbs.answer(verb, request), self.loop).result()

    def _call(self, verb: str, args: dict[str, Any]) -> Any:
        with AgentClient(self.desk.home) as client:
            return client.call(verb, **args)

    async def ask(self, verb: str, **args: Any) -> Any:
        return await asyncio.to_thread(self._call, verb, args)

    async def preview(self, papers: str) -> ScriptPreview:
        script = await self.ask("preview", task_id=ONE, variant="", free_slots={"papers": papers})
        assert isinstance(script, ScriptPreview)
        return script

    async def refusal(self, verb: str, **args: Any) -> NotPermitted:
        with pytest.raises(NotPermitted) as refused:
            await self.ask(verb, **args)
        return refused.value

    async def approve(self, papers: str) -> NotPermitted:
        """What a window that lies would ask for."""
        return await self.refusal("approve", task_id=ONE, free_slots={"papers": papers}, hold_s=0)


def appointment() -> Task:
    """A task whose talk track lets the RM write what to bring."""
    service = {"line": ProductLine.SERVICE, "code": "SV01", "name": "网点预约", "risk": None}
    return task(1, talk_track="appointment-reminder-wecom", product=service)


@pytest.fixture
async def socket(tmp_path: Path) -> AsyncIterator[Socket]:
    desk = LineDesk(tmp_path / "home", HandClock())
    await desk.start()
    await desk.take([appointment()])
    made = Socket(desk)
    made.server.start()
    try:
        yield made
    finally:
        made.server.stop()
        made.reader.stop()
        await desk.power_off()


async def nothing_was_sent(socket: Socket) -> None:
    await asyncio.sleep(0.2)
    assert socket.desk.server.effects == 0
    assert socket.desk.query("SELECT * FROM hold") == []
    assert socket.desk.query("SELECT * FROM contact_ledger") == []
    assert "click" not in socket.desk.happened


async def test_a_preview_says_which_words_and_where(socket: Socket) -> None:
    script = await socket.preview(f"🎉{PROMISE}")
    assert script.verdict == "deny"
    found = [finding for finding in script.findings if finding.rule.startswith("words.")]
    assert {finding.params["slot"] for finding in found} == {"papers"}
    assert all(finding.params["law"] for finding in found)
    # An emoji before them is one character, whatever it is to a window.
    plain = [f for f in (await socket.preview(PROMISE)).findings if f.rule.startswith("words.")]
    assert [(f.rule, f.start + 1, f.end + 1) for f in plain] == [(f.rule, f.start, f.end) for f in found]
    assert all(script.text[f.start : f.end] in PROMISE for f in found)
    slot = next(segment for segment in script.segments if segment.slot == "papers")
    assert (slot.max_length, slot.text_class, slot.default) == (20, "chinese_text", "有效身份证件")
    assert (script.title, script.author) == ("网点预约提醒", "零售金融部话术编写组")
    assert script.approved_by
    assert script.release


async def test_an_emptied_slot_is_judged_as_empty(socket: Socket) -> None:
    script = await socket.preview("")
    assert [finding.rule for finding in script.findings] == ["slot.required"]


async def test_a_window_that_lies_is_refused_with_the_rule_and_nothing_is_sent(socket: Socket) -> None:
    refusal = await socket.approve(PROMISE)
    assert refusal.code == "words.guarantee"
    assert refusal.params["rule"] == "words.guarantee"
    assert socket.desk.outcomes() == {ONE: ("ready", "")}
    await nothing_was_sent(socket)


async def test_words_that_want_a_look_are_not_approved_by_the_one_who_wrote_them(socket: Socket) -> None:
    script = await socket.preview(WANTS_A_LOOK)
    assert script.verdict == "review"
    refusal = await socket.approve(WANTS_A_LOOK)
    assert (refusal.code, refusal.params["found"]) == ("words.review", script.findings[0].rule)
    assert socket.desk.outcomes() == {ONE: ("ready", "")}
    await nothing_was_sent(socket)


async def test_a_contact_that_the_policy_leaves_to_a_person_is_refused_at_once(socket: Socket) -> None:
    old = {"age": 70, "customer_id": "C00000002"}
    await socket.desk.take([task(2, customer=old)], "bb")
    refusal = await socket.refusal("approve", task_id="T20261123-0002", hold_s=0)
    assert refusal.code == "suitability.elderly"
    await nothing_was_sent(socket)


async def test_words_slipped_into_the_store_are_refused_at_the_commit(socket: Socket) -> None:
    """Even a hold that nobody judged is judged before the click."""
    engine = socket.desk.engine
    slots = {"papers": PROMISE}
    await engine.holds.place(ONE, due_at=engine.clock.now(), seconds=0, variant="1", free_slots=slots)
    await engine.intents.release_hold(ONE)
    await socket.desk.until(lambda: socket.desk.outcomes()[ONE][0] not in ("held", "ready", "running"))
    assert socket.desk.outcomes() == {ONE: ("refused", "words.guarantee")}
    assert socket.desk.server.effects == 0
    assert "click" not in socket.desk.happened


async def test_a_good_text_goes_out_as_it_was_shown(socket: Socket) -> None:
    shown = await socket.preview("身份证和银行卡")
    assert shown.verdict == "allow"
    await socket.ask("approve", task_id=ONE, free_slots={"papers": "身份证和银行卡"}, hold_s=0)
    await socket.desk.until(lambda: socket.desk.outcomes()[ONE][0] == "confirmed")
    sent = [text for messages in socket.desk.server.stored.values() for _, text in messages]
    assert sent == [shown.text]
