"""What can be done in the log, each with its keys; buttons and the legend are made of the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, key_cap
from ui.widgets.surfaces import FlowBox

translate = QCoreApplication.translate

#: Name -> keys. Letters work where no text is typed; the Ctrl twins are for input methods.
_KEYS = {
    "next_row": ("J", "Ctrl+J"),
    "previous_row": ("K",),
    "next_anomaly": ("]",),
    "previous_anomaly": ("[",),
    "before_after": ("B", "Ctrl+B"),
    "zoom_in": ("+", "="),
    "zoom_out": ("-",),
    "reviewed": ("R", "Ctrl+R"),
    "escalated": ("U", "Ctrl+U"),
    "false_alarm": ("N", "Ctrl+N"),
    "comment": ("M", "Ctrl+M"),
    "unmask": ("O", "Ctrl+O"),
    "filter": ("F",),
    "search": ("/", "Ctrl+F"),
    "time": ("T",),
    "export": ("Ctrl+E",),
    "verify": ("V",),
    "newer": ("F5",),
}
#: These may go on while the key is held down; a mark must never hit the next row too.
_REPEATED = frozenset({"next_row", "previous_row", "next_anomaly", "previous_anomaly", "zoom_in", "zoom_out"})
#: Marks, as verbs of the agent know them.
MARKS = ("reviewed", "escalated", "false_alarm")


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """An action for each; they hear their keys while the focus is inside the parent."""
    words = _words()
    made = {}
    for name, keys in _KEYS.items():
        action = QAction(words[name], parent)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setAutoRepeat(name in _REPEATED)
        made[name] = action
    parent.addActions(list(made.values()))
    # Space presses the button that has the focus; only the table and the pictures play by it.
    play = QAction(words["play"], parent)
    play.setObjectName("play")
    play.setShortcut(QKeySequence(Qt.Key.Key_Space))
    play.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    play.setAutoRepeat(False)
    made["play"] = play
    return made


def _words() -> dict[str, str]:
    return {
        "next_row": translate("LogActions", "下一条"),
        "previous_row": translate("LogActions", "上一条"),
        "next_anomaly": translate("LogActions", "下一异常"),
        "previous_anomaly": translate("LogActions", "上一异常"),
        "before_after": translate("LogActions", "前后对比"),
        "zoom_in": translate("LogActions", "放大"),
        "zoom_out": translate("LogActions", "缩小"),
        "reviewed": translate("LogActions", "标记已复核"),
        "escalated": translate("LogActions", "上报"),
        "false_alarm": translate("LogActions", "误报"),
        "comment": translate("LogActions", "写意见"),
        "unmask": translate("LogActions", "查看原文…"),
        "filter": translate("LogActions", "筛选"),
        "search": translate("LogActions", "搜索"),
        "time": translate("LogActions", "选择时段"),
        "export": translate("LogActions", "导出…"),
        "verify": translate("LogActions", "校验"),
        "newer": translate("LogActions", "显示新记录"),
        "play": translate("LogActions", "播放步骤"),
    }


class Legend(FlowBox):
    """The keys that no button shows, in one line below the table; what does not fit is left out."""

    def __init__(self) -> None:
        """Filled at once."""
        super().__init__(SPACE * 3)
        self.setAccessibleName(translate("LogActions", "快捷键"))
        groups: list[QWidget] = []
        for keys, words in _legend():
            group = QWidget()
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE)
            for key in keys:
                row.addWidget(key_cap(key))
            row.addWidget(PlainLabel(words, "small"))
            groups.append(group)
        self.set_parts(groups)
        self.setFixedHeight(max(group.sizeHint().height() for group in groups))


def _legend() -> tuple[tuple[tuple[str, ...], str], ...]:
    return (
        (("J", "K"), translate("LogActions", "上下")),
        (("[", "]"), translate("LogActions", "异常")),
        (("Enter",), translate("LogActions", "细看")),
        (("Esc",), translate("LogActions", "返回")),
        (("Space",), translate("LogActions", "播放")),
        (("B",), translate("LogActions", "前后")),
        (("+", "−"), translate("LogActions", "缩放")),
        (("/",), translate("LogActions", "搜索")),
        (("T", "←", "→"), translate("LogActions", "时段")),
    )
