"""Scenario 10: two send buttons, 'send to all', a renamed or moved button, another look of the page.

Only right endings: exactly one button in scope is pressed, or none; a harmless change completes.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import Desk


@pytest.mark.parametrize("button", ["twin", "send_to_all", "only_send_to_all", "renamed"])
def test_without_exactly_one_known_button_in_scope_nothing_is_pressed(desk: Desk, button: str) -> None:
    task = desk.planned()
    desk.trouble(send_button=button)

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("halted", "page.changed")
    seen = desk.seen()
    nothing_was_tried(seen, task)
    assert seen.attempts == [], "and nobody else was written to"


@pytest.mark.parametrize("button", ["decoy_outside", "moved"])
def test_with_exactly_one_in_scope_that_one_is_pressed_whatever_stands_beside_it(
    desk: Desk, button: str
) -> None:
    task = desk.planned()
    desk.trouble(send_button=button)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    seen = desk.seen()
    right_effect_once(seen, task)
    assert len(seen.store) == 1, "this customer and nobody else"


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({"redesign": True}, id="redesigned"),
        pytest.param({"zoom": 80}, id="zoom 80 %"),
        pytest.param({"zoom": 200}, id="zoom 200 %"),
        pytest.param({"font": "serif"}, id="serif font"),
        pytest.param({"font": "mono"}, id="monospaced font"),
        pytest.param({"font": "large"}, id="large font"),
        pytest.param({"redesign": True, "zoom": 150, "font": "large"}, id="all at once"),
    ],
)
def test_a_harmless_change_of_the_page_completes(desk: Desk, look: dict[str, Any]) -> None:
    task = desk.planned()
    # The new look shows from the next load of the page, as after a release at night.
    desk.trouble(**look, expire_sessions=True)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)
