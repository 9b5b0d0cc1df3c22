"""The supervisor's queue in the window: read at a glance, decided by keys, signed with one's own key."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from robot.domain.errors import EnvironmentFault
from robot.governance.keys import PublicKey
from robot.governance.private_keys import new_key
from robot.governance.review_decisions import ReviewDecision, text_hash
from robot.governance.signatures import Signature
from tests.ui.bench import Bench
from ui.pages.review.page import ReviewPage
from ui.widgets.labels import PlainLabel

K = Qt.Key
PASSPHRASE = "long enough for a test"


@pytest.fixture
def key(tmp_path: Path, bench: Bench) -> tuple[Path, PublicKey]:
    """A supervisor's key, which the agent knows."""
    path = tmp_path / "supervisor.key"
    public = new_key(path, PASSPHRASE)
    bench.agent.signers = {public.fingerprint: "zhou.min"}
    return path, public


def show(bench: Bench) -> ReviewPage:
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
    page = bench.window.page("review")
    assert isinstance(page, ReviewPage)
    bench.until(lambda: page.reviews.pane.card is not None)
    return page


def words(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def press(bench: Bench, page: ReviewPage, key: Qt.Key) -> None:
    bench.press(key, at=page.reviews.queue.table)


def open_key(bench: Bench, page: ReviewPage, path: Path, passphrase: str = PASSPHRASE) -> None:
    dialog = page.reviews.dialog
    bench.until(dialog.isVisible)
    dialog.file.setText(str(path))
    dialog.passphrase.setText(passphrase)
    bench.press(K.Key_Return, at=dialog.passphrase)


def rows(page: ReviewPage) -> list[int]:
    return [row.review for row in page.reviews.queue.model.rows]


def test_the_queue_shows_what_waits_with_the_whole_text_and_the_law(bench: Bench) -> None:
    page = show(bench)
    assert rows(page) == [6, 5, 4]
    card = page.reviews.pane.card
    assert card is not None
    assert page.reviews.pane.text.toPlainText() == card.text
    assert "保本保息" in page.reviews.pane.text.accessibleDescription()
    bench.until(lambda: "words.guarantee" in words(page))
    said = words(page)
    for part in (
        "复核 6",
        "不允许",
        "明示或暗示保本、保收益或没有风险",
        "words.guarantee",
        "【保本保息】",
        "依据：《关于进一步规范金融营销宣传行为的通知》",
        "可改为：历史业绩不预示未来表现",
        "客户：这个理财会不会亏啊？我妈的养老钱",
    ):
        assert part in said
    assert page.chips["reviews"].text().strip() == "待复核 3"
    assert "王*" in page.reviews.pane.about.text()


def test_the_marked_places_are_where_the_findings_are(bench: Bench) -> None:
    page = show(bench)
    card = page.reviews.pane.card
    assert card is not None
    marked = {selection.cursor.selectedText() for selection in page.reviews.pane.text.extraSelections()}
    assert marked == {card.text[found.start : found.end] for found in card.findings}


def test_filters_count_and_choose(bench: Bench) -> None:
    page = show(bench)
    queue = page.reviews.queue
    assert {code: button.text().strip() for code, button in queue.states.buttons.items()} == {
        "waiting": "待处理 3",
        "approved": "已批准 1",
        "rejected": "已驳回 1",
        "false_alarm": "误报 1",
        "escalated": "已上报 0",
        "": "全部 6",
    }
    queue.kinds.buttons["held_text"].click()
    bench.until(lambda: rows(page) == [5])
    bench.until(lambda: "话术 new-wealth-wecom 第 3 版" in words(page))
    assert "客户是老同学，语气熟" in words(page)
    queue.states.buttons["approved"].click()
    bench.until(lambda: rows(page) == [3])
    bench.until(lambda: "签名已核对" in words(page))
    assert not page.reviews.bar.buttons["approved"].button.isEnabled()
    queue.kinds.buttons["hand_typed"].click()
    bench.until(lambda: rows(page) == [])
    bench.until(lambda: "没有符合条件的记录" in words(page))


def test_a_decision_asks_for_the_key_once_and_signs_what_is_shown(
    bench: Bench, key: tuple[Path, PublicKey]
) -> None:
    path, public = key
    page = show(bench)
    card = page.reviews.pane.card
    assert card is not None
    page.reviews.bar.comment.setText("约谈后处理")
    press(bench, page, K.Key_X)
    open_key(bench, page, path)
    bench.until(lambda: bool(bench.asked("review_decide")))
    (asked,) = bench.asked("review_decide")
    assert (asked["review"], asked["decision"], asked["comment"]) == (6, "rejected", "约谈后处理")
    signature = Signature.model_validate_json(asked["signature"])
    decision = ReviewDecision(
        review=6,
        nonce=card.nonce,
        subject=card.subject,
        text=text_hash(card.text),
        decision="rejected",
        comment="约谈后处理",
    )
    assert signature.fits(public, decision.encode())
    assert signature.person == "zhou.min"
    bench.until(lambda: rows(page) == [5, 4])
    assert "复核 6 已驳回，由 周敏 签署" in words(page)
    assert page.key_state.text() == "以 zhou.min 的身份签署"
    bench.until(lambda: page.reviews.queue.current() == 5)
    bench.until(lambda: page.reviews.pane.card is not None and page.reviews.pane.card.row.review == 5)
    press(bench, page, K.Key_R)
    bench.until(lambda: len(bench.asked("review_decide")) == 2)
    assert bench.agent.review_cards[5].row.state == "approved"
    # Neither passphrase nor key went anywhere.
    assert PASSPHRASE not in json.dumps(bench.agent.calls, default=str)
    assert str(path) not in json.dumps(bench.agent.calls, default=str)
    assert page.reviews.dialog.passphrase.text() == ""


def test_rejecting_wants_a_reason(bench: Bench, key: tuple[Path, PublicKey]) -> None:
    page = show(bench)
    press(bench, page, K.Key_U)
    assert "请写明理由" in words(page)
    assert page.reviews.bar.comment.hasFocus()
    # In the field letters are letters.
    bench.type(page.reviews.bar.comment, "rxnu")
    assert page.reviews.bar.comment.text() == "rxnu"
    bench.press(K.Key_Escape, at=page.reviews.bar.comment)
    assert page.reviews.queue.table.hasFocus()
    assert bench.asked("review_decide") == []


def test_a_wrong_passphrase_or_a_strangers_key_decides_nothing(
    bench: Bench, key: tuple[Path, PublicKey], tmp_path: Path
) -> None:
    page = show(bench)
    press(bench, page, K.Key_N)
    open_key(bench, page, key[0], "another long passphrase")
    bench.until(lambda: "口令不对" in page.reviews.dialog.fault.text())
    assert page.reviews.dialog.isVisible()
    bench.press(K.Key_Escape, at=page.reviews.dialog.passphrase)
    assert not page.reviews.dialog.isVisible()
    stranger = tmp_path / "stranger.key"
    new_key(stranger, PASSPHRASE)
    press(bench, page, K.Key_N)
    open_key(bench, page, stranger)
    bench.until(lambda: "这把密钥不是主管的" in words(page))
    assert not page.reviews.keeper.is_open
    assert bench.asked("review_decide") == []


def test_leaving_the_dialog_drops_the_decision(bench: Bench, key: tuple[Path, PublicKey]) -> None:
    page = show(bench)
    press(bench, page, K.Key_R)
    bench.until(page.reviews.dialog.isVisible)
    bench.press(K.Key_Escape, at=page.reviews.dialog.file)
    page.key.click()
    open_key(bench, page, key[0])
    bench.until(lambda: page.reviews.keeper.is_open)
    assert bench.asked("review_decide") == []
    page.key.click()
    assert not page.reviews.keeper.is_open
    assert not page.key_state.isVisible()


def test_read_only_is_said_and_kept(bench: Bench) -> None:
    bench.agent.read_only_why = "review.no_supervisor"
    page = show(bench)
    assert "只能查看：角色文件里没有今天有效的主管密钥" in words(page)
    for made in page.reviews.bar.buttons.values():
        assert not made.button.isEnabled()
        assert "只能查看" in made.button.accessibleName()
    press(bench, page, K.Key_R)
    assert not page.reviews.dialog.isVisible()


def test_an_empty_queue_says_so(bench: Bench) -> None:
    bench.agent.review_cards = {}
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
    page = bench.window.page("review")
    assert isinstance(page, ReviewPage)
    bench.until(lambda: "没有待处理的复核" in words(page))
    assert not page.reviews.bar.isVisible()


def test_a_queue_that_cannot_be_read_says_so_and_is_tried_again(bench: Bench) -> None:
    bench.agent.reviews_break = EnvironmentFault("the reader gave no answer", code="reader.failed")
    bench.press_with(Qt.KeyboardModifier.ControlModifier, K.Key_3, at=bench.window)
    page = bench.window.page("review")
    assert isinstance(page, ReviewPage)
    bench.until(lambda: "读不到复核队列" in words(page))
    bench.agent.reviews_break = None
    page.reviews.reading.retry.click()
    bench.until(lambda: rows(page) == [6, 5, 4])


def test_what_somebody_else_decided_is_not_decided_again(bench: Bench, key: tuple[Path, PublicKey]) -> None:
    page = show(bench)
    page.key.click()
    open_key(bench, page, key[0])
    bench.until(lambda: page.reviews.keeper.is_open)
    card = bench.agent.review_cards[6]
    bench.agent.do_review_decide(6, "approved", "", json.dumps({"person": "x", "key": "5f" * 32}))
    press(bench, page, K.Key_R)
    bench.until(lambda: "已经有人处理过" in words(page))
    assert card.row.state == "open"


def test_rows_step_by_keys_and_are_spoken(bench: Bench) -> None:
    page = show(bench)
    press(bench, page, K.Key_J)
    bench.until(lambda: page.reviews.queue.current() == 5)
    press(bench, page, K.Key_K)
    bench.until(lambda: page.reviews.queue.current() == 6)
    index = page.reviews.queue.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "状态: 待复核"


def test_nothing_is_taken_for_markup(bench: Bench) -> None:
    card = bench.agent.review_cards[6]
    text = "<b>保本</b><img src=file:///etc/passwd>"
    bench.agent.review_cards = {6: replace(card, text=text, findings=(), asked_comment="<i>x</i>")}
    page = show(bench)
    assert page.reviews.pane.text.toPlainText() == text
    labels = [label for label in page.findChildren(QLabel) if not isinstance(label.parent(), QLineEdit)]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert "<i>x</i>" in page.reviews.pane.asked.text()


def test_a_held_key_decides_one_review_only(bench: Bench, key: tuple[Path, PublicKey]) -> None:
    page = show(bench)
    page.key.click()
    open_key(bench, page, key[0])
    bench.until(lambda: page.reviews.keeper.is_open)
    for _ in range(3):
        QTest.keyClick(page.reviews.queue.table, K.Key_N)
    bench.until(lambda: rows(page) == [5, 4])
    assert len(bench.asked("review_decide")) == 1
