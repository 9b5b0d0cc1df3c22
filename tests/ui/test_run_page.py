"""The run page: picture, path, what waits for the RM with its button, login, settling, taking over."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from robot.domain import views
from robot.domain.errors import StateConflict
from robot.domain.night_views import SiteWait
from tests.ui.bench import Bench
from tests.ui.fake_day import make_run
from tests.ui.fake_frame import login_code, page_picture
from ui.pages.run.page import RunPage

K = Qt.Key


def open_run(bench: Bench) -> RunPage:
    bench.window.actions_.run_page.trigger()
    page = bench.window.page("run")
    assert isinstance(page, RunPage)
    return page


def need(**changes: object) -> views.Attention:
    item = views.Attention(
        task_id="T20261123-0009",
        site="wecom",
        name="赵**",
        reason="page.changed",
        since=datetime.now(UTC) - timedelta(minutes=4),
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def wait_for(reason: str, tasks: int = 12, minutes: int | None = None) -> SiteWait:
    now = datetime.now(UTC)
    until = now + timedelta(minutes=minutes) if minutes is not None else None
    return SiteWait(site="wecom", reason=reason, since=now, until=until, tasks=tasks)


def told(page: RunPage) -> list[str]:
    return [label.text() for label in page.attention.findChildren(QLabel)]


def test_the_run_page_shows_the_run(bench: Bench) -> None:
    picture = base64.b64encode(page_picture()).decode()
    bench.agent.run = make_run("running", 600)
    bench.agent.frame = views.Frame(taken_at=datetime.now(UTC), site="wecom", jpeg_base64=picture)
    bench.agent.attention = (need(),)
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: page.progress.done.text() == "412 / 600")
    assert page.progress.counts["confirmed"].text() == "403"
    assert page.progress.counts["refused"].text() == "6"
    assert "每分钟 8.7 条 · 6.9 秒/客户" in page.progress.pace.text()
    assert "±" in page.progress.pace.text()
    assert page.steps.who.text() == "王**"
    assert page._step_now.text() == "第 4/10 步：填写内容"
    assert page.attention.heading.text() == "需要您处理 1"
    bench.until(lambda: page.frame.taken_at is not None)
    bench.until(lambda: page._age.text().endswith("秒前"))
    asked = len(bench.asked("frame"))
    bench.qtbot.wait(1100)
    assert len(bench.asked("frame")) - asked <= 3
    bench.window.actions_.today.trigger()
    bench.qtbot.wait(300)
    asked = len(bench.asked("frame"))
    bench.qtbot.wait(700)
    assert len(bench.asked("frame")) == asked


def test_without_a_run_the_page_explains(bench: Bench) -> None:
    page = open_run(bench)
    empty = page.endings.no_steps
    assert empty.isVisible()
    assert not page.endings.table.isVisible()
    assert not page.steps.isVisible()
    assert empty.title.text() == "今天还没有无人值守的运行"
    bench.agent.run = replace(make_run("running", 600), steps=())
    bench.agent.touch()
    bench.until(lambda: empty.title.text() == "机器人正在准备")
    run = make_run("running", 600)
    ending = replace(run.steps[0], step="outcome", detail="confirmed")
    bench.agent.run = replace(run, steps=(*run.steps, ending))
    bench.agent.touch()
    bench.until(page.endings.table.isVisible)
    assert page.steps.isVisible()


def test_a_missing_record_is_not_called_an_unsent_message(bench: Bench) -> None:
    task_id = bench.desk.shown.open_ids()[4]
    bench.agent.end(task_id, "confirmed", "effect.read_back")
    bench.until(lambda: bench.row(task_id).outcome == "confirmed")
    item = need(task_id=task_id, site="crm", reason="cancelled.stopped")
    bench.agent.attention = (item, replace(item, task_id=bench.desk.current, reason="person.draft_present"))
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: page.attention.heading.text() == "需要您处理 2")
    assert "消息已送达，联系记录没有登记" in told(page)
    assert "会话里有未发出的草稿，请先处理" in told(page)
    assert "急停时取消，没有发出" not in told(page)


@pytest.mark.parametrize(
    ("item", "button"),
    [
        (need(kind="login", task_id="", name="", reason="person.login_needed"), "去登录"),
        (need(kind="login", task_id="", name="", reason="person.wrong_account"), "已换回，恢复"),
        (need(kind="night", task_id="", site="", name="", reason="night.machine_asleep"), "现在运行"),
        (need(kind="record", reason="effect.not_found_in_time"), "确认结果"),
        (need(kind="record", reason="page.changed"), "处理"),
        (need(reason="person.draft_present"), "处理"),
    ],
)
def test_each_need_has_its_one_button(bench: Bench, item: views.Attention, button: str) -> None:
    bench.agent.attention = (item,)
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: [made.text() for made in page.attention.buttons] == [button])


def test_a_release_that_may_not_be_used_is_told_and_wants_no_button(bench: Bench) -> None:
    bench.agent.attention = (need(kind="release", task_id="", site="", name="", reason="release.revoked"),)
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: "发布包已被撤销，不能发送" in told(page))
    assert page.attention.buttons == []


def test_waits_are_told_with_their_tasks_and_when_they_end(bench: Bench) -> None:
    run = replace(make_run("running", 600), state="waiting")
    bench.agent.run = run
    bench.agent.waits = (wait_for("caps.account_rate", minutes=5), wait_for("hours.quiet", tasks=1))
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: len(page.waits.lines) == 2)
    assert page.pill.text() == "等待中"
    first, second = [line.accessibleName() for line in page.waits.lines]
    assert first.startswith("企业微信：按发送速度上限等待，12 个任务排队")
    assert "自动继续" in first
    assert second.startswith("企业微信：不在可联系时段，1 个任务排队")
    assert "自动继续" not in second
    bench.agent.waits = (wait_for("person.login_needed"),)
    bench.agent.touch()
    bench.until(lambda: bench.window.banner.code == "login")
    assert not page.waits.isVisible(), "what somebody must act on is told once, by the banner"


def test_the_code_to_scan_is_renewed_and_goes_once_somebody_is_in(bench: Bench) -> None:
    bench.agent.waits = (wait_for("person.login_needed"),)
    bench.agent.touch()
    bench.until(lambda: bench.window.banner.code == "login")
    assert "企业微信：等待登录，12 个任务排队" in bench.window.banner.label.text()
    bench.window.banner.button.click()
    dialog = bench.window.login
    bench.until(lambda: not dialog.code.pixmap().isNull())
    first = dialog.code.pixmap().toImage()
    bench.agent.code = login_code("another, which is the one that counts now")
    bench.until(lambda: dialog.code.pixmap().toImage() != first)
    bench.agent.waits = ()
    bench.agent.touch()
    bench.until(lambda: not dialog.isVisible())
    assert dialog.code.pixmap().isNull(), "the code is kept nowhere"
    asked = len(bench.asked("login_prompt"))
    bench.qtbot.wait(1700)
    assert len(bench.asked("login_prompt")) == asked


def test_a_site_without_a_code_leads_to_the_settings(bench: Bench) -> None:
    bench.agent.code = b""
    bench.agent.waits = (wait_for("person.login_needed"),)
    bench.agent.attention = (need(kind="login", task_id="", name="", reason="person.login_needed"),)
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: len(page.attention.buttons) == 1)
    page.attention.buttons[0].click()
    dialog = bench.window.login
    bench.until(lambda: dialog.code.text() == "网站现在没有给出二维码")
    dialog.settings.click()
    assert not dialog.isVisible()
    assert bench.window.actions_.settings.isChecked()


def test_an_unknown_is_settled_by_the_one_who_looked(bench: Bench) -> None:
    task_id = bench.desk.shown.open_ids()[3]
    bench.agent.end(task_id, "unknown", "effect.not_found_in_time")
    bench.until(lambda: bench.row(task_id).outcome == "unknown")
    bench.agent.attention = (need(task_id=task_id, reason="effect.not_found_in_time"),)
    bench.agent.touch()
    page = open_run(bench)
    bench.until(lambda: [made.text() for made in page.attention.buttons] == ["确认结果"])
    page.attention.buttons[0].click()
    dialog = bench.window.settle
    assert "赵**" in dialog.title.text()
    dialog.reconcile.click()
    bench.until(lambda: not dialog.isVisible())
    assert len(bench.asked("reconcile")) == 1
    page.attention.buttons[0].click()
    bench.agent.refuse_next = StateConflict("under way", code="settle.not_unknown")
    dialog.arrived.click()
    bench.until(dialog.fault.isVisible)
    assert dialog.arrived.isEnabled()
    dialog.absent.click()
    bench.until(lambda: bench.agent.settled == [(task_id, "not_arrived", "message")])
    bench.until(lambda: not dialog.isVisible())


def test_the_wrong_account_is_released_by_one_press(bench: Bench) -> None:
    bench.agent.waits = (wait_for("person.wrong_account"),)
    bench.agent.touch()
    bench.until(lambda: bench.window.banner.code == "wrong_account")
    bench.window.banner.button.click()
    bench.until(lambda: bench.asked("release_site") == [{"site": "wecom"}])
    bench.until(lambda: bench.window.banner.code == "")


def test_take_over_and_hand_back_by_one_key_on_any_page(bench: Bench) -> None:
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_T)
    bench.until(lambda: bench.window.banner.code == "taken_over")
    page = open_run(bench)
    bench.until(lambda: page.pill.text() == "您正在操作")
    assert bench.window.actions_.take_over.text() == "交还"
    for action in bench.window.actions_.pages():
        action.trigger()
        assert bench.window.banner.isVisible()
    bench.window.banner.button.click()
    bench.until(lambda: bench.window.banner.code == "")
    assert bench.agent.taken_over_by == ""


def test_what_the_robot_finds_when_it_comes_back_is_told(bench: Bench) -> None:
    page = open_run(bench)
    bench.agent.taken_over_by = "liming"
    bench.agent.touch()
    bench.until(lambda: bench.window.banner.code == "taken_over")
    bench.agent.finds = StateConflict("a layer", code="takeover.covered")
    bench.window.banner.button.click()
    bench.until(page.fault.isVisible)
    assert "弹窗" in page.fault.text()
    assert bench.agent.taken_over_by == "liming"
    bench.agent.finds = "person.wrong_account"
    bench.window.banner.button.click()
    bench.until(lambda: "别人的账号" in page.fault.text())


def test_a_browser_without_a_window_cannot_be_taken_over_but_paused(bench: Bench) -> None:
    bench.agent.is_headless = True
    bench.agent.run = make_run("running", 600)
    bench.agent.touch()
    page = open_run(bench)
    act = bench.window.actions_
    bench.until(act.pause.isEnabled)
    act.take_over.trigger()
    bench.until(page.fault.isVisible)
    assert "browser.headless: false" in page.fault.text()
    assert "本步后暂停" in page.fault.text()
    act.pause.trigger()
    bench.until(lambda: bench.agent.run is not None and bench.agent.run.state == "paused")
    bench.until(lambda: not page.fault.isVisible())
