"""Which talk tracks the library shows: narrowed by what is typed and by one choice in each facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from robot.domain.library_views import LibraryRow
from ui.pinyin import folded


class Facet(StrEnum):
    """What can be narrowed by."""

    CHANNEL = "channel"
    LINE = "line"
    PURPOSE = "purpose"
    SENSITIVITY = "sensitivity"


_READ: dict[Facet, Callable[[LibraryRow], str]] = {
    Facet.CHANNEL: lambda row: row.channel,
    Facet.LINE: lambda row: row.product_line,
    Facet.PURPOSE: lambda row: row.purpose,
    Facet.SENSITIVITY: lambda row: row.sensitivity,
}
#: Values of each facet, in the order in which their chips stand.
VALUES: dict[Facet, tuple[str, ...]] = {
    Facet.CHANNEL: ("wecom", "push", "phone", "counter"),
    Facet.LINE: ("deposit", "wealth", "loan", "card", "service"),
    Facet.PURPOSE: ("marketing", "service", "care"),
    Facet.SENSITIVITY: ("S1", "S2", "S3", "S4"),
}


class LibraryFilter:
    """Holds all rows and says which are shown; a search over thousands takes a few milliseconds."""

    def __init__(self) -> None:
        """Without rows."""
        self._rows: tuple[LibraryRow, ...] = ()
        self.needle = ""
        self.chosen: dict[Facet, str] = {}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is typed or chosen."""
        return bool(self.needle.strip() or self.chosen)

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return len(self._rows)

    def take(self, rows: Iterable[LibraryRow]) -> None:
        """New rows; what is typed and chosen stays."""
        lines, channels = VALUES[Facet.LINE], VALUES[Facet.CHANNEL]
        self._rows = tuple(
            sorted(
                rows, key=lambda row: (_place(lines, row.product_line), _place(channels, row.channel), row.id)
            )
        )

    def choose(self, facet: Facet, value: str) -> None:
        """Narrow by a value; the same value again, or an empty one, lifts it."""
        if not value or self.chosen.get(facet) == value:
            self.chosen.pop(facet, None)
        else:
            self.chosen[facet] = value

    def clear(self) -> None:
        """Show everything."""
        self.needle = ""
        self.chosen.clear()

    def shown(self) -> tuple[LibraryRow, ...]:
        """The rows that fit, the best match first."""
        ranked = [
            (rank, row) for row in self._rows if self._fits(row) and (rank := self._rank(row)) is not None
        ]
        return tuple(row for _, row in sorted(ranked, key=lambda pair: pair[0]))

    def has(self, facet: Facet, value: str) -> bool:
        """Whether any row has the value; a chip that could never show anything is none."""
        return any(_READ[facet](row) == value for row in self._rows)

    def counts(self, facet: Facet) -> Counter[str]:
        """How many rows each value of a facet would show, with the other facets as they are."""
        found = (row for row in self._rows if self._fits(row, but=facet) and self._rank(row) is not None)
        return Counter(map(_READ[facet], found))

    def _fits(self, row: LibraryRow, but: Facet | None = None) -> bool:
        return all(_READ[facet](row) == value for facet, value in self.chosen.items() if facet is not but)

    def _rank(self, row: LibraryRow) -> int | None:
        """Which haystack holds the words at the worst; None if one of them is nowhere."""
        worst = 0
        for word in folded(self.needle).split():
            at = next((place for place, hay in enumerate(row.haystacks) if word in hay), None)
            if at is None:
                return None
            worst = max(worst, at)
        return worst


def _place(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else len(order)


def days_left(row: LibraryRow, today: date) -> int:
    """Days after today on which it may still be used; negative once it expired."""
    return (row.valid_until - today).days
