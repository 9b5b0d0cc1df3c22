"""Makes the journal's checkpoints, each from the one before and the records since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from robot.journal.merkle import Frontier, leaf_of
from robot.journal.signed_note import NoteKey
from robot.journal.witness import Extension

#: A checkpoint is due after so many seconds, if there are new records.
EVERY_S = 60.0
#: A checkpoint is due after so many records.
EVERY_RECORDS = 1_000
#: Leaves that a witness is sent at once; what it lacks beyond that follows with the next checkpoint it gets.
MOST_LEAVES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCheckpoint:
    """A row of the table `checkpoint`."""

    checkpoint: Checkpoint
    #: Microseconds since 1970.
    at_us: int
    frontier: Frontier
    #: JSON of the witness's answer; empty until there is one.
    witnessed: str


class Checkpoints:
    """The checkpoints of one log. Everything but `due` runs inside the caller's transaction."""

    def __init__(self, log_id: str, key: NoteKey) -> None:
        """:param key: of this log; see `robot.journal.checkpoint.checkpoint_key`."""
        self._log_id, self._key = log_id, key
        self._size, self._at_us = 0, 0

    @property
    def public_key(self) -> bytes:
        """32 raw bytes, as the first keyed record and the witness know them."""
        return self._key.public

    @property
    def key(self) -> NoteKey:
        """Signs what else this workstation vouches for, such as a bundle's manifest."""
        return self._key

    def load(self, db: sqlite3.Connection) -> None:
        """Learn what `due` needs from the last checkpoint."""
        last = last_checkpoint(db)
        if last is not None:
            self._size, self._at_us = last.checkpoint.size, last.at_us

    def due(self, now_us: int, size: int) -> bool:
        """Whether a checkpoint should be made.

        :param now_us: wall clock, microseconds since 1970.
        :param size: records in the journal.
        """
        new = size - self._size
        # A clock that was set back must not put the next checkpoint off.
        waited = abs(now_us - self._at_us) / 1_000_000
        return new >= EVERY_RECORDS or (new > 0 and waited >= EVERY_S)

    def make(self, db: sqlite3.Connection, now_us: int) -> MadeCheckpoint | None:
        """Sign the journal as it stands; None if nothing was added since the last checkpoint.

        :raises EnvironmentFault: `journal.shorter_than_signed` if there are fewer records than were signed.
        """
        last = last_checkpoint(db)
        tree = last.frontier if last is not None else Frontier()
        begun_at = tree.size
        _grow(db, tree)
        if tree.size == begun_at:
            _refuse_shorter(db, begun_at)
            return None
        made = sign_checkpoint(self._log_id, tree.size, tree.root(), self._key)
        db.execute(
            "INSERT INTO checkpoint (size, at_us, root, frontier, note) VALUES (?, ?, ?, ?, ?)",
            (made.size, now_us, made.root, tree.to_bytes(), made.note),
        )
        self._size, self._at_us = made.size, now_us
        return MadeCheckpoint(checkpoint=made, at_us=now_us, frontier=tree, witnessed="")


def last_checkpoint(db: sqlite3.Connection) -> MadeCheckpoint | None:
    """The newest checkpoint.

    :raises EnvironmentFault: `journal.checkpoint_unreadable` if it cannot be gone on from.
    """
    row = db.execute(
        "SELECT size, at_us, root, frontier, note, witnessed FROM checkpoint ORDER BY size DESC LIMIT 1"
    ).fetchone()
    return None if row is None else _made(row)


def checkpoint_at(db: sqlite3.Connection, size: int) -> MadeCheckpoint | None:
    """The checkpoint of exactly that size.

    :raises EnvironmentFault: as `last_checkpoint`.
    """
    row = db.execute(
        "SELECT size, at_us, root, frontier, note, witnessed FROM checkpoint WHERE size = ?", (size,)
    ).fetchone()
    return None if row is None else _made(row)


def mark_witnessed(db: sqlite3.Connection, size: int, answer: str) -> None:
    """Keep what the witness answered to a checkpoint."""
    db.execute("UPDATE checkpoint SET witnessed = ? WHERE size = ?", (answer, size))


def extension_from(db: sqlite3.Connection, held: int) -> Extension | None:
    """What brings a witness forward; None if it has the newest checkpoint already.

    :param held: records covered by the head that the witness holds; 0 if it has none.
    :raises EnvironmentFault: `journal.shorter_than_witnessed` if it holds more than this journal has signed.
    """
    # The largest checkpoint within the leaves that are sent at once; the next one if none is.
    row = db.execute(
        "SELECT MAX(size) FROM checkpoint WHERE size > ? AND size <= ?", (held, held + MOST_LEAVES)
    ).fetchone()
    target = row[0]
    if target is None:
        (target,) = db.execute("SELECT MIN(size) FROM checkpoint WHERE size > ?", (held,)).fetchone()
    if target is None:
        _refuse_behind_witness(db, held)
        return None
    made = checkpoint_at(db, target)
    assert made is not None  # noqa: S101 - its size was found a moment ago
    old = _tree_of(db, held)
    return Extension(
        old_size=held,
        old_frontier=old.to_bytes(),
        leaves=tuple(_leaves(db, held, target)),
        note=made.checkpoint.note,
    )


def size_of(db: sqlite3.Connection) -> int:
    """Records in the journal, by the last one's number."""
    (last,) = db.execute("SELECT MAX(seq) FROM journal").fetchone()
    return 0 if last is None else int(last) + 1


def _tree_of(db: sqlite3.Connection, size: int) -> Frontier:
    """The tree of the first records: from the nearest checkpoint, then leaf by leaf."""
    row = db.execute(
        "SELECT size, frontier FROM checkpoint WHERE size <= ? ORDER BY size DESC LIMIT 1", (size,)
    ).fetchone()
    tree = Frontier.from_bytes(row[0], row[1]) if row is not None else Frontier()
    tree.extend(_leaves(db, tree.size, size))
    return tree


def tree_at(db: sqlite3.Connection, size: int) -> Frontier | None:
    """The tree of the first records, as the stored checkpoints have it; None if the journal has fewer.

    :raises EnvironmentFault: as `last_checkpoint`.
    """
    if size > size_of(db):
        return None
    try:
        return _tree_of(db, size)
    except ValueError as err:
        raise _unreadable(err) from err


def _grow(db: sqlite3.Connection, tree: Frontier) -> None:
    rows = db.execute("SELECT hash FROM journal WHERE seq >= ? ORDER BY seq", (tree.size,))
    tree.extend(leaf_of(row[0]) for row in rows)


def _leaves(db: sqlite3.Connection, first: int, end: int) -> Iterator[bytes]:
    rows = db.execute("SELECT hash FROM journal WHERE seq >= ? AND seq < ? ORDER BY seq", (first, end))
    return (leaf_of(row[0]) for row in rows)


def _made(row: sqlite3.Row | tuple[int, int, bytes, bytes, bytes, str]) -> MadeCheckpoint:
    size, at_us, root, frontier, note, witnessed = row
    try:
        tree = Frontier.from_bytes(size, frontier)
        said = read_checkpoint(note)
        if not (tree.root() == root == said.root and said.size == size):
            raise ValueError("its parts do not fit together")  # noqa: TRY301 - ends like a broken part
    except ValueError as err:
        raise _unreadable(err) from err
    return MadeCheckpoint(checkpoint=said, at_us=at_us, frontier=tree, witnessed=witnessed)


def _refuse_shorter(db: sqlite3.Connection, signed: int) -> None:
    present = size_of(db)
    if present < signed:
        raise EnvironmentFault(
            f"the journal has {present:,} records, and a head of {signed:,} was signed before; nothing was"
            " written and nothing will be sent. Keep all files as they are and tell the auditor",
            code="journal.shorter_than_signed",
        )


def _refuse_behind_witness(db: sqlite3.Connection, held: int) -> None:
    last = last_checkpoint(db)
    signed = last.checkpoint.size if last is not None else 0
    if signed < held:
        raise EnvironmentFault(
            f"the witness holds {held:,} records of this journal, and {signed:,} are signed here; nothing was"
            " written and nothing will be sent. Keep all files as they are and tell the auditor",
            code="journal.shorter_than_witnessed",
        )


def _unreadable(err: ValueError) -> EnvironmentFault:
    return EnvironmentFault(
        f"a checkpoint of the journal cannot be read ({err}); nothing was written and nothing will be sent."
        " Keep all files as they are and run `tandem journal verify`",
        code="journal.checkpoint_unreadable",
    )
