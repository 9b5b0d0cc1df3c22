"""What an erasure would take away, as the fronts show it before a supervisor signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAsked:
    """Nothing was erased yet."""

    #: Id of the log, which the order names.
    log: str
    #: `month` or `customer`.
    what: str
    #: The month, or the customer's number.
    of: str
    #: Records whose content goes: their sealed part with a month, all of it with a customer.
    records: int
    pictures: int
    #: Aware; the agent's clock.
    now: datetime
    #: Fingerprint of a supervisor's key -> who.
    signers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure took away."""

    what: str
    of: str
    records: int
    pictures: int
    #: Whether the store's log was emptied too; a busy reader can hold it up, and the next close empties it.
    is_log_emptied: bool
