"""Scenario 9: the session expires in mid-run, or turns out to be another employee's.

Only right endings: logs in by itself where it may, else waits for one scan and goes on in order; another
employee's session is a hard stop with nothing sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from robot.domain.views import AgentStatus
from tests.acceptance.scenarios.checks import Planned, nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import Desk
from tests.acceptance.scenarios.turnstile import BEFORE_LAST_LOOK, BEFORE_OPEN

DeskWith = Callable[..., Desk]
HARD_STOP = ("needs_person", "person.wrong_account")


def order_of_arrival(desk: Desk) -> list[str]:
    return [row.external_id for row in desk.seen().store]


def assert_all_arrived_in_order(desk: Desk, tasks: Sequence[Planned]) -> None:
    assert [desk.ending_of(task).outcome for task in tasks] == ["confirmed"] * len(tasks)
    seen = desk.seen()
    for task in tasks:
        right_effect_once(seen, task)
    assert order_of_arrival(desk) == [task.external_id for task in tasks]


def test_with_a_password_it_logs_in_again_and_goes_on_in_order(desk: Desk) -> None:
    tasks = desk.list_of(4)
    with desk.held(tasks[0], BEFORE_LAST_LOOK):
        desk.approve(*tasks[1:])
    desk.ending_of(tasks[0])
    desk.trouble(expire_sessions=True)

    assert_all_arrived_in_order(desk, tasks)


def by_scan(profile: dict[str, Any]) -> None:
    """A site that is entered by telephone alone."""
    profile["login"]["by"] = "scan"


def waits_for(reason: str) -> Callable[[AgentStatus], bool]:
    return lambda status: any(wait.reason == reason for wait in status.waits)


def test_where_only_a_scan_logs_in_it_waits_and_after_one_scan_goes_on_in_order(desk_with: DeskWith) -> None:
    desk = desk_with(by_scan)
    tasks = desk.list_of(4)
    desk.station.ask("run", limit=1)
    desk.until(waits_for("person.login_needed"))
    desk.scan("liming")
    desk.scan("liming.audit")
    desk.ending_of(tasks[0])
    with desk.turnstile.holding(BEFORE_OPEN):
        desk.run()
        desk.turnstile.wait(BEFORE_OPEN)
        desk.trouble(expire_sessions="liming")

    desk.until(waits_for("person.login_needed"))
    assert [desk.said_of(task) for task in tasks[1:]] == [None] * 3, "they wait; none is given up"
    desk.scan("liming")

    assert_all_arrived_in_order(desk, tasks)


def test_one_scan_opens_the_session_that_sends_and_the_one_that_reads(desk_with: DeskWith) -> None:
    desk = desk_with(by_scan)
    desk.station.ask("account_set", site="wecom", purpose="witness", username="liming", secret="unused")
    tasks = desk.list_of(2)
    desk.run()
    desk.until(waits_for("person.login_needed"))
    desk.scan("liming")
    assert_all_arrived_in_order(desk, tasks)

    more = desk.list_of(2)
    desk.trouble(expire_sessions=True)
    desk.run()
    desk.until(waits_for("person.login_needed"))
    desk.scan("liming")

    assert [desk.ending_of(task).outcome for task in more] == ["confirmed"] * 2


def test_another_employees_telephone_scanning_the_code_is_a_hard_stop(desk_with: DeskWith) -> None:
    desk = desk_with(by_scan)
    task = desk.planned()
    desk.run()
    desk.until(waits_for("person.login_needed"))

    desk.scan("zhouqian")

    desk.until(waits_for("person.wrong_account"))
    assert desk.is_sending_paused()
    nothing_was_tried(desk.seen(), task)


def test_a_session_that_becomes_another_employees_is_a_hard_stop(desk: Desk) -> None:
    first, task, next_task = desk.list_of(3)
    assert desk.send(first).outcome == "confirmed"
    desk.trouble(switch_account_next=1)

    desk.approve(task, next_task)

    assert (desk.ending_of(task).outcome, desk.ending_of(task).reason) == HARD_STOP
    assert (desk.ending_of(next_task).outcome, desk.ending_of(next_task).reason) == HARD_STOP
    assert waits_for("person.wrong_account")(desk.station.ask("status"))
    seen = desk.seen()
    nothing_was_tried(seen, task)
    nothing_was_tried(seen, next_task)
