"""What is shown as a file: kind, place, how many rows, and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from robot.domain.log_views import LogExported
from ui.pages.review.log.unmask_dialog import LONGEST, SHORTEST
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.words import log_fields

#: Kind of file -> ending.
KINDS = {"csv": ".csv", "xlsx": ".xlsx", "pdf": ".pdf", "bundle": ".zip"}
#: Rows that are written at most unless another number is typed, and at most at all.
DEFAULT_ROWS, MOST_ROWS = 10_000, 1_000_000
#: A file of some kinds holds fewer.
_MOST = {"pdf": 5_000, "bundle": 20_000}


class ExportDialog(Overlay):
    """Asks; the agent writes, and says what it wrote."""

    #: path, kind, limit, reason
    wanted = Signal(str, str, int, str)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        """Closed."""
        super().__init__(host, "")
        self._total = 0
        self.setAccessibleName(self.tr("导出日志"))
        self.kinds = {
            "csv": Chip(theme, "CSV"),
            "xlsx": Chip(theme, "XLSX"),
            "pdf": Chip(theme, "PDF"),
            "bundle": Chip(theme, self.tr("证据包")),
        }
        self.group = QButtonGroup(self)
        self.told_kind = WrappedLabel(role="muted")
        self.path = QLineEdit()
        self.browse = Button(theme, self.tr("选择…"), "folder-open", name=self.tr("选择保存的位置"))
        self.limit = QSpinBox()
        self.reason = QLineEdit()
        self.said = WrappedLabel()
        self.confirm = Button(theme, self.tr("导出"), "download", role="primary")
        self.cancel = Button(theme, self.tr("关闭"))
        self._build()
        self._connect()

    def _build(self) -> None:
        column = self.card.column
        column.addWidget(PlainLabel(self.tr("导出日志"), "name"))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for chip in self.kinds.values():
            self.group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        column.addLayout(row)
        self.told_kind.setMinimumWidth(columns(self, 72))
        column.addWidget(self.told_kind)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE * 2)
        self.path.setAccessibleName(self.tr("文件"))
        self.limit.setAccessibleName(self.tr("最多行数"))
        self.limit.setRange(1, MOST_ROWS)
        self.limit.setGroupSeparatorShown(True)
        self.limit.setSingleStep(1000)
        self.limit.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setMaxLength(LONGEST)
        self.reason.setPlaceholderText(self.tr("为什么导出（至少 4 个字，会记入日志）"))
        for at, (words, field) in enumerate(
            ((self.tr("文件"), self.path), (self.tr("最多行数"), self.limit), (self.tr("理由"), self.reason))
        ):
            grid.addWidget(PlainLabel(words), at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(self.browse, 0, 2)
        column.addLayout(grid)
        note = self.tr("内容按您的角色遮盖；每页和每个文件都带水印：谁、何时、为什么。")
        column.addWidget(WrappedLabel(note, "small"))
        column.addWidget(self.said)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.cancel)
        feet.addWidget(self.confirm)
        column.addLayout(feet)

    def _connect(self) -> None:
        self.kinds["csv"].setChecked(True)
        self.group.buttonClicked.connect(self._on_kind)
        self.browse.clicked.connect(self._on_browse)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.dismiss)
        self.reason.returnPressed.connect(self._on_confirm)
        for field in (self.path, self.reason):
            field.textChanged.connect(self._refresh)

    @property
    def kind(self) -> str:
        """The kind of file chosen."""
        return next(kind for kind, chip in self.kinds.items() if chip.isChecked())

    def ask(self, total: int, folder: Path, name: str) -> None:
        """Ask what to write.

        :param total: rows of the result.
        :param folder: where files go unless another place is chosen.
        :param name: of the file, without its ending.
        """
        self._total = total
        self.limit.setValue(min(max(total, 1), DEFAULT_ROWS))
        self.path.setText(str(folder / f"{name}{KINDS[self.kind]}"))
        self.reason.clear()
        self.say("", "")
        self._on_kind()
        self.open()

    def focus_first(self) -> None:
        """The reason: the rest has sensible values."""
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes from every field."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def say(self, words: str, tone: str) -> None:
        """What came of it."""
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setVisible(bool(words))
        announce(self.confirm, words)

    def show_written(self, written: LogExported) -> None:
        """It is there."""
        words = self.tr("已导出 {rows} 行：{path}\n{size} KB · SHA-256 {hash}").format(
            rows=f"{written.rows:,}",
            path=written.path,
            size=f"{written.size_bytes / 1024:,.0f}",
            hash=log_fields.short_hash(written.sha256),
        )
        self.say(words, "ok")
        self.confirm.setEnabled(False)
        self.cancel.setFocus()

    def show_fault(self, words: str) -> None:
        """Nothing was written."""
        self.say(self.tr("没有导出：{why}").format(why=words), "bad")
        self._refresh()

    def _on_kind(self) -> None:
        told = {
            "csv": self.tr("一行一条，防公式注入；任何表格软件都能打开。"),
            "xlsx": self.tr("带表头、筛选和水印的工作簿。"),
            "pdf": self.tr("供打印和归档，每页带水印。"),
            "bundle": self.tr("日志、检查点、画面和清单；在别处也能用 tandem journal verify 校验。"),
        }
        self.told_kind.setText(told[self.kind])
        self.limit.setMaximum(_MOST.get(self.kind, MOST_ROWS))
        path = Path(self.path.text().strip() or "tandem-log")
        self.path.setText(str(path.with_suffix(KINDS[self.kind])))

    def _on_browse(self) -> None:
        chooser = QFileDialog(self, self.tr("选择保存的位置"), self.path.text())
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(KINDS[self.kind].lstrip("."))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.path.setText)
        chooser.open()

    def _refresh(self) -> None:
        is_ready = bool(self.path.text().strip()) and len(self.reason.text().strip()) >= SHORTEST
        self.confirm.setEnabled(is_ready)

    def _on_confirm(self) -> None:
        if self.confirm.isEnabled():
            self.confirm.setEnabled(False)
            self.say(self.tr("正在写文件…"), "info")
            reason = self.reason.text().strip()
            self.wanted.emit(self.path.text().strip(), self.kind, self.limit.value(), reason)
