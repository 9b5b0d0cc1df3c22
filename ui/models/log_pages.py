"""Rows of a long result, kept page by page; the pages looked at longest ago are let go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from robot.domain.log_views import LogRow

#: Rows of one page, and how many pages are kept: 16,384 rows.
PAGE = 256
_MOST_PAGES = 64

Cells = tuple[str, ...]


class LogPages:
    """Position -> row and its strings, which are made once when the page comes."""

    def __init__(self, cells: Callable[[LogRow], Cells]) -> None:
        """:param cells: the strings of a row, one for each column."""
        self._make = cells
        self._pages: OrderedDict[int, list[tuple[LogRow, Cells]]] = OrderedDict()

    def __len__(self) -> int:
        """How many pages are kept."""
        return len(self._pages)

    def clear(self) -> None:
        """Another result."""
        self._pages.clear()

    def put(self, first: int, rows: Sequence[LogRow]) -> None:
        """Keep rows.

        :param first: position of the first; the beginning of a page.
        """
        for begin in range(0, len(rows), PAGE):
            number = (first + begin) // PAGE
            self._pages[number] = [(row, self._make(row)) for row in rows[begin : begin + PAGE]]
            self._pages.move_to_end(number)
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)

    def at(self, position: int) -> tuple[LogRow, Cells] | None:
        """A row with its strings, or None if it is not there yet."""
        page = self._pages.get(position // PAGE)
        place = position % PAGE
        return page[place] if page is not None and place < len(page) else None

    def replace(self, position: int, row: LogRow) -> None:
        """A row that changed, such as by a mark."""
        page = self._pages.get(position // PAGE)
        if page is not None and position % PAGE < len(page):
            page[position % PAGE] = (row, self._make(row))

    def touch(self, first: int, last: int) -> None:
        """These are looked at."""
        for number in range(first // PAGE, last // PAGE + 1):
            if number in self._pages:
                self._pages.move_to_end(number)

    def lacking(self, first: int, last: int, total: int) -> list[int]:
        """Numbers of the pages that are not there whole, of those that hold these positions."""
        wanted = []
        for number in range(max(first, 0) // PAGE, min(last, total - 1) // PAGE + 1):
            page = self._pages.get(number)
            if page is None or len(page) < min(PAGE, total - number * PAGE):
                wanted.append(number)
        return wanted
