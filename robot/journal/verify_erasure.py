"""What is gone must have been erased by a record: payloads singly, encrypted facts and pictures by months."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime

from robot.domain.clock import BANK_ZONE
from robot.journal.verify_layers import Layer
from robot.journal.verify_range import ERASED_TYPE, KEY_ERASED_TYPE, RangeFound, Structural, fields_of
from robot.journal.verify_records import EPOCH_US
from robot.journal.verify_seals import Fault


class Numbers:
    """Whole numbers as spans, so that a month of them takes no more room than one."""

    def __init__(self, spans: Sequence[tuple[int, int]] = ()) -> None:
        """:param spans: first and last of each, in order and apart."""
        self._firsts = [first for first, _ in spans]
        self._lasts = [last for _, last in spans]

    def add(self, number: int) -> None:
        """Add a number; cheap if they come in order."""
        at = bisect_right(self._firsts, number)
        if at and number <= self._lasts[at - 1]:
            return
        if at and number == self._lasts[at - 1] + 1:
            self._lasts[at - 1] = number
        else:
            self._firsts.insert(at, number)
            self._lasts.insert(at, number)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._firsts, number)
        return at > 0 and number <= self._lasts[at - 1]

    def first_outside(self, *others: Numbers) -> int | None:
        """The first of these numbers that is in none of the others."""
        for first, last in zip(self._firsts, self._lasts, strict=True):
            for number in range(first, last + 1):
                if not any(number in other for other in others):
                    return number
        return None


class Erasures:
    """Collects what is gone and what was said about it; judged at the end, because the record comes later."""

    def __init__(self, withheld: Numbers | None = None) -> None:
        """:param withheld: records whose content an export leaves out on purpose."""
        self._withheld = withheld or Numbers()
        self._gone, self._told = Numbers(), Numbers()
        self._months: set[str] = set()
        self._unsealed_numbers: dict[str, Numbers] = {}
        self._missing: list[tuple[int, str, int]] = []

    def feed(self, found: RangeFound) -> Fault | None:
        """Take in a range; what is wrong with an erasing record itself, or None."""
        for seq in found.erased:
            self._gone.add(seq)
        for seq, month in found.unsealed:
            self._unsealed_numbers.setdefault(month, Numbers()).add(seq)
        # A picture that is missing stays so; a million of them need not be kept to say which was the first.
        self._missing.extend(found.missing[: max(0, _MOST_MISSING - len(self._missing))])
        for event in found.events:
            if isinstance(event, Structural) and (fault := self._hear(event)) is not None:
                return fault
        return None

    def _hear(self, event: Structural) -> Fault | None:
        fields = fields_of(event)
        if event.type == KEY_ERASED_TYPE:
            month = str(fields.get("month"))
            if month >= _month_at(event.epoch * EPOCH_US):
                return event.seq, Layer.ERASURE, f"it erases {month}, which was not over"
            self._months.add(month)
        elif event.type == ERASED_TYPE:
            numbers = fields.get("seqs")
            for seq in numbers if isinstance(numbers, list) else ():
                if not isinstance(seq, int) or seq >= event.seq:
                    return event.seq, Layer.ERASURE, "it erases what was not written yet"
                self._told.add(seq)
        return None

    def first_fault(self, layers: frozenset[Layer]) -> Fault | None:
        """The first record that lacks something without a record saying so."""
        faults: list[Fault] = []
        gone = self._gone.first_outside(self._told, self._withheld)
        if gone is not None:
            faults.append((gone, Layer.ERASURE, "its payload is gone, and no record says that it was erased"))
        for month, numbers in self._unsealed_numbers.items():
            bare = None if month in self._months else numbers.first_outside(self._told, self._withheld)
            if bare is not None:
                faults.append((bare, Layer.ERASURE, "its encrypted facts are gone, and no record says why"))
        for seq, name, wall_us in self._missing:
            if not (_months_about(wall_us) & self._months or seq in self._told):
                faults.append((seq, Layer.EVIDENCE, f"its picture {name[:16]}… is not there"))
                break
        wanted = [fault for fault in faults if fault[1] in layers]
        return min(wanted) if wanted else None


#: Pictures that are remembered as missing.
_MOST_MISSING = 10_000
_HOUR_US = 3_600_000_000


def _months_about(wall_us: int) -> set[str]:
    # A picture taken before midnight may stand in a record written after it.
    return {_month_at(wall_us), _month_at(max(0, wall_us - _HOUR_US))}


def _month_at(wall_us: int) -> str:
    at = datetime.fromtimestamp(wall_us / 1_000_000, UTC).astimezone(BANK_ZONE)
    return f"{at.year:04d}-{at.month:02d}"
