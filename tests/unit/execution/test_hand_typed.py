"""What an RM typed by hand is found once; what the robot sent never is, nor what a customer wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from robot.compliance import Checked, Verdict, WordFinding
from robot.domain.contact import ContactState
from robot.domain.errors import JournalUnwritable
from robot.execution.hand_typed import HandTypedWatch, OwnMessage
from robot.governance.review_decisions import text_hash
from robot.sites.wording import text_sha256
from robot.store.reviews import SqliteReviews
from tests.support.builders import TODAY, key, task
from tests.support.store import Store
from tests.unit.store.conftest import clock, store

__all__ = ["clock", "store"]
BAD = "王姐，这款保本保息，放心买"


def check(text: str, names: Sequence[str] = ()) -> Checked:
    """Objects to promises, and asks to look at winks."""
    for name in names:
        text = text.replace(name, "某" * len(name))
    found = [
        WordFinding(
            rule=f"words.{rule}", verdict=verdict, start=at, end=at + 2, span=word, why="why", source="办法"
        )
        for word, rule, verdict in (
            ("保本", "guarantee", Verdict.BLOCK),
            ("你懂", "wink", Verdict.REVIEW),
        )
        if (at := text.find(word)) >= 0
    ]
    worst = Verdict.BLOCK if any(f.verdict is Verdict.BLOCK for f in found) else Verdict.REVIEW
    return Checked(verdict=worst if found else Verdict.ALLOW, findings=tuple(found))


def message(text: str = BAD, number: int = 1, **changes: Any) -> OwnMessage:
    usual = OwnMessage(
        site="wecom",
        external_id=f"wm{number:04}",
        message_id="m7",
        text=text,
        text_sha256=text_sha256(text),
        position=0,
        business_date=TODAY,
    )
    return replace(usual, **changes)


@pytest.fixture
def book(store: Store) -> SqliteReviews:
    return SqliteReviews(store.database, store.journal, store.clock, rm_id=lambda: "1001")


def watch(book: SqliteReviews) -> HandTypedWatch:
    """As after a start of the agent: nothing is remembered but what the store holds."""
    return HandTypedWatch(book, check)


async def look(watching: HandTypedWatch, *messages: OwnMessage) -> int:
    watching.read(messages)
    return await watching.judge()


async def robot_sent(store: Store, text: str, state: ContactState | None, *ids: str, number: int = 1) -> None:
    entry = await store.ledger.intend(
        key(number), task=task(number), site="wecom", text_sha256=text_sha256(text), baseline=0
    )
    if state is not None:
        await store.ledger.mark_clicked(entry)
    if state not in (None, ContactState.CLICKED):
        await store.ledger.resolve(entry, state, decided_by="witness", effect_ids=ids)


async def test_a_typed_promise_is_recorded_once_with_its_rule_and_no_text_in_the_journal(
    store: Store, book: SqliteReviews
) -> None:
    await store.take([task(1)])
    first = watch(book)
    assert await look(first, message()) == 1
    assert await look(first, message()) == 0
    # Another session reads it, after a restart too.
    assert await look(watch(book), message()) == 0
    item = await book.item(1)
    assert (item.kind, item.state, item.verdict, item.text) == ("hand_typed", "open", "block", BAD)
    assert (item.customer_id, item.name_masked, item.rm_id) == ("C00000001", "王*", "1001")
    (record,) = [payload for kind, payload in store.journalled() if kind == "review.opened"]
    assert record["rules"] == ["words.guarantee"]
    assert record["verdict"] == "block"
    assert len(record["text_sha256"]) == 64
    assert not any("保本" in str(payload) or "王" in str(payload) for _, payload in store.journalled())
    assert store.is_sound


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        (None, ()),
        (ContactState.CLICKED, ()),
        (ContactState.CONFIRMED, ("m7",)),
        (ContactState.UNKNOWN, ()),
        (ContactState.ABSENT, ()),
    ],
)
async def test_the_robots_own_text_is_never_hand_typed(
    store: Store, book: SqliteReviews, state: ContactState | None, ids: tuple[str, ...]
) -> None:
    await store.take([task(1)])
    await robot_sent(store, BAD, state, *ids)
    # Under another id too, as a site that doubles shows it, and under another customer.
    for seen in (message(), message(message_id="m8"), message(number=2, message_id="m9")):
        assert await look(watch(book), seen) == 0


async def test_words_that_a_review_let_go_once_are_not_sent_on_by_hand(
    store: Store, book: SqliteReviews
) -> None:
    await store.take([task(1), task(2)])
    await robot_sent(store, BAD, ContactState.CONFIRMED, "m1")
    to_another = message(number=2, message_id="m9")
    assert await look(watch(book), to_another) == 0
    # The same row, had a supervisor let these words go to the first customer.
    store.database.transact(
        lambda db: db.execute(
            "INSERT INTO review (kind, state, verdict, business_date, opened_at, nonce, subject, text,"
            " text_sha256, findings) VALUES ('held_text', 'approved', 'review', '2026-11-23',"
            " '2026-11-23T10:00:00+08:00', 'n', 's', ?, ?, '[]')",
            (BAD, text_hash(BAD)),
        )
    )
    assert await look(watch(book), message(message_id="m2")) == 0
    assert await look(watch(book), to_another) == 1


async def test_what_the_site_made_of_the_robots_text_is_its_own_too(
    store: Store, book: SqliteReviews
) -> None:
    await store.take([task(1)])
    await robot_sent(store, "another text, which the site cut", ContactState.UNKNOWN, "m7")
    assert await look(watch(book), message()) == 0


async def test_a_message_is_judged_once_what_is_under_way_is_settled(
    store: Store, book: SqliteReviews
) -> None:
    await store.take([task(1)])
    entry = await store.ledger.intend(
        key(), task=task(1), site="wecom", text_sha256=text_sha256("the robot's"), baseline=0
    )
    watching = watch(book)
    assert await look(watching, message()) == 0
    assert watching.waiting == 1
    await store.ledger.resolve(entry, ContactState.CONFIRMED, decided_by="witness", effect_ids=["m6"])
    assert await watching.judge() == 1
    assert watching.waiting == 0


async def test_a_copy_of_the_robots_text_that_was_changed_by_hand_is_found(
    store: Store, book: SqliteReviews
) -> None:
    await store.take([task(1)])
    # The witness notes what resembles the message beside the message itself.
    await robot_sent(store, "王姐，这款放心买", ContactState.CONFIRMED, "m6", "m7")
    assert await look(watch(book), message()) == 1


async def test_harmless_messages_are_asked_about_once(store: Store, book: SqliteReviews) -> None:
    watching = watch(book)
    assert watching.read([message("王姐，早上好")])
    assert await watching.judge() == 0
    assert not watching.read([message("王姐，早上好")])
    assert not watching.read([message("  \n")])
    assert store.types() == []


async def test_where_a_site_gives_no_ids_equal_messages_are_told_apart_by_their_place(
    store: Store, book: SqliteReviews
) -> None:
    seen = [message(message_id="", position=place) for place in (0, 1)]
    assert await look(watch(book), *seen) == 2
    assert await look(watch(book), *seen) == 0
    tomorrow = replace(seen[0], business_date=TODAY.replace(day=24))
    assert await look(watch(book), tomorrow) == 1


async def test_a_customer_called_like_a_promise_is_no_finding(store: Store, book: SqliteReviews) -> None:
    await store.take([task(1, customer={"name": "保本初"})])
    assert await look(watch(book), message("保本初先生，您好")) == 0
    assert await look(watch(book), message("你懂的", message_id="m8")) == 1


async def test_a_finding_that_cannot_be_recorded_is_kept(store: Store, book: SqliteReviews) -> None:
    watching = watch(book)
    watching.read([message()])
    store.lose_journal()
    with pytest.raises(JournalUnwritable):
        await watching.judge()
    assert watching.waiting == 1
    assert store.query("SELECT COUNT(*) FROM review") == [(0,)]
