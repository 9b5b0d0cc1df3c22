"""Scenario 11: a notice, a survey or a prompt lies over the page.

Only right endings: layers that the profile declares harmless are closed, then recipient and text are proved
again; a prompt that asks for a decision is touched by nobody, and nothing is sent.
"""

from __future__ import annotations

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import Desk
from tests.acceptance.scenarios.turnstile import BEFORE_CLICK


@pytest.mark.parametrize("moment", ["", "fill", "click"])
@pytest.mark.parametrize("popup", ["notice", "survey"])
def test_a_harmless_layer_is_closed_and_the_message_goes_out_once(
    desk: Desk, popup: str, moment: str
) -> None:
    task = desk.planned()
    desk.trouble(popup=popup, layer_on=moment)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


@pytest.mark.parametrize("moment", ["", "fill"])
@pytest.mark.parametrize("layer", ["permission", "terms"])
def test_a_prompt_is_touched_by_nobody_and_nothing_is_sent(desk: Desk, layer: str, moment: str) -> None:
    task = desk.planned()
    desk.trouble(layer=layer, layer_on=moment)

    ending = desk.send(task)

    assert ending.outcome in {"halted", "needs_person"}
    nothing_was_tried(desk.seen(), task)
    assert desk.bank.ask("/oracle/layers") == [], "neither agreed nor declined"


def test_after_a_layer_was_closed_recipient_and_text_are_proved_again(desk: Desk) -> None:
    """Under the notice another chat has come to the front, the robot's words still in the composer."""
    task = desk.planned()
    other = desk.stranger_to_the_list()
    with desk.held(task, BEFORE_CLICK):
        desk.trouble(
            popup="notice",
            switch_chat_now={"external_id": other["external_id"], "carry_draft": True},
        )

    ending = desk.ending_of(task)

    assert (ending.outcome, ending.reason) == ("halted", "recipient.mismatch")
    seen = desk.seen()
    nothing_was_tried(seen, task)
    assert seen.store == [], "nor did the other one get it"


def test_after_a_layer_was_closed_an_altered_text_is_noticed(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, BEFORE_CLICK):
        desk.trouble(popup="notice", type_now={"text": "稍等"})

    ending = desk.ending_of(task)

    assert (ending.outcome, ending.reason) == ("halted", "text.read_back_differs")
    nothing_was_tried(desk.seen(), task)
