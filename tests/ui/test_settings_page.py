"""Settings: accounts through the agent, looks and language at once, sources shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.bench import Bench
from ui.models.queue_filter import Chip
from ui.pages.settings.page import SettingsPage

K = Qt.Key


def open_settings(bench: Bench) -> SettingsPage:
    bench.window.actions_.settings.trigger()
    page = bench.window.page("settings")
    assert isinstance(page, SettingsPage)
    bench.until(lambda: page.accounts.model.rowCount() == 3)
    return page


def test_set_test_and_delete_an_account(bench: Bench) -> None:
    page = open_settings(bench)
    card = page.accounts
    assert card.secret.echoMode() == QLineEdit.EchoMode.NoEcho
    card.table.selectRow(2)
    assert not card.save.isEnabled()
    card.username.setText("crm_liming")
    bench.type(card.secret, "s3cret!")
    card.save.click()
    assert card.secret.text() == ""
    bench.until(lambda: bench.agent.accounts["crm", "robot"].has_secret)
    assert bench.asked("account_set")[0]["secret"] == "s3cret!"
    bench.until(card.test.isEnabled)
    card.test.click()
    bench.until(lambda: "登录成功" in card.result.text())
    bench.until(lambda: card.model.rows[2].test_result == "ok")
    card.delete.click()
    assert bench.asked("account_delete") == []
    card.delete.click()
    bench.until(lambda: not bench.agent.accounts["crm", "robot"].has_secret)


def test_a_login_test_does_not_hold_up_today(bench: Bench) -> None:
    page = open_settings(bench)
    bench.agent.delay_s["account_test"] = 1.5
    page.accounts.table.selectRow(0)
    page.accounts.test.click()
    bench.window.actions_.today.trigger()
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.agent.sent) == 1, timeout=1000)


def test_each_value_tells_its_source(bench: Bench) -> None:
    page = open_settings(bench)
    bench.until(lambda: page.engine.model.rowCount() == 2)
    cells = [page.engine.model.index(row, 2).data() for row in range(2)]
    assert cells == ["默认", "策略锁定"]
    page.engine.table.selectRow(1)
    assert not page.engine.save.isEnabled()
    page.engine.table.selectRow(0)
    page.engine.value.setText("http")
    page.engine.save.click()
    bench.until(lambda: page.engine.model.index(0, 2).data() == "本人设置")


def test_looks_change_at_once(bench: Bench) -> None:
    page = open_settings(bench)
    box = page.window_card.look
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    assert bench.made.theme.is_dark
    assert bench.window.palette().window().color().lightness() < 60


def test_language_changes_without_a_restart(bench: Bench, qapp: QApplication) -> None:
    page = open_settings(bench)
    task_id = bench.desk.current
    box = page.window_card.language
    old = bench.window
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    bench.until(lambda: bench.made.window is not old)
    assert bench.today.queue.chips[Chip.ALL].text() == "All 90"
    assert bench.today.row.buttons["send"].button.text().strip() == "Send and next"
    assert bench.desk.current == task_id
    assert bench.made.tray.menu.actions()[0].text() == "Open Today (90 to do)"
    bench.window.show_page("today")
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.agent.sent) == 1)
    bench.made.languages.speak("zh")


def test_undo_seconds_are_used(bench: Bench) -> None:
    page = open_settings(bench)
    box = page.window_card.undo
    box.setCurrentIndex(box.findData("20"))
    box.activated.emit(box.currentIndex())
    bench.window.show_page("today")
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.asked("approve")) == 1)
    assert bench.asked("approve")[0]["hold_s"] == 20


def test_the_schedule_is_shown_and_switched(bench: Bench) -> None:
    page = open_settings(bench)
    card = page.schedule
    bench.until(lambda: card.next.text() == "11-23 20:30 至 22:30")
    assert card.later.text() == "11-24 20:30 至 22:30\n11-25 20:30 至 22:30"
    assert card.calendar.text() == "到 2026-12-31"
    assert card.switch.isChecked()
    card.switch.click()
    bench.until(lambda: card.next.text() == "未安排")
    assert card.note.text() == "无人值守计划已关闭"
    assert not card.switch.isChecked()
    card.switch.click()
    bench.until(lambda: card.next.text() == "11-23 20:30 至 22:30")
