"""Scenario 4: the site stores one click twice, or the robot dies between the click and its note of it.

Only right endings: what the site doubled is flagged with both ids and sending pauses; the robot adds none.
"""

from __future__ import annotations

from tests.acceptance.scenarios.checks import (
    doubled_and_flagged,
    nothing_was_tried,
    right_effect_once,
)
from tests.acceptance.scenarios.desk import LAG_LIMIT_S, Desk
from tests.acceptance.scenarios.turnstile import AFTER_CLICK, BEFORE_CLICK


def test_a_message_that_the_site_stored_twice_is_flagged_with_both_ids_and_sending_pauses(desk: Desk) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(double_store_next=1)

    ending = desk.send(task)

    doubled_and_flagged(desk.seen(), task, ending)
    assert desk.is_sending_paused()
    desk.approve(next_task)
    desk.until_waiting(next_task)
    nothing_was_tried(desk.seen(), next_task)


def test_reading_again_does_not_make_a_doubled_message_right(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(double_store_next=1)
    desk.send(task)

    desk.station.ask("reconcile")

    ending = desk.ending_of(task)
    doubled_and_flagged(desk.seen(), task, ending)
    assert desk.is_sending_paused()


def test_killed_between_click_and_note_it_sends_no_second_message(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, AFTER_CLICK):
        desk.until(lambda _status: len(desk.seen().store) == 1)
        desk.station.kill()

    desk.station.start()

    desk.until(lambda _status: desk.is_confirmed(task), LAG_LIMIT_S + 30)
    desk.run()
    desk.until(lambda status: status.run is not None and status.run.state == "ended")
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1


def test_killed_right_before_the_click_nothing_is_lost_and_nothing_doubled(desk: Desk) -> None:
    task = desk.planned()
    with desk.held(task, BEFORE_CLICK):
        desk.station.kill()
    nothing_was_tried(desk.seen(), task)

    desk.station.start()
    desk.until(lambda _status: desk.state_of(task) == "ready", LAG_LIMIT_S + 30)
    desk.run()

    assert desk.ending_of(task).outcome == "confirmed"
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == 1
