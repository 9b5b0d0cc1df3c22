"""Scenario 2: the page shows the message as sent at once; three seconds later the platform takes it back.

Only right ending: not sent, and said so; the page's own bubble is believed by nobody.
"""

from __future__ import annotations

from tests.acceptance.scenarios.checks import nothing_reached, right_effect_once
from tests.acceptance.scenarios.desk import Desk


def test_a_bubble_that_is_rejected_three_seconds_later_counts_as_not_sent(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(optimistic_reject_next={"count": 1, "after_ms": 3000})

    ending = desk.send(task)

    assert (ending.outcome, ending.ledger) == ("platform_refused", "absent")
    seen = desk.seen()
    nothing_reached(seen, task)
    assert len(seen.attempts) == 1, "nobody clicked again"
    assert not desk.is_sending_paused(), "nothing is uncertain, so the others go on"
    assert desk.send(next_task).outcome == "confirmed"
    right_effect_once(desk.seen(), next_task)


def test_a_rejection_while_the_next_chat_is_open_still_reaches_its_own_task(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(optimistic_reject_next={"count": 1, "after_ms": 1500})

    desk.approve(task, next_task)

    assert desk.ending_of(task).outcome == "platform_refused"
    assert desk.ending_of(next_task).outcome == "confirmed"
    seen = desk.seen()
    nothing_reached(seen, task)
    right_effect_once(seen, next_task)
