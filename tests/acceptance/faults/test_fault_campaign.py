"""A short set of episodes with the real browser: trouble where a crash doubles or misdirects most easily."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from campaign.announcing import Place
from campaign.episode import Episode
from campaign.figures import is_failure, summary
from campaign.troubles import BY_NAME
from campaign.worker import play_all

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="freezes, starves and kills processes"),
    pytest.mark.timeout(240),
]

#: Trouble, step, moment and parameters.
CHOSEN: list[tuple[str, str, str, dict[str, Any]]] = [
    ("none", "click", "before", {}),
    ("agent killed", "intend", "after", {}),
    ("agent killed", "click", "after", {}),
    ("browser killed", "fill", "after", {}),
    ("disk full", "mark_clicked", "before", {}),
    ("answers lost", "click", "before", {"condition": "deaf", "lasts_s": 1.5}),
    ("stored late", "click", "before", {"store_delay_ms": 1000}),
    ("another chat comes to the front", "open", "before", {"switch_chat_next": "fill", "carry_draft": True}),
    ("another send button elsewhere", "open", "before", {"send_button": "decoy_outside"}),
    ("stored twice", "click", "before", {"double_store_next": 1}),
]


#: What a robot that presses twice and believes itself does wrong.
FOR_A_CARELESS_ROBOT: list[tuple[str, str, str, dict[str, Any]]] = [
    ("none", "click", "before", {}),
    ("accepted, never stored", "begin", "before", {"accept_never_store_next": 2}),
    ("stored cut", "click", "before", {"truncate_next": 1}),
]


def episodes(chosen: list[tuple[str, str, str, dict[str, Any]]]) -> list[Episode]:
    return [
        Episode(
            seed=0,
            index=index,
            trouble=BY_NAME[name],
            place=Place(step=step, moment=moment),
            params=params,
            target=index % 3,
        )
        for index, (name, step, moment, params) in enumerate(chosen)
    ]


def test_no_trouble_loses_doubles_or_misdirects_a_message(private_keyring: dict[str, str]) -> None:
    played: list[dict[str, Any]] = []
    play_all(episodes(CHOSEN), played.append)
    told = [
        (record["trouble"], record["step"], record["notes"], [task["reason"] for task in record["tasks"]])
        for record in played
    ]
    result = summary(played)
    assert not is_failure(result), told
    assert result["not_fired"] == 0, told
    assert result["unexpected_endings"] == [], told
    assert result["over_halt"] == 0, told
    assert result["completed"] == 1, told
    # A browser may repeat by itself a request whose answer was lost, so there may be more than the one.
    assert result["flagged"] == 1, told
    assert result["flagged_n"] >= 1, told


def test_a_robot_that_presses_twice_and_believes_itself_is_found_out(private_keyring: dict[str, str]) -> None:
    played: list[dict[str, Any]] = []
    play_all(episodes(FOR_A_CARELESS_ROBOT), played.append, program="tests.acceptance.faults.careless_agent")
    result = summary(played)
    assert is_failure(result)
    assert [record["is_failure"] for record in played] == [True, True, True]
    assert result["duplicates"] >= 5
    assert result["lost"] == 1
    assert result["silent_wrong"] == 9
    assert (result["flagged"], result["flagged_n"]) == (0, 1)
