"""Whether this home's journal lawfully takes the place of another, by the order that it cites."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import rfc8785
import structlog

from robot.agent.endpoint import Home
from robot.agent.os_account import os_account
from robot.domain.clock import Clock, business_date
from robot.governance.refusal import ReleaseRefused
from robot.governance.segment_orders import signed_by
from robot.governance.trust import TrustPlace, read_authority
from robot.journal.segment import cited_by
from robot.store.releases import remembered

_LOG = structlog.get_logger("agent.journal")


def lawful_successor(
    home: Home, trust: TrustPlace, clock: Clock
) -> Callable[[sqlite3.Connection, str], bool]:
    """Tells whether two people who may, signed that the journal in a store takes the place of an old one."""

    def is_lawful(db: sqlite3.Connection, old_log: str) -> bool:
        cited = cited_by(db)
        if cited is None or cited.get("old_log") != old_log:
            return False
        try:
            content = rfc8785.dumps(cited["order"])
            signatures = [rfc8785.dumps(each) for each in cited["signatures"]]
            day = business_date(clock.now())
            authority = read_authority(trust.folder, remembered(home.database), day)
            signed_by(content, signatures, authority, day, watched=[os_account()])
        except (KeyError, TypeError, ValueError, ReleaseRefused) as err:
            _LOG.warning("segment_not_lawful", kind=type(err).__name__, code=getattr(err, "code", ""))
            return False
        return bool(cited["order"].get("old_log") == old_log)

    return is_lawful
