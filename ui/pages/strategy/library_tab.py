"""The talk-track library: a list that is searched and narrowed, and what the chosen one says and brought."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from robot.domain.library_views import LibraryRow, LibraryView, TrackDetail
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.library_filter import LibraryFilter
from ui.models.library_model import ROW_ROLE, LibraryModel
from ui.pages.strategy.example_view import choose_by_digits
from ui.pages.strategy.facet_chips import FacetChips
from ui.pages.strategy.library_delegate import LibraryDelegate
from ui.pages.strategy.row_list import RowList
from ui.pages.strategy.track_pane import TrackPane
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button, FocusReturn
from ui.widgets.labels import PlainLabel, key_cap
from ui.widgets.state_note import StateNote
from ui.widgets.surfaces import Card
from ui.words import release_words
from ui.words.library_figures import LibraryFigures


class LibraryTab(QWidget):
    """Asks for all talk tracks when shown, and for one whole when it is chosen."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Ask when shown."""
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._today = datetime.now(UTC).date()
        self._current = ""
        self._details: dict[str, TrackDetail] = {}
        self.view: LibraryView | None = None
        self.filter = LibraryFilter()
        self.model = LibraryModel(self._spoken, self)
        self.list = RowList(self.tr("话术"), self.model)
        self.search = QLineEdit()
        self.chips = FacetChips(theme, self.filter)
        self.count = PlainLabel(role="small")
        self.clear = Button(theme, self.tr("全部显示"), "x", role="quiet")
        self.note = StateNote(theme, self.tr("再试一次"))
        self.pane = TrackPane(theme)
        self.detail_note = StateNote(theme, self.tr("再试一次"))
        self._build()
        self._bind()
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 3)
        row.addWidget(self._make_left())
        self.right = QStackedWidget()
        holder = Card()
        holder.column.addWidget(self.detail_note)
        self.right.addWidget(self.pane)
        self.right.addWidget(holder)
        row.addWidget(self.right, 1)

    def _make_left(self) -> QWidget:
        card = Card(margin=SPACE * 3)
        card.setFixedWidth(columns(self, 62))
        find = QHBoxLayout()
        find.setSpacing(SPACE * 2)
        self.search.setPlaceholderText(self.tr("搜索名称、内容或拼音，如 ckdq"))
        self.search.setAccessibleName(self.tr("搜索话术"))
        find.addWidget(self.search, 1)
        find.addWidget(key_cap("/"))
        card.column.addLayout(find)
        card.column.addWidget(self.chips)
        told = QHBoxLayout()
        told.addWidget(self.count, 1)
        self.clear.setAccessibleName(self.clear.text())
        told.addWidget(self.clear)
        card.column.addLayout(told)
        self.list.dress(LibraryDelegate(self._theme, self.today))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.note)
        card.column.addWidget(self.stack, 1)
        return card

    def _bind(self) -> None:
        FocusReturn(self.search, self.list)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.focus_list)
        self.chips.changed.connect(self._refresh)
        self.clear.clicked.connect(self._on_clear)
        self.note.pressed.connect(self.reload)
        self.detail_note.pressed.connect(self._ask_detail)
        self.list.picked.connect(self._on_picked)
        choose_by_digits(self, self.pane.example.choose)
        find = QAction(self)
        find.setShortcuts([QKeySequence("/"), QKeySequence("Ctrl+F")])
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self._on_find)
        self.addAction(find)

    def today(self) -> date:
        """The agent's business date, as last told."""
        return self._today

    def reload(self) -> None:
        """Ask for the talk tracks; what is shown stays until they come."""
        if self.view is None:
            self._show_note_loading()
        self._bridge.ask("library")

    def focus_list(self) -> None:
        """Letters are keys again."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- what is typed and pressed -----------------------------------------------------------------------

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_typed(self, text: str) -> None:
        self.filter.needle = text
        self._refresh()

    def _on_clear(self) -> None:
        self.filter.clear()
        self.search.clear()
        self._refresh()

    def _on_picked(self, index: QModelIndex) -> None:
        row: LibraryRow = index.data(ROW_ROLE)
        self._current = row.id
        self._show_detail(row)

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "library" and isinstance(answer, LibraryView):
            self.view, self._today = answer, answer.today
            self._details.clear()
            self.filter.take(answer.rows)
            self._refresh()
        elif verb == "library_track" and isinstance(answer, TrackDetail):
            self._details[answer.id] = answer
            row = self._row()
            if row is not None and row.id == answer.id:
                self._show_detail(row)

    def _on_failed(self, verb: str, args: object, fault: Fault) -> None:
        if verb == "library":
            self._say_failed(self.note, self.tr("话术库没有取到"), fault)
            self.stack.setCurrentWidget(self.note)
        elif verb == "library_track" and isinstance(args, dict) and args.get("talk_track") == self._current:
            self._say_failed(self.detail_note, self.tr("这条话术没有取到"), fault)
            self.right.setCurrentIndex(1)

    def _say_failed(self, note: StateNote, title: str, fault: Fault) -> None:
        words = release_words.fault_sentence(fault.code, fault.message)
        text = self.tr("{why}\n什么都没有改变。代码 {code}").format(why=words, code=fault.code)
        note.say("triangle-alert", title, text, tone="bad", can_retry=True)

    # --- showing -----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.view is None:
            return
        rows = self.filter.shown()
        self.model.set_rows(rows)
        self.chips.refresh()
        self.count.setText(self._count_words(len(rows)))
        self.clear.setVisible(self.filter.is_narrowed)
        if not rows:
            self._show_note_empty()
            return
        self.stack.setCurrentWidget(self.list)
        kept = self.model.index_of(self._current)
        self.list.setCurrentIndex(kept if kept.isValid() else self.model.index(0, 0))

    def _count_words(self, shown: int) -> str:
        if self.filter.is_narrowed:
            return self.tr("{shown} / {all} 条").format(shown=shown, all=self.filter.total)
        return self.tr("共 %n 条话术", "", shown)

    def _show_note_loading(self) -> None:
        self.note.say_loading(self.tr("正在取话术库"))
        self.stack.setCurrentWidget(self.note)
        self.detail_note.say_loading("")
        self.right.setCurrentIndex(1)
        self.clear.hide()

    def _show_note_empty(self) -> None:
        if self.filter.total:
            self.note.say("search", self.tr("没有符合条件的话术"), self.tr("换个词，或点「全部显示」"))
        else:
            self.note.say("inbox", self.tr("没有话术"), self.tr("安装已签发的发布包后会出现在这里"))
        self.stack.setCurrentWidget(self.note)
        self.detail_note.say("file-text", self.tr("没有选中的话术"))
        self.right.setCurrentIndex(1)

    def _row(self) -> LibraryRow | None:
        index = self.model.index_of(self._current)
        return index.data(ROW_ROLE) if index.isValid() else None

    def _show_detail(self, row: LibraryRow) -> None:
        detail = self._details.get(row.id)
        if detail is None or self.view is None:
            self._ask_detail()
            return
        self.pane.show_track(row, detail, self.view)
        self.right.setCurrentWidget(self.pane)

    def _ask_detail(self) -> None:
        if self._current:
            self._bridge.ask("library_track", talk_track=self._current)

    def _spoken(self, row: LibraryRow) -> str:
        return LibraryFigures().spoken(row, self._today)
