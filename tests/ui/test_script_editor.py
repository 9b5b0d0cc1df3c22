"""Locked text stays as approved; free slots are written, limited and checked as typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from robot.domain.views import ScriptPreview, Segment, SegmentKind
from tests.ui.bench import Bench
from ui.pages.today.locked_text import LockedText
from ui.pages.today.script_editor import ScriptEditor

K = Qt.Key


def editor_of(bench: Bench) -> ScriptEditor:
    return bench.today.script.editor


def commit(editor: ScriptEditor, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def compose(editor: ScriptEditor, text: str) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent(text, []))


def test_e_writes_a_free_slot_and_the_verdict_follows(bench: Bench) -> None:
    bench.press(K.Key_E)
    editor = editor_of(bench)
    assert editor.is_editing
    commit(editor, "祝好")
    assert bench.desk.draft.free_slots["closing"].endswith("祝好")
    bench.until(lambda: len(bench.asked("preview")) == 1)
    bench.until(lambda: not bench.desk.is_checking)
    bench.press(K.Key_Escape, at=editor)
    assert bench.list.hasFocus()
    bench.press(K.Key_Return)
    bench.until(lambda: len(bench.agent.sent) == 1)
    assert bench.agent.sent[0][2]["closing"] == "您看今天下午 3 点方便通话吗？祝好"


def test_locked_characters_refuse_every_edit(bench: Bench) -> None:
    bench.press(K.Key_E)
    editor = editor_of(bench)
    before = editor.document().toRawText()
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    for key in (K.Key_A, K.Key_Backspace, K.Key_Delete):
        QTest.keyClick(editor, key)
    commit(editor, "乱改")
    compose(editor, "luan")
    assert not editor.is_composing
    mime = QMimeData()
    mime.setText("贴进来")
    editor.insertFromMimeData(mime)
    editor.selectAll()
    QTest.keyClick(editor, K.Key_Delete)
    editor.cut()
    assert editor.document().toRawText() == before
    assert "锁定" in bench.today.script.legend.text()


def test_a_delete_across_the_border_of_a_slot_is_undone(bench: Bench) -> None:
    bench.press(K.Key_E)
    editor = editor_of(bench)
    before = editor.document().toRawText()
    QTest.keyClick(
        editor, K.Key_Backspace, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    locked = "".join(span.text for span in editor._text.spans if not span.is_free)
    kept = "".join(s.text for s in bench.script.segments if s.kind is not SegmentKind.FREE)
    assert locked == kept
    assert len(editor.document().toRawText()) <= len(before)


def test_a_slot_takes_no_more_than_its_length(bench: Bench) -> None:
    bench.press(K.Key_E)
    editor = editor_of(bench)
    commit(editor, "字" * 60)
    assert len(bench.desk.draft.free_slots["closing"]) == 40
    assert "字数" in bench.today.script.legend.text()


def test_enter_while_composing_neither_sends_nor_leaves(bench: Bench) -> None:
    task_id = bench.desk.current
    bench.press(K.Key_E)
    editor = editor_of(bench)
    compose(editor, "zhu")
    assert bench.today.script.editor.is_composing
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(editor, K.Key_Return, modifiers)
    assert editor.is_editing
    assert bench.desk.current == task_id
    assert bench.agent.sent == []
    commit(editor, "祝")
    assert not editor.is_composing
    QTest.keyClick(editor, K.Key_Return)
    assert bench.list.hasFocus()
    assert bench.agent.sent == []


def test_ctrl_enter_sends_from_the_editor(bench: Bench) -> None:
    bench.press(K.Key_E)
    QTest.keyClick(editor_of(bench), K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.until(lambda: len(bench.agent.sent) == 1)


def test_letters_are_words_while_editing(bench: Bench) -> None:
    task_id = bench.desk.current
    bench.press(K.Key_E)
    bench.type(editor_of(bench), "xsz1")
    assert bench.desk.draft.free_slots["closing"].endswith("xsz1")
    assert bench.desk.current == task_id
    assert not bench.today.row.is_asking


def test_an_empty_slot_is_shown_reached_and_filled(bench: Bench) -> None:
    editor = editor_of(bench)
    assert "〔可填写，最多 20 字〕" in editor.document().toRawText()
    assert "可填写" not in bench.script.text
    bench.press(K.Key_E)
    QTest.keyClick(editor, K.Key_Tab)
    commit(editor, "天气转凉，注意保暖。")
    assert bench.desk.draft.free_slots["greeting"] == "天气转凉，注意保暖。"
    bench.until(lambda: not bench.desk.is_checking and bool(bench.asked("preview")))
    assert "天气转凉，注意保暖。" in bench.script.text


def test_a_finding_is_pointed_at_and_replaced(bench: Bench) -> None:
    bench.press(K.Key_E)
    commit(editor_of(bench), "保本")
    bench.until(lambda: bench.desk.closed_because() == "denied")
    bench.press(K.Key_Escape, at=editor_of(bench))
    line = bench.today.script.strip.lines[0]
    assert (line.rule, line.replacement) == ("lexicon.promise", "历史业绩不预示未来")
    bench.press(K.Key_F8, K.Key_F)
    bench.until(lambda: bench.desk.closed_because() == "" and not bench.desk.is_checking)
    assert bench.desk.draft.free_slots["closing"].endswith("历史业绩不预示未来")


def test_what_was_written_survives_a_look_elsewhere(bench: Bench) -> None:
    task_id = bench.desk.current
    bench.press(K.Key_E)
    commit(editor_of(bench), "再见")
    bench.until(lambda: not bench.desk.is_checking)
    bench.press(K.Key_Escape, at=editor_of(bench))
    bench.press(K.Key_J, K.Key_K)
    assert bench.desk.current == task_id
    assert "再见" in editor_of(bench).document().toRawText()


def script(*segments: Segment) -> ScriptPreview:
    return ScriptPreview(
        talk_track="t",
        version=1,
        variants=(),
        variant="",
        segments=segments,
        max_length=300,
        verdict="allow",
        findings=(),
    )


def test_positions_count_as_a_document_counts() -> None:
    text = LockedText.of(
        script(
            Segment(kind=SegmentKind.DATA, text="😀王\n", slot="name"),
            Segment(kind=SegmentKind.FREE, text="好🎉", slot="a", max_length=10),
            Segment(kind=SegmentKind.FIXED, text="。"),
        ),
        {},
    )
    assert (text.start_of(1), text.end_of(1)) == (4, 7)
    assert text.document_range(3, 5) == (4, 7)
    assert text.slot_of(3, 4) == ("a", 0, 1)
    assert text.slot_of(0, 4) is None
    assert text.changed_span("😀王\u2029好呀🎉。") == (1, "好呀🎉")
    assert text.changed_span("😀李\u2029好🎉。") is None
