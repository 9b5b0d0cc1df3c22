"""The desk's notes to the RM as sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP
from ui.pages.today.strip_words import closed_sentence
from ui.words.sentences import sentence

_NOTES = {
    "too_fast": QT_TRANSLATE_NOOP("Notes", "连续几条都不到 2 秒。请看一眼这条，再按 Enter 继续"),
    "review_sent": QT_TRANSLATE_NOOP("Notes", "已送主管复核；有答复后会回到列表"),
    "no_wording": QT_TRANSLATE_NOOP("Notes", "这里没有可用的批准措辞，请自己改写"),
    "wording_applied": QT_TRANSLATE_NOOP("Notes", "已改用批准的措辞；Shift+F 换回原话"),
    "wording_taken_back": QT_TRANSLATE_NOOP("Notes", "已换回您原来的话"),
    "nothing_to_take_back": QT_TRANSLATE_NOOP("Notes", "没有可以换回的措辞"),
    "nothing_found": QT_TRANSLATE_NOOP("Notes", "没有合规提示"),
    "nothing_to_undo": QT_TRANSLATE_NOOP("Notes", "没有可以撤销的发送"),
    "moved_by_itself": QT_TRANSLATE_NOOP("Notes", "列表刚刚变了，换成了这位客户；确认后再按 Enter"),
}
#: Notes of what was done as it was wanted.
_GOOD = frozenset({"review_sent", "wording_applied", "wording_taken_back", "nothing_found"})


def note_text(code: str, name: str) -> tuple[str, str]:
    """The sentence and its tone.

    :param name: whom it concerns, or empty; put before the sentence.
    """
    if code.startswith("closed."):
        return closed_sentence(code.removeprefix("closed.")), "warn"
    source = _NOTES.get(code)
    if source:
        return QCoreApplication.translate("Notes", source), "info" if code in _GOOD else "warn"
    words = sentence(code)
    return (f"{name}: {words}" if name else words), "bad"
