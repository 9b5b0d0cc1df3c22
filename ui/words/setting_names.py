"""Names of the engine's settings; an unknown key is shown as words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP

_NAMES = {
    "release": QT_TRANSLATE_NOOP("SettingNames", "发布包"),
    "policy.version": QT_TRANSLATE_NOOP("SettingNames", "策略版本"),
    "policy.allowed_from": QT_TRANSLATE_NOOP("SettingNames", "可联系时段开始"),
    "policy.allowed_until": QT_TRANSLATE_NOOP("SettingNames", "可联系时段结束"),
    "policy.daily_cap": QT_TRANSLATE_NOOP("SettingNames", "每位客户每日上限"),
    "policy.monthly_cap": QT_TRANSLATE_NOOP("SettingNames", "每位客户每月上限"),
    "hold_s": QT_TRANSLATE_NOOP("SettingNames", "撤销秒数"),
    "stop.global_key": QT_TRANSLATE_NOOP("SettingNames", "全局急停键"),
    "language": QT_TRANSLATE_NOOP("SettingNames", "语言"),
}


def setting_name(key: str) -> str:
    """The name of a setting; `pull.retry_s` that has none reads `Pull: retry s`."""
    source = _NAMES.get(key)
    return QCoreApplication.translate("SettingNames", source) if source else _as_words(key)


def _as_words(key: str) -> str:
    words = key.replace("_", " ").replace(".", ": ").strip()
    return words[:1].upper() + words[1:]
