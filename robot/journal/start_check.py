"""Before anything is done: is this journal the one, and all of it, that a witness saw last?"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoints import size_of, tree_at
from robot.journal.witness import WitnessHead

_KEPT = re.compile(r"([0-9a-f]{32}):(0|[1-9][0-9]{0,14}):([0-9a-f]{64})")
_WHAT_TO_DO = (
    "Nothing was written and nothing will be sent. Put the newest copy of the store back; if there is none,"
    " keep all files as they are, tell the auditor, and open a new segment with two signatures:"
    " tandem journal new-segment"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHead:
    """A head of a journal that somebody keeps outside the store."""

    log_id: str
    size: int
    root: bytes
    #: Who keeps it, as a sentence's subject: `the witness /mnt/anchor`.
    keeper: str = "the keyring"

    @classmethod
    def of_witness(cls, head: WitnessHead, name: str) -> SeenHead:
        """What a witness holds."""
        said = head.checkpoint
        return cls(log_id=said.log_id, size=said.size, root=said.root, keeper=f"the witness {name}")

    def encode(self) -> str:
        """As the keyring keeps it."""
        return f"{self.log_id}:{self.size}:{self.root.hex()}"

    @classmethod
    def decode(cls, text: str) -> SeenHead:
        """What `encode` gave.

        :raises EnvironmentFault: `journal.head_unreadable` for anything else.
        """
        found = _KEPT.fullmatch(text)
        if found is None:
            raise EnvironmentFault(
                f"the journal's head in the keyring cannot be read. {_WHAT_TO_DO}",
                code="journal.head_unreadable",
            )
        return cls(log_id=found[1], size=int(found[2]), root=bytes.fromhex(found[3]))


def _nobody(_db: sqlite3.Connection, _old_log: str) -> bool:
    return False


def refuse_unless_whole(
    db: sqlite3.Connection,
    log_id: str,
    seen: Iterable[SeenHead],
    is_lawful: Callable[[sqlite3.Connection, str], bool] = _nobody,
) -> None:
    """Compare the journal with every head that is kept outside; reads no more than the newest records.

    It compares trees as the stored checkpoints have them; that each record is still what it was, says
    `tandem journal verify`.

    :param log_id: of the journal in the store; empty if it is empty.
    :param is_lawful: whether two people signed that this journal takes the place of one with another id.
    :raises EnvironmentFault: `journal.other_log`, `journal.shorter_than_witnessed` or `journal.forked`.
    """
    for head in seen:
        if head.log_id != log_id:
            if is_lawful(db, head.log_id):
                continue
            raise _refused(
                "journal.other_log",
                f"{head.keeper} keeps a head of the journal {head.log_id}, and the store holds "
                f"{log_id or 'none'}",
            )
        tree = tree_at(db, head.size)
        if tree is None:
            raise _refused(
                "journal.shorter_than_witnessed",
                f"{head.keeper} has seen {head.size:,} records of this journal, and the store holds"
                f" {size_of(db):,}",
            )
        if tree.root() != head.root:
            raise _refused(
                "journal.forked",
                f"the first {head.size:,} records of this journal are not those that {head.keeper} has seen",
            )


def _refused(code: str, why: str) -> EnvironmentFault:
    return EnvironmentFault(f"{why}. {_WHAT_TO_DO}", code=code)
