"""What the ledger on disk says of earlier contacts, refusals of a part, and refusals that a person noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from robot.domain.contact import ContactState
from robot.domain.customer import LineDate
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel, Task
from robot.execution.contact_keys import message_key
from robot.execution.past_contacts import PastContacts
from robot.execution.ports import MadeByHand, PastSend
from tests.support.builders import TODAY, task
from tests.support.store import Store

DECLINED = TaskOutcome(outcome=Outcome.CANCELLED, reason=Reason.SKIPPED, detail="customer_declined")
CALLED = TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.DONE_BY_PERSON, detail="declined")


def of_day(number: int, on: date, **changes: object) -> Task:
    """Another task of the first customer."""
    return replace(task(1, **changes), task_id=f"T-{number}", business_date=on)


async def send(store: Store, item: Task) -> None:
    await store.ledger.intend(message_key(item), task=item, site="wecom", text_sha256="ab" * 32, baseline=0)


async def test_past_contacts_say_when_how_and_about_what(store: Store) -> None:
    loan = of_day(
        2,
        date(2026, 11, 2),
        product={"line": ProductLine.LOAN, "risk": None},
        talk_track="loan-settled-wecom",
    )
    call = of_day(3, date(2026, 11, 20), channel=Channel.PHONE)
    await store.take([task(1), loan, call])
    await send(store, loan)
    await store.tasks.close(call.task_id, CALLED, by_hand=MadeByHand(site="phone", detail="declined"))
    await send(store, task(1))
    standing = await store.ledger.standing(task(1))
    # Its own entry is left out.
    assert standing.past == (
        PastSend(on=date(2026, 11, 2), channel="wecom", line="loan", talk_track="loan-settled-wecom"),
        PastSend(on=date(2026, 11, 20), channel="phone", line="wealth", talk_track="new-wealth-wecom"),
    )
    assert (standing.contacts_this_month, standing.contacts_today) == (2, 0)


async def test_what_was_shown_to_be_absent_and_what_is_older_than_a_year_is_no_contact(store: Store) -> None:
    absent, old = of_day(2, date(2026, 11, 2)), of_day(3, date(2025, 11, 21))
    other = replace(task(2), task_id="T-4")
    await store.take([task(1), absent, old, other])
    for item in (absent, old, other):
        await send(store, item)
    entry = await store.ledger.find(message_key(absent))
    assert entry is not None
    await store.ledger.resolve(entry, ContactState.ABSENT, decided_by="send_path")
    assert (await store.ledger.standing(task(1))).past == ()


async def test_refusals_that_a_person_noted_are_known_by_product_line(store: Store) -> None:
    skipped = of_day(2, date(2026, 11, 10), product={"line": ProductLine.CARD, "risk": None})
    call = of_day(3, date(2026, 11, 20), channel=Channel.PHONE)
    reached = of_day(4, date(2026, 11, 21), channel=Channel.PHONE)
    await store.take([task(1), skipped, call, reached])
    await store.tasks.close(skipped.task_id, DECLINED)
    await store.tasks.close(call.task_id, CALLED)
    await store.tasks.close(reached.task_id, replace(CALLED, detail="reached"))
    assert (await store.ledger.standing(task(1))).refused_on == (
        LineDate(line=ProductLine.CARD, on=date(2026, 11, 10)),
        LineDate(line=ProductLine.WEALTH, on=date(2026, 11, 20)),
    )


async def test_a_no_to_a_part_stays_whatever_a_later_list_says(store: Store) -> None:
    said_no = task(1, customer={"opt_outs": ("marketing:phone", "push")})
    await store.take([said_no])
    await store.take([task(1)], "bb")
    await store.ledger.opt_out("C00000001", "person:li", "care")
    await store.ledger.opt_out("C00000001", "person:li", "care")
    standing = await store.ledger.standing(task(1))
    assert standing.opted_out_scopes == {"marketing:phone", "push", "care"}
    assert not standing.opted_out
    assert (await store.ledger.standing(task(2))).opted_out_scopes == frozenset()
    noted = [payload for kind, payload in store.journalled() if kind == "customer.opted_out"]
    assert [(one["scope"], one["source"]) for one in noted] == [
        ("marketing:phone", "list"),
        ("push", "list"),
        ("care", "person:li"),
    ]


async def test_a_part_is_lifted_by_itself(store: Store) -> None:
    await store.ledger.opt_out("C00000001", "chat")
    await store.ledger.opt_out("C00000001", "person:li", "phone")
    assert await store.tasks.lift_opt_out("C00000001", "li", "phone")
    assert not await store.tasks.lift_opt_out("C00000001", "li", "phone")
    standing = await store.ledger.standing(task(1))
    assert (standing.opted_out, standing.opted_out_scopes) == (True, frozenset())
    assert store.is_sound


def seen(*past: tuple[str, str, str, str]) -> PastContacts:
    purposes = {"sell": Purpose.MARKETING, "serve": Purpose.SERVICE}
    sends = [
        PastSend(on=date.fromisoformat(on), channel=channel, line=line, talk_track=track)
        for on, channel, line, track in past
    ]
    return PastContacts(task(1), sends, purposes.__getitem__)


def test_counts_are_of_week_month_line_channel_and_purpose() -> None:
    assert TODAY.isoformat() == "2026-11-23"
    found = seen(
        ("2026-10-31", "wecom", "wealth", "sell"),
        ("2026-11-22", "wecom", "wealth", "serve"),
        ("2026-11-23", "phone", "wealth", "sell"),
        ("2026-11-29", "wecom", "loan", "serve"),
        ("2026-11-30", "wecom", "loan", "serve"),
    )
    assert found.this_week == 2
    assert found.this_month_about_the_line == 2
    assert (found.this_month_like(Purpose.MARKETING), found.this_month_like(Purpose.SERVICE)) == (0, 3)
    assert found.last_marketing_on == date(2026, 11, 23)
    assert (seen().last_marketing_on, seen().this_week) == (None, 0)


def test_a_week_goes_over_the_turn_of_the_year() -> None:
    on = replace(task(1), business_date=date(2027, 1, 1))
    sends = [
        PastSend(on=date(2026, 12, 28), channel="wecom", line="wealth", talk_track="x"),
        PastSend(on=date(2026, 12, 27), channel="wecom", line="wealth", talk_track="x"),
    ]
    assert PastContacts(on, sends, lambda _id: Purpose.MARKETING).this_week == 1
