"""The actions of Today, each with its letter and, where it does not clash, its Ctrl twin."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

translate = QCoreApplication.translate

#: Name -> keys. The first is shown; letters work where no text is typed.
KEYS: dict[str, tuple[str, ...]] = {
    "send": ("Return", "Enter", "Ctrl+Return", "Ctrl+Enter"),
    "edit": ("E", "Ctrl+E"),
    "call": ("C",),
    "snooze": ("S", "Ctrl+S"),
    "skip": ("X",),
    "undo": ("Z", "Ctrl+Z"),
    "next": ("J", "Ctrl+J"),
    "previous": ("K",),
    "note": ("N", "Ctrl+N"),
    "open": ("O", "Ctrl+O"),
    "search": ("/", "Ctrl+F"),
    "next_finding": ("F8",),
    "previous_finding": ("Shift+F8",),
    "fix": ("F", "Ctrl+H"),
    "take_back": ("Shift+F", "Ctrl+Shift+H"),
    "compare": ("D", "Ctrl+D"),
}
#: Digits answer the question that is asked, else choose an arm.
DIGITS = 5


def texts() -> dict[str, str]:
    """The words of every action in the window's language."""
    return {
        "send": translate("TodayActions", "发送并下一个"),
        "edit": translate("TodayActions", "编辑"),
        "call": translate("TodayActions", "电话"),
        "snooze": translate("TodayActions", "稍后"),
        "skip": translate("TodayActions", "跳过"),
        "undo": translate("TodayActions", "撤销发送"),
        "next": translate("TodayActions", "下一条"),
        "previous": translate("TodayActions", "上一条"),
        "note": translate("TodayActions", "写备注"),
        "open": translate("TodayActions", "在 CRM 中打开"),
        "search": translate("TodayActions", "搜索任务"),
        "next_finding": translate("TodayActions", "下一个合规提示"),
        "previous_finding": translate("TodayActions", "上一个合规提示"),
        "fix": translate("TodayActions", "改用批准的措辞"),
        "take_back": translate("TodayActions", "换回原来的话"),
        "compare": translate("TodayActions", "对照模板"),
    }


def make_actions(parent: QObject) -> dict[str, QAction]:
    """One action of each name, working while its page has the focus."""
    made: dict[str, QAction] = {}
    for name, words in texts().items():
        action = QAction(words, parent)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(keys) for keys in KEYS[name]])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        # A key held down must never send twice.
        action.setAutoRepeat(name in ("next", "previous"))
        made[name] = action
    return made


def make_digits(parent: QObject) -> list[QAction]:
    """The digit keys."""
    made = []
    for number in range(1, DIGITS + 1):
        action = QAction(parent)
        action.setShortcut(QKeySequence(str(number)))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setAutoRepeat(False)
        made.append(action)
    return made
