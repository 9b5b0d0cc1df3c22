"""Names of what stands in a talk track and in a release: purposes, slots, parts, checks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP

_PURPOSES = {
    "marketing": QT_TRANSLATE_NOOP("LibraryWords", "营销"),
    "service": QT_TRANSLATE_NOOP("LibraryWords", "服务通知"),
    "care": QT_TRANSLATE_NOOP("LibraryWords", "关怀"),
}
_SLOT_TYPES = {
    "name_with_title": QT_TRANSLATE_NOOP("LibraryWords", "姓名与称谓"),
    "name": QT_TRANSLATE_NOOP("LibraryWords", "姓名"),
    "amount": QT_TRANSLATE_NOOP("LibraryWords", "金额"),
    "rate": QT_TRANSLATE_NOOP("LibraryWords", "利率"),
    "risk": QT_TRANSLATE_NOOP("LibraryWords", "风险等级"),
    "date": QT_TRANSLATE_NOOP("LibraryWords", "日期"),
    "time": QT_TRANSLATE_NOOP("LibraryWords", "时间"),
    "branch": QT_TRANSLATE_NOOP("LibraryWords", "支行"),
    "product": QT_TRANSLATE_NOOP("LibraryWords", "产品名称"),
    "rm": QT_TRANSLATE_NOOP("LibraryWords", "客户经理姓名"),
    "text": QT_TRANSLATE_NOOP("LibraryWords", "客户经理填写"),
}
_SUBJECTS = {
    "words": QT_TRANSLATE_NOOP("LibraryWords", "文字"),
    "slot": QT_TRANSLATE_NOOP("LibraryWords", "填空"),
    "rule": QT_TRANSLATE_NOOP("LibraryWords", "适用与必备"),
    "validity": QT_TRANSLATE_NOOP("LibraryWords", "有效期"),
    "about": QT_TRANSLATE_NOOP("LibraryWords", "说明"),
}
_KEYS = {
    "channel": QT_TRANSLATE_NOOP("LibraryWords", "渠道"),
    "product_line": QT_TRANSLATE_NOOP("LibraryWords", "产品类别"),
    "purpose": QT_TRANSLATE_NOOP("LibraryWords", "用途"),
    "sensitivity": QT_TRANSLATE_NOOP("LibraryWords", "敏感级别"),
    "max_length": QT_TRANSLATE_NOOP("LibraryWords", "最多字数"),
    "tiers": QT_TRANSLATE_NOOP("LibraryWords", "客户等级"),
    "required_spans": QT_TRANSLATE_NOOP("LibraryWords", "必须出现"),
    "valid_from": QT_TRANSLATE_NOOP("LibraryWords", "生效日"),
    "valid_until": QT_TRANSLATE_NOOP("LibraryWords", "失效日"),
    "title": QT_TRANSLATE_NOOP("LibraryWords", "名称"),
    "author": QT_TRANSLATE_NOOP("LibraryWords", "作者"),
    "change_note": QT_TRANSLATE_NOOP("LibraryWords", "修改说明"),
    "version": QT_TRANSLATE_NOOP("LibraryWords", "版本"),
}
_PARTS = {
    "title": QT_TRANSLATE_NOOP("LibraryWords", "标题"),
    "text": QT_TRANSLATE_NOOP("LibraryWords", "正文"),
    "label": QT_TRANSLATE_NOOP("LibraryWords", "名称"),
    "opening": QT_TRANSLATE_NOOP("LibraryWords", "开场"),
    "identity": QT_TRANSLATE_NOOP("LibraryWords", "表明身份"),
    "purpose": QT_TRANSLATE_NOOP("LibraryWords", "说明来意"),
    "questions": QT_TRANSLATE_NOOP("LibraryWords", "提问"),
    "disclosures": QT_TRANSLATE_NOOP("LibraryWords", "必须说明"),
    "objections": QT_TRANSLATE_NOOP("LibraryWords", "异议应答"),
    "closing": QT_TRANSLATE_NOOP("LibraryWords", "结束"),
    "situation": QT_TRANSLATE_NOOP("LibraryWords", "客户情况"),
    "say": QT_TRANSLATE_NOOP("LibraryWords", "可以这样说"),
    "next": QT_TRANSLATE_NOOP("LibraryWords", "下一步"),
}
_KINDS = {
    "added": QT_TRANSLATE_NOOP("LibraryWords", "新增"),
    "removed": QT_TRANSLATE_NOOP("LibraryWords", "删除"),
    "changed": QT_TRANSLATE_NOOP("LibraryWords", "修改"),
}
_FOLDERS = {
    "policy": QT_TRANSLATE_NOOP("LibraryWords", "规则"),
    "lexicons": QT_TRANSLATE_NOOP("LibraryWords", "词库"),
    "profiles": QT_TRANSLATE_NOOP("LibraryWords", "网站档案"),
    "strategies": QT_TRANSLATE_NOOP("LibraryWords", "策略"),
    "talktracks": QT_TRANSLATE_NOOP("LibraryWords", "话术包"),
}
_SIDES = {
    "author": QT_TRANSLATE_NOOP("LibraryWords", "作者方"),
    "compliance": QT_TRANSLATE_NOOP("LibraryWords", "合规方"),
}
_CHECKS = {
    "trust": QT_TRANSLATE_NOOP("LibraryWords", "公钥目录受保护"),
    "roles": QT_TRANSLATE_NOOP("LibraryWords", "角色文件有效"),
    "folder": QT_TRANSLATE_NOOP("LibraryWords", "目录可读"),
    "manifest": QT_TRANSLATE_NOOP("LibraryWords", "清单有效"),
    "files": QT_TRANSLATE_NOOP("LibraryWords", "文件与清单一致"),
    "signatures": QT_TRANSLATE_NOOP("LibraryWords", "签名相符"),
    "people": QT_TRANSLATE_NOOP("LibraryWords", "两人签署"),
    "rights": QT_TRANSLATE_NOOP("LibraryWords", "签署人有权"),
    "revocation": QT_TRANSLATE_NOOP("LibraryWords", "未被撤销"),
    "expiry": QT_TRANSLATE_NOOP("LibraryWords", "在有效期内"),
    "version": QT_TRANSLATE_NOOP("LibraryWords", "版本更新"),
    "product": QT_TRANSLATE_NOOP("LibraryWords", "本机软件支持"),
}


def _named(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return QCoreApplication.translate("LibraryWords", source) if source else code


def purpose(code: str) -> str:
    """Why customers are written to."""
    return _named(_PURPOSES, code)


def slot_type(code: str) -> str:
    """What stands in a gap."""
    return _named(_SLOT_TYPES, code)


def subject(code: str) -> str:
    """What a change is about."""
    return _named(_SUBJECTS, code)


def kind(code: str) -> str:
    """Added, removed or changed."""
    return _named(_KINDS, code)


def folder(code: str) -> str:
    """A part of a release."""
    return _named(_FOLDERS, code)


def side(code: str) -> str:
    """For whom somebody signs."""
    return _named(_SIDES, code)


def check(code: str) -> str:
    """A check of a release, said as what holds when it passes."""
    return _named(_CHECKS, code)


def key(dotted: str) -> str:
    """A key of a talk track's file: `variants.2.steps.opening` as its variant and part."""
    head, _, rest = dotted.partition(".")
    if head == "variants":
        variant, _, part = rest.partition(".")
        names = [name for name in part.split(".") if name in _PARTS]
        words = QCoreApplication.translate("LibraryWords", "版本 {key}").format(key=variant)
        return " · ".join([words, *(_named(_PARTS, name) for name in names[-1:])])
    if head == "slots":
        return QCoreApplication.translate("LibraryWords", "填空 {name}").format(name=rest)
    return _named(_KEYS, dotted)
