"""Taking a list into the store: new tasks are added, changed ones not begun updated, the rest left."""

from __future__ import annotations

import json
from dataclasses import dataclass

from robot.domain.task import Task, TaskState
from robot.store.endings import Pen
from robot.store.sealing import digest, seal
from robot.store.stored_task import TASK_JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a list changed."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


def merge_one(pen: Pen, task: Task, position: int) -> str:
    """Take one task; returns which count of `Merged` it belongs to."""
    db, payload = pen.db, TASK_JSON.dump_json(task).decode()
    # The payload's sets have no order of their own, so the hash is over sorted JSON.
    content = digest(db, pen.journal, task.business_date, canonical(payload))
    present = db.execute(
        "SELECT content_sha256, state FROM task WHERE task_id = ?", (task.task_id,)
    ).fetchone()
    if present is None:
        db.execute(
            "INSERT INTO task (task_id, business_date, rm_id, customer_id, channel, external_id, line,"
            " talk_track, position, payload, content_sha256, state, free_slots)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (
                task.task_id,
                *_references(task),
                position,
                _sealed(pen, task, payload),
                content,
                TaskState.READY,
            ),
        )
        return "added"
    if present["content_sha256"] == content:
        return "unchanged"
    if present["state"] not in {TaskState.READY, TaskState.SNOOZED}:
        return "kept"
    db.execute(
        "UPDATE task SET business_date = ?, rm_id = ?, customer_id = ?, channel = ?, external_id = ?,"
        " line = ?, talk_track = ?, payload = ?, content_sha256 = ? WHERE task_id = ?",
        (*_references(task), _sealed(pen, task, payload), content, task.task_id),
    )
    return "updated"


def _references(task: Task) -> tuple[str, ...]:
    """What queries need of a task, readable: references and codes."""
    return (
        task.business_date.isoformat(),
        task.rm_id,
        task.customer.customer_id,
        task.channel,
        task.customer.recipient.external_id,
        task.product.line,
        task.talk_track,
    )


def _sealed(pen: Pen, task: Task, payload: str) -> str:
    return seal(pen.db, pen.journal, task.business_date, f"task|payload|{task.task_id}", payload)


def canonical(payload: str) -> str:
    """A payload in the one spelling that its hash is over."""
    content = json.loads(payload)
    content["customer"]["consents"] = sorted(content["customer"]["consents"])
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
