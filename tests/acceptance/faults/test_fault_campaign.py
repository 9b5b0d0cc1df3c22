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
    ("zoomed", "policy", "before", {"zoom": 200, "lasts_s": 60.0}),
    ("stored twice", "click", "before", {"double_store_next": 1}),
]


def chosen() -> list[Episode]:
    return [
        Episode(
            seed=0,
            index=index,
            trouble=BY_NAME[name],
            place=Place(step=step, moment=moment),
            params=params,
            target=index % 3,
        )
        for index, (name, step, moment, params) in enumerate(CHOSEN)
    ]


def test_no_trouble_loses_doubles_or_misdirects_a_message(private_keyring: dict[str, str]) -> None:
    played: list[dict[str, Any]] = []
    play_all(chosen(), played.append)
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
    assert (result["flagged"], result["flagged_n"]) == (1, 1), told
