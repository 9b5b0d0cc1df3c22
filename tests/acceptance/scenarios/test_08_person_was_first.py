"""Scenario 8: the manager has just written by hand, or the customer opted out since the plan.

Only right ending: suppressed with the reason; what a person has begun to write stays as it is, byte for byte.
"""

from __future__ import annotations

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import Desk
from tests.acceptance.scenarios.turnstile import BEFORE_LAST_LOOK

DRAFT = "您好，我想和您说一下\u3000到期的事😀 ……\n第二行，没写完 "


def test_what_the_manager_sent_by_hand_before_is_not_sent_again(desk: Desk) -> None:
    task = desk.planned()
    desk.manager.sends(task.external_id, task.text)

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.already_in_chat")
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1, "the manager's own"


@pytest.mark.parametrize("moment", ["open", "fill"])
def test_what_the_manager_sends_by_hand_while_the_robot_prepares_is_not_sent_again(
    desk: Desk, moment: str
) -> None:
    task = desk.planned()
    desk.trouble(human_sends_next=moment, human_sends_text=task.text)

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.already_in_chat")
    right_effect_once(desk.seen(), task)


def test_a_customer_who_opts_out_by_message_before_the_chat_is_opened_gets_nothing(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(opt_out_now={"external_id": task.external_id, "say": True})

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.opted_out_in_chat")
    nothing_was_tried(desk.seen(), task)


@pytest.mark.parametrize("moment", ["open", "fill"])
def test_a_customer_who_opts_out_while_the_robot_prepares_gets_nothing(desk: Desk, moment: str) -> None:
    task = desk.planned()
    desk.trouble(opt_out_next=moment)

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.opted_out_in_chat")
    nothing_was_tried(desk.seen(), task)


def test_a_customer_whom_a_newer_list_calls_opted_out_gets_nothing(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, BEFORE_LAST_LOOK):
        desk.pull([{**desk.row_of(task), "opted_out": True}])

    ending = desk.ending_of(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.opted_out")
    nothing_was_tried(desk.seen(), task)


def test_a_customer_whom_somebody_opts_out_at_a_terminal_gets_nothing(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, BEFORE_LAST_LOOK):
        desk.types_in_a_terminal("opt-out", task.customer_id)

    ending = desk.ending_of(task)

    assert (ending.outcome, ending.reason) == ("refused", "contact.opted_out")
    nothing_was_tried(desk.seen(), task)


def test_a_draft_that_stood_there_before_is_left_alone_byte_for_byte(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.station.end()
    desk.manager.leaves_a_draft(task.external_id, DRAFT)
    desk.station.start()

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("needs_person", "person.draft_present")
    nothing_was_tried(desk.seen(), task)
    # Leaving the chat is when the page keeps what stands in the composer.
    assert desk.send(next_task).outcome == "confirmed"
    assert desk.manager.draft_for(task.external_id) == DRAFT


def test_a_draft_that_turns_up_when_the_chat_is_opened_is_left_alone(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(human_draft_next=1)

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("needs_person", "person.draft_present")
    nothing_was_tried(desk.seen(), task)
    assert desk.send(next_task).outcome == "confirmed"
    assert desk.manager.draft_for(task.external_id) != ""


def test_what_a_person_types_into_the_robots_page_is_neither_sent_nor_removed(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(typing_next="fill")

    ending = desk.send(task)

    assert ending.outcome in {"halted", "needs_person"}
    nothing_was_tried(desk.seen(), task)
    assert desk.send(next_task).outcome == "confirmed"
    assert desk.manager.draft_for(task.external_id) != ""
