"""Search field, chips of the filters in force, how many hits there are and how long that took."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QInputMethodEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from robot.domain.log_views import LogQuery
from ui import icons
from ui.models.log_query import chosen_time
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.labels import PlainLabel
from ui.widgets.surfaces import FlowBox
from ui.words import figures, log_words

#: After the last change of the words the search begins, in milliseconds.
DEBOUNCE_MS = 80
#: Longest search, in characters.
_LONGEST = 200
#: More values of one filter than this are counted in its chip, not named.
_NAMED = 2


class SearchField(QLineEdit):
    """Says what is searched for once typing pauses, and never in the middle of a composition."""

    searched = Signal(str)
    #: Escape or Down: the table wants the focus.
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self._is_composing = False
        self._told = ""
        self.setMaxLength(_LONGEST)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(self.tr("搜索客户、拼音首字母、规则、编号"))
        self.setAccessibleName(self.tr("搜索日志"))
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_changed)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._icon.setIcon(QIcon(icons.pixmap("search", self._theme.tokens.muted, SPACE * 4)))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is still being composed is no word yet."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._is_composing:
            self._on_changed()

    def _on_changed(self) -> None:
        if not self._is_composing and self.text() != self._told:
            self._pause.start()

    def _on_pause(self) -> None:
        if not self._is_composing and self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def show_words(self, words: str) -> None:
        """What is searched for, set from elsewhere."""
        self._told = words
        if " ".join(self.text().split()) != words:
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once, Down and Escape go to the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._on_pause()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """One row; asks for nothing itself."""

    #: A filter's chip was pressed away: its facet, or `time`.
    removed = Signal(str)

    def __init__(self, theme: Theme, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__()
        self._theme = theme
        self.field = SearchField(theme)
        self.field.setFixedWidth(columns(self, 42))
        self.chips = FlowBox(SPACE)
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.filter = ActionButton(theme, actions["filter"], "list-filter")
        self.newer = Button(theme, icon="refresh-cw", role="chip")
        self.newer.clicked.connect(actions["newer"].trigger)
        self.newer.hide()
        self.count = PlainLabel(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        row.addWidget(self.field)
        row.addWidget(self.filter)
        row.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.newer)
        row.addWidget(self.count)

    def show_query(self, query: LogQuery) -> None:
        """Chips of what limits the log now."""
        self.field.show_words(query.text)
        parts: list[QWidget] = [self._chip(facet, _told(facet, query)) for facet in query.filters]
        time = chosen_time(query)
        if time is not None:
            words = self.tr("{begin} – {end}").format(
                begin=figures.moment(time[0]), end=figures.moment(time[1])
            )
            parts.append(self._chip("time", words))
        self.chips.set_parts(parts)

    def _chip(self, facet: str, words: str) -> Button:
        made = Button(self._theme, words, "x", "filter", self.tr("去掉筛选：{words}").format(words=words))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setObjectName(facet)
        made.clicked.connect(partial(self.removed.emit, facet))
        return made

    def show_count(self, total: int, milliseconds: float, *, is_whole: bool) -> None:
        """How many, and how long that took."""
        took = f"{milliseconds:.0f}" if milliseconds >= 1 else "<1"
        words = self.tr("{total} 条 · {took} ms") if is_whole else self.tr("已找到 {total} 条… · {took} ms")
        self.count.setText(words.format(total=f"{total:,}", took=took))
        self.count.setAccessibleName(self.count.text())

    def show_newer(self, count: int) -> None:
        """Records that came since; shown by pressing."""
        words = self.tr("新增 {count} 条  F5").format(count=f"{count:,}")
        self.newer.setText(words)
        self.newer.setAccessibleName(words)
        self.newer.setVisible(count > 0)


def _told(facet: str, query: LogQuery) -> str:
    values = query.filters[facet]
    named = " / ".join(log_words.value(value, facet) for value in values[:_NAMED])
    more = f" +{len(values) - _NAMED}" if len(values) > _NAMED else ""
    return f"{log_words.facet(facet)}: {named}{more}"
