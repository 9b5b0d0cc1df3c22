"""The two ways to say no: to a whole list (`refused`) and to one value of a row (`RowFault`)."""

from __future__ import annotations

from robot.domain.errors import InputRefused


class RowFault(ValueError):
    """One value does not fit; sets its row aside.

    A ValueError, because pydantic carries those through validation untouched.
    """

    def __init__(self, code: str, reason: str, *, value: str | None = None) -> None:
        """:param value: the offending part, where it is not the whole cell."""
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.value = value


def refused(code: str, what: str, remedy: str, **params: object) -> InputRefused:
    """The error for a list that is not read at all: what failed, that nothing was changed, what to do."""
    return InputRefused(f"{what} Nothing was changed. {remedy}", code=code, **params)


def too_large(what: str, limit: int, unit: str) -> InputRefused:
    """The error for something beyond a bound; `limit` in `unit`."""
    return refused(
        "list.too_large",
        f"{what} is larger than the limit of {limit} {unit}.",
        "Split the list or ask for it to be exported again, with only the columns that are needed.",
        limit=limit,
        unit=unit,
    )


def too_many_rows(limit: int, *, blank: bool = False) -> InputRefused:
    """The error for a list with more than `limit` rows."""
    kind = "blank rows" if blank else "rows"
    return refused(
        "list.too_many_rows",
        f"The list holds more than {limit} {kind}.",
        "Delete the blank rows and save again." if blank else "Split the list by relationship manager.",
        limit=limit,
    )


def unreadable(what: str, remedy: str = "Export the list again and drop the new file.") -> InputRefused:
    """The error for content that is not what its format says."""
    return refused("list.unreadable", what, remedy)
