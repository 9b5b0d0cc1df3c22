"""The desk's notes to the RM as sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP
from ui.pages.today.strip_words import closed_sentence
from ui.words.sentences import sentence

_NOTES = {
    "too_fast": QT_TRANSLATE_NOOP("Notes", "连续几条都不到 2 秒。请看一眼这条，再按 Enter 继续"),
    "review_first": QT_TRANSLATE_NOOP("Notes", "这条需要您看一眼；没问题请再按一次 Enter"),
    "nothing_to_undo": QT_TRANSLATE_NOOP("Notes", "没有可以撤销的发送"),
    "moved_by_itself": QT_TRANSLATE_NOOP("Notes", "列表刚刚变了，换成了这位客户；确认后再按 Enter"),
}


def note_text(code: str, name: str) -> tuple[str, str]:
    """The sentence and its tone.

    :param name: whom it concerns, or empty; put before the sentence.
    """
    if code.startswith("closed."):
        return closed_sentence(code.removeprefix("closed.")), "warn"
    source = _NOTES.get(code)
    if source:
        return QCoreApplication.translate("Notes", source), "warn"
    words = sentence(code)
    return (f"{name}: {words}" if name else words), "bad"
