"""An approval lets its text go once: bound to the ledger's entry, in the transaction that writes it."""

from __future__ import annotations

from robot.domain.errors import StateConflict
from robot.domain.review_views import ReviewState
from robot.store.endings import Pen


def use_review(pen: Pen, review: int, entry_id: int) -> None:
    """The text of an approved review is about to go.

    :raises StateConflict: it went already, or nobody approved it; the caller's transaction must not go on.
    """
    changed = pen.db.execute(
        "UPDATE review SET used_entry = ?, used_at = ? WHERE review_id = ? AND state = ? AND used_at IS NULL",
        (entry_id, pen.clock.now().isoformat(), review, ReviewState.APPROVED),
    ).rowcount
    if not changed:
        raise StateConflict(f"review {review} lets nothing go any more; nothing was sent", code="review.used")
    pen.journal.append(pen.db, "review.used", {"review": review, "entry": entry_id})


def free_review(pen: Pen, entry_id: int) -> None:
    """The entry's effect was shown to be absent: nothing went, so the approval stands again."""
    for row in pen.db.execute(
        "UPDATE review SET used_entry = NULL, used_at = NULL WHERE used_entry = ? RETURNING review_id",
        (entry_id,),
    ).fetchall():
        pen.journal.append(pen.db, "review.freed", {"review": row["review_id"], "entry": entry_id})
