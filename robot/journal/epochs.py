"""Epochs of the log: how many records each holds, and the seal that closes it, also when it is empty.

A log whose empty epochs bore no seal could be cut at any time and continued: nothing would be missing
(CVE-2023-31438 of systemd's journal).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

#: Type of the record that closes an epoch.
SEAL_TYPE = "epoch.sealed"
#: Type of the record from which on records carry MACs.
KEYED_TYPE = "journal.keyed"


class OpenEpoch(NamedTuple):
    """The epoch that has no seal yet: what its seal will say."""

    epoch: int
    records: int
    #: SHA-256 state over the MACs of its records; copied before it is fed.
    macs: hashlib._Hash

    @classmethod
    def begun(cls, epoch: int) -> OpenEpoch:
        """An epoch without records."""
        return cls(epoch=epoch, records=0, macs=hashlib.sha256())

    def with_records(self, new: Sequence[bytes]) -> OpenEpoch:
        """The epoch with more records, by their MACs."""
        macs = self.macs.copy()
        macs.update(b"".join(new))
        return OpenEpoch(self.epoch, self.records + len(new), macs)

    def seal(self) -> dict[str, object]:
        """The payload of its seal."""
        return {"epoch": self.epoch, "records": self.records, "macs": self.macs.hexdigest()}


def read_open_epoch(db: sqlite3.Connection) -> OpenEpoch | None:
    """The open epoch as the journal shows it; None before the log has keys."""
    macs: list[bytes] = []
    for header, mac, payload in db.execute("SELECT header, mac, payload FROM journal ORDER BY seq DESC"):
        fields = json.loads(header)
        if fields["type"] == SEAL_TYPE:
            return _refed(int(json.loads(payload)["epoch"]) + 1, macs)
        if mac is None:
            return None
        macs.append(mac)
        if fields["type"] == KEYED_TYPE:
            return _refed(int(fields["epoch"]), macs)
    return None


def _refed(epoch: int, newest_first: list[bytes]) -> OpenEpoch:
    macs = hashlib.sha256()
    for mac in reversed(newest_first):
        macs.update(mac)
    return OpenEpoch(epoch=epoch, records=len(newest_first), macs=macs)
