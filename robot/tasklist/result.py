"""What a list brought: the tasks that are fit, and every row that is not, with the place and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from robot.domain.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One row that was not taken; it says where, what and why without giving the value away."""

    #: The file or origin of the list.
    source: str
    #: As a person counts in the file, the header being line 1; in JSON the position of the row, from 1.
    line: int
    #: Key of the first column at fault (see `COLUMNS`), or empty when the row as a whole is.
    column: str
    #: At most the first two and last two characters, harmless to show; empty when there is no value.
    value_masked: str
    #: Stable, for a front end that chooses its own words, such as `row.formula`.
    code: str
    #: Plain English.
    reason: str

    def __str__(self) -> str:
        """`line 12, column aum: 12*** is not a number`."""
        place = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        return (
            f"{place}: {self.value_masked} {self.reason}" if self.value_masked else f"{place}: {self.reason}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """A list that could be read; it is a value and nothing was changed by reading it."""

    #: The file or origin of the list.
    source: str
    #: Hex SHA-256 of the bytes as they came.
    sha256: str
    #: In the order of the list, each task id once.
    tasks: tuple[Task, ...]
    #: In the order of the list.
    set_aside: tuple[SetAside, ...]
    #: Columns that nobody here knows, harmless to show, each once.
    ignored_columns: tuple[str, ...] = ()
