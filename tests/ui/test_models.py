"""Models under Qt's own checker, and the small rules beside them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from robot.domain.clock import BANK_ZONE
from robot.domain.views import QueueRow
from tests.ui.fake_day import make_cards
from ui.models.palette_model import Entry, PaletteModel
from ui.models.queue_filter import Chip, QueueFilter
from ui.models.queue_model import QueueModel
from ui.models.rows_model import Column, RowsModel
from ui.pages.today.choice_row import snooze_times
from ui.pages.today.pace import Pace
from ui.pages.today.queue_delegate import row_tip, second_line
from ui.pages.today.widths import Limits, Widths
from ui.pinyin import initials, matches
from ui.words import figures, labels

ROWS = tuple(card.row for card in make_cards(90, date(2026, 11, 23)).values())


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call]


def test_queue_model(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = QueueModel()
    check(qtmodeltester, model)
    model.set_rows(ROWS, 1)
    check(qtmodeltester, model)
    shown = QueueFilter(model)
    check(qtmodeltester, shown)
    first = shown.open_ids()[0]
    model.mark_gone(first)
    assert first not in shown.open_ids()
    model.mark_returned(first, "page.changed")
    assert shown.open_ids()[0] == first
    model.mark_gone(first)
    model.settle(first, 5)
    model.set_rows(ROWS, 5)
    assert first not in shown.open_ids()
    model.set_rows(ROWS, 6)
    assert first in shown.open_ids()
    shown.choose(Chip.MATURITY)
    assert shown.rowCount() == shown.counts()[Chip.MATURITY]
    model.set_rows(ROWS[:40], 7)
    assert model.rowCount() == 40


def test_returned_ones_come_newest_first(qapp: QApplication) -> None:
    model = QueueModel()
    model.set_rows(ROWS, 1)
    shown = QueueFilter(model)
    rows = list(ROWS)
    for number in (50, 30):
        rows[number] = replace(rows[number], state="ended", outcome="halted", outcome_reason="page.changed")
        model.set_rows(tuple(rows), 2)
    assert shown.open_ids()[:2] == [ROWS[30].task_id, ROWS[50].task_id]


def test_palette_and_rows_models(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    palette = PaletteModel()
    palette.set_entries([Entry(title="设置", keys="Ctrl+,"), Entry(title="王芳", task_id="T1")])
    check(qtmodeltester, palette)
    palette.search("wf")
    assert palette.rowCount() == 1
    rows: RowsModel[str] = RowsModel([Column(title="a", text=str)])
    rows.set_rows(("x", "y"))
    check(qtmodeltester, rows)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王芳", "wf"),
        ("曾婷", "zt"),
        ("单晓鑫", "sxx"),
        ("欧阳", "oy"),
        ("张宇", "zy"),
        ("ＡＢ１", "ab1"),
        ("理财到期", "lcdq"),
        ("龘", ""),
    ],
)
def test_initials(text: str, wanted: str) -> None:
    assert initials(text) == wanted


def test_search_folds_width_and_case() -> None:
    assert matches("ＷＦ", "王芳")
    assert matches("王", "王芳")
    assert matches("", "x")
    assert not matches("zz", "王芳")


def test_pace() -> None:
    pace = Pace()
    assert pace.seconds_left(10) is None
    for _ in range(5):
        assert not pace.wants_look(1.0)
        pace.note_send(1.0)
        pace.note_task(4.0)
    assert pace.wants_look(1.0)
    assert not pace.wants_look(1.0)
    assert pace.seconds_left(10) == 40.0
    pace.note_send(9.0)
    assert not pace.wants_look(1.0)


@pytest.mark.parametrize(("hour", "wanted"), [(9, "14:00"), (13, "14:00"), (14, "16:30"), (16, "18:10")])
def test_snooze_times(hour: int, wanted: str) -> None:
    now = datetime(2026, 11, 23, hour, 10, tzinfo=BANK_ZONE).astimezone(UTC)
    times = snooze_times(now)
    assert f"{times['afternoon']:%H:%M}" == wanted
    assert f"{times['hour']:%H:%M}" == f"{hour + 1:02d}:10"
    assert times["tomorrow"].date() == date(2026, 11, 24)
    assert f"{times['tomorrow']:%H:%M}" == "09:00"
    assert all(at > now for at in times.values())


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_times_are_the_banks_whatever_the_machine_says(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process can be changed on POSIX only")
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        late = datetime(2026, 11, 23, 17, 5, 9, tzinfo=UTC)
        assert figures.clock(late) == "01:05"
        assert figures.clock(late, with_seconds=True) == "01:05:09"
        assert figures.moment(late) == "11-24 01:05"
        assert snooze_times(late)["afternoon"].isoformat() == "2026-11-24T14:00:00+08:00"
        assert snooze_times(late)["tomorrow"].isoformat() == "2026-11-25T09:00:00+08:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def _stopped(row: QueueRow) -> QueueRow:
    return replace(row, state="ended", outcome="cancelled", outcome_reason="cancelled.stopped")


def test_what_comes_back_together_keeps_the_plans_order(qapp: QApplication) -> None:
    model = QueueModel()
    shown = QueueFilter(model)
    ids = [row.task_id for row in ROWS]
    rows = [_stopped(row) if at in (3, 7) else row for at, row in enumerate(ROWS)]
    model.set_rows(tuple(rows), 1)
    rows[5], rows[9] = _stopped(rows[5]), _stopped(rows[9])
    model.set_rows(tuple(rows), 2)
    assert shown.open_ids()[:5] == [ids[at] for at in (5, 9, 3, 7, 0)]


def test_the_actions_have_room_first() -> None:
    limits = Limits(queue=(190, 270), side=(180, 220))
    needs = (700, 630, 500)
    assert limits.share(1400, needs) == Widths(queue=270, side=220, without=0)
    assert limits.share(1160, needs) == Widths(queue=270, side=190, without=0)
    assert limits.share(1030, needs) == Widths(queue=220, side=180, without=1)
    assert limits.share(900, needs) == Widths(queue=220, side=180, without=2)
    assert limits.share(700, needs) == Widths(queue=190, side=180, without=2)


def test_a_contact_of_another_year_says_so() -> None:
    assert figures.past_day(date(2026, 10, 2), date(2026, 11, 23)) == "10-02"
    assert figures.past_day(date(2025, 11, 30), date(2026, 11, 23)) == "2025-11-30"


def test_the_reason_gives_way_before_channel_and_tier(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    row = replace(ROWS[0], reason="三年期大额存单 16,900.00 元将于 2026-11-27 到期")
    rest = f" · {labels.channel(row.channel)} · {labels.tier(row.tier)}"
    room = metrics.horizontalAdvance(rest) + metrics.horizontalAdvance("三年期大额存单")
    text = second_line(row, metrics, room)
    assert text.endswith(rest)
    assert metrics.horizontalAdvance(text) <= room
    assert text.startswith("三年")
    assert text.removesuffix(rest).endswith("到期")
    assert second_line(row, metrics, 4000) == row.reason + rest
    assert row.reason in row_tip(row, "")
    assert row_tip(row, "contact.daily_cap").startswith("今天给这位客户的联系已到上限")


def test_figures(qapp: QApplication) -> None:
    assert figures.amount("500000") == "50.0 万"
    assert figures.amount("1234567890.50") == "12.35 亿"
    assert figures.amount("") == "—"
    assert figures.days_ahead(date(2026, 11, 25), date(2026, 11, 23)) == "11-25（2 天后）"
    assert figures.days_ago(None, date(2026, 11, 23)) == "从未"
    assert figures.duration(30) == "不到 1 分钟"
    assert figures.clock(datetime(2026, 11, 23, tzinfo=UTC))
