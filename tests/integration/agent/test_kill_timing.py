"""Stop is pressed in mid-run at full speed: half a second later nothing reaches a customer any more."""

from __future__ import annotations

from benchmarks.kill import WAYS, press_often
from demoday.programs import Bank
from tests.support.workstation import Workstation, effects_by_task

LIMIT_MS = 500.0


def test_no_effect_reaches_the_bank_later_than_half_a_second_after_any_way_of_stopping(
    station: Workstation, bank: Bank
) -> None:
    presses = press_often(station.home, bank, count=len(WAYS), seed=3)

    assert {press.way for press in presses} == set(WAYS)
    assert all(press.last_effect_ms <= LIMIT_MS for press in presses), presses
    effects = effects_by_task(bank, station)
    assert effects.total() >= len(presses), "it was sending each time"
    assert max(effects.values()) == 1, "and what was stopped was not sent twice"
    assert set(effects) == station.confirmed(), "nor called sent when it was not"
