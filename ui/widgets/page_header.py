"""The head of a page: its title at the left, what belongs to it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel


class PageHeader(QWidget):
    """A row of fixed height."""

    def __init__(self, title: str) -> None:
        """:param title: the page's name."""
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE * 2 + 2)
        self.title = PlainLabel(title, "title")
        self.subtitle = PlainLabel(role="muted")
        self.row.addWidget(self.title)
        self.row.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addStretch(1)
        self.setMinimumHeight(self.fontMetrics().height() * 2 + SPACE)

    def add(self, widget: QWidget) -> None:
        """Put something at the right."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
