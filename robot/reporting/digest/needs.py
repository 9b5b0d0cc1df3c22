"""What waits for the RM, each with the one act that moves it on; the same thing is asked once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from robot.domain.contact import ContactState, Effect
from robot.domain.masking import mask_name
from robot.domain.night_views import DigestNeed
from robot.domain.outcome import Outcome, Reason
from robot.store.sealing import opened_if_held

#: Asked for one by one up to so many, then together.
_ONE_BY_ONE = 3
_LOGIN = frozenset({Reason.LOGIN_NEEDED, Reason.WRONG_ACCOUNT})
#: Reading again says nothing new about these: a person looks and decides.
_LOOK = frozenset({Reason.EFFECT_DOUBLED, Reason.EFFECT_ALTERED, Reason.EFFECT_MISDIRECTED})
#: One press serves all of a site.
_OF_SITE = frozenset({"log_in", "reconcile"})
#: The gravest first.
_ORDER = ("settle", "reconcile", "log_in", "open_task")


def gather_needs(
    db: sqlite3.Connection, on: date, chat_site: str, others: Sequence[DigestNeed]
) -> tuple[DigestNeed, ...]:
    """The needs of a date's tasks and the others, the gravest first.

    :param chat_site: where the tasks were to be sent.
    """
    rows = db.execute(
        "SELECT t.task_id, t.outcome, t.reason, t.payload,"
        " (SELECT decided_by FROM contact_ledger l WHERE l.task_id = t.task_id AND l.effect = 'message')"
        " AS decided_by FROM task t WHERE t.business_date = ? AND t.outcome IN (?, ?, ?)"
        # An unknown outcome speaks for those that wait because of it.
        " ORDER BY t.outcome != ?, t.position",
        (on.isoformat(), Outcome.UNKNOWN, Outcome.NEEDS_PERSON, Outcome.HALTED, Outcome.UNKNOWN),
    )
    needs = [_need(db, row, chat_site) for row in rows if row["reason"] != Reason.NOT_SENDABLE]
    told = {(need.kind, need.task_id) for need in others}
    needs += [need for need in _records(db, on) if (need.kind, need.task_id) not in told]
    needs += _left(db, on, chat_site)
    needs += others
    needs.sort(key=lambda need: _ORDER.index(need.act))
    return tuple(_gathered(needs))


def _need(db: sqlite3.Connection, row: sqlite3.Row, chat_site: str) -> DigestNeed:
    reason = row["reason"] or ""
    return DigestNeed(
        task_id=row["task_id"],
        site=chat_site,
        name=_name(db, row),
        reason=reason,
        act=act_for(row["outcome"], reason, decided_by=row["decided_by"] or ""),
    )


def _name(db: sqlite3.Connection, row: sqlite3.Row) -> str:
    """The customer's masked name; empty where the key is not here."""
    text = opened_if_held(db, f"task|payload|{row['task_id']}", row["payload"])
    return mask_name(str(json.loads(text)["customer"]["name"])) if text is not None else ""


def _records(db: sqlite3.Connection, on: date) -> Iterable[DigestNeed]:
    """Messages that arrived and whose CRM record nobody can prove."""
    rows = db.execute(
        "SELECT l.task_id, l.site, l.decided_by, json_array_length(l.effect_ids) AS found,"
        " t.payload"
        " FROM contact_ledger l JOIN task t USING (task_id)"
        " WHERE l.business_date = ? AND l.effect = ? AND l.state = ? ORDER BY l.entry_id",
        (on.isoformat(), Effect.RECORD, ContactState.UNKNOWN),
    )
    for row in rows:
        reason = Reason.EFFECT_DOUBLED if row["found"] else Reason.EFFECT_NOT_FOUND_IN_TIME
        yield DigestNeed(
            task_id=row["task_id"],
            site=row["site"],
            name=_name(db, row),
            reason=reason,
            act=act_for(Outcome.UNKNOWN, reason, decided_by=row["decided_by"]),
            kind="record",
        )


def _left(db: sqlite3.Connection, on: date, chat_site: str) -> Iterable[DigestNeed]:
    """Tasks that the last run did not take and left for the RM, by the rule that left them."""
    ready = db.execute(
        "SELECT task_id, COUNT(*) OVER () AS n FROM task WHERE business_date = ? AND outcome IS NULL"
        " AND begun_at IS NULL ORDER BY position LIMIT 1",
        (on.isoformat(),),
    ).fetchone()
    run = db.execute(
        "SELECT left_out FROM run WHERE business_date = ? ORDER BY started_at DESC LIMIT 1", (on.isoformat(),)
    ).fetchone()
    if ready is None or run is None:
        return
    for rule, count in json.loads(run["left_out"]).items():
        # The RM may have worked some of them since.
        left = min(count, ready["n"])
        yield DigestNeed(
            task_id=ready["task_id"], site=chat_site, name="", reason=rule, act="open_task", count=left
        )


def act_for(outcome: str, reason: str, *, decided_by: str) -> str:
    """The act that moves a task on.

    :param decided_by: who read last what became of the message, as the ledger has it.
    """
    if reason in _LOGIN:
        return "log_in"
    if outcome == Outcome.UNKNOWN:
        return "settle" if reason in _LOOK or decided_by == "reconcile" else "reconcile"
    return "reconcile" if reason == Reason.SITE_STOPPED else "open_task"


def _gathered(needs: Sequence[DigestNeed]) -> Iterable[DigestNeed]:
    groups: dict[tuple[str, ...], list[DigestNeed]] = {}
    for need in needs:
        of_one = (need.act, need.site, need.kind)
        key = of_one if need.act in _OF_SITE else (*of_one, need.reason)
        groups.setdefault(key, []).append(need)
    for group in groups.values():
        if group[0].act in _OF_SITE or (group[0].act == "open_task" and len(group) > _ONE_BY_ONE):
            alike = sum(need.count for need in group if need.reason == group[0].reason)
            others = sum(need.count + need.behind for need in group) - alike
            yield replace(group[0], count=alike, behind=others)
        else:
            yield from group
