"""The morning's page in the window: read at a glance, and every need with a button that acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from robot.domain.night_views import DigestNeed, VerdictCause
from robot.domain.views import Attention
from tests.ui.bench import Bench
from ui.pages.digest.page import DigestPage
from ui.widgets.labels import PlainLabel

UNKNOWN = DigestNeed(
    task_id="T1",
    site="wecom",
    name="李*",
    reason="effect.not_found_in_time",
    act="reconcile",
    count=2,
    behind=5,
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been handed to the system's browser."""
    paths: list[str] = []
    monkeypatch.setattr("ui.pages.digest.page.open_file", paths.append)
    return paths


def show(bench: Bench, **changes: Any) -> DigestPage:
    bench.agent.digest = replace(bench.agent.digest, **changes)
    bench.press_with(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_5, at=bench.window)
    page = bench.window.page("digest")
    assert isinstance(page, DigestPage)
    bench.until(lambda: page.digest is not None)
    return page


def words(page: DigestPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def test_a_yellow_morning_says_what_and_why(bench: Bench) -> None:
    page = show(bench)
    assert page.verdict.text.text() == "黄 · 有事项等您处理，没有发错、没有重发的迹象"
    assert page.verdict.why.text() == "2 件事需要您处理 · 1 条没有发成"
    assert page.verdict.property("tone") == "warn"
    figures = {code: label.text() for code, label in page.figures.figures.items()}
    assert figures == {
        "planned": "12",
        "confirmed": "8",
        "refused": "1",
        "failed": "1",
        "waiting": "2",
        "unknown": "0",
        "cancelled": "0",
    }
    said = words(page)
    assert "11-24 08:05" in said
    assert "9 / 60" in said
    assert "447 条首尾相接" in said
    assert "企业微信：另一登录读取已发送列表" in said
    assert "前 7 次中有 3 次" in said
    assert page.header.subtitle.text().endswith("08:05 – 08:21")


def test_a_kind_of_failure_that_no_run_had_is_marked_as_new(bench: Bench) -> None:
    assert "新" in words(show(bench)).split("\n")
    page = show(bench, compared_runs=0)
    page.reload()
    bench.until(lambda: "首次运行，无从比较" in words(page))
    assert "新" not in words(page).split("\n")


@pytest.mark.parametrize(
    ("verdict", "tone", "icon"),
    [("green", "ok", "circle-check"), ("yellow", "warn", "triangle-alert"), ("red", "bad", "octagon-x")],
)
def test_the_verdict_is_told_by_shape_and_words_too(bench: Bench, verdict: str, tone: str, icon: str) -> None:
    page = show(bench, verdict=verdict)
    assert page.verdict.property("tone") == tone
    assert page.verdict.glyph._icon_name == icon
    assert page.verdict.accessibleName().startswith({"green": "绿", "yellow": "黄", "red": "红"}[verdict])


def test_a_missed_start_is_told_with_its_reason(bench: Bench) -> None:
    page = show(
        bench,
        verdict="red",
        verdict_why=(VerdictCause(code="missed_start", count=1),),
        missed=datetime(2026, 11, 23, 12, 30, tzinfo=UTC),
        missed_why="machine_asleep",
    )
    assert page.verdict.why.text() == "计划 11-23 20:30 的运行没有开始：电脑处于睡眠"


def test_a_broken_journal_and_a_doubled_message_stand_among_the_checks(bench: Bench) -> None:
    page = show(bench, journal_ok=False, journal_fault_seq=31, journal_fault_layer="chain", ledger_doubled=1)
    said = words(page)
    assert "第 31 条有误：与上一条不相接" in said
    assert "未核实 0 · 重复 1 · 错投 0" in said


def test_opening_a_task_goes_to_today(bench: Bench) -> None:
    target = bench.desk.shown.open_ids()[5]
    need = DigestNeed(
        task_id=target, site="wecom", name="王*", reason="person.draft_present", act="open_task"
    )
    page = show(bench, needs=(need,))
    page.needs.buttons[0].click()
    assert bench.window.actions_.today.isChecked()
    assert bench.desk.current == target


@pytest.mark.parametrize("kind", ["message", "record"])
def test_settling_asks_what_the_person_saw_and_reads_again(bench: Bench, kind: str) -> None:
    doubled = replace(UNKNOWN, reason="effect.doubled", act="settle", count=1, behind=0, kind=kind)
    page = show(bench, needs=(doubled,))
    assert page.needs.buttons[0].text() == "确认结果"
    page.needs.buttons[0].click()
    assert bench.window.settle.isVisible()
    assert bench.asked("settle") == []
    bench.agent.digest = replace(bench.agent.digest, needs=())
    bench.window.settle.absent.click()
    bench.until(lambda: "没有事情在等您" in words(page))
    assert bench.asked("settle") == [{"task_id": "T1", "verdict": "not_arrived", "effect": kind}]


def test_reconciling_asks_the_agent_and_reads_the_digest_again(bench: Bench) -> None:
    page = show(bench, needs=(UNKNOWN,))
    assert "李* 等 2 位客户 · 企业微信 · 5 条在等它" in words(page)
    bench.agent.digest = replace(bench.agent.digest, needs=())
    page.needs.buttons[0].click()
    bench.until(lambda: bool(bench.asked("reconcile")))
    bench.until(lambda: "没有事情在等您" in words(page))


def test_a_login_is_asked_for_where_accounts_are_set(bench: Bench) -> None:
    page = show(bench)
    assert page.needs.buttons[0].text() == "登录"
    page.needs.buttons[0].click()
    assert not page.isVisible()


def test_many_needs_are_counted_not_listed(bench: Bench) -> None:
    page = show(bench, needs=tuple(replace(UNKNOWN, task_id=f"T{n}", act="open_task") for n in range(20)))
    assert len(page.needs.buttons) == 8
    assert "另有 12 件" in words(page)


def test_the_page_of_the_browser_is_written_anew_and_opened(bench: Bench, opened: list[str]) -> None:
    page = show(bench)
    page.open_page.click()
    bench.until(lambda: bool(opened))
    assert opened == [bench.agent.digest.path]
    assert bench.asked("digest")[-1] == {"date": bench.agent.digest.business_date, "write": True}


def test_it_is_read_again_when_something_ended_while_it_is_looked_at(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(bench)
    page._later.setInterval(20)
    before = len(bench.asked("digest"))
    bench.agent.touch()
    bench.qtbot.wait(150)
    assert len(bench.asked("digest")) == before
    bench.agent.attention = (
        Attention(
            task_id="T1", site="wecom", name="王*", reason="person.draft_present", since=datetime.now(UTC)
        ),
    )
    bench.agent.touch()
    bench.until(lambda: len(bench.asked("digest")) == before + 1)
    # Not looked at, not read.
    bench.window.show_page("today")
    bench.agent.attention = ()
    bench.agent.touch()
    bench.qtbot.wait(150)
    assert len(bench.asked("digest")) == before + 1


def test_before_any_run_it_says_so(bench: Bench) -> None:
    page = show(
        bench,
        verdict="green",
        verdict_why=(),
        planned=0,
        by_outcome={},
        needs=(),
        failures=(),
        caps=(),
        started_at=None,
        ended_at=None,
        compared_runs=0,
        slowest=None,
    )
    assert page.verdict.text.text() == "还没有可以汇报的运行"
    assert "没有运行" in page.header.subtitle.text()


def test_simulated_time_is_said(bench: Bench) -> None:
    page = show(bench, time_source="simulated")
    assert page.simulated.isVisible()


def test_the_palette_and_the_tray_lead_to_it(bench: Bench) -> None:
    bench.window.actions_.palette.trigger()
    palette = bench.window.palette_
    bench.type(palette.field, "jc")
    assert palette.model.index(0).data() == "今晨报告"
    bench.press(Qt.Key.Key_Return, at=palette.field)
    assert bench.window.actions_.digest.isChecked()
    bench.window.show_page("today")
    bench.made.tray._fill()
    entry = next(action for action in bench.made.tray.menu.actions() if action.text() == "今晨报告")
    entry.trigger()
    assert bench.window.actions_.digest.isChecked()
