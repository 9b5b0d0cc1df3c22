"""Opens the database, and fills it with the invented bank when it is empty or of another seed."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

from demobank.options import Options
from demobank.population.customers import OTHER_RM, RM, Customer, customer_counts, make_customers, smooth
from demobank.population.history import add_contacts, make_drafts, make_messages
from demobank.population.tasks import make_tasks

SCHEMA = Path(__file__).with_name("schema.sql")
SCHEMA_VERSION = 2

#: (site, account, password, employee id, read only)
ACCOUNTS = (
    ("wecom", "liming", "Tandem-1001", RM.employee_id, False),
    ("wecom", "liming.audit", "Audit-1001", RM.employee_id, True),
    ("wecom", "zhouqian", "Tandem-1002", OTHER_RM.employee_id, False),
    ("crm", "1001", "Crm-1001", RM.employee_id, False),
    ("crm", "1001.audit", "Audit-1001", RM.employee_id, True),
    ("crm", "1002", "Crm-1002", OTHER_RM.employee_id, False),
)


def open_database(options: Options) -> sqlite3.Connection:
    """The bank's database for these options; an existing one of the same kind is kept with all effects."""
    options.data.mkdir(parents=True, exist_ok=True)
    path = options.data / "demobank.sqlite3"
    wanted = (
        f"{SCHEMA_VERSION}/{options.seed}/{options.customers}/{options.tasks}/{options.today}/{options.plain}"
    )
    if options.fresh or (path.exists() and _identity(path) != wanted):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    is_new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if is_new:
        _populate(connection, options, wanted)
    return connection


def _identity(path: Path) -> str:
    try:
        connection = sqlite3.connect(path)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return ""
    return row[0] if row else ""


def _populate(connection: sqlite3.Connection, options: Options, identity: str) -> None:
    rng = random.Random(options.seed)
    customers = make_customers(rng, options.today, *customer_counts(options.customers, options.tasks))
    add_contacts(rng, options.today, customers)
    if options.plain:
        smooth(customers)
    tasks = make_tasks(rng, options.today, customers, options.tasks, with_flaws=not options.plain)
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO employees VALUES (?, ?, ?)", [(e.employee_id, e.name, e.branch) for e in (RM, OTHER_RM)]
    )
    connection.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", ACCOUNTS)
    for customer in customers:
        insert_customer(connection, customer)
    connection.executemany(
        "INSERT INTO tasks VALUES (?, ?, ?, ?, ?)",
        [
            (t["task_id"], t["rm_id"], t["business_date"], t.pop("_flaw"), json.dumps(t, ensure_ascii=False))
            for t in tasks
        ],
    )
    _populate_history(connection, options, rng, customers)
    connection.execute("INSERT INTO meta VALUES ('identity', ?)", (identity,))
    connection.execute("COMMIT")


def _populate_history(
    connection: sqlite3.Connection, options: Options, rng: random.Random, customers: list[Customer]
) -> None:
    connection.executemany(
        "INSERT INTO messages"
        " (external_id, employee_id, direction, text, sent_at, is_unread, was_unread, is_seeded)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        [
            (m.external_id, m.employee_id, m.direction, m.text, m.sent_at, m.is_unread, m.is_unread)
            for m in make_messages(rng, options.today, customers)
            if not (options.plain and m.is_unread)
        ],
    )
    if not options.plain:
        connection.executemany("INSERT INTO seeded_drafts VALUES (?, ?, ?)", make_drafts(rng, customers))
        connection.execute("INSERT INTO drafts SELECT * FROM seeded_drafts")
    connection.executemany(
        "INSERT INTO records"
        " (customer_id, channel, talk_track, content, result, operator, created_at, is_seeded)"
        " VALUES (?, ?, '', ?, ?, ?, ?, 1)",
        [
            (c.customer_id, n["channel"], n["note"], n["result"], c.rm_id, f"{n['on']}T15:20:00.000+08:00")
            for c in customers
            for n in reversed(c.contacts)
        ],
    )


def insert_customer(connection: sqlite3.Connection, customer: Customer, *, is_trap: bool = False) -> None:
    """Add one customer (a trap is forgotten by the next reset)."""
    connection.execute(
        "INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            customer.customer_id,
            customer.rm_id,
            customer.name,
            customer.external_id,
            customer.remark,
            customer.tag,
            customer.friendship,
            customer.mass_received,
            is_trap,
            json.dumps(customer.as_json(), ensure_ascii=False),
        ),
    )
