"""The measured process of `review_window`: a real window, wheel events, clocks."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.log_views import LogView
from ui.app import build
from ui.pages.review.log.section import LogSection
from ui.pages.review.page import ReviewPage

#: Turns of the wheel, and jumps.
_TURNS, _JUMPS, _OPENINGS = 400, 60, 9
#: One notch of a mouse wheel, in eighths of a degree.
_NOTCH = 120
_LIMIT_S = 60.0


class Unmeasured(Exception):
    """The window did not get so far."""


def run(home: Path, folder: Path) -> dict[str, float]:
    """Measure; see `review_window.measure_window`.

    :param folder: for the window's settings.
    """
    app = QApplication([])
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "zh")
    settings.setValue("look", "light")
    place = Home(path=home)
    made = build(lambda: AgentClient(place), None, settings)
    window = made.window
    window.resize(1360, 860)
    window.show()
    made.start()
    _until(app, lambda: made.bridge.is_online)
    started = _start_reader(place)
    begun = time.perf_counter()
    window.show_page("review")
    page = window.page("review")
    if not isinstance(page, ReviewPage):
        raise Unmeasured
    page.show_section("log")
    log = page.log
    _until(app, lambda: _is_painted(log))
    first = (time.perf_counter() - begun) * 1000
    _until(app, lambda: log.evidence.record is not None)
    opened = [_open(app, log, LogView.ALL if nth % 2 else LogView.ANOMALIES) for nth in range(_OPENINGS)]
    _open(app, log, LogView.ALL)
    scrolled = _scroll(app, log)
    jumped = _jump(app, log)
    figures = {
        "records": log.table.model_.total,
        "reader_start_ms": started,
        "first_open_ms": first,
        "open_ms": statistics.median(opened),
        "open_max_ms": max(opened),
        "scroll_p50_ms": statistics.median(scrolled),
        "scroll_p95_ms": _p95(scrolled),
        "scroll_max_ms": max(scrolled),
        "jump_p95_ms": _p95(jumped),
        "rss_mb": _rss_mb(),
    }
    made.close(timeout_s=2.0)
    return {name: round(value, 2) for name, value in figures.items()}


def _start_reader(home: Home) -> float:
    """The reader starts with the first question; its start is not the window's, and told by itself."""
    begun = time.perf_counter()
    with AgentClient(home) as client:
        client.call("log_sources")
    return (time.perf_counter() - begun) * 1000


def _until(app: QApplication, is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + _LIMIT_S
    while not is_so():
        if time.monotonic() > limit:
            raise Unmeasured
        app.processEvents()


def _is_painted(log: LogSection) -> bool:
    table = log.table
    first, last = table.visible_rows()
    model = table.model_
    rows = model.rowCount()
    return log.rows.shows_table and rows > 0 and not model.pages.lacking(first, last, rows)


def _open(app: QApplication, log: LogSection, view: str) -> float:
    """From the press on a saved view to its rows painted, in milliseconds."""
    before = log.table.model_.result
    begun = time.perf_counter()
    log.head.views[view].click()
    _until(app, lambda: log.table.model_.result != before and _is_painted(log))
    log.table.viewport().repaint()
    return (time.perf_counter() - begun) * 1000


def _scroll(app: QApplication, log: LogSection) -> list[float]:
    """Each turn of the wheel until everything it caused is dealt with, painting included."""
    port = log.table.viewport()
    middle = QPointF(port.rect().center())
    took = []
    for _ in range(_TURNS):
        event = QWheelEvent(
            middle,
            QPointF(port.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, -_NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        begun = time.perf_counter()
        app.sendEvent(port, event)
        app.processEvents()
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _jump(app: QApplication, log: LogSection) -> list[float]:
    """From setting the scroll bar to the rows of that place painted."""
    bar = log.table.verticalScrollBar()
    took = []
    for nth in range(_JUMPS):
        begun = time.perf_counter()
        bar.setValue(bar.maximum() * ((nth * 37) % _JUMPS) // _JUMPS)
        _until(app, lambda: _is_painted(log))
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def _rss_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return -1.0
