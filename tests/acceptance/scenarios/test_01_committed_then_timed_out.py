"""Scenario 1: the bank stored the message, then its answer was lost.

Only right ending: looked for by reading, found, confirmed; never clicked again.
"""

from __future__ import annotations

from tests.acceptance.scenarios.checks import right_effect_once
from tests.acceptance.scenarios.desk import LAG_LIMIT_S, Desk


def test_stored_then_a_server_error_is_found_by_reading_and_confirmed(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(fail_after_commit_next=1)

    ending = desk.send(task)

    assert (ending.outcome, ending.ledger) == ("confirmed", "confirmed")
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1, "clicked once and never again"


def test_stored_then_no_answer_at_all_is_found_by_reading_and_confirmed(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(timeout_after_commit_next=1, hang_ms=2000)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1


def test_while_nobody_can_read_it_is_unknown_then_found_and_never_clicked_again(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(fail_after_commit_next=1, archive="down")

    ending = desk.send(task)

    assert ending.outcome == "unknown", "nobody may call it sent before it was read"
    assert desk.is_sending_paused()

    desk.all_well()
    desk.station.ask("reconcile")

    assert desk.ending_of(task).outcome == "confirmed"
    assert not desk.is_sending_paused()
    assert desk.send(next_task).outcome == "confirmed"
    seen = desk.seen()
    right_effect_once(seen, task)
    right_effect_once(seen, next_task)
    assert len(seen.attempts) == 2, "one click each"


def test_an_unknown_is_read_for_and_confirmed_at_the_next_start(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(fail_after_commit_next=1, archive="down")
    assert desk.send(task).outcome == "unknown"

    desk.all_well()
    desk.station.end()
    desk.station.start()

    desk.until(lambda _status: desk.is_confirmed(task), LAG_LIMIT_S + 30)
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1
