"""Cards, rules and rows: the grounds on which the rest stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE


class Card(QFrame):
    """A bordered ground with a column on it."""

    def __init__(self, role: str = "card", margin: int = SPACE * 4, spacing: int = SPACE * 2) -> None:
        """An empty card."""
        super().__init__()
        self.setProperty("role", role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - SPACE, margin, margin - SPACE)
        self.column.setSpacing(spacing)


def rule() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


class FlowBox(QWidget):
    """Puts its parts beside each other and goes on in the next line when the room ends.

    A widget and not a layout: Qt asks a layout for its items while it is torn down, when its
    Python half is gone.
    """

    def __init__(self, spacing: int = SPACE * 2) -> None:
        """An empty flow."""
        super().__init__()
        self._parts: list[QWidget] = []
        self._spacing = spacing
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these in place of the ones before."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
            part.show()
        self.arrange()

    def keep_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these; parts that go on living stay who they are, others are the caller's to end."""
        self._parts = list(parts)
        for part in self._parts:
            is_hidden = part.isHidden() and part.parent() is self
            part.setParent(self)
            part.setVisible(not is_hidden)
        self.arrange()

    def arrange(self) -> None:
        """Lay out anew, such as when a part's words have changed."""
        self._arrange(self.width(), is_trial=False)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at this width."""
        return self._arrange(width, is_trial=True)

    def sizeHint(self) -> QSize:
        """As high as it is now."""
        return QSize(SPACE * 50, self._arrange(max(self.width(), SPACE * 50), is_trial=True))

    def minimumSizeHint(self) -> QSize:
        """One part."""
        return QSize(SPACE * 20, max((part.sizeHint().height() for part in self._parts), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange(self.width(), is_trial=False)

    def _arrange(self, room: int, *, is_trial: bool) -> int:
        x, y, line_height = 0, 0, 0
        for part in self._parts:
            if part.isHidden():
                continue
            hint = part.sizeHint()
            width = min(hint.width(), room)
            if x > 0 and x + width > room:
                x, y, line_height = 0, y + line_height + self._spacing, 0
            if not is_trial:
                part.setGeometry(x, y, width, hint.height())
            x += width + self._spacing
            line_height = max(line_height, hint.height())
        return y + line_height
