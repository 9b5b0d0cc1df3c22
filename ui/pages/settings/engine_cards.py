"""Sites in force and the engine's own settings, each with the place its value comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from robot.domain.views import SettingRow, SiteRow
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.rows_model import Column, RowsModel
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.surfaces import Card
from ui.widgets.tables import QuietTable
from ui.words import labels, sentences
from ui.words.setting_names import setting_name

#: Settings that the window's own card changes.
_ELSEWHERE = frozenset({"hold_s", "language"})


class SitesCard(Card):
    """Looks only."""

    def __init__(self, bridge: AgentBridge) -> None:
        """Ask when shown."""
        super().__init__(spacing=SPACE * 2)
        self._bridge = bridge
        columns: tuple[Column[SiteRow], ...] = (
            Column(title=self.tr("网站"), text=_site_title),
            Column(title=self.tr("地址"), text=_site_origin),
            Column(title=self.tr("档案版本"), text=_site_version),
        )
        self.model: RowsModel[SiteRow] = RowsModel(columns, self)
        self.table = QuietTable(self.tr("网站"))
        self.table.setModel(self.model)
        self.column.addWidget(PlainLabel(self.tr("已接入的网站"), "heading"))
        self.column.addWidget(self.table, 1)
        bridge.answered.connect(self._on_answered)

    def reload(self) -> None:
        """Ask for the sites."""
        self._bridge.ask("sites")

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "sites" and isinstance(answer, tuple):
            self.model.set_rows(answer)


class EngineCard(Card):
    """A table, and a field for what the RM may change."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Ask when shown."""
        super().__init__(spacing=SPACE * 2)
        self._bridge = bridge
        columns: tuple[Column[SettingRow], ...] = (
            Column(title=self.tr("设置项"), text=_setting_name),
            Column(title=self.tr("值"), text=_setting_value),
            Column(title=self.tr("来源"), text=_setting_source),
        )
        self.model: RowsModel[SettingRow] = RowsModel(columns, self)
        self.table = QuietTable(self.tr("机器人设置"))
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.value = QLineEdit()
        self.value.setAccessibleName(self.tr("新的值"))
        self.save = Button(theme, self.tr("保存"))
        self.result = WrappedLabel(role="muted")
        self.column.addWidget(PlainLabel(self.tr("机器人设置"), "heading"))
        self.column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(self.value, 1)
        row.addWidget(self.save)
        self.column.addLayout(row)
        self.column.addWidget(self.result)
        self.save.clicked.connect(self._on_save)
        self.value.returnPressed.connect(self._on_save)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        self._on_chosen()

    def reload(self) -> None:
        """Ask for the settings."""
        self._bridge.ask("settings")

    def _chosen(self) -> SettingRow | None:
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _on_chosen(self) -> None:
        row = self._chosen()
        may_change = row is not None and row.source != "policy"
        self.value.setText(row.value if row else "")
        for part in (self.value, self.save):
            part.setEnabled(may_change)
            part.setVisible(any(row.source != "policy" for row in self.model.rows))
        words = self.tr("由银行的策略锁定，在这里只能查看") if row is not None and not may_change else ""
        self.result.setText(words)
        self.result.set_tone("")

    def _on_save(self) -> None:
        row = self._chosen()
        if row is not None and row.source != "policy":
            self._bridge.ask("setting_set", key=row.key, value=self.value.text())

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "settings" and isinstance(answer, tuple):
            self.model.set_rows(tuple(row for row in answer if row.key not in _ELSEWHERE))
            self._on_chosen()
        elif verb == "setting_set":
            self.reload()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb == "setting_set":
            self.result.setText(sentences.fault_sentence(fault.code, fault.message))
            self.result.set_tone("bad")


def _site_title(row: SiteRow) -> str:
    return row.title or row.site


def _site_origin(row: SiteRow) -> str:
    return row.origin


def _site_version(row: SiteRow) -> str:
    return f"v{row.profile_version}"


def _setting_name(row: SettingRow) -> str:
    return setting_name(row.key)


def _setting_value(row: SettingRow) -> str:
    return row.value


def _setting_source(row: SettingRow) -> str:
    return labels.source(row.source)
