"""Taking a list into the store: new tasks are added, changed ones not begun updated, the rest left."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass

from robot.domain.task import Task, TaskState
from robot.store.stored_task import TASK_JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a list changed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


def merge_one(db: sqlite3.Connection, task: Task, position: int) -> str:
    """Take one task; returns which count of `Merged` it belongs to."""
    payload = TASK_JSON.dump_json(task).decode()
    # The payload's sets have no order of their own, so the hash is over sorted JSON.
    digest = hashlib.sha256(_canonical(payload).encode()).hexdigest()
    present = db.execute(
        "SELECT content_sha256, state FROM task WHERE task_id = ?", (task.task_id,)
    ).fetchone()
    if present is None:
        db.execute(
            "INSERT INTO task (task_id, business_date, rm_id, customer_id, channel, position, payload,"
            " content_sha256, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                task.task_id,
                task.business_date.isoformat(),
                task.rm_id,
                task.customer.customer_id,
                task.channel,
                position,
                payload,
                digest,
                TaskState.READY,
            ),
        )
        return "added"
    if present["content_sha256"] == digest:
        return "unchanged"
    if present["state"] not in {TaskState.READY, TaskState.SNOOZED}:
        return "kept"
    db.execute(
        "UPDATE task SET business_date = ?, rm_id = ?, customer_id = ?, channel = ?, payload = ?,"
        " content_sha256 = ?"
        " WHERE task_id = ?",
        (
            task.business_date.isoformat(),
            task.rm_id,
            task.customer.customer_id,
            task.channel,
            payload,
            digest,
            task.task_id,
        ),
    )
    return "updated"


def _canonical(payload: str) -> str:
    content = json.loads(payload)
    content["customer"]["consents"] = sorted(content["customer"]["consents"])
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
