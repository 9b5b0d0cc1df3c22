"""`tandem policy`: what is asked of the agent, and what a person or a machine reads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import StateConflict
from robot.domain.policy_views import FactUsed, PolicyExplanation, RuleAnswer
from robot.domain.views import Done
from tests.unit.terminal.conftest import ScriptedAgent, Tandem

NOW = datetime(2026, 11, 23, 22, 30, tzinfo=BANK_ZONE)
DAILY = RuleAnswer(
    rule="contact.daily_cap",
    stage="caps",
    answer="deny",
    reason="The customer has had today's messages already.",
    source="Bank setting.",
    unknown="Never unknown.",
    found={"count": "1", "cap": "1"},
    facts=("contacts_today",),
)
TOLD = PolicyExplanation(
    task_id="T1",
    at=NOW,
    is_what_if=False,
    attended=True,
    verdict="deny",
    rule="contact.daily_cap",
    policy_version=3,
    policy_sha256="ab" * 32,
    rules=(
        replace(DAILY, rule="hold.complaint", answer="pass", found={}, facts=("complaint",)),
        replace(DAILY, rule="suitability.elderly", answer="needs_review", facts=("age",)),
        replace(DAILY, rule="hours.holiday", answer="not_applicable", found={}, facts=()),
        DAILY,
    ),
    facts=(
        FactUsed(name="contacts_today", value="1", origin="ledger"),
        FactUsed(name="complaint", value="no", origin="list"),
        FactUsed(name="age", value="", origin="list"),
    ),
)


def test_the_whole_decision_is_printed(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["policy_explain"] = TOLD
    assert tandem("policy", "explain", "T1") == 0
    ((verb, request),) = agent.asked
    assert (verb, request.model_dump()) == (
        "policy_explain",
        {"task_id": "T1", "at": None, "attended": True},
    )
    shown = capsys.readouterr().out
    assert "T1: deny because of contact.daily_cap: the customer's cap of the day is reached" in shown
    assert "policy version 3, sha256 abab" in shown
    for words in ("DENY", "REVIEW", "n/a", "count 1, cap 1", "contacts_today=1", "age=unknown", "ledger"):
        assert words in shown
    assert shown.index("hold.complaint") < shown.index("hours.holiday") < shown.rindex("contact.daily_cap")


def test_json_is_the_view(agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]) -> None:
    agent.answers["policy_explain"] = TOLD
    assert tandem("policy", "explain", "T1", "--json", "--unattended") == 0
    assert agent.asked[0][1].model_dump()["attended"] is False
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["rules"][3]["found"]["cap"]) == ("deny", "1")
    assert told["facts"][0] == {"name": "contacts_today", "value": "1", "origin": "ledger"}


@pytest.mark.parametrize("at", ["2026-11-23T22:30", "2026-11-23 22:30:00+08:00", "2026-11-23T14:30:00+00:00"])
def test_a_moment_without_a_zone_is_the_banks(agent: ScriptedAgent, tandem: Tandem, at: str) -> None:
    agent.answers["policy_explain"] = replace(TOLD, is_what_if=True)
    assert tandem("policy", "explain", "T1", "--at", at) == 0
    assert agent.asked[0][1].model_dump()["at"] == NOW


def test_a_moment_that_is_none_is_said_in_one_sentence(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tandem("policy", "explain", "T1", "--at", "tonight") == 2
    assert "tonight is no time" in capsys.readouterr().err
    assert agent.asked == []


def test_a_person_says_that_the_clock_is_right(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["clock_confirm"] = Done(detail="600")
    assert tandem("policy", "confirm-clock") == 0
    assert "600 s ahead" in capsys.readouterr().out
    agent.answers["clock_confirm"] = StateConflict("the clock did not jump", code="clock.not_ahead")
    assert tandem("policy", "confirm-clock") == 2
