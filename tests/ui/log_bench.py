"""The log's section in the window, and short words for what a supervisor does in it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from robot.domain.log_views import LogRecord, LogRow
from tests.ui.bench import Bench
from ui.pages.review.log.section import LogSection
from ui.pages.review.page import ReviewPage
from ui.widgets.labels import PlainLabel

K = Qt.Key
#: Budgets are met on a bank's workstation; a shared test machine gets three times as long.
SLACK = 3


class LogBench:
    """The section, opened by its keys."""

    def __init__(self, bench: Bench, *, waits: bool = True) -> None:
        """:param waits: until the first record is shown."""
        self.bench = bench
        self.agent = bench.agent
        bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
        page = bench.window.page("review")
        assert isinstance(page, ReviewPage)
        self.page = page
        page.chips["log"].click()
        self.log: LogSection = page.log
        self.log.setFocus()
        if waits:
            self.until_shown()

    def until_shown(self) -> None:
        """The chosen row's record is at the right."""
        self.bench.until(self._is_shown)

    def _is_shown(self) -> bool:
        record, row = self.log.evidence.record, self.log.table.row()
        return record is not None and row is not None and record.row.seq == row.seq

    @property
    def record(self) -> LogRecord:
        record = self.log.evidence.record
        assert record is not None
        return record

    @property
    def row(self) -> LogRow:
        row = self.log.table.row()
        assert row is not None
        return row

    @property
    def total(self) -> int:
        return self.log.table.model_.total

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is, as a person would."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)

    def press_in_table(self, key: Qt.Key) -> None:
        self.log.table.setFocus()
        QTest.keyClick(self.log.table, key)

    def view(self, name: str) -> None:
        """Open another view and wait for its rows."""
        before = self.log.table.model_.result
        self.log.head.views[name].click()
        self.bench.until(lambda: self.log.table.model_.result != before)

    def words(self, within: QWidget | None = None) -> str:
        """All text that can be read."""
        labels = (within or self.log).findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def asked(self, verb: str) -> list[dict[str, Any]]:
        return self.bench.asked(verb)

    def is_painted(self) -> bool:
        """Every row that can be seen is there."""
        table = self.log.table
        return not table.model_.pages.lacking(*table.visible_rows(), table.model_.rowCount())

    def wheel(self, notches: int) -> float:
        """One turn of the wheel, painting included, in milliseconds of the window's thread.

        Not of the clock: a test machine does other things meanwhile. `scripts/bench review` measures that.
        """
        port = self.log.table.viewport()
        middle = QPointF(port.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(port.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, -120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        begun = time.thread_time()
        QApplication.sendEvent(port, event)
        QApplication.processEvents()
        return (time.thread_time() - begun) * 1000
