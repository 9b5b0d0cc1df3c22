"""What stands in the card of endings while there is none to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from robot.domain.views import RunProgress
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import WrappedLabel
from ui.widgets.status_pill import Glyph


class NoSteps(QWidget):
    """Says why it is empty and what will stand here."""

    def __init__(self, theme: Theme) -> None:
        """Before any run."""
        super().__init__()
        self.title = WrappedLabel(role="strong")
        self.text = WrappedLabel(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 4, 0, SPACE * 4, 0)
        column.setSpacing(SPACE * 2)
        column.addStretch(1)
        column.addWidget(Glyph(theme, "activity", size=SPACE * 7), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        column.addStretch(2)
        self.explain(None)

    def explain(self, run: RunProgress | None) -> None:
        """:param run: the run under way or the last one."""
        if run is None:
            self.title.setText(self.tr("今天还没有无人值守的运行"))
            self.text.setText(
                self.tr("您在「今日」里发送的消息不算运行。开始运行后，这里逐条列出每位客户的结果")
            )
        elif run.state == "ended":
            self.title.setText(self.tr("这次运行没有要做的任务"))
            self.text.setText(self.tr("没有到时间、可以代发的任务"))
        else:
            self.title.setText(self.tr("机器人正在准备"))
            self.text.setText(self.tr("第一条有结果就会出现在这里"))
