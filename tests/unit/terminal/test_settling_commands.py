"""What only a person can say, from a terminal: checked, sent to the agent, answered in one sentence."""

from __future__ import annotations

import pytest

from robot.domain.errors import StateConflict
from robot.domain.views import Done
from tests.unit.terminal.conftest import ScriptedAgent, Tandem


@pytest.mark.parametrize(
    ("words", "sent", "said"),
    [
        (("arrived",), {"verdict": "arrived", "effect": "message"}, "Settled as arrived."),
        (("not-arrived",), {"verdict": "not_arrived", "effect": "message"}, "may be sent again"),
        (("arrived", "--record"), {"verdict": "arrived", "effect": "record"}, "Settled as arrived."),
    ],
)
def test_a_person_settles_an_unknown(
    agent: ScriptedAgent,
    tandem: Tandem,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    sent: dict[str, str],
    said: str,
) -> None:
    agent.answers["settle"] = Done(task_id="T1")
    assert tandem("settle", "T1", *words) == 0
    ((verb, request),) = agent.asked
    assert (verb, request.model_dump()) == ("settle", {"task_id": "T1", **sent})
    assert said in capsys.readouterr().out


def test_what_cannot_be_settled_is_said_in_one_sentence(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["settle"] = StateConflict("nothing of task T1 is unknown", code="settle.not_unknown")
    assert tandem("settle", "T1", "arrived") == 2
    assert "nothing of task T1 is unknown" in capsys.readouterr().err


def test_a_site_is_released(agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]) -> None:
    agent.answers["release_site"] = Done(detail="wecom")
    assert tandem("site", "release", "wecom") == 0
    assert agent.asked[0][1].model_dump() == {"site": "wecom"}
    assert "released" in capsys.readouterr().out


@pytest.mark.parametrize(("more", "lift"), [((), False), (("--lift",), True)])
def test_an_opt_out_is_noted_and_lifted(
    agent: ScriptedAgent, tandem: Tandem, more: tuple[str, ...], lift: bool
) -> None:
    agent.answers["opt_out"] = Done(detail="C00000001")
    assert tandem("opt-out", "C00000001", *more) == 0
    assert agent.asked[0][1].model_dump() == {"customer_id": "C00000001", "lift": lift, "scope": ""}


def test_an_opt_out_may_be_of_a_part(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["opt_out"] = Done(detail="C00000001")
    assert tandem("opt-out", "C00000001", "--only", "marketing:phone") == 0
    assert agent.asked[0][1].model_dump()["scope"] == "marketing:phone"
    assert "marketing:phone" in capsys.readouterr().out
