"""How people work with the robot: faster than anybody reads, and free words up to their limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from robot.domain.log_views import AnomalyKind
from robot.review.detection.stream import Found, Seen

#: Two approvals closer together than this were not both read.
HASTY = timedelta(seconds=2)
#: So many of them in a row.
HASTY_APPROVALS = 5
#: Percent of a free slot's length from which on it is looked at.
NEARLY_FULL = 90


class Pace:
    """Approvals of a person, one after the other."""

    def __init__(self) -> None:
        """Nothing was approved."""
        self._row: list[Seen] = []

    def see(self, record: Seen) -> Iterable[Found]:
        """Measure from one approval to the next."""
        if record.type != "task.held":
            return
        if self._row and record.at - self._row[-1].at >= HASTY:
            self._row = []
        self._row.append(record)
        if len(self._row) > HASTY_APPROVALS:
            row, self._row = self._row, [record]
            spent = (row[-1].at - row[0].at).total_seconds()
            yield Found(
                kind=AnomalyKind.PACE,
                seqs=tuple(each.seq for each in row),
                weight=3,
                why={"approvals": len(row), "tenths_of_a_second": round(spent * 10)},
            )


class FreeSlots:
    """Words of an RM's own, as long as they may be."""

    def see(self, record: Seen) -> Iterable[Found]:
        """Look at how full the slots are."""
        full = record.payload.get("free_slots_percent")
        if record.type != "task.held" or not isinstance(full, dict):
            return
        nearly = {name: used for name, used in full.items() if isinstance(used, int) and used >= NEARLY_FULL}
        if nearly:
            yield Found(
                kind=AnomalyKind.FREE_SLOT,
                seqs=(record.seq,),
                weight=2,
                why={str(name): used for name, used in sorted(nearly.items())},
            )
