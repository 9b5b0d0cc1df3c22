"""Saved views with their counts at the left; which log, verification and export at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from robot.domain.log_views import OWN_LOG, LogSources
from ui.models.log_own_views import LONGEST_NAME, MOST, OwnView
from ui.models.log_query import VIEWS
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.chips import Chip
from ui.widgets.choice import Choice
from ui.widgets.surfaces import FlowBox
from ui.words import log_words


class _OwnChip(Chip):
    """A view that a person saved; Delete or the menu takes it away."""

    removed = Signal()

    def __init__(self, theme: Theme, own: OwnView) -> None:
        super().__init__(theme, own.name.replace("&", "&&"))
        self.setAccessibleName(self.tr("{name}（自存视图，Delete 删除）").format(name=own.name))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("删除这个视图")).triggered.connect(self.removed)
        menu.popup(self.mapToGlobal(at))


class _NameField(QLineEdit):
    """Escape gives up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class LogHead(QWidget):
    """One row; asks for nothing itself."""

    view_chosen = Signal(str)
    #: Number of a view that a person saved.
    own_chosen = Signal(int)
    own_removed = Signal(int)
    #: Its name.
    save_wanted = Signal(str)
    #: Id of the source, or empty for all.
    source_chosen = Signal(str)
    import_wanted = Signal()

    def __init__(self, theme: Theme, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__()
        self._theme = theme
        self.views: dict[str, Chip] = {}
        self.own: list[_OwnChip] = []
        self.group = QButtonGroup(self)
        self._flow = FlowBox(SPACE)
        self.save = Button(theme, self.tr("保存视图"), "plus", "quiet")
        self.name = _NameField()
        self.source = Choice(theme)
        self.take_in = Button(
            theme, self.tr("导入…"), "folder-open", "quiet", self.tr("导入别的工作站的日志包")
        )
        self.verify = ActionButton(theme, actions["verify"], "shield-check")
        self.export = ActionButton(theme, actions["export"], "download")
        for view in VIEWS:
            chip = Chip(theme, log_words.view(view))
            chip.clicked.connect(partial(self.view_chosen.emit, str(view)))
            self.views[view] = chip
            self.group.addButton(chip)
        self._build()
        self.take_in.clicked.connect(self.import_wanted)
        self.source.activated.connect(self._on_source)
        self.save.clicked.connect(self._on_save)
        self.name.returnPressed.connect(self._on_named)
        self.name.given_up.connect(self._on_given_up)

    def _build(self) -> None:
        self.source.setAccessibleName(self.tr("日志来源"))
        self.source.hide()
        self.name.setAccessibleName(self.tr("视图的名称"))
        self.name.setPlaceholderText(self.tr("名称，Enter 保存（不含搜索词）"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(columns(self, 32))
        self._flow.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow.set_parts([*self.views.values(), self.save, self.name])
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._flow, 1)
        row.addWidget(self.source)
        row.addWidget(self.take_in)
        row.addWidget(self.verify)
        row.addSpacing(SPACE)
        row.addWidget(self.export)

    def show_view(self, view: str, own: int) -> None:
        """The view in force.

        :param own: number of the saved view that it is, or -1.
        """
        (self.own[own] if 0 <= own < len(self.own) else self.views[view]).setChecked(True)

    def show_own(self, views: tuple[OwnView, ...]) -> None:
        """Views that a person saved."""
        for chip in self.own:
            self.group.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        self.own = []
        for at, own in enumerate(views):
            chip = _OwnChip(self._theme, own)
            chip.clicked.connect(partial(self.own_chosen.emit, at))
            chip.removed.connect(partial(self.own_removed.emit, at))
            self.group.addButton(chip)
            self.own.append(chip)
        self._flow.keep_parts([*self.views.values(), *self.own, self.save, self.name])
        self.save.setVisible(len(views) < MOST)
        self.name.hide()
        self._flow.arrange()

    def show_sources(self, found: LogSources) -> None:
        """Counts of the views, and the sources if there are several."""
        for view, chip in self.views.items():
            words = log_words.view(view)
            count = found.views.get(view)
            if count is not None and view != "all":
                words = f"{words} {count:,}"
            chip.setText(words)
            chip.setAccessibleName(words)
        self._flow.arrange()
        chosen = self.source.currentData()
        self.source.clear()
        self.source.addItem(self.tr("全部来源 {count}").format(count=len(found.sources)), "")
        for source in found.sources:
            label = self.tr("本机") if source.source == OWN_LOG else source.label
            self.source.addItem(label, source.source)
        self.source.setCurrentIndex(max(self.source.findData(chosen), 0))
        self.source.setVisible(len(found.sources) > 1)

    def _on_source(self, _at: int) -> None:
        self.source_chosen.emit(str(self.source.currentData() or ""))

    def _on_save(self) -> None:
        self.name.clear()
        self.name.show()
        self.save.hide()
        self._flow.arrange()
        self.name.setFocus()

    def _on_named(self) -> None:
        if self.name.text().strip():
            self.save_wanted.emit(self.name.text())

    def _on_given_up(self) -> None:
        self.name.hide()
        self.save.show()
        self._flow.arrange()
        self.save.setFocus()
