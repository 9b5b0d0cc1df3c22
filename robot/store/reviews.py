"""The queue of reviews in the store: opened once, decided by a signature, used once; all of it journalled."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from robot.compliance import Checked
from robot.domain.clock import Clock
from robot.domain.errors import StateConflict
from robot.domain.masking import hide_long_numbers, mask_name
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.review_views import UNDECIDED, ReviewKind, ReviewState
from robot.domain.task import TaskState
from robot.domain.views import Finding
from robot.execution.hand_typed import Explained, HandTyped, OwnMessage, ToWhom
from robot.execution.reviewed_text import ReviewedText
from robot.governance.review_decisions import DecidedBy, text_hash
from robot.journal.journal import Journal
from robot.store.database import Database
from robot.store.endings import Pen, end_task, reopen_task
from robot.store.explaining import explained, whom
from robot.store.review_rows import (
    SEALED,
    DecisionRow,
    Filter,
    ReviewItem,
    counts,
    decision_place,
    decisions_of,
    item_of,
    listed,
    place_of,
)
from robot.store.sealing import seal
from robot.store.stored_task import seal_slots, stored_task

#: What the RM's list says of a task whose text was not approved.
_TOLD = {
    ReviewState.REJECTED: Reason.REVIEW_REJECTED,
    ReviewState.FALSE_ALARM: Reason.REVIEW_FALSE_ALARM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldText:
    """A text that an RM wants sent."""

    text: ReviewedText
    #: Account that asked, and its word for the supervisor.
    asked_by: str
    comment: str = ""


class SqliteReviews:
    """The writing side; also answers what the hand-typed watch asks."""

    def __init__(
        self, database: Database, journal: Journal, clock: Clock, *, rm_id: Callable[[], str] = lambda: ""
    ) -> None:
        """:param rm_id: whose workstation it is; taken where no task says whose customer it was."""
        self._database, self._journal, self._clock, self._rm_id = database, journal, clock, rm_id

    def _pen(self, db: sqlite3.Connection) -> Pen:
        return Pen(db=db, journal=self._journal, clock=self._clock)

    # --- held texts ----------------------------------------------------------------------------------------

    async def hold(self, held: HeldText) -> int:
        """End the task as waiting for a review and put its text into the queue; returns the number.

        The same bytes again are the same review.

        :raises StateConflict: the task was begun, held or sent, or these bytes were rejected.
        """

        def work(db: sqlite3.Connection) -> int:
            task = held.text.task
            row = db.execute("SELECT * FROM task WHERE task_id = ?", (task.task_id,)).fetchone()
            if row is None or not stored_task(db, row).may_begin:
                state = row["state"] if row is not None else "unknown"
                raise StateConflict(
                    f"task {task.task_id} is {state}; nothing was changed", code="task.not_startable"
                )
            number = self._open_held(db, held)
            words = seal_slots(db, self._journal, task, held.text.slots)
            db.execute(
                "UPDATE task SET variant = ?, free_slots = ? WHERE task_id = ?",
                (held.text.rendering.variant, words, task.task_id),
            )
            end_task(
                self._pen(db),
                task.task_id,
                TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.WORDS_REVIEW),
            )
            return number

        return await self._database.run(work)

    async def open_held(self, held: HeldText) -> int:
        """As `hold`, for a task that the send path has just ended so; 0 if these bytes were rejected."""

        def work(db: sqlite3.Connection) -> int:
            try:
                return self._open_held(db, held)
            except StateConflict:
                return 0

        return await self._database.run(work)

    def _open_held(self, db: sqlite3.Connection, held: HeldText) -> int:
        subject = held.text.subject
        row = db.execute(
            "SELECT review_id, state, used_at FROM review WHERE task_id = ? AND subject = ?"
            " ORDER BY review_id DESC LIMIT 1",
            (held.text.task.task_id, subject),
        ).fetchone()
        if row is not None and row["state"] == ReviewState.REJECTED:
            raise StateConflict(
                f"review {row['review_id']} rejected exactly this text; change it",
                code="review.rejected_before",
            )
        is_there = row is not None and row["state"] != ReviewState.FALSE_ALARM and row["used_at"] is None
        return int(row["review_id"]) if is_there else self._insert_held(db, held, subject)

    def _insert_held(self, db: sqlite3.Connection, held: HeldText, subject: str) -> int:
        task, rendering = held.text.task, held.text.rendering
        return self._insert(
            db,
            {
                "kind": ReviewKind.HELD_TEXT,
                "verdict": "review",
                "business_date": task.business_date.isoformat(),
                "subject": subject,
                "task_id": task.task_id,
                "customer_id": task.customer.customer_id,
                "name_masked": mask_name(task.customer.name),
                "rm_id": task.rm_id,
                "asked_by": held.asked_by,
                "asked_comment": held.comment,
                "text": rendering.text,
                "talk_track": rendering.track_id,
                "version": rendering.version,
                "variant": rendering.variant,
            },
            [_of_rendering(finding) for finding in rendering.findings],
        )

    # --- hand-typed ----------------------------------------------------------------------------------------

    async def explained(self, messages: Sequence[OwnMessage]) -> list[Explained]:
        """Of each message, whether the ledger explains it or it was recorded before."""
        return await self._database.run(lambda db: [explained(db, message) for message in messages])

    async def whom(self, message: OwnMessage) -> ToWhom:
        """Whose chat it is."""
        return await self._database.run(lambda db: whom(db, message))

    async def record(self, found: HandTyped) -> int:
        """Put a hand-typed message into the queue; its number, or 0 if it stands there already."""

        def work(db: sqlite3.Connection) -> int:
            seen_as, message, to = found.message.seen_as, found.message, found.whom
            if db.execute("SELECT 1 FROM review WHERE seen_as = ?", (seen_as,)).fetchone() is not None:
                return 0
            return self._insert(
                db,
                {
                    "kind": ReviewKind.HAND_TYPED,
                    "verdict": found.checked.verdict.value,
                    "business_date": message.business_date.isoformat(),
                    "subject": seen_as,
                    "seen_as": seen_as,
                    "task_id": to.task_id,
                    "customer_id": to.customer_id,
                    "name_masked": mask_name(to.name),
                    "rm_id": to.rm_id or self._rm_id(),
                    "site": message.site,
                    "external_id": message.external_id,
                    "message_id": message.message_id,
                    # A card's or identity paper's whole number is written nowhere.
                    "text": hide_long_numbers(message.text),
                    "context": json.dumps(
                        [[line.who, hide_long_numbers(line.text)] for line in message.context],
                        ensure_ascii=False,
                    ),
                },
                _of_checked(found.checked),
            )

        return await self._database.run(work)

    def _insert(
        self, db: sqlite3.Connection, fields: dict[str, object], findings: list[dict[str, object]]
    ) -> int:
        text = str(fields["text"])
        row = self._sealed(
            db,
            {
                **fields,
                "state": ReviewState.OPEN,
                "opened_at": self._clock.now().isoformat(),
                "nonce": secrets.token_hex(16),
                "text_sha256": text_hash(text),
                "findings": json.dumps(findings, ensure_ascii=False),
            },
        )
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        number = db.execute(
            f"INSERT INTO review ({names}) VALUES ({marks}) RETURNING review_id",  # noqa: S608 - names are ours
            tuple(row.values()),
        ).fetchone()[0]
        told = ("kind", "verdict", "nonce", "subject", "text_sha256", "rm_id", "asked_by", "site")
        self._journal.append(
            db,
            "review.opened",
            {
                "review": number,
                "task": row.get("task_id", ""),
                "customer": row.get("customer_id", ""),
                **{name: row[name] for name in (*told, "message_id") if row.get(name)},
                "rules": sorted({str(finding["rule"]) for finding in findings}),
                "length": len(text),
            },
        )
        return int(number)

    def _sealed(self, db: sqlite3.Connection, row: dict[str, object]) -> dict[str, object]:
        day, nonce = date.fromisoformat(str(row["business_date"])), str(row["nonce"])
        return row | {
            name: seal(db, self._journal, day, place_of(name, nonce), str(row.get(name, "")))
            for name in SEALED
        }

    # --- deciding ------------------------------------------------------------------------------------------

    async def decide(self, item: ReviewItem, made: DecidedBy) -> None:
        """Keep a decision whose signature was verified, and let an approved text be sent again.

        :raises StateConflict: somebody decided meanwhile.
        """

        def work(db: sqlite3.Connection) -> None:
            state = ReviewState(made.decision.decision)
            marks = ", ".join("?" * len(UNDECIDED))
            changed = db.execute(
                f"UPDATE review SET state = ? WHERE review_id = ? AND nonce = ? AND state IN ({marks})",  # noqa: S608
                (state, item.review, made.decision.nonce, *sorted(UNDECIDED)),
            ).rowcount
            if not changed:
                raise StateConflict(
                    f"review {item.review} was decided meanwhile; nothing was changed", code="review.decided"
                )
            document, signature = made.decision.encode(), made.signature.encode()
            place = decision_place(item.review, state)

            def closed(column: str, text: str) -> str:
                return seal(db, self._journal, item.business_date, f"{place}|{column}", text)

            db.execute(
                "INSERT INTO review_decision"
                " (review_id, state, comment, person, person_name, decided_at, document, signature)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    item.review,
                    state,
                    closed("comment", made.decision.comment),
                    made.person.id,
                    made.person.name,
                    self._clock.now().isoformat(),
                    closed("document", document.decode()).encode(),
                    signature,
                ),
            )
            self._journal.append(
                db,
                "review.decided",
                {
                    "review": item.review,
                    "task": item.task_id,
                    "state": state,
                    "person": made.person.id,
                    "signature": json.loads(signature),
                },
                # Whole, so that the signature can be checked from the journal alone.
                {"document": json.loads(document)},
            )
            if item.kind == ReviewKind.HELD_TEXT:
                self._move_task(db, item, state)

        await self._database.run(work)

    def _move_task(self, db: sqlite3.Connection, item: ReviewItem, state: ReviewState) -> None:
        """The task that waited goes on, or shows the RM why not; what was decided is journalled already."""
        waiting = db.execute(
            "SELECT 1 FROM task WHERE task_id = ? AND state = ? AND reason = ?",
            (item.task_id, TaskState.ENDED, Reason.WORDS_REVIEW),
        ).fetchone()
        if waiting is None:
            return
        if state is ReviewState.APPROVED:
            reopen_task(self._pen(db), item.task_id, f"review {item.review} approved its text")
        elif state in _TOLD:
            db.execute("UPDATE task SET reason = ? WHERE task_id = ?", (_TOLD[state], item.task_id))

    async def note_unproved(self, review: int, code: str) -> None:
        """An approval does not hold any more, such as after its key was revoked."""
        await self._database.run(
            lambda db: self._journal.append(db, "review.not_proved", {"review": review, "why": code})
        )

    # --- reading -------------------------------------------------------------------------------------------

    async def item(self, review: int) -> ReviewItem:
        """One review.

        :raises StateConflict: there is none of that number.
        """
        found = await self._database.run(lambda db: item_of(db, review))
        if found is None:
            raise StateConflict(f"there is no review {review}", code="review.not_found")
        return found

    async def decisions(self, review: int) -> tuple[DecisionRow, ...]:
        """What was decided on it, in order."""
        return await self._database.run(lambda db: decisions_of(db, review))

    async def of_text(self, text: ReviewedText) -> ReviewItem | None:
        """The newest review of exactly this text for exactly this task."""

        def work(db: sqlite3.Connection) -> ReviewItem | None:
            row = db.execute(
                "SELECT review_id FROM review WHERE task_id = ? AND subject = ?"
                " ORDER BY review_id DESC LIMIT 1",
                (text.task.task_id, text.subject),
            ).fetchone()
            return item_of(db, row["review_id"]) if row is not None else None

        return await self._database.run(work)

    async def listed(self, wanted: Filter) -> tuple[tuple[ReviewItem, DecisionRow | None], ...]:
        """The queue, newest first, each with its last decision."""
        return await self._database.run(lambda db: listed(db, wanted))

    async def counts(self, wanted: Filter) -> tuple[dict[str, int], dict[str, int]]:
        """How many there are by state (of the kind asked for) and by kind (of the state asked for)."""
        return await self._database.run(lambda db: counts(db, wanted))


def _of_rendering(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "verdict": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "why": finding.params.get("why", ""),
        "source": finding.params.get("law", ""),
        "replacement": finding.replacement,
    }


def _of_checked(checked: Checked) -> list[dict[str, object]]:
    return [
        {
            "rule": found.rule,
            "verdict": found.verdict.value,
            "start": found.start,
            "end": found.end,
            "why": found.why,
            "source": found.source,
            "replacement": found.replacement,
        }
        for found in checked.findings
    ]
