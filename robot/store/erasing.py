"""What the store keeps of one customer, found and emptied; numbers stay, so that nobody is asked twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from robot.domain.customer import Customer, Recipient
from robot.domain.errors import StateConflict
from robot.domain.product import Product
from robot.domain.task import Task
from robot.journal.data_keys import KeyNotHeld
from robot.journal.journal import Journal
from robot.store.merging import canonical
from robot.store.review_rows import SEALED
from robot.store.sealing import digest, seal
from robot.store.stored_task import TASK_JSON, task_of

#: Of a task that can still be sent, or whose message nobody has settled, nothing is erased.
_OPEN_STATES = "('ready', 'snoozed', 'held', 'running', 'awaiting_witness')"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOfCustomer:
    """References to what the store keeps of a customer."""

    tasks: frozenset[str]
    entries: frozenset[int]
    reviews: frozenset[int]
    #: Names of pictures that show this customer's chat.
    pictures: tuple[str, ...]


def kept_of(db: sqlite3.Connection, customer: str) -> KeptOfCustomer:
    """What the store keeps of a customer.

    :raises StateConflict: nothing; or something that is not at its end.
    """
    tasks = _column(db, "SELECT task_id FROM task WHERE customer_id = ?", customer)
    reviews = _column(db, "SELECT review_id FROM review WHERE customer_id = ?", customer)
    entries = _column(db, "SELECT entry_id FROM contact_ledger WHERE customer_id = ?", customer)
    if not (tasks or reviews or entries):
        raise StateConflict(f"nothing is kept of customer {customer}", code="erasure.unknown_customer")
    open_tasks = _column(
        db,
        f"SELECT task_id FROM task WHERE customer_id = ? AND state IN {_OPEN_STATES}",  # noqa: S608
        customer,
    )
    unsettled = _column(
        db,
        "SELECT entry_id FROM contact_ledger WHERE customer_id = ?"
        " AND state IN ('intended', 'clicked', 'unknown')",
        customer,
    )
    if open_tasks or unsettled:
        raise StateConflict(
            f"customer {customer} has open tasks or unsettled messages; skip or settle them first;"
            " nothing was erased",
            code="erasure.not_at_an_end",
        )
    pictures = _column(
        db, "SELECT DISTINCT evidence FROM task WHERE customer_id = ? AND evidence != ''", customer
    )
    return KeptOfCustomer(
        tasks=frozenset(map(str, tasks)),
        entries=frozenset(int(str(entry)) for entry in entries),
        reviews=frozenset(int(str(review)) for review in reviews),
        pictures=tuple(map(str, pictures)),
    )


def _column(db: sqlite3.Connection, query: str, value: str) -> list[object]:
    return [row[0] for row in db.execute(query, (value,))]


def empty_rows(db: sqlite3.Connection, journal: Journal, kept: KeptOfCustomer) -> None:
    """Take names, texts and amounts out of the customer's rows."""
    for task_id in sorted(kept.tasks):
        row = db.execute("SELECT task_id, payload FROM task WHERE task_id = ?", (task_id,)).fetchone()
        try:
            _empty_task(db, journal, task_of(db, row))
        except KeyNotHeld:
            # Of an erased month: it says nothing any more.
            continue
    db.executemany(
        "UPDATE contact_ledger SET external_id = '' WHERE entry_id = ?", [(each,) for each in kept.entries]
    )
    db.executemany(
        "UPDATE review SET external_id = '', message_id = '' WHERE review_id = ?",
        [(each,) for each in kept.reviews],
    )
    _blank(db, "review", SEALED, "review_id", kept.reviews)
    _blank(db, "review_decision", ("comment", "document"), "review_id", kept.reviews)


def _empty_task(db: sqlite3.Connection, journal: Journal, task: Task) -> None:
    before = task.customer
    nobody = Customer(
        customer_id=before.customer_id,
        name="",
        title=before.title,
        tier=before.tier,
        aum=Decimal(0),
        account_masked="",
        recipient=Recipient(external_id="", name=""),
        risk_tolerance=None,
        risk_rated_on=None,
        consents=frozenset(),
        opted_out=True,
    )
    emptied = replace(task, customer=nobody, product=Product(line=task.product.line), reasons=())
    payload = TASK_JSON.dump_json(emptied).decode()
    place, day = f"task|payload|{task.task_id}", task.business_date
    db.execute(
        "UPDATE task SET payload = ?, content_sha256 = ?, external_id = '', free_slots = '', note = '',"
        " detail = '', evidence = '' WHERE task_id = ?",
        (seal(db, journal, day, place, payload), digest(db, journal, day, canonical(payload)), task.task_id),
    )


def _blank(
    db: sqlite3.Connection, table: str, columns: Iterable[str], key: str, numbers: frozenset[int]
) -> None:
    emptied = ", ".join(f"{name} = {'zeroblob(0)' if name == 'document' else repr('')}" for name in columns)
    db.executemany(
        f"UPDATE {table} SET {emptied} WHERE {key} = ?",  # noqa: S608 - our own words
        [(number,) for number in sorted(numbers)],
    )


def sealed_in(db: sqlite3.Connection, month: str) -> int:
    """How many records have facts that are sealed under a month's key."""
    needle = f'"month":"{month}"'.encode()
    row = db.execute(
        "SELECT COUNT(*) FROM journal WHERE sealed IS NOT NULL AND instr(payload, ?) > 0", (needle,)
    ).fetchone()
    return int(row[0])
