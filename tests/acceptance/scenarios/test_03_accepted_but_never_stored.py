"""Scenario 3: the server says yes and stores nothing.

Only right ending: unknown from the site's lag limit on, and then a person; nothing is sent meanwhile.
"""

from __future__ import annotations

import time

from tests.acceptance.scenarios.checks import nothing_reached, nothing_was_tried
from tests.acceptance.scenarios.desk import LAG_LIMIT_S, Desk


def test_what_was_accepted_and_never_stored_is_unknown_and_goes_to_a_person(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(accept_never_store_next=1)
    began = time.monotonic()

    ending = desk.send(task)

    assert time.monotonic() - began >= LAG_LIMIT_S, "the site had all the time it may take"
    assert (ending.outcome, ending.reason) == ("unknown", "effect.not_found_in_time")
    assert ending.ledger == "unknown"
    asked = [(item.task_id, item.reason) for item in desk.station.ask("status").attention]
    assert (task.task_id, "effect.not_found_in_time") in asked, "a person is asked"
    desk.station.ask("reconcile")
    assert desk.ending_of(task).outcome == "unknown", "the server said yes, so only a person may say no"
    desk.approve(next_task)
    desk.until_waiting(next_task)
    seen = desk.seen()
    nothing_reached(seen, task)
    nothing_was_tried(seen, next_task)
    assert len(seen.attempts) == 1
