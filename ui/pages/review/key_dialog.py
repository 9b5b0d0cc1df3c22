"""Asks for the supervisor's key file and its passphrase, once for each window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ui.bridge.fault import Fault
from ui.pages.review.key_keeper import KeyKeeper
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.overlay import Overlay
from ui.words import review_words, sentences


class KeyDialog(Overlay):
    """A file and a passphrase; neither leaves this process, and nothing of them is written down."""

    def __init__(self, host: QWidget, theme: Theme, keeper: KeyKeeper) -> None:
        """Closed."""
        super().__init__(host, "")
        self._keeper = keeper
        self.setAccessibleName(self.tr("打开主管密钥"))
        self.file = QLineEdit()
        self.passphrase = QLineEdit()
        self.browse = Button(theme, self.tr("选择…"), "key-round")
        self.confirm = Button(theme, self.tr("打开密钥"), "lock-open", role="primary")
        self.cancel = Button(theme, self.tr("取消"))
        self.fault = WrappedLabel()
        self._build()
        self.browse.clicked.connect(self._on_browse)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.dismiss)
        self.file.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._on_confirm)
        for field in (self.file, self.passphrase):
            field.textChanged.connect(self._refresh)
        keeper.opened.connect(self._on_opened)
        keeper.failed.connect(self._on_failed)
        self._refresh()

    def _build(self) -> None:
        column = self.card.column
        column.addWidget(PlainLabel(self.tr("打开主管密钥"), "name"))
        why = WrappedLabel(self.tr("每个决定都用您自己的密钥签名，机器人据此核对是谁做的。"), "muted")
        why.setMinimumWidth(columns(self, 62))
        column.addWidget(why)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 3)
        grid.setVerticalSpacing(SPACE * 2)
        self.file.setAccessibleName(self.tr("密钥文件"))
        self.passphrase.setAccessibleName(self.tr("口令"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.browse.setAccessibleName(self.tr("选择密钥文件"))
        grid.addWidget(PlainLabel(self.tr("密钥文件")), 0, 0)
        grid.addWidget(self.file, 0, 1)
        grid.addWidget(self.browse, 0, 2)
        grid.addWidget(PlainLabel(self.tr("口令")), 1, 0)
        grid.addWidget(self.passphrase, 1, 1, 1, 2)
        column.addLayout(grid)
        column.addWidget(self.fault)
        column.addWidget(
            WrappedLabel(self.tr("只在本窗口的内存里保留到关闭窗口；口令不保存，也不交给机器人。"), "small")
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self.fault.hide()

    def focus_first(self) -> None:
        """Where typing should go."""
        (self.passphrase if self.file.text() else self.file).setFocus()

    def dismiss(self) -> None:
        """Go away; a passphrase that was typed is gone too."""
        self.passphrase.clear()
        super().dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes from every field."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def _refresh(self) -> None:
        self.confirm.setEnabled(bool(self.file.text().strip()) and bool(self.passphrase.text()))

    def _on_browse(self) -> None:
        chooser = QFileDialog(self, self.tr("选择密钥文件"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.file.setText)
        chooser.open()

    def _on_confirm(self) -> None:
        path, passphrase = self.file.text().strip(), self.passphrase.text()
        if path and passphrase:
            self.passphrase.clear()
            self.confirm.setEnabled(False)
            self._keeper.open(path, passphrase)

    def _on_opened(self) -> None:
        self.fault.hide()
        if self.isVisible():
            self.dismiss()

    def _on_failed(self, fault: Fault) -> None:
        words = review_words.key_sentence(fault.code) or sentences.fault_sentence(fault.code, fault.message)
        self.fault.setText(words)
        self.fault.set_tone("bad")
        self.fault.show()
        self._refresh()
        if self.isVisible():
            self.passphrase.setFocus()
