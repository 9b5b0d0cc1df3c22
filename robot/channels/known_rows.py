"""What earlier readings of a list saw, so that a list of thousands is not turned to its end at every look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

#: A row of a list: field -> text; `id` is the site's.
Row = Mapping[str, str]


class KnownRows:
    """Rows of one business date, by id. They show that nothing is missing; they never prove a message."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._rows: dict[str, Row] = {}

    def of(self, day: date) -> Mapping[str, Row]:
        """Rows of a day that were read before; another day's are forgotten."""
        if day != self._day:
            self._day, self._rows = day, {}
        return self._rows

    def take(self, read: Mapping[str, Row], *, is_whole: bool) -> None:
        """Remember a reading; one that went to the list's end says all that there is."""
        self._rows = dict(read) if is_whole else {**self._rows, **read}

    def complete(self, page: Mapping[str, Row], read: Mapping[str, Row], total: int | None) -> bool:
        """Whether what was read now and what was known before is the whole list.

        The list says how many rows it has, and the last page brought nothing new, so what is new stands
        above it. A row that vanished makes the sum wrong, and the list is read to its end.

        :param page: the last page that was read.
        :param read: all pages of this reading, `page` among them.
        :param total: rows of the list by its own count; None where it does not say.
        """
        if total is None or not page or not page.keys() <= self._rows.keys():
            return False
        return len(self._rows.keys() | read.keys()) == total
