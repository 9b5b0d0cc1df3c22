"""Scenario 12: the witness is slow, shortens, changes its markup, is down or claims to be empty.

Only right endings: waits, wants the full value, or unknown and no more sends; the surfaces watched are named.
"""

from __future__ import annotations

import pytest

from tests.acceptance.scenarios.checks import right_effect_once
from tests.acceptance.scenarios.desk import Desk
from tests.acceptance.scenarios.surfaces import in_store


def test_which_surfaces_prove_an_effect_is_published_in_the_morning_digest(desk: Desk) -> None:
    task = desk.planned()
    desk.run()
    assert desk.ending_of(task).outcome == "confirmed"
    right_effect_once(desk.seen(), task)

    digest = desk.station.ask("digest")

    assert digest.watched_surfaces == ("wecom:sent_list",), "the sent list, in a session of its own"


def test_a_slow_witness_is_waited_for(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(witness_lag_ms=2000)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


def test_a_witness_that_shortens_is_asked_for_the_full_value(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(archive="shortened")

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    desk.all_well()
    right_effect_once(desk.seen(), task)


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param("shortened_hard", id="shortens and has no full value"),
        pytest.param("markup", id="changed its markup"),
        pytest.param("down", id="is down"),
        pytest.param("empty", id="claims to be empty"),
    ],
)
def test_a_witness_that_cannot_say_leads_to_unknown_no_more_sends_and_later_to_confirmed(
    desk: Desk, trouble: str
) -> None:
    task, next_task = desk.list_of(2)
    desk.trouble(archive=trouble)

    ending = desk.send(task)

    assert (ending.outcome, ending.ledger) == ("unknown", "unknown")
    assert desk.is_sending_paused()
    desk.approve(next_task)
    desk.until_waiting(next_task)
    assert [row.external_id for row in in_store(desk.bank)] == [task.external_id], "and only once"

    desk.all_well()
    desk.station.ask("reconcile")

    assert desk.ending_of(task).outcome == "confirmed"
    assert not desk.is_sending_paused()
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.attempts) == len(seen.store), "every click stored one message"
