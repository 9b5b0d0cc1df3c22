"""Scenario 11: a notice, a survey or a prompt lies over the page.

Only right endings: layers that the profile declares harmless are closed, then recipient and text are proved
again; a prompt that asks for a decision is touched by nobody, and nothing is sent.
"""

from __future__ import annotations

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import LAG_LIMIT_S, Desk
from tests.acceptance.scenarios.turnstile import BEFORE_CLICK


@pytest.mark.parametrize("moment", ["", "fill"])
@pytest.mark.parametrize("popup", ["notice", "survey"])
def test_a_harmless_layer_is_closed_and_the_message_goes_out_once(
    desk: Desk, popup: str, moment: str
) -> None:
    task = desk.planned()
    desk.trouble(popup=popup, layer_on=moment)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


@pytest.mark.parametrize(("layer", "moment"), [("permission", ""), ("terms", "fill")])
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
        switch = {"external_id": other["external_id"], "carry_draft": True}
        desk.trouble_in_open_chat(other["external_id"], popup="notice", switch_chat_now=switch)

    ending = desk.ending_of(task)

    assert ending.outcome == "confirmed", "found the way back and proved everything anew"
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.store) == 1, "the other one did not get it"
    assert desk.manager.draft_for(other["external_id"]) == "", "nor has it lying in the composer"


def test_after_a_layer_was_closed_an_altered_text_is_noticed(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, BEFORE_CLICK):
        desk.trouble_in_open_chat(task.external_id, popup="notice", type_now={"text": "稍等"})

    ending = desk.ending_of(task)

    assert (ending.outcome, ending.reason) == ("needs_person", "person.draft_present")
    nothing_was_tried(desk.seen(), task)


def test_a_layer_that_comes_while_the_button_is_down_is_settled_by_reading_before_another_try(
    desk: Desk,
) -> None:
    """The press reached the page and the release did not: only the server can say that nothing was sent."""
    task = desk.planned()
    desk.trouble(popup="notice", layer_on="click")

    ending = desk.send(task)

    if ending.outcome == "unknown":
        desk.until(lambda _status: desk.state_of(task) == "ready", 4 * LAG_LIMIT_S)
        nothing_was_tried(desk.seen(), task)
        desk.run()
        ending = desk.ending_of(task)
    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)
