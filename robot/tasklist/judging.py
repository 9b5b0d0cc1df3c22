"""From raw rows to a `TaskList`: good rows go on, bad and contradicting ones are set aside."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from robot.domain.task import Task
from robot.tasklist.cells import Cell, Damaged, Numeral, RawRow
from robot.tasklist.hygiene import masked, masked_name
from robot.tasklist.limits import Limits
from robot.tasklist.refusals import RowFault, too_large, too_many_rows
from robot.tasklist.result import SetAside, TaskList
from robot.tasklist.task_row import Found, read_task
from robot.tasklist.texts import TASK_ID, as_id

_MOST_IGNORED_COLUMNS = 100
#: Columns that hold a name, of which a longer text would show too much by its two ends.
_NAMES = frozenset({"customer_name", "remark", "rm_name"})


class _Sorting:
    """The rows judged so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.good: list[tuple[int, Task]] = []
        self.bad: list[SetAside] = []
        self.ignored: dict[str, None] = {}
        #: Task ids of bad rows, where they can be read: a good row of the same id contradicts them.
        self.bad_ids: set[str] = set()

    def take(self, row: RawRow) -> None:
        """Judge one row."""
        for name in row.ignored:
            if len(self.ignored) < _MOST_IGNORED_COLUMNS:
                self.ignored[name] = None
        if row.damage is not None:
            fault = RowFault(row.damage.code, row.damage.reason, value=row.damage.value)
            self._set_aside(row, ((row.damage_column, fault),))
            return
        judged = read_task(row.cells)
        if isinstance(judged, Task):
            self.good.append((row.line, judged))
        else:
            self._set_aside(row, judged)

    def _set_aside(self, row: RawRow, faults: tuple[Found, ...]) -> None:
        (column, fault), *others = faults
        value = fault.value if fault.value is not None else _spelled(row.cells.get(column))
        also = sorted({key for key, _ in others} - {column})
        reason = fault.reason + (f"; also wrong: {', '.join(also[:5])}" if also else "")
        self.bad.append(
            SetAside(
                source=self.source,
                line=row.line,
                column=column,
                value_masked=masked_name(value) if column in _NAMES else masked(value),
                code=fault.code,
                reason=reason,
            )
        )
        with suppress(RowFault):
            self.bad_ids.add(as_id(row.cells.get("task_id"), TASK_ID))

    def contradictions(self) -> set[str]:
        """Task ids that stand in rows which differ."""
        first: dict[str, Task] = {}
        found = set()
        for _, task in self.good:
            if first.setdefault(task.task_id, task) != task:
                found.add(task.task_id)
        return found | (self.bad_ids & first.keys())

    def result(self, sha256: str) -> TaskList:
        """The list; identical rows have become one."""
        contradicting = self.contradictions()
        tasks: dict[str, Task] = {}
        for line, task in self.good:
            if task.task_id in contradicting:
                self.bad.append(_contradiction(self.source, line, task.task_id))
            else:
                tasks.setdefault(task.task_id, task)
        return TaskList(
            source=self.source,
            sha256=sha256,
            tasks=tuple(tasks.values()),
            set_aside=tuple(sorted(self.bad, key=lambda row: row.line)),
            ignored_columns=tuple(self.ignored),
        )


def judge(rows: Iterable[RawRow], source: str, sha256: str, limits: Limits) -> TaskList:
    """Validate a stream of rows, which is read no further than the limits allow.

    :param source: what reports call the list; must be harmless to show.
    :raises InputRefused: the list as a whole is beyond a limit.
    """
    sorting = _Sorting(source)
    chars = 0
    for count, row in enumerate(rows, start=1):
        if count > limits.rows:
            raise too_many_rows(limits.rows)
        # A workbook of 1 MB can spell one long text in each of its rows.
        chars += sum(len(cell) for cell in row.cells.values() if isinstance(cell, str))
        if chars > limits.file_bytes:
            raise too_large("The text of all cells", limits.file_bytes, "characters")
        sorting.take(row)
    return sorting.result(sha256)


def _contradiction(source: str, line: int, task_id: str) -> SetAside:
    return SetAside(
        source=source,
        line=line,
        column="task_id",
        value_masked=masked(task_id),
        code="row.contradicting_duplicate",
        reason="stands in several rows that differ; which of them is right cannot be known",
    )


def _spelled(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Numeral):
        return cell.raw
    if isinstance(cell, Damaged):
        return cell.value
    return "" if cell is None or isinstance(cell, list | dict) else str(cell)
