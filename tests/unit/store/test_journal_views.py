"""The SQL views of the journal, and every query of their document, on a real journal."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from robot.domain.clock import BANK_ZONE
from tests.support.builders import task
from tests.support.log_home import LogHome
from tests.support.reviewing import Sends

DOCUMENT = Path(__file__).parents[3] / "docs" / "journal-sql.md"
QUERIES = re.findall(r"([^\n]+):\n\n```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
async def log(tmp_path: Path) -> LogHome:
    """Sends, a night, marks, an erasure and heads."""
    home = LogHome(tmp_path / "home")
    sends = Sends(home)
    await home.take([task(1)])
    home.tell("task.begun", {"task": task(1).task_id})
    clicks = sends.many(6, first=500)
    home.tell("contact.confirmed", {"task": "T0500", "entry": 500})
    refused = {"outcome": "refused", "rules": ["contact.quiet_hours"], "customer": "C00000001"}
    home.tell("task.ended", {"task": "T9", **refused}, sealed={"detail": "王芳"})
    sends.mark(clicks[0], "lin", "escalated")
    home.tell("record.unmasked", {"seq": 2, "by": "lin", "person": "lin"}, sealed={"reason": "投诉"})
    home.tell("payload.erased", {"seqs": [clicks[1]], "reason": "customer", "by": "lin"})
    sends.checkpoint(anchored=True)
    home.clock.moment = datetime(2026, 11, 23, 22, 30, 0, 250_000, tzinfo=BANK_ZONE)
    home.tell("run.started", {"run": "R1", "kind": "scheduled"}, after_s=0)
    database = home.store.database
    database.transact(
        lambda db: db.execute(
            "UPDATE journal SET payload = NULL, salt = NULL WHERE seq = ?", (clicks[1],)
        ).close()
    )
    home.erased = clicks[1]  # type: ignore[attr-defined]
    return home


@pytest.fixture
def auditor(log: LogHome) -> Iterator[sqlite3.Connection]:
    """Reads as the document says, without anything of Tandem's."""
    with closing(sqlite3.connect(f"file:{log.path / 'tandem.db'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        yield db


def rows(db: sqlite3.Connection, query: str) -> list[dict[str, object]]:
    return [dict(row) for row in db.execute(query)]


def test_the_document_has_its_queries() -> None:
    assert len(QUERIES) == 9


@pytest.mark.parametrize("query", [query for _, query in QUERIES], ids=[title[:40] for title, _ in QUERIES])
def test_a_documented_query_answers(auditor: sqlite3.Connection, query: str) -> None:
    found = rows(auditor, query)
    assert found, "a query that finds nothing in a journal that has it"


def test_documented_queries_say_what_happened(auditor: sqlite3.Connection, log: LogHome) -> None:
    answers = {title: rows(auditor, query) for title, query in QUERIES}

    def one(begin: str) -> list[dict[str, object]]:
        return next(found for title, found in answers.items() if title.startswith(begin))

    # The click that was erased keeps its type.
    assert one("Sends of each day") == [{"day": "2026-11-23", "clicked": 6, "proved": 1}]
    assert one("Tasks that a rule") == [{"rule": "contact.quiet_hours", "refused": 1}]
    assert [row["type"] for row in one("Activity between")] == ["run.started"]
    assert {(row["type"], row["person"]) for row in one("Who read")} == {
        ("record.unmasked", "lin"),
        ("payload.erased", None),
    }
    assert [(row["mark"], row["type"], row["task"]) for row in one("What reviewers")] == [
        ("escalated", "contact.clicked", "T0500")
    ]
    assert [row["seq"] for row in one("Records that were erased")] == [log.erased]  # type: ignore[attr-defined]
    assert [row["records"] for row in one("Records that rest")] == [1]
    assert [row["missing"] for row in one("Gaps")] == [0]
    # One names the customer itself, the other by its task of the list.
    assert [row["type"] for row in one("Everything about")] == ["task.begun", "task.ended"]


def test_a_row_is_the_record(auditor: sqlite3.Connection, log: LogHome) -> None:
    found = rows(auditor, "SELECT * FROM journal_log ORDER BY seq")
    stored = log.store.query("SELECT seq, header, hash, payload, sealed FROM journal ORDER BY seq")
    assert len(found) == len(stored)
    for row, (seq, header, digest, payload, sealed) in zip(found, stored, strict=True):
        about = json.loads(header)
        at = datetime.fromisoformat(str(row["at"]))
        assert (row["seq"], row["hash"], row["type"]) == (seq, bytes(digest).hex(), about["type"])
        assert abs(at.timestamp() - int(about["wall_us"]) / 1e6) < 0.001
        assert at.utcoffset() == datetime.now(BANK_ZONE).utcoffset()
        assert (row["epoch"], row["boot"]) == (about["epoch"], about["boot"])
        assert row["payload"] == (payload.decode() if payload else None)
        assert (row["has_sealed"], row["is_erased"]) == (sealed is not None, payload is None)
    ((size,),) = log.store.query("SELECT size FROM checkpoint")
    assert [row["checkpoint"] for row in found] == [size if row["seq"] < size else None for row in found]
    erased = next(row for row in found if row["is_erased"])
    assert (erased["task"], erased["outcome"], erased["payload"]) == (None, None, None)


def test_days_add_up_and_heads_are_told(auditor: sqlite3.Connection) -> None:
    total = rows(auditor, "SELECT SUM(records) AS n, SUM(erased) AS erased FROM journal_days")
    assert total == [{"n": rows(auditor, "SELECT COUNT(*) AS n FROM journal")[0]["n"], "erased": 1}]
    (head,) = rows(auditor, "SELECT * FROM journal_checkpoints")
    assert (head["witness"], head["anchored"]) == ("share", 1)
    assert str(head["note"]).startswith("tandem/")
    assert len(str(head["root"])) == 64
    assert str(head["witnessed_at"]) == str(head["at"])


def test_a_damaged_record_hides_no_other(auditor: sqlite3.Connection, log: LogHome) -> None:
    database = log.store.database
    database.transact(lambda db: db.execute("DROP TRIGGER journal_no_update").close())
    database.transact(lambda db: db.execute("UPDATE journal SET payload = x'ff7b' WHERE seq = 3").close())
    database.transact(lambda db: db.execute("UPDATE journal SET header = x'00' WHERE seq = 4").close())
    found = {row["seq"]: row for row in rows(auditor, "SELECT * FROM journal_log")}
    assert len(found) == rows(auditor, "SELECT COUNT(*) AS n FROM journal")[0]["n"]
    assert (found[3]["payload"], found[3]["is_erased"]) == (None, 0)
    assert (found[4]["type"], found[4]["at"]) == (None, None)


def test_nothing_that_is_sealed_is_readable(auditor: sqlite3.Connection) -> None:
    shown = str(rows(auditor, "SELECT * FROM journal_log")) + str(rows(auditor, "SELECT * FROM journal_days"))
    assert "王芳" not in shown
    assert "投诉" not in shown


def test_the_auditor_writes_nothing(auditor: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        auditor.execute("DELETE FROM journal")
    with pytest.raises(sqlite3.OperationalError, match="view"):
        auditor.execute("UPDATE journal_log SET type = 'x'")
