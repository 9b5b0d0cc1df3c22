"""The log as a table of millions of rows, of which only those looked at are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from robot.domain.log_views import LogOpened, LogRow, LogRows
from ui.models.log_pages import PAGE, Cells, LogPages
from ui.models.queue_model import AnyIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
#: Qt counts pixels of a table in 32 bits; further rows could not be scrolled to.
MOST_PIXELS = 2**31 - 1


class LogModel(QAbstractTableModel):
    """Says which page it wants next; one is asked for at a time, what is looked at comes first."""

    #: Result, position of the first row, count.
    page_wanted = Signal(int, int, int)

    def __init__(
        self,
        titles: tuple[str, ...],
        cells: Callable[[LogRow], Cells],
        parent: QObject | None = None,
        right: frozenset[int] = frozenset(),
    ) -> None:
        """:param titles: of the columns.

        :param cells: the strings of a row, one for each column.
        :param right: columns of figures, whose titles stand at the right.
        """
        super().__init__(parent)
        self._titles, self._right = titles, right
        self._pages = LogPages(cells)
        self._total = 0
        self._shown = 0
        self._most = MOST_PIXELS
        self._looked_at = (0, 0)
        self._asked = -1
        self.result = 0

    @property
    def total(self) -> int:
        """Hits known, which may be more than can be scrolled to."""
        return self._total

    @property
    def pages(self) -> LogPages:
        """What is there."""
        return self._pages

    def set_row_height(self, pixels: int) -> None:
        """Rows of another height limit how many can be shown."""
        self._most = MOST_PIXELS // max(pixels, 1)

    def show(self, opened: LogOpened) -> None:
        """Another result; its first rows are there at once."""
        self.beginResetModel()
        self._pages.clear()
        self.result, self._total = opened.result, opened.total
        self._shown = min(opened.total, self._most)
        self._asked = -1
        self._looked_at = (0, 0)
        if opened.rows:
            # A page that came half would be asked for again; what is over a page's end is not kept.
            whole = len(opened.rows) if len(opened.rows) >= opened.total else len(opened.rows) // PAGE * PAGE
            self._pages.put(0, opened.rows[:whole])
        self.endResetModel()

    def empty(self) -> None:
        """No result."""
        self.beginResetModel()
        self._pages.clear()
        self.result = self._total = self._shown = 0
        self._asked = -1
        self.endResetModel()

    def grow(self, total: int) -> None:
        """More hits of the same result are known."""
        self._total = max(total, self._total)
        shown = min(self._total, self._most)
        if shown > self._shown:
            self.beginInsertRows(_ROOT, self._shown, shown - 1)
            self._shown = shown
            self.endInsertRows()

    # --- pages -------------------------------------------------------------------------------------------

    def look_at(self, first: int, last: int) -> None:
        """These rows can be seen; asks for what is lacking of them."""
        self._looked_at = (first, last)
        self._pages.touch(first, last)
        self._want()

    def take(self, rows: LogRows) -> None:
        """A page came."""
        self._asked = -1
        if rows.result != self.result:
            return
        self._pages.put(rows.first, rows.rows)
        self.grow(rows.total)
        if rows.rows:
            last = min(rows.first + len(rows.rows), self._shown) - 1
            self.dataChanged.emit(self.index(rows.first, 0), self.index(last, len(self._titles) - 1))
        if len(rows.rows) < min(PAGE, self._total - rows.first):
            # Not to be asked for again at once: the reader has no more of it than this.
            return
        self._want()

    def give_up(self) -> None:
        """The page that was asked for does not come."""
        self._asked = -1

    def _want(self) -> None:
        if self._asked >= 0 or not self._shown:
            return
        first, last = self._looked_at
        seen = self._pages.lacking(first, last, self._shown)
        # Once what is seen is there, half a page around it.
        wanted = seen or self._pages.lacking(first - PAGE // 2, last + PAGE // 2, self._shown)
        if wanted:
            self._asked = wanted[0]
            self.page_wanted.emit(self.result, wanted[0] * PAGE, PAGE)

    def row(self, position: int) -> LogRow | None:
        """A row, or None if it is not there."""
        found = self._pages.at(position)
        return found[0] if found is not None else None

    def replace(self, position: int, row: LogRow) -> None:
        """A row that changed."""
        self._pages.replace(position, row)
        self.dataChanged.emit(self.index(position, 0), self.index(position, len(self._titles) - 1))

    # --- for Qt ------------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Hits that can be scrolled to."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """One cell; nothing where the row is not there yet."""
        if role not in (_DISPLAY, ROW_ROLE, _SPOKEN) or not index.isValid():
            return None
        found = self._pages.at(index.row())
        if found is None:
            return self.tr("读取中") if role == _SPOKEN else None
        if role == ROW_ROLE:
            return found[0]
        text = found[1][index.column()]
        return f"{self._titles[index.column()]}: {text or '—'}" if role == _SPOKEN else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self._right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
