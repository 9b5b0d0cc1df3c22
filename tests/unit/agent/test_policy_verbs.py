"""`policy_explain` and `clock_confirm` on a real engine: the same judgement that sends are judged by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from robot.agent import protocol
from robot.agent.verbs.policy import PolicyVerbs
from robot.agent.verbs.settling import SettlingVerbs
from robot.domain.errors import InputRefused, StateConflict
from robot.domain.policy_views import PolicyExplanation
from robot.execution.clock_trust import ClockTrust
from robot.policy import DECIDE_RULES
from tests.support.builders import HandClock, task
from tests.support.desk_line import LineDesk

ONE = "T20261123-0001"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    await made.start()
    try:
        yield made
    finally:
        await made.power_off()


async def explained(desk: LineDesk, **asked: object) -> PolicyExplanation:
    request = protocol.ExplainPolicy.model_validate({"task_id": ONE, **asked})
    return await PolicyVerbs(desk.engine).policy_explain(request)


async def test_the_whole_decision_is_told(desk: LineDesk) -> None:
    await desk.take([task(1, customer={"opt_outs": ("marketing",), "age": 70})], "aa")
    told = await explained(desk)
    assert (told.verdict, told.rule) == ("deny", "contact.opted_out_of")
    assert [answer.rule for answer in told.rules] == [rule.id for rule in DECIDE_RULES]
    answers = {answer.rule: answer for answer in told.rules}
    assert answers["contact.opted_out_of"].answer == "deny"
    assert answers["suitability.elderly"].answer == "needs_review"
    assert answers["suitability.elderly"].found == {"age": "70", "product_risk": "R2"}
    assert answers["permit.unattended"].answer == "not_applicable"
    assert answers["contact.daily_cap"].answer == "pass"
    assert all(answer.reason and answer.source and answer.unknown for answer in told.rules)
    facts = {fact.name: fact for fact in told.facts}
    assert (facts["opt_outs"].value, facts["opt_outs"].origin) == ("marketing", "list and ledger")
    assert (told.policy_version, told.policy_sha256) == (
        desk.engine.policy.version,
        desk.engine.policy.sha256,
    )
    assert len(told.policy_sha256) == 64
    assert "王芳" not in str(told)


async def test_what_is_told_is_what_is_journalled(desk: LineDesk) -> None:
    await desk.take([task(1, customer={"has_complaint": True})], "aa")
    told = await explained(desk, attended=False)
    await desk.engine.intents.start_run(None)
    await desk.run_ended()
    assert [outcome for outcome, _ in desk.outcomes().values()] == ["refused"]
    ((verdict, rule, facts),) = desk.query(
        "SELECT json_extract(payload, '$.verdict'), json_extract(payload, '$.rule'),"
        " json_extract(payload, '$.facts') FROM journal WHERE json_extract(payload, '$.facts') IS NOT NULL"
    )
    assert (verdict, rule) == (told.verdict, told.rule) == ("deny", "hold.complaint")
    assert all(f'"{fact.name}":' in facts for fact in told.facts)


async def test_another_moment_may_be_asked_about(desk: LineDesk) -> None:
    await desk.take([task(1)], "aa")
    assert (await explained(desk)).verdict == "allow"
    told = await explained(desk, at="2026-11-23T22:30+08:00")
    assert (told.verdict, told.rule, told.is_what_if) == ("deny", "hours.quiet", True)
    assert told.at == datetime.fromisoformat("2026-11-23T22:30+08:00")
    with pytest.raises(InputRefused):
        await explained(desk, at="2026-11-23T22:30")
    with pytest.raises(StateConflict):
        await explained(desk, task_id="nobody")


async def test_a_persons_word_on_the_clock_is_journalled(desk: LineDesk) -> None:
    verbs, nothing = PolicyVerbs(desk.engine), protocol.Nothing()
    with pytest.raises(StateConflict) as caught:
        await verbs.clock_confirm(nothing)
    assert caught.value.code == "clock.not_ahead"
    passed = desk.clock.monotonic_ns()
    desk.engine.judgement.clock_trust = ClockTrust(desk.clock, lambda: passed)
    desk.clock.moment += timedelta(minutes=10)
    await desk.take([task(1)], "aa")
    assert (await explained(desk)).rule == "clock.ahead"
    assert (await verbs.clock_confirm(nothing)).detail == "600"
    assert (await explained(desk)).verdict == "allow"
    assert "clock.confirmed" in desk.journalled()


async def test_a_person_notes_and_lifts_a_refusal_of_a_part(desk: LineDesk) -> None:
    await desk.take([task(1)], "aa")
    verbs = SettlingVerbs(desk.engine)
    await verbs.opt_out(protocol.OptOut(customer_id="C00000001", scope="marketing:wecom"))
    assert (await explained(desk)).rule == "contact.opted_out_of"
    await verbs.opt_out(protocol.OptOut(customer_id="C00000001", scope="marketing:wecom", lift=True))
    assert (await explained(desk)).verdict == "allow"
    for unknown in ("fax", "fun:wecom", "marketing:fax"):
        with pytest.raises(InputRefused):
            await verbs.opt_out(protocol.OptOut(customer_id="C00000001", scope=unknown))
