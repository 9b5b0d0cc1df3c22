"""Scenario 7: the right screen, the right words, and the server files the message under another customer.

Only right ending: both customers are flagged, and sending pauses.
"""

from __future__ import annotations

from tests.acceptance.scenarios.checks import both_customers_flagged, nothing_was_tried
from tests.acceptance.scenarios.desk import Desk


def test_a_message_that_was_filed_under_another_customer_flags_both_and_pauses_sending(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(misdeliver_next=1)

    ending = desk.send(task)

    both_customers_flagged(desk.seen(), task, ending)
    assert desk.is_sending_paused()
    desk.approve(next_task)
    desk.until_waiting(next_task)
    nothing_was_tried(desk.seen(), next_task)


def test_a_misfiled_message_whose_answer_was_lost_is_flagged_too(desk: Desk) -> None:
    """Without the page's word for its id, the words alone must give it away."""
    task = desk.planned()
    desk.trouble(misdeliver_next=1, fail_after_commit_next=1)

    ending = desk.send(task)

    both_customers_flagged(desk.seen(), task, ending)
    assert desk.is_sending_paused()
