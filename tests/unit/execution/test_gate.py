"""The gate of a site: what closes it, in which order it is told, and what opens it again by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from robot.domain.outcome import Reason
from robot.execution.gate import Closing, SiteGate
from tests.support.builders import TEN_O_CLOCK, HandClock

PAUSES_S = (0.03, 0.06)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def gate(clock: HandClock) -> SiteGate:
    return SiteGate("wecom", clock, pauses_s=PAUSES_S)


def reasons(gate: SiteGate) -> list[str]:
    return [str(closing.reason) for closing in gate.closings]


async def until_open(gate: SiteGate) -> float:
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(5):
        while gate.closing() is not None:
            await asyncio.sleep(gate.seconds_to_look)
    return asyncio.get_running_loop().time() - began


async def test_the_gravest_reason_names_the_closing_and_each_is_opened_for_itself(gate: SiteGate) -> None:
    for reason in ("hours.quiet", Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT, Reason.SITE_STOPPED):
        await gate.close(reason)
    assert reasons(gate) == [
        Reason.WRONG_ACCOUNT,
        Reason.SITE_STOPPED,
        Reason.LOGIN_NEEDED,
        "hours.quiet",
    ]
    await gate.open(Reason.WRONG_ACCOUNT, Reason.SITE_STOPPED)
    closing = gate.closing()
    assert closing is not None
    assert closing.reason == Reason.LOGIN_NEEDED


async def test_hours_and_a_failing_page_do_not_keep_a_person_from_trying(gate: SiteGate) -> None:
    await gate.close("hours.quiet")
    await gate.failed(3)
    assert gate.closing() is not None
    assert gate.closing(attended=True) is None
    await gate.close(Reason.LOGIN_NEEDED)
    closing = gate.closing(attended=True)
    assert closing is not None
    assert closing.reason == Reason.LOGIN_NEEDED


async def test_a_closing_with_a_wall_time_ends_when_the_clock_says_so(
    gate: SiteGate, clock: HandClock
) -> None:
    await gate.close("hours.quiet", until=TEN_O_CLOCK + timedelta(hours=1))
    clock.forward(minutes=59)
    assert gate.is_closed_by("hours.quiet")
    clock.forward(minutes=1)
    assert gate.closing() is None
    clock.forward(minutes=-30)
    assert gate.is_closed_by("hours.quiet"), "a clock that is set back closes it again"


async def test_one_or_two_failures_are_no_pattern_and_a_success_forgets_them(gate: SiteGate) -> None:
    await gate.failed(2)
    await gate.succeeded()
    await gate.failed(2)
    assert gate.closing() is None


async def test_failures_in_a_row_pause_the_site_each_time_longer_until_one_order_succeeds(
    gate: SiteGate,
) -> None:
    await gate.failed()
    await gate.failed()
    await gate.failed()
    first = await until_open(gate)
    assert gate.is_probing
    await gate.failed()
    second = await until_open(gate)
    assert first >= PAUSES_S[0]
    assert second >= PAUSES_S[1] > first * 0.5
    await gate.failed()
    assert await until_open(gate) < 1, "the last pause repeats"
    await gate.succeeded()
    assert not gate.is_probing
    await gate.failed()
    assert gate.closing() is None


async def test_closings_and_openings_are_told_once_they_hold(gate: SiteGate) -> None:
    told: list[tuple[str, bool]] = []

    async def closed(closing: Closing) -> None:
        told.append((closing.reason, gate.is_closed_by(closing.reason)))

    gate.on_closed = gate.on_opened = closed
    await gate.close(Reason.LOGIN_NEEDED)
    await gate.open(Reason.LOGIN_NEEDED, Reason.SITE_STOPPED)
    assert told == [(Reason.LOGIN_NEEDED, True), (Reason.LOGIN_NEEDED, False)]


async def test_closing_again_keeps_the_time_since_when(gate: SiteGate, clock: HandClock) -> None:
    await gate.close(Reason.SITE_STOPPED)
    clock.forward(minutes=5)
    await gate.close(Reason.SITE_STOPPED, ends_orders=True)
    (closing,) = gate.closings
    assert (closing.since, closing.ends_orders) == (TEN_O_CLOCK, True)
