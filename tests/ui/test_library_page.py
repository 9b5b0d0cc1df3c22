"""The talk-track library: found by what people type, narrowed by chips, and nothing told without its n."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester

from robot.domain.errors import EnvironmentFault
from tests.ui.bench import Bench
from tests.ui.fake_library import make_detail, make_rows
from tests.ui.test_accessibility import CONTROLS, is_inner
from ui.models.library_filter import Facet, LibraryFilter
from ui.models.library_model import ROW_ROLE, LibraryModel
from ui.pages.strategy.library_tab import LibraryTab
from ui.pages.strategy.page import StrategyPage
from ui.widgets.labels import PlainLabel
from ui.widgets.marked_prose import MarkedProse
from ui.words.library_figures import LibraryFigures

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 23)


def open_page(bench: Bench) -> StrategyPage:
    bench.press_with(CTRL, K.Key_4, at=bench.window)
    page = bench.window.page("strategy")
    assert isinstance(page, StrategyPage)
    return page


def open_library(bench: Bench) -> LibraryTab:
    page = open_page(bench)
    tab = page.library
    bench.until(lambda: tab.right.currentWidget() is tab.pane)
    return tab


def shown(tab: LibraryTab) -> list[str]:
    return [row.id for row in tab.model.rows]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisible())


def names_of_unnamed(root: QWidget) -> list[str]:
    unnamed = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or is_inner(widget) or widget.objectName().startswith("qt_"):
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name.strip() and widget.isVisibleTo(root):
            unnamed.append(f"{widget.metaObject().className()} in {widget.parent()}")
    return unnamed


# --- filter and words ----------------------------------------------------------------------------------


@pytest.fixture
def narrowed() -> LibraryFilter:
    made = LibraryFilter()
    made.take(make_rows(TODAY))
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("到期", ["deposit-maturity-wecom", "deposit-call"]),
        ("ckdq", ["deposit-maturity-wecom"]),
        ("ＣＫＤＱ", ["deposit-maturity-wecom"]),
        ("cunkuandaoqi", ["deposit-maturity-wecom"]),
        ("存款 提醒", ["deposit-maturity-wecom"]),
        ("客户经理", ["deposit-maturity-wecom", "large-cd-info", "deposit-call", "new-wealth-wecom"]),
        ("zzzz", []),
    ],
)
def test_what_people_type_finds_it(narrowed: LibraryFilter, typed: str, found: list[str]) -> None:
    narrowed.needle = typed
    assert [row.id for row in narrowed.shown()] == found


def test_counts_of_a_facet_leave_its_own_choice_out(narrowed: LibraryFilter) -> None:
    narrowed.choose(Facet.LINE, "deposit")
    assert narrowed.counts(Facet.LINE) == {"deposit": 3, "wealth": 1}
    assert narrowed.counts(Facet.CHANNEL) == {"wecom": 2, "phone": 1}
    narrowed.choose(Facet.CHANNEL, "phone")
    assert [row.id for row in narrowed.shown()] == ["deposit-call"]
    narrowed.choose(Facet.CHANNEL, "phone")
    assert len(narrowed.shown()) == 3


def test_a_share_needs_its_cases(qapp: QApplication) -> None:
    told = LibraryFigures()
    assert told.share(1, 99) == "样本不足（n=99）"
    assert told.share(3, 120) == "2.5%（n=120，95% 区间 0.9%–7.1%）"
    assert told.share(0, 0) == "样本不足（n=0）"


def test_library_model(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = LibraryModel(str)
    model.set_rows(make_rows(TODAY))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


# --- the page ------------------------------------------------------------------------------------------


def test_a_talk_track_is_told_whole(bench: Bench) -> None:
    tab = open_library(bench)
    pane = tab.pane
    assert pane.title.text() == "存款到期提醒"
    assert pane.example.text.toPlainText() == make_detail(make_rows(TODAY)[0]).examples[0].text
    told = words(pane)
    for part in (
        "普通 · 金卡",
        "2026-01-01 – 2027-12-31 · 剩 403 天",
        "r7 v7 · 作者方 李明哲 · 合规方 王静宜",
        "存款利率以我行当日公告为准",
        "客户经理填写 · 时间，如今天下午3点 · 最多 16 字 · 默认“您方便时”",
        "初版。",
    ):
        assert part in told


def test_use_is_told_with_its_n_and_what_is_not_known(bench: Bench) -> None:
    tab = open_library(bench)
    # Labels that are laid out anew can be seen a turn of the event loop later.
    bench.until(lambda: "送达后" in words(tab.pane.use) and "35 / 40" in words(tab.pane.use))
    told = words(tab.pane.use)
    assert "送达后 3 / 120 位 · 2.5%（n=120，95% 区间 0.9%–7.1%）" in told
    assert "90 / 100 条已确认" in told
    assert "35 / 40 条已确认" in told
    assert "按 10-25 至 11-23 的任务统计；本机没有客户回复的记录，所以没有回复率" in told
    tab.list.setCurrentIndex(tab.model.index_of("new-wealth-wecom"))
    bench.until(lambda: tab.pane.title.text() == "新产品信息告知")
    bench.until(lambda: "样本不足（n=10）" in words(tab.pane.use))
    tab.list.setCurrentIndex(tab.model.index_of("deposit-call"))
    bench.until(lambda: tab.pane.title.text() == "存款到期电话")
    unused = "近 30 天\n这段时间没有任务用过这条话术；按 10-25 至 11-23 的任务统计"
    bench.until(lambda: words(tab.pane.use) == unused)


def test_slots_and_required_sentences_differ_in_shape(bench: Bench) -> None:
    text = open_library(bench).pane.example.text
    looks = {}
    block = text.document().begin()
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        looks[fragment.text()] = fragment.charFormat().underlineStyle()
        at += 1
    styles = [looks["王芳女士"], looks["您方便时"], looks["存款利率以我行当日公告为准"]]
    assert len(set(styles)) == 3


def test_an_expired_talk_track_says_so(bench: Bench) -> None:
    tab = open_library(bench)
    index = tab.model.index_of("large-cd-info")
    assert "已过期" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    tab.list.setCurrentIndex(index)
    bench.until(lambda: tab.pane.title.text() == "大额存单信息告知")
    assert tab.pane.expired.isVisible()


def test_everything_goes_by_keys(bench: Bench) -> None:
    tab = open_library(bench)
    bench.until(tab.list.hasFocus)
    first = tab.list.currentIndex().row()
    bench.press(K.Key_J, at=tab.list)
    assert tab.list.currentIndex().row() == first + 1
    bench.press(K.Key_K, at=tab.list)
    assert tab.list.currentIndex().row() == first
    bench.press(K.Key_Slash, at=tab.list)
    assert tab.search.hasFocus()
    bench.type(tab.search, "ckdq")
    assert shown(tab) == ["deposit-maturity-wecom"]
    assert tab.count.text() == "1 / 4 条"
    bench.press(K.Key_Escape, at=tab.search)
    assert tab.list.hasFocus()
    bench.press(K.Key_2, at=tab.list)
    assert "数据" in tab.pane.example.text.toPlainText()
    assert tab.pane.example.chips[1].isChecked()


def test_letters_in_the_search_stay_letters(bench: Bench) -> None:
    tab = open_library(bench)
    tab.search.setFocus()
    bench.type(tab.search, "jk/2")
    assert tab.search.text() == "jk/2"
    assert not tab.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_chips_narrow_and_count(bench: Bench) -> None:
    tab = open_library(bench)
    phone = tab.chips.chips[Facet.CHANNEL, "phone"]
    assert phone.text() == "电话 1"
    assert phone.width() >= phone.sizeHint().width()
    phone.click()
    assert shown(tab) == ["deposit-call"]
    assert tab.chips.chips[Facet.LINE, "deposit"].text() == "存款 1"
    assert not tab.chips.chips[Facet.CHANNEL, "push"].isVisible()
    assert tab.clear.isVisible()
    tab.clear.click()
    assert len(shown(tab)) == 4


def test_nothing_found_says_how_to_go_on(bench: Bench) -> None:
    tab = open_library(bench)
    tab.search.setText("zzzz")
    assert tab.note.isVisible()
    assert tab.note.title.text() == "没有符合条件的话术"
    tab.clear.click()
    assert tab.list.isVisible()


def test_a_failure_says_what_was_kept_and_can_be_tried_again(bench: Bench) -> None:
    bench.agent.library_fault = EnvironmentFault("no answer", code="reader.failed")
    tab = open_page(bench).library
    bench.until(tab.note.retry.isVisible)
    assert "什么都没有改变。代码 reader.failed" in tab.note.text.text()
    tab.note.retry.click()
    bench.until(lambda: tab.model.rowCount() == 4)


def test_without_a_release_it_says_that_nobody_signed(bench: Bench) -> None:
    bench.agent.in_use = None
    tab = open_library(bench)
    page = bench.window.page("strategy")
    assert isinstance(page, StrategyPage)
    assert page.in_use.text() == "没有使用中的发布包"
    assert "未使用已签发的发布包" in words(tab.pane)


def test_an_empty_library_says_why(bench: Bench) -> None:
    bench.agent.tracks = ()
    tab = open_page(bench).library
    bench.until(lambda: tab.note.title.text() == "没有话术")
    assert tab.detail_note.isVisible()


def test_hostile_titles_are_shown_literally(bench: Bench) -> None:
    hostile = "<b>王</b> %1 {{7*7}}"
    bench.agent.tracks = tuple(replace(row, title=hostile) for row in bench.agent.tracks[:1])
    tab = open_library(bench)
    assert tab.pane.title.text() == hostile
    assert tab.pane.title.textFormat() == Qt.TextFormat.PlainText


def test_every_control_is_named_and_tab_goes_round(bench: Bench) -> None:
    tab = open_library(bench)
    page = bench.window.page("strategy")
    assert names_of_unnamed(page) == []
    tab.list.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        bench.window.focusNextPrevChild(True)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    for wanted in (tab.search, tab.chips.chips[Facet.CHANNEL, "wecom"], tab.list, tab.pane.example.text):
        assert wanted in seen
    assert seen.index(tab.pane.example.chips[0]) < seen.index(tab.pane.example.text)


def test_the_smallest_window_cuts_no_words(bench: Bench) -> None:
    tab = open_library(bench)
    bench.window.resize(1180, 720)
    bench.until(lambda: bench.window.width() == 1180)
    bar = tab.pane.horizontalScrollBar()
    assert bar.maximum() == 0
    for text in tab.pane.findChildren(MarkedProse):
        assert text.verticalScrollBar().maximum() == 0
    row = tab.model.index(0, 0).data(ROW_ROLE)
    assert row.title == "存款到期提醒"
