"""The journal's verification for pages and terminals: a damaged record is a finding, never a crash."""

from __future__ import annotations

import json
import sqlite3

from robot.domain.errors import EnvironmentFault
from robot.journal.verify import ChainFault, ChainReport, verify_chain


def check_integrity(db: sqlite3.Connection, *, newest: int | None = None) -> ChainReport:
    """What `verify_chain` finds; a header that is no header at all is named as `unreadable`.

    :param newest: look at so many records at the end only.
    :raises EnvironmentFault: if the file itself is damaged and SQLite cannot read it.
    """
    try:
        try:
            return verify_chain(db, newest=newest)
        except (ValueError, KeyError, TypeError):
            return _first_unreadable(db)
    except sqlite3.Error as err:
        raise EnvironmentFault(
            f"the store cannot be read ({err}); nothing was changed: keep the file and call the vendor",
            code="store.unreadable",
        ) from err


def _first_unreadable(db: sqlite3.Connection) -> ChainReport:
    count, last = 0, 0
    for seq, header in db.execute("SELECT seq, header FROM journal ORDER BY seq"):
        last = seq
        try:
            fields = json.loads(header)
            fields["seq"], fields["prev"], fields["commitment"]
        except (ValueError, KeyError, TypeError):
            break
        count += 1
    return ChainReport(records=count, fault=ChainFault(seq=last, layer="unreadable"))
