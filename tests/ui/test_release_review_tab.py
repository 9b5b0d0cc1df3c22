"""Release review in the window: every change by its kind, and a signature whose passphrase is forgotten."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester

from robot.domain.errors import NotPermitted
from tests.ui.bench import Bench
from tests.ui.fake_library import FOLDER, SHA, make_example, signer
from tests.ui.test_library_page import names_of_unnamed, open_page, words
from ui.models.review_model import ReviewEntry, ReviewModel
from ui.pages.strategy.review_tab import ReviewTab
from ui.widgets.marked_prose import MarkedProse

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def open_tab(bench: Bench) -> ReviewTab:
    page = open_page(bench)
    bench.press_with(ALT, K.Key_2, at=page)
    assert page.tabs[1].isChecked()
    return page.review


def read(bench: Bench, folder: str = FOLDER) -> ReviewTab:
    tab = open_tab(bench)
    bench.until(tab.path.hasFocus)
    bench.type(tab.path, folder)
    bench.press(K.Key_Return, at=tab.path)
    bench.until(lambda: tab.review is not None)
    return tab


def go_to(tab: ReviewTab, title: str) -> None:
    at = next(at for at, entry in enumerate(tab.model.entries) if entry.title == title)
    tab.list.setCurrentIndex(tab.model.index(at, 0))


def content(tab: ReviewTab) -> QWidget:
    widget = tab.shown.widget()
    assert widget is not None
    return widget


def texts(tab: ReviewTab) -> list[str]:
    return [text.toPlainText() for text in content(tab).findChildren(MarkedProse)]


def test_review_model(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = ReviewModel(lambda entry: entry.title)
    model.set_entries((ReviewEntry(title="a", sort="track", mark="added", second=""),))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_before_anything_is_chosen_it_says_what_to_do(bench: Bench) -> None:
    tab = open_tab(bench)
    assert tab.note.title.text() == "选择一个候选发布包"
    assert not tab.read.isEnabled()
    assert bench.asked("release_review") == []


def test_the_summary_tells_how_much_and_whom(bench: Bench) -> None:
    tab = read(bench)
    assert [entry.title for entry in tab.model.entries] == [
        "概要",
        "话术检查",
        "存款到期提醒",
        "大额存单信息告知",
        "policy.yaml",
    ]
    told = words(content(tab))
    assert "r8 v8 与使用中的 r7 v7 对照" in told
    assert "还缺签名，机器人不会使用" in told
    assert "今日清单未结束的任务 46 条，其中 4 条的话术有变化" in told
    assert "金卡" in told
    assert "只按今日清单统计" in told


def test_a_change_is_marked_in_its_text(bench: Bench) -> None:
    tab = read(bench)
    go_to(tab, "存款到期提醒")
    shown = texts(tab)
    assert "{客户称呼}您好，推荐介绍一款产品。" in shown
    assert "企业微信 → 手机银行" in shown
    told = words(content(tab))
    assert "内容改了，版本号没有提高" in told
    assert "今日清单中未结束的任务 4 条，涉及 3 位客户" in told
    assert "改后的样子" in told
    assert "这条话术的检查结果" in told
    first = content(tab).findChildren(MarkedProse)[0]
    assert "原为 {customer}您好，推荐一款产品。" in first.accessibleName()


def test_removed_and_added_words_differ_in_shape(bench: Bench) -> None:
    tab = read(bench)
    go_to(tab, "存款到期提醒")
    block = content(tab).findChildren(MarkedProse)[0].document().begin()
    formats = {}
    at = block.begin()
    while not at.atEnd():
        formats[at.fragment().text()] = at.fragment().charFormat()
        at += 1
    assert formats["推荐"].fontStrikeOut()
    assert formats["介绍"].fontUnderline() or formats["介绍"].underlineStyle().value
    assert not formats["介绍"].fontStrikeOut()


def test_policy_and_lint_are_told(bench: Bench) -> None:
    tab = read(bench)
    go_to(tab, "policy.yaml")
    assert texts(tab) == ["4 → 3"]
    assert "monthly_cap" in words(content(tab))
    go_to(tab, "话术检查")
    told = words(content(tab))
    assert "错误 · 明示或暗示保本、保收益或没有风险" in told
    assert "talktracks/deposit/deposit-maturity-wecom.yaml 第 31 行 · words.guarantee" in told
    assert "依据  《广告法》" in told
    assert "建议  换一种说法" in told
    assert "says" not in told
    assert "text: 您好，这款产品稳赚不赔。" in texts(tab)


def test_facts_signatures_and_checks_stand_beside_it(bench: Bench) -> None:
    tab = read(bench)
    told = words(tab.release)
    for part in (
        "r8 · 7 → 8",
        "2027-03-31（还有 128 天）",
        "作者方：李明哲（li.ming），11-23 08:40",
        "合规方：还没有签",
        "两人签署：还缺签名，机器人不会使用",
        "通过：文件与清单一致",
        "没有查到：在有效期内",
        " ".join([SHA[:8]] * 8),
    ):
        assert part in told


def test_what_is_only_claimed_is_not_shown_as_signed(bench: Bench) -> None:
    candidate = bench.agent.candidate.candidate
    claimed = signer("author", "li.ming", "", is_checked=False)
    bench.agent.candidate = replace(bench.agent.candidate, candidate=replace(candidate, signers=(claimed,)))
    tab = read(bench)
    assert "作者方：li.ming 自称，11-23 08:40，没有核对" in words(tab.release)


def test_signing_sends_the_passphrase_once_and_forgets_it(bench: Bench) -> None:
    tab = read(bench)
    form = tab.signing
    assert form.secret.echoMode() == QLineEdit.EchoMode.NoEcho
    assert not form.sign.isEnabled()
    bench.type(form.key, "/keys/wang.pem")
    bench.type(form.secret, "correct horse")
    assert form.sign.isEnabled()
    bench.press(K.Key_Return, at=form.secret)
    assert form.secret.text() == ""
    bench.until(lambda: "王静宜（wang.jing）已为合规方签署 r8 版本 8" in form.result.text())
    (asked,) = bench.asked("release_sign")
    assert asked == {
        "path": FOLDER,
        "manifest_sha256": SHA,
        "key": "/keys/wang.pem",
        "secret": "correct horse",
        "side": "compliance",
    }
    bench.until(lambda: "合规方：王静宜" in words(tab.release))
    assert form.hint.text() == "合规方已经签过，不需要再签"
    form.secret.setText("again")
    assert not form.sign.isEnabled()
    assert form.result.isVisible()


def test_an_author_is_refused_with_the_sentence(bench: Bench) -> None:
    bench.agent.sign_fault = NotPermitted("one person", code="release.one_person")
    tab = read(bench)
    form = tab.signing
    form.key.setText("/keys/li.pem")
    form.secret.setText("correct horse")
    form.sign.click()
    bench.until(lambda: form.result.text() == "编写人与审批人不能是同一人，没有签署")
    assert form.secret.text() == ""


def test_the_command_for_a_terminal_is_exact(bench: Bench) -> None:
    candidate = replace(bench.agent.candidate.candidate, folder="/srv/my releases/r8")
    bench.agent.candidate = replace(bench.agent.candidate, candidate=candidate)
    tab = read(bench)
    tab.signing.key.setText("/keys/wang jing.pem")
    wanted = "tandem release sign '/srv/my releases/r8' --key '/keys/wang jing.pem' --as compliance"
    assert tab.signing.command.toPlainText() == wanted
    tab.signing.copy.click()
    assert QApplication.clipboard().text() == wanted


def test_it_says_how_many_changes_were_not_opened(bench: Bench) -> None:
    bench.agent.candidate = replace(bench.agent.candidate, lint=())
    tab = read(bench)
    assert tab.signing.hint.text() == "还有 3 处变化没有打开看过"
    for _ in range(4):
        bench.press(K.Key_J, at=tab.list)
    assert tab.signing.hint.text().startswith("签署即确认已看过以上全部变化")


def test_errors_of_lint_are_said_where_one_signs(bench: Bench) -> None:
    assert read(bench).signing.hint.text() == "检查有 1 处错误，请先让作者改正"


def test_what_is_no_release_says_so_and_can_be_tried_again(bench: Bench) -> None:
    tab = open_tab(bench)
    tab.path.setText("/srv/elsewhere")
    tab.read.click()
    bench.until(tab.note.retry.isVisible)
    assert "这个目录里没有发布包\n没有读取，什么都没有改变。代码 release.not_found" in tab.note.text.text()
    tab.path.setText(FOLDER)
    tab.note.retry.click()
    bench.until(lambda: tab.review is not None)


def test_a_long_reading_says_that_it_goes_on(bench: Bench) -> None:
    bench.agent.delay_s["release_review"] = 1.0
    tab = open_tab(bench)
    tab.path.setText(FOLDER)
    tab.read.click()
    assert not tab.read.isEnabled()
    bench.until(tab.note.title.isVisible, timeout=900)
    assert tab.note.title.text() == "正在读取、对照和检查，大约几秒钟"
    bench.until(lambda: tab.review is not None)


def test_today_does_not_wait_for_a_review(bench: Bench) -> None:
    bench.agent.delay_s["release_review"] = 2.0
    tab = open_tab(bench)
    tab.path.setText(FOLDER)
    tab.read.click()
    bench.window.show_page("today")
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.agent.sent) == 1, timeout=1500)


def test_every_control_of_the_review_is_named(bench: Bench) -> None:
    tab = read(bench)
    for at in range(tab.model.rowCount()):
        tab.list.setCurrentIndex(tab.model.index(at, 0))
        assert names_of_unnamed(tab) == []


def test_tab_reaches_list_change_and_signature(bench: Bench) -> None:
    tab = read(bench)
    go_to(tab, "存款到期提醒")
    tab.signing.key.setText("/k")
    tab.signing.secret.setText("secret")
    tab.list.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        bench.window.focusNextPrevChild(True)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    form = tab.signing
    places = [seen.index(widget) for widget in (form.key, form.secret, form.sign)]
    assert places == sorted(places)
    assert tab.list in seen
    assert content(tab).findChildren(MarkedProse)[0] in seen


def test_digits_choose_a_variant_of_the_example(bench: Bench) -> None:
    change = bench.agent.candidate.tracks[0]
    two = (make_example("1", "温和"), make_example("2", "数据"))
    bench.agent.candidate = replace(bench.agent.candidate, tracks=(replace(change, examples=two),))
    tab = read(bench)
    go_to(tab, "存款到期提醒")
    assert any("温和" in text for text in texts(tab))
    bench.press(K.Key_2, at=tab.list)
    assert any("数据" in text for text in texts(tab))


def test_ctrl_tab_goes_from_tab_to_tab(bench: Bench) -> None:
    page = open_page(bench)
    bench.until(lambda: page.library.model.rowCount() == 4)
    bench.press_with(CTRL, K.Key_Tab, at=page.library.list)
    assert page.tabs[1].isChecked()
    bench.press_with(CTRL, K.Key_Tab, at=page.review.path)
    assert page.tabs[0].isChecked()
