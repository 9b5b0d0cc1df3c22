"""The heads that are kept outside the store, compared with the tree that was read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from robot.journal.start_check import SeenHead
from robot.journal.verify_layers import Layer
from robot.journal.verify_records import EPOCH_US, parse_header
from robot.journal.verify_seals import Fault
from robot.journal.witness import Witness, WitnessHead, WitnessRefused, WitnessUnreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What is known from outside about a log."""

    log_id: str = ""
    head: WitnessHead | None = None
    seen: tuple[SeenHead, ...] = ()
    #: Why what the witness holds cannot be used; empty if it can.
    refused: str = ""
    #: Why it was not asked, or could not be; empty if it answered.
    why_not: str = "no witness was given"
    #: Records that a witness confirmed, as the journal's own table says; and whether it was out of reach.
    claimed: int = 0
    is_claimed_anchored: bool = False
    #: Whether a witness was asked that should have a head of this journal by now.
    is_head_due: bool = False

    @classmethod
    def ask(
        cls,
        db: sqlite3.Connection,
        log_id: str,
        witness: Witness | None,
        seen: Sequence[SeenHead],
        part: tuple[int, int] | None = None,
    ) -> Anchor:
        """Ask the witness, and the journal's own table.

        :param part: first record and end of an export that is not the whole log.
        """
        row = db.execute(
            "SELECT size, witnessed FROM checkpoint WHERE witnessed != '' ORDER BY size DESC LIMIT 1"
        ).fetchone()
        any_made = db.execute("SELECT 1 FROM checkpoint LIMIT 1").fetchone() is not None
        head, refused, why_not = None, "", "no witness was given"
        if witness is not None and log_id:
            try:
                head, why_not = witness.head(log_id, part[1] if part is not None else None), ""
            except WitnessUnreachable as err:
                why_not = str(err)
            except WitnessRefused as err:
                refused, why_not = err.why, ""
        if seen and why_not:
            why_not += f"; compared with {' and '.join(sorted({each.keeper for each in seen}))} only"
        if part is not None and head is not None and head.checkpoint.size <= part[0]:
            head, why_not = None, "no head that the witness holds covers these records"
        return cls(
            log_id=log_id,
            head=head,
            seen=tuple(seen),
            refused=refused,
            why_not=why_not,
            claimed=row[0] if row is not None else 0,
            is_claimed_anchored=row is not None and _says_anchored(row[1]),
            is_head_due=witness is not None and not why_not and (any_made or _is_old(db)),
        )

    @property
    def sizes(self) -> frozenset[int]:
        """Sizes whose roots must be known."""
        held = {self.head.checkpoint.size} if self.head is not None else set()
        return frozenset(held | {head.size for head in self.seen if head.log_id == self.log_id})

    @property
    def size(self) -> int:
        """Records that a witness vouches for; without one, those that it is said to have confirmed."""
        return self.head.checkpoint.size if self.head is not None else self.claimed

    @property
    def is_anchored(self) -> bool:
        """Whether the workstation's account cannot change what the witness holds, as it found out itself."""
        return self.head is not None and self.is_claimed_anchored


def check_witness(
    anchor: Anchor, roots: Mapping[int, bytes], size: int, signing_key: bytes | None
) -> Fault | None:
    """The first head that the journal does not continue.

    :param roots: size -> root, of the records that were read.
    """
    if anchor.refused:
        return 0, Layer.WITNESS, anchor.refused
    head = anchor.head
    if head is None and anchor.is_head_due:
        return 0, Layer.WITNESS, "the witness knows no head of this journal"
    if head is not None:
        if signing_key is not None and head.public_key != signing_key:
            return 0, Layer.WITNESS, "the witness pinned another key than the journal names"
        if anchor.claimed > head.checkpoint.size:
            lost = f"it confirmed {anchor.claimed:,} records once, and holds {head.checkpoint.size:,}"
            return head.checkpoint.size, Layer.WITNESS, f"{lost}: its heads were deleted"
        said = SeenHead.of_witness(head, "that was asked")
        if (fault := _compare(said, anchor.log_id, roots, size)) is not None:
            return fault
    for seen in anchor.seen:
        if (fault := _compare(seen, anchor.log_id, roots, size)) is not None:
            return fault
    return None


def _compare(head: SeenHead, log_id: str, roots: Mapping[int, bytes], size: int) -> Fault | None:
    if head.log_id != log_id:
        return 0, Layer.WITNESS, f"{head.keeper} keeps a head of another journal, {head.log_id}"
    if size < head.size:
        return size, Layer.WITNESS, f"{head.keeper} has seen {head.size:,} records, and there are {size:,}"
    if head.size in roots and roots[head.size] != head.root:
        return 0, Layer.WITNESS, f"the first {head.size:,} records are not those that {head.keeper} has seen"
    return None


def _is_old(db: sqlite3.Connection) -> bool:
    """Whether it covers more time than passes before a first head: its own table may have been emptied."""
    ends = [
        parse_header(row[0])
        for order in ("ASC", "DESC")
        for row in db.execute(f"SELECT header FROM journal ORDER BY seq {order} LIMIT 1")  # noqa: S608 - fixed
    ]
    walls = [parsed.wall_us for parsed in ends if parsed is not None]
    return bool(walls) and walls[-1] - walls[0] >= EPOCH_US


def _says_anchored(answer: str) -> bool:
    try:
        return json.loads(answer)["anchored"] is True
    except (ValueError, KeyError, TypeError):
        return False
