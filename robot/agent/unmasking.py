"""Opening the sealed facts of one record: by whom the role document names, for a reason, journalled first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from robot.domain.errors import InputRefused
from robot.journal.opened_records import sealed_record

if TYPE_CHECKING:
    from robot.agent.engine import Engine

#: Record of an unmasking.
UNMASKED = "record.unmasked"
_SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """What was sealed, and the record that says who looked."""

    facts: dict[str, Any]
    #: Sequence number of that record.
    noted: int


async def unmask(engine: Engine, seq: int, reason: str) -> Unmasked:
    """Open one record of this workstation's log.

    Whoever asks is a reviewer's account, or signed in with a reviewer's key. The record that somebody
    looked is durable before anything is opened, and stays when it cannot be.

    :param reason: in words; it is sealed too.
    :raises InputRefused: no reason.
    :raises NotPermitted: `unmask.not_permitted`, for operators and whoever the role document does not name.
    :raises StateConflict: there is no such record, or nothing in it is sealed, or it was erased.
    :raises KeyNotHeld: its month was erased.
    :raises ReleaseRefused: the role document cannot be used.
    """
    if len(reason.strip()) < _SHORTEST_REASON:
        raise InputRefused("say why; nothing was opened", code="unmask.no_reason")
    reviewer = await engine.reviewer.here()
    sealed = await engine.database.run(lambda db: sealed_record(db, seq))

    def note(db: sqlite3.Connection) -> int:
        # Not `month`: that is the month of a record's own sealed facts.
        facts = {
            "seq": seq,
            "by": reviewer.by,
            "person": reviewer.person.id,
            "of_month": sealed.month,
        }
        return engine.journal.append(db, UNMASKED, facts, {"reason": reason})

    noted = await engine.database.run(note)
    return Unmasked(facts=sealed.opened(engine.keys), noted=noted)
