"""One seal for each epoch from the first on, in order, before anything of a later one, rightly counted.

A verifier that asked for less would not see a log that was cut at an empty epoch and continued
(CVE-2023-31438), nor old records under a newer key (CVE-2023-31439).
"""

from __future__ import annotations

import hashlib

from robot.journal.epochs import KEYED_TYPE, SEAL_TYPE
from robot.journal.verify_layers import Layer
from robot.journal.verify_range import EpochRun, Structural, fields_of

#: Number of the record, layer, what is wrong.
Fault = tuple[int, Layer, str]


class SealOrder:
    """Follows the runs and seals of a log in their order."""

    def __init__(self, log_id: str, layers: frozenset[Layer]) -> None:
        """Before the log's first keyed record there is nothing to seal."""
        self._log_id, self._layers = log_id, layers
        self.is_keyed = False
        #: The epoch whose seal comes next.
        self.open_epoch = 0
        self._records = 0
        self._macs = hashlib.sha256()
        #: Where reading begins inside an epoch, its count is taken as it stands.
        self._is_partial = False

    def resume(self, open_epoch: int) -> None:
        """Begin inside a log whose earlier records are believed.

        :param open_epoch: the epoch that has no seal there.
        """
        self.is_keyed, self.open_epoch, self._is_partial = True, open_epoch, True

    def feed(self, event: EpochRun | Structural) -> Fault | None:
        """What is wrong with the next event; None if nothing is."""
        if isinstance(event, EpochRun):
            fault = self._run(event)
        elif event.type == SEAL_TYPE:
            fault = self._seal(event)
        elif event.type == KEYED_TYPE:
            fault = self._keyed(event)
        else:
            fault = None
        return fault if fault is not None and fault[1] in self._layers else None

    def _run(self, run: EpochRun) -> Fault | None:
        if not self.is_keyed:
            if run.macs is not None:
                return run.seq, Layer.MAC, "it has a MAC before the log had a key"
            return None
        if run.macs is None:
            return run.seq, Layer.MAC, "it has no MAC"
        fault = None
        if run.epoch != self.open_epoch:
            fault = (
                run.seq,
                Layer.SEAL,
                f"it belongs to epoch {run.epoch}, and epoch {self.open_epoch} has no seal",
            )
            if Layer.SEAL not in self._layers:
                self._begin(run.epoch)
        self._records += run.count
        self._macs.update(run.macs)
        return fault

    def _seal(self, seal: Structural) -> Fault | None:
        fields = fields_of(seal)
        epoch, records, macs = fields.get("epoch"), fields.get("records"), fields.get("macs")
        why = ""
        if not self.is_keyed:
            why = "it seals an epoch before the log had a key"
        elif epoch != self.open_epoch:
            why = f"it seals epoch {epoch}, and {self.open_epoch} is the one that has no seal"
        elif seal.epoch <= self.open_epoch:
            why = "it seals an epoch that was not over"
        elif not self._is_partial and records != self._records:
            why = f"it counts {records} records of its epoch, and there are {self._records}"
        elif not self._is_partial and macs != self._macs.hexdigest():
            why = "it was made over other records"
        self._is_partial = False
        self._begin(self.open_epoch + 1)
        return (seal.seq, Layer.SEAL, why) if why else None

    def _keyed(self, keyed: Structural) -> Fault | None:
        fields = fields_of(keyed)
        if self.is_keyed:
            return keyed.seq, Layer.DEVICE, "the log has keys already, and is given others"
        self.is_keyed = True
        self._begin(keyed.epoch)
        if fields.get("log") != self._log_id:
            return keyed.seq, Layer.DEVICE, "its keys are another log's"
        if fields.get("epoch") != keyed.epoch:
            return keyed.seq, Layer.EPOCH, "its keys begin with another epoch than its time"
        return None

    def _begin(self, epoch: int) -> None:
        self.open_epoch, self._records, self._macs = epoch, 0, hashlib.sha256()
