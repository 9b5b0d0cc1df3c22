"""A site that cannot send now makes its orders wait, in order; only what nobody can mend ends them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Channel
from robot.execution.approval import Approval
from robot.execution.dispatch import RATE_CAP
from robot.execution.ports import ChannelRefusal
from robot.policy.caps import AccountCap
from robot.policy.settings import PolicySettings
from tests.support.builders import TODAY, task
from tests.support.chat import Hook, break_with, refuse
from tests.support.sending import EXEMPTION, Sending, sending
from tests.unit.execution.test_dispatch import order_of_effects

_WINDOW_CLOSED = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.WINDOW_CLOSED)
FIRST, SECOND, THIRD = ("T20261123-0001", "T20261123-0002", "T20261123-0003")


async def queue(world: Sending, count: int = 3, *, attended: bool = False) -> None:
    for number in range(1, count + 1):
        await world.dispatcher.submit(Approval(task=task(number), attended=attended))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.002)


def failing_until(world: Sending, healthy: Callable[[], bool], reason: Reason) -> Hook:
    async def trouble() -> None:
        if not healthy():
            raise ChannelRefusal(reason)

    return trouble


def night(world: Sending, hour: int, minute: int = 0) -> None:
    world.clock.moment = datetime(2026, 11, 23, hour, minute, tzinfo=BANK_ZONE)


async def test_an_expired_login_puts_the_order_back_and_all_go_on_in_their_order_after_it(
    world: Sending,
) -> None:
    logged_in = False
    world.channel.hooks["open"] = failing_until(world, lambda: logged_in, Reason.LOGIN_NEEDED)
    async with world.at_work():
        await queue(world)
        await until(lambda: world.gate.is_closed_by(Reason.LOGIN_NEEDED))
        await until(lambda: world.dispatcher.is_waiting)
        assert world.outcomes == {}
        assert world.book.put_back_for == {FIRST: [Reason.LOGIN_NEEDED]}
        assert world.dispatcher.waiting == 3
        logged_in = True
        await world.gate.open(Reason.LOGIN_NEEDED)
        await world.drained()
    assert order_of_effects(world) == ["wm0001", "wm0002", "wm0003"]
    assert set(world.outcomes.values()) == {Outcome.CONFIRMED}


async def test_a_person_is_told_at_once_that_the_site_wants_a_login(world: Sending) -> None:
    world.channel.hooks["open"] = refuse(Reason.LOGIN_NEEDED)
    async with world.at_work():
        await queue(world, 2, attended=True)
        await world.drained()
    assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.LOGIN_NEEDED}
    assert set(world.outcomes.values()) == {Outcome.NEEDS_PERSON}
    assert world.happened.count("open") == 1, "the second is not tried on a page that a person logs in to"


async def test_another_employees_session_is_a_hard_stop(world: Sending) -> None:
    world.channel.hooks["open"] = refuse(Reason.WRONG_ACCOUNT)
    async with world.at_work():
        await queue(world)
        await world.drained()
        assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.WRONG_ACCOUNT}
        assert world.happened.count("open") == 1
        world.channel.hooks.clear()
        await world.dispatcher.submit(Approval(task=task(4)))
        await world.drained()
        assert world.book.outcomes["T20261123-0004"].reason == Reason.WRONG_ACCOUNT, (
            "until a person releases it"
        )
        await world.gate.open(Reason.WRONG_ACCOUNT)
        await world.dispatcher.submit(Approval(task=task(5)))
        await world.drained()
    assert order_of_effects(world) == ["wm0005"]


async def test_a_site_that_is_away_ends_no_order(world: Sending) -> None:
    tries = 0

    async def away() -> None:
        nonlocal tries
        tries += 1
        if tries <= 5:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE)

    world.channel.hooks["open"] = away
    async with world.at_work():
        await queue(world)
        await until(lambda: world.gate.is_closed_by(Reason.SITE_FAILING))
        await world.drained()
    assert set(world.outcomes.values()) == {Outcome.CONFIRMED}
    assert order_of_effects(world) == ["wm0001", "wm0002", "wm0003"]
    assert tries == 5 + 3, "three tries, then one probe after each pause, then the rest"
    assert not world.gate.is_probing


async def test_a_page_that_fails_for_one_customer_halts_that_one_and_the_rest_go(world: Sending) -> None:
    async def poisoned() -> None:
        if world.channel.opened != "wm0001" and "wm0001" not in done:
            raise ChannelRefusal(Reason.PAGE_CHANGED)

    done: set[str] = set()
    open_chat = world.channel.open

    async def open_only_others(recipient: object, *rest: object, **more: object) -> object:
        if getattr(recipient, "external_id", "") == "wm0001":
            raise ChannelRefusal(Reason.PAGE_CHANGED)
        return await open_chat(recipient, *rest, **more)  # type: ignore[arg-type]

    world.channel.open = open_only_others  # type: ignore[assignment,method-assign]
    async with world.at_work():
        await queue(world)
        await world.drained()
    assert world.outcomes == {
        FIRST: Outcome.HALTED,
        SECOND: Outcome.CONFIRMED,
        THIRD: Outcome.CONFIRMED,
    }
    assert world.book.outcomes[FIRST].reason == Reason.PAGE_CHANGED
    world.channel.hooks["open"] = poisoned


@pytest.mark.parametrize("ends", [False, True])
async def test_after_an_unknown_orders_wait_until_it_is_settled_or_nobody_can(
    world: Sending, *, ends: bool
) -> None:
    async with world.at_work():
        await world.gate.close(Reason.SITE_STOPPED)
        await queue(world)
        await until(lambda: world.dispatcher.is_waiting)
        assert world.outcomes == {}
        if ends:
            await world.gate.close(Reason.SITE_STOPPED, ends_orders=True)
        else:
            await world.gate.open(Reason.SITE_STOPPED)
        await world.drained()
    wanted = Outcome.NEEDS_PERSON if ends else Outcome.CONFIRMED
    assert set(world.outcomes.values()) == {wanted}
    if ends:
        assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.SITE_STOPPED}
        world.assert_nothing_was_sent()


async def test_the_quota_of_the_day_ends_what_waits_as_not_tried(world: Sending) -> None:
    world.channel.refuses = Reason.PLATFORM_QUOTA
    async with world.at_work():
        await world.dispatcher.submit(Approval(task=task(1)))
        await world.drained()
        await world.dispatcher.submit(Approval(task=task(2)))
        await world.drained()
    assert world.outcomes == {FIRST: Outcome.PLATFORM_REFUSED, SECOND: Outcome.NEEDS_PERSON}
    assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.PLATFORM_QUOTA}


async def test_a_used_up_quota_is_not_tried_again_while_the_witness_is_awaited(world: Sending) -> None:
    world.channel.refuses = Reason.PLATFORM_QUOTA
    world.witness.is_down = True
    async with world.at_work():
        await queue(world, 3)
        await until(lambda: len(world.outcomes) >= 2)
    assert world.happened.count("click") == 1


async def test_before_the_window_the_schedule_waits_and_a_person_is_refused(world: Sending) -> None:
    night(world, 7, 30)
    async with world.at_work():
        await queue(world, 2)
        await world.dispatcher.submit(Approval(task=task(3), attended=True))
        await until(lambda: THIRD in world.outcomes and world.dispatcher.is_waiting)
        assert world.book.outcomes[THIRD].reason == "hours.quiet"
        assert world.book.states.get(FIRST) is None, "not even begun"
        night(world, 8, 0)
        await world.drained()
    assert order_of_effects(world) == ["wm0001", "wm0002"]


@pytest.mark.parametrize("when", ["after the window", "while it waits", "just before the click"])
async def test_when_the_window_closes_what_was_not_sent_is_cancelled(world: Sending, when: str) -> None:
    async def nightfall() -> None:
        night(world, 21, 0)

    if when == "after the window":
        night(world, 21, 30)
    elif when == "while it waits":
        await world.gate.close(Reason.LOGIN_NEEDED)
    else:
        world.channel.hooks["recheck"] = nightfall
    async with world.at_work():
        await queue(world, 2)
        if when == "while it waits":
            await until(lambda: world.dispatcher.is_waiting)
            night(world, 21, 0)
        await world.drained()
    assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.WINDOW_CLOSED}
    assert set(world.outcomes.values()) == {Outcome.CANCELLED}
    world.assert_nothing_was_sent()


async def test_an_order_of_yesterday_is_not_sent_this_morning(world: Sending) -> None:
    world.clock.forward(days=1)
    async with world.at_work():
        await queue(world, 1)
        await world.drained()
    assert world.book.outcomes[FIRST].reason == Reason.WINDOW_CLOSED
    world.assert_nothing_was_sent()


@pytest.mark.parametrize("how", ["halt", "abandon", "withdraw", "pause"])
async def test_whatever_it_waits_for_a_waiting_queue_obeys_at_once(world: Sending, how: str) -> None:
    await world.gate.close(Reason.LOGIN_NEEDED)
    async with world.at_work():
        await queue(world)
        await until(lambda: world.dispatcher.is_waiting)
        if how == "halt":
            await world.dispatcher.halt()
            assert {ending.reason for ending in world.book.outcomes.values()} == {Reason.STOPPED}
        elif how == "abandon":
            await world.dispatcher.abandon()
            assert world.outcomes == {}, "what was not begun is found again at the next start"
        elif how == "withdraw":
            await world.dispatcher.withdraw(_WINDOW_CLOSED)
            assert len(world.outcomes) == 3
        else:
            await world.dispatcher.pause(True)
            await world.gate.open(Reason.LOGIN_NEEDED)
            await asyncio.sleep(0.02)
            assert world.server.effects == 0
            await world.dispatcher.pause(False)
            await world.drained()
            assert world.server.effects == 3
    assert world.dispatcher.pending == 0


async def test_an_attempt_broken_off_by_the_agents_end_leaves_its_task_ready(world: Sending) -> None:
    opened, held = asyncio.Event(), asyncio.Event()

    async def standing() -> None:
        opened.set()
        await held.wait()

    world.channel.hooks["recheck"] = standing
    async with world.at_work():
        await queue(world, 2)
        await asyncio.wait_for(opened.wait(), 5)
        await world.dispatcher.abandon()
        await world.drained()
    assert world.outcomes == {}
    assert world.book.put_back_for == {FIRST: [Reason.INTERRUPTED]}
    world.assert_nothing_was_sent()


async def test_the_accounts_hourly_cap_makes_the_schedule_wait_and_not_the_person(world: Sending) -> None:
    cap = AccountCap(
        account="*",
        channel=Channel.WECOM,
        per_minute=None,
        per_hour=1,
        per_day=None,
        valid_from=TODAY,
        valid_until=TODAY,
        source="test",
    )
    world.judgement._policy = PolicySettings(
        version=1, unattended_exemptions=(EXEMPTION,), account_caps=(cap,)
    )
    world.ledger.sends = (world.clock.now(),)
    async with world.at_work():
        await queue(world, 1)
        await world.dispatcher.submit(Approval(task=task(2), attended=True))
        await until(lambda: SECOND in world.outcomes and world.gate.is_closed_by(RATE_CAP))
        assert FIRST not in world.outcomes
        world.clock.forward(minutes=61)
        await world.drained()
    assert order_of_effects(world) == ["wm0002", "wm0001"]


async def test_outcomes_add_up_whatever_the_site_does(world: Sending) -> None:
    """Every order taken ends in exactly one outcome."""
    turn = 0

    async def trouble() -> None:
        nonlocal turn
        turn += 1
        if turn % 11 == 0:
            raise OSError("the browser's pipe broke")
        if turn % 7 == 0:
            raise ChannelRefusal(Reason.RECIPIENT_NOT_FOUND)
        if turn % 5 == 0:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE)
        if turn % 3 == 0:
            raise ChannelRefusal(Reason.PAGE_CHANGED)

    world.channel.hooks["open"] = trouble
    async with world.at_work():
        await queue(world, 40)
        await world.drained()
    assert len(world.outcomes) == 40
    assert sorted(task_id for task_id, _ in world.told) == sorted(world.outcomes)
    confirmed = [one for one, outcome in world.outcomes.items() if outcome == Outcome.CONFIRMED]
    assert len(confirmed) == world.server.effects
    assert all(len(texts) == 1 for texts in world.server.stored.values())


async def test_a_browser_that_dies_in_mid_run_costs_no_order(tmp_path: Path) -> None:
    world = sending(tmp_path, deadline_s=1.5)
    steps = iter(["open", "fill", "recheck", "click", "echo", "picture"])
    died: list[str] = []

    def die_at(step: str) -> Hook:
        async def dying() -> None:
            world.channel.hooks.pop(step, None)
            died.append(step)
            following = next(steps, None)
            if following:
                world.channel.hooks[following] = die_at(following)
            await break_with(RuntimeError("Target page, context or browser has been closed"))()

        return dying

    world.channel.hooks["open"] = die_at(next(steps))
    world.witness.is_down = True
    async with world.at_work():
        await queue(world, 8)
        await until(lambda: world.witness.looks > 1)
        world.witness.is_down = False
        await world.drained()
    assert died == ["open", "fill", "recheck", "click", "echo", "picture"]
    unknown = [one for one, outcome in world.outcomes.items() if outcome == Outcome.UNKNOWN]
    assert len(world.outcomes) == 8
    assert len(unknown) <= 1, "only the one whose click nobody can tell of"
    assert all(len(texts) == 1 for texts in world.server.stored.values())
