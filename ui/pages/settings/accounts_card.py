"""Accounts: which sites have one, set, test, delete.

The secret goes to the agent at once and is forgotten here.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from robot.domain.views import AccountRow
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.rows_model import STATE_ROLE, Column, RowsModel
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.surfaces import Card
from ui.widgets.tables import QuietTable, StateDelegate
from ui.words import figures, labels, sentences

#: Columns that show a state.
_STORED, _TESTED = 3, 4


class AccountsCard(Card):
    """A table and a form for the chosen account."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Ask when shown."""
        super().__init__(spacing=SPACE * 3)
        self._theme, self._bridge = theme, bridge
        self._deleting = ""
        self.model: RowsModel[AccountRow] = RowsModel(self._columns(), self)
        self.table = QuietTable(self.tr("账号"))
        self.username, self.secret = QLineEdit(), QLineEdit()
        self.save = Button(theme, self.tr("保存到系统钥匙串"), "key-round", role="primary")
        self.test = Button(theme, self.tr("测试登录"), "log-in")
        self.delete = Button(theme, self.tr("删除"), "trash-2")
        self.result = WrappedLabel(role="muted")
        self._build()
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)

    def _columns(self) -> tuple[Column[AccountRow], ...]:
        return (
            Column(title=self.tr("网站"), text=_title),
            Column(title=self.tr("用途"), text=_purpose),
            Column(title=self.tr("用户名"), text=_username),
            Column(title=self.tr("密码"), text=self._stored_words, state=_stored_state),
            Column(title=self.tr("上次测试"), text=self._tested_words, state=_tested_state),
        )

    def _build(self) -> None:
        self.column.addWidget(PlainLabel(self.tr("账号"), "heading"))
        hint = self.tr("密码只存在系统钥匙串里，窗口和日志里都不保存，也不会再显示")
        self.column.addWidget(PlainLabel(hint, "small"))
        self.table.setModel(self.model)
        for column in (_STORED, _TESTED):
            self.table.setItemDelegateForColumn(column, StateDelegate(self._theme, _cell_state, self.table))
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.column.addWidget(self.table, 1)
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE * 3)
        form.setVerticalSpacing(SPACE * 2)
        self.secret.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.secret.setPlaceholderText(self.tr("输入时不显示"))
        self.username.setMaxLength(128)
        self.secret.setMaxLength(1200)
        fields = ((self.tr("用户名(&U)"), self.username), (self.tr("密码(&W)"), self.secret))
        for column, (words, field) in enumerate(fields):
            label = PlainLabel(words, "small")
            label.setBuddy(field)
            field.setAccessibleName(words.partition("(")[0].replace("&", ""))
            form.addWidget(label, 0, column)
            form.addWidget(field, 1, column)
        self.column.addLayout(form)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        for button in (self.save, self.test, self.delete):
            row.addWidget(button)
        row.addWidget(self.result, 1)
        self.column.addLayout(row)
        self.save.clicked.connect(self._on_save)
        self.secret.returnPressed.connect(self._on_save)
        self.test.clicked.connect(self._on_test)
        self.delete.clicked.connect(self._on_delete)
        self.username.textChanged.connect(self._refresh_buttons)
        self.secret.textChanged.connect(self._refresh_buttons)
        self._refresh_buttons()

    def reload(self) -> None:
        """Ask for the accounts."""
        self._bridge.ask("accounts")

    def chosen(self) -> AccountRow | None:
        """The account in hand."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    # --- what is pressed ---------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        row = self.chosen()
        self._deleting = ""
        self.delete.setText(self.tr("删除"))
        self.username.setText(row.username if row else "")
        self.secret.clear()
        self.result.setText("")
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        row = self.chosen()
        self.save.setEnabled(
            row is not None and bool(self.username.text().strip()) and bool(self.secret.text())
        )
        for button in (self.test, self.delete):
            button.setEnabled(row is not None and row.has_secret)

    def _on_save(self) -> None:
        row, username, secret = self.chosen(), self.username.text().strip(), self.secret.text()
        self.secret.clear()
        if row is not None and username and secret:
            self._say(self.tr("正在保存…"), "")
            self._bridge.ask(
                "account_set", site=row.site, purpose=row.purpose, username=username, secret=secret
            )

    def _on_test(self) -> None:
        if row := self.chosen():
            self._say(self.tr("正在登录 {site}…").format(site=row.site_title), "")
            self.test.setEnabled(False)
            self._bridge.ask("account_test", site=row.site, purpose=row.purpose)

    def _on_delete(self) -> None:
        row = self.chosen()
        if row is None:
            return
        key = f"{row.site}/{row.purpose}"
        if self._deleting != key:
            # A second press, in place of a dialog.
            self._deleting = key
            self.delete.setText(self.tr("确认删除"))
            return
        self._deleting = ""
        self.delete.setText(self.tr("删除"))
        self._bridge.ask("account_delete", site=row.site, purpose=row.purpose)

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "accounts" and isinstance(answer, tuple):
            self.model.set_rows(answer)
            if not answer:
                self._say(self.tr("还没有接入网站，所以没有账号可设；请银行的工程师先登记网站"), "")
            elif not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self._refresh_buttons()
        elif verb == "account_set":
            self._say(self.tr("已保存。建议现在测试登录"), "ok")
            self.reload()
        elif verb == "account_delete":
            self._say(self.tr("已从钥匙串删除"), "ok")
            self.reload()
        elif verb == "account_test" and isinstance(answer, AccountRow):
            is_ok = answer.test_result == "ok"
            self._say(
                f"{answer.site_title}: {sentences.sentence(answer.test_result)}", "ok" if is_ok else "bad"
            )
            self.reload()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb.startswith("account"):
            self._say(sentences.fault_sentence(fault.code, fault.message), "bad")
            self._refresh_buttons()

    def _say(self, words: str, tone: str) -> None:
        self.result.setText(words)
        self.result.set_tone(tone)
        self.result.setAccessibleName(words)

    def _stored_words(self, row: AccountRow) -> str:
        return self.tr("已存入") if row.has_secret else self.tr("未设置")

    def _tested_words(self, row: AccountRow) -> str:
        if not row.test_result:
            return self.tr("未测试")
        when = f" · {figures.moment(row.tested_at)}" if row.tested_at else ""
        return sentences.sentence(row.test_result) + when


def _title(row: AccountRow) -> str:
    return row.site_title or row.site


def _purpose(row: AccountRow) -> str:
    return labels.purpose(row.purpose)


def _username(row: AccountRow) -> str:
    return row.username or "—"


def _stored_state(row: AccountRow) -> str:
    return "ok" if row.has_secret else "none"


def _tested_state(row: AccountRow) -> str:
    if not row.test_result:
        return "none"
    return "ok" if row.test_result == "ok" else "failed"


def _cell_state(index: QModelIndex) -> str:
    return str(index.data(STATE_ROLE))
