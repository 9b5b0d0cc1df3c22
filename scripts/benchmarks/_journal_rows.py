"""A journal as a year of work leaves it, written fast: deterministic, chained by the product's own header."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.journal.header import EPOCH_S, GENESIS, SALT_BYTES, Header, commit_to, header_hash
from robot.store.database import Database

#: Customers of the store; each has a name.
CUSTOMERS = 100_000
_FIRST_DAY = date(2025, 11, 24)
_WORKDAYS = 250
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华国志玉红海林梅鑫宇浩佳欣雨晨思远嘉怡子轩梓涵"
)
_SITES = ("wecom", "crm", "portal")
_STEPS = ("policy", "render", "open", "identify", "fill", "read_back", "click", "witness")
_TRACKS = tuple(f"{line}-{kind}" for line in ("deposit", "fund", "card", "loan", "care")
                for kind in ("maturity", "news", "birthday", "review"))  # fmt: skip
_REFUSALS = ("contact.opted_out", "contact.monthly_cap", "contact.weekly_cap", "suitability.risk_too_high",
             "hours.quiet", "contact.cool_off")  # fmt: skip
_HALTS = (
    "recipient.not_found",
    "page.changed",
    "page.unreachable",
    "text.read_back_differs",
    "recipient.mismatch",
)
#: Shares of tasks by how they end, cumulated; the rest is confirmed.
_REFUSED, _HELD, _HALTED, _UNKNOWN = 0.05, 0.06, 0.075, 0.997
#: Sites, kinds of reviews, names of two characters, anomalies and marks: how often.
_MOSTLY, _HAND_TYPED, _SHORT_NAME, _NOTICED, _MARKED = 0.8, 0.3, 0.3, 0.15, 0.004
#: Records of one transaction.
_BATCH = 50_000
_Step = tuple[int, str, dict[str, Any]]


def customer_name(number: int) -> str:
    """The same name for the same number; two or three characters."""
    chance = random.Random(number)  # noqa: S311 - not a secret
    length = 1 if chance.random() < _SHORT_NAME else 2
    return chance.choice(_SURNAMES) + "".join(chance.choice(_GIVEN) for _ in range(length))


def write_journal(
    database: Path, records: int, on_progress: Callable[[int], None] = lambda _done: None
) -> None:
    """Make a store with `records` journal records and its customers' tasks."""
    Database(database).close()
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA cache_size=-65536")
    _write_tasks(db)
    rows: list[tuple[Any, ...]] = []
    for seq, row in enumerate(_chained(records)):
        rows.append(row)
        if len(rows) == _BATCH:
            _insert(db, rows)
            on_progress(seq + 1)
    _insert(db, rows)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _write_tasks(db: sqlite3.Connection) -> None:
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO task (task_id, business_date, rm_id, customer_id, channel, position, payload,"
        " content_sha256, state) VALUES (?, '2025-11-24', 'rm-1', ?, 'wecom', ?, ?, '', 'ended')",
        (
            (f"S{number}", f"C{number:07d}", number,
             json.dumps({"customer": {"customer_id": f"C{number:07d}", "name": customer_name(number)}}))
            for number in range(CUSTOMERS)
        ),
    )  # fmt: skip
    db.execute("COMMIT")


def _insert(db: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    db.execute("BEGIN")
    db.executemany("INSERT INTO journal (seq, header, hash, salt, payload) VALUES (?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
    rows.clear()


def _chained(records: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(5)  # noqa: S311 - not a secret
    prev, encoder = GENESIS, json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for seq, (wall_us, type_, facts) in zip(range(records), _records(records), strict=False):
        body, salt = encoder.encode(facts).encode(), chance.randbytes(SALT_BYTES)
        header = Header(
            log_id="5e" * 16, seq=seq, boot_id="b0" * 8, wall_us=wall_us, mono_ns=wall_us * 1000,
            clock="system", epoch=wall_us // 1_000_000 // EPOCH_S, type=type_, prev_hash=prev,
            commitment=commit_to(salt, body),
        ).encode()  # fmt: skip
        prev = header_hash(header)
        yield seq, header, prev, salt, body


def _records(records: int) -> Iterator[_Step]:
    chance = random.Random(7)  # noqa: S311 - not a secret
    a_day = max(40, records // 12 // _WORKDAYS + 1)
    number, day, seq = 0, 0, 0
    while True:
        on = _FIRST_DAY + timedelta(days=day + day // 5 * 2)
        run = f"R{on:%Y%m%d}-1"
        for part, begins, hours in (("night", time(1), 4), ("day", time(9), 8)):
            start = int(datetime.combine(on, begins, BANK_ZONE).timestamp() * 1e6)
            share = a_day * 2 // 3 if part == "night" else a_day - a_day * 2 // 3
            pace = hours * 3_600_000_000 // max(1, share)
            if part == "night":
                seq += 1
                yield start, "run.started", {"run": run, "kind": "scheduled", "tasks": share, "left": {}}
            for place in range(share):
                number += 1
                told = list(_task(chance, number, on, start + place * pace, is_night=part == "night"))
                told += _noticed(chance, seq, told[-1][0])
                seq += len(told)
                yield from told
            if part == "night":
                seq += 1
                yield (
                    start + hours * 3_600_000_000,
                    "run.ended",
                    {"run": run, "state": "done", "outcomes": {}},
                )
        day += 1


def _noticed(chance: random.Random, seq: int, at: int) -> Iterator[_Step]:
    """What the detector and a supervisor say of a task whose first record is `seq`."""
    if chance.random() < _NOTICED:
        kind = chance.choice(("first_time", "pace", "send_rate", "free_slot"))
        yield at + 1_000, "anomaly", {"kind": kind, "seqs": [seq], "weight": chance.randint(1, 4)}
    if chance.random() < _MARKED:
        mark = chance.choice(("reviewed", "reviewed", "escalated", "false_alarm"))
        yield at + 2_000, "review.marked", {"source": "this", "seq": seq, "mark": mark, "by": "lin"}


def _task(chance: random.Random, number: int, on: date, at: int, *, is_night: bool) -> Iterator[_Step]:
    customer = f"C{int(CUSTOMERS * chance.random() ** 1.5):07d}"
    task = f"T{number:08d}"
    site = _SITES[0] if chance.random() < _MOSTLY else chance.choice(_SITES[1:])
    track, digest = chance.choice(_TRACKS), hashlib.sha256(task.encode()).hexdigest()
    fate = chance.random()
    rule = chance.choice(_REFUSALS) if fate < _REFUSED else ""
    begun = {"task": task, "verdict": "deny" if rule else "allow", "rule": rule, "attended": not is_night}
    of_track = {"talk_track": track, "talk_track_version": 3, "variant": "a", "talk_track_sha256": digest}
    yield at, "task.begun", {**begun, **of_track, "text_sha256": digest}
    if rule:
        yield at + 9_000, "task.ended", {"task": task, "outcome": "refused", "reason": rule, "evidence": ""}
    elif fate < _HELD:
        kind = "hand_typed" if chance.random() < _HAND_TYPED else "held_text"
        held = {"review": number, "task": task, "customer": customer, "kind": kind, "verdict": "review"}
        yield at + 9_000, "review.opened", {**held, "rules": ["words.guarantee"]}
        yield at + 9_900, "task.ended", {"task": task, "outcome": "needs_person", "reason": "words.review"}
    else:
        whom = {"customer": customer, "strategy": track, "business_date": on.isoformat(), "site": site}
        what = {"entry": number, "task": task, "effect": "message", "step": 1, "channel": "wecom"}
        tries = {"text_sha256": digest, "baseline": 0, "attempt": 1}
        yield at + 12_000, "contact.intended", {**what, **whom, **tries}
        yield from _sent(chance, number, at + 30_000, fate, digest)


def _sent(chance: random.Random, number: int, moment: int, fate: float, digest: str) -> Iterator[_Step]:
    task = f"T{number:08d}"
    halted = chance.choice(_HALTS) if fate < _HALTED else ""
    for step in _STEPS:
        spent = int(chance.lognormvariate(5, 0.6))
        moment += spent * 1000
        failed = bool(halted) and step == "fill"
        state = "failed" if failed else "done"
        yield moment, "step", {"task": task, "step": step, "state": state, "ms": spent}
        if failed:
            yield moment + 900, "task.ended", {"task": task, "outcome": "halted", "reason": halted}
            return
        if step == "click":
            yield moment + 800, "contact.clicked", {"entry": number, "task": task}
    state = "unknown" if fate > _UNKNOWN else "confirmed"
    reason = "effect.read_back" if state == "confirmed" else "effect.not_found_in_time"
    proved = {"entry": number, "task": task, "effect": "message", "decided_by": "witness"}
    yield moment + 900, f"contact.{state}", {**proved, "effect_ids": [f"m{number}"]}
    yield moment + 990, "task.ended", {"task": task, "outcome": state, "reason": reason, "evidence": digest}
