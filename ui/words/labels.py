"""Codes that have a short name: tiers, channels, moods, steps, outcomes, skip reasons, call results."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP

_TIERS = {
    "mass": QT_TRANSLATE_NOOP("Labels", "普通"),
    "gold": QT_TRANSLATE_NOOP("Labels", "金卡"),
    "platinum": QT_TRANSLATE_NOOP("Labels", "白金"),
    "diamond": QT_TRANSLATE_NOOP("Labels", "钻石"),
    "private": QT_TRANSLATE_NOOP("Labels", "私行"),
}
_CHANNELS = {
    "wecom": QT_TRANSLATE_NOOP("Labels", "企业微信"),
    "phone": QT_TRANSLATE_NOOP("Labels", "电话"),
    "sms": QT_TRANSLATE_NOOP("Labels", "短信"),
    "branch": QT_TRANSLATE_NOOP("Labels", "网点"),
    "mobile_bank": QT_TRANSLATE_NOOP("Labels", "手机银行"),
    "remote_bank": QT_TRANSLATE_NOOP("Labels", "远程银行"),
}
_MOODS = {
    "idle": QT_TRANSLATE_NOOP("Labels", "机器人空闲"),
    "running": QT_TRANSLATE_NOOP("Labels", "运行中"),
    "paused": QT_TRANSLATE_NOOP("Labels", "已暂停"),
    "needs_you": QT_TRANSLATE_NOOP("Labels", "需要您处理"),
    "stopped": QT_TRANSLATE_NOOP("Labels", "已急停"),
    "error": QT_TRANSLATE_NOOP("Labels", "出错"),
    "offline": QT_TRANSLATE_NOOP("Labels", "离线"),
}
_OUTCOMES = {
    "confirmed": QT_TRANSLATE_NOOP("Labels", "已确认送达"),
    "refused": QT_TRANSLATE_NOOP("Labels", "规则拒绝"),
    "platform_refused": QT_TRANSLATE_NOOP("Labels", "平台拒绝"),
    "halted": QT_TRANSLATE_NOOP("Labels", "发送前停下"),
    "needs_person": QT_TRANSLATE_NOOP("Labels", "待人工"),
    "unknown": QT_TRANSLATE_NOOP("Labels", "结果未知"),
    "cancelled": QT_TRANSLATE_NOOP("Labels", "已取消"),
}
_STEPS = {
    "policy": QT_TRANSLATE_NOOP("Labels", "核对规则"),
    "render": QT_TRANSLATE_NOOP("Labels", "生成话术"),
    "intend": QT_TRANSLATE_NOOP("Labels", "登记意图"),
    "open": QT_TRANSLATE_NOOP("Labels", "打开客户"),
    "identify": QT_TRANSLATE_NOOP("Labels", "核对客户身份"),
    "fill": QT_TRANSLATE_NOOP("Labels", "填写内容"),
    "read_back": QT_TRANSLATE_NOOP("Labels", "回读比对"),
    "click": QT_TRANSLATE_NOOP("Labels", "发送"),
    "witness": QT_TRANSLATE_NOOP("Labels", "独立会话查证"),
    "record": QT_TRANSLATE_NOOP("Labels", "登记联系记录"),
    "outcome": QT_TRANSLATE_NOOP("Labels", "结果"),
}
_STEP_STATES = {
    "done": QT_TRANSLATE_NOOP("Labels", "完成"),
    "running": QT_TRANSLATE_NOOP("Labels", "进行中"),
    "failed": QT_TRANSLATE_NOOP("Labels", "未通过"),
}
_RUN_STATES = {
    "running": QT_TRANSLATE_NOOP("Labels", "运行中"),
    "pausing": QT_TRANSLATE_NOOP("Labels", "本步后暂停"),
    "paused": QT_TRANSLATE_NOOP("Labels", "已暂停"),
    "stopping": QT_TRANSLATE_NOOP("Labels", "正在停止"),
    "ended": QT_TRANSLATE_NOOP("Labels", "已结束"),
}
_SKIPS = {
    "not_now": QT_TRANSLATE_NOOP("Labels", "现在不合适"),
    "wrong_person": QT_TRANSLATE_NOOP("Labels", "人不对"),
    "already_handled": QT_TRANSLATE_NOOP("Labels", "已处理"),
    "customer_declined": QT_TRANSLATE_NOOP("Labels", "客户不愿意"),
    "other": QT_TRANSLATE_NOOP("Labels", "其他"),
}
_CALLS = {
    "reached": QT_TRANSLATE_NOOP("Labels", "已接通"),
    "interested": QT_TRANSLATE_NOOP("Labels", "有意向"),
    "no_answer": QT_TRANSLATE_NOOP("Labels", "未接"),
    "call_back": QT_TRANSLATE_NOOP("Labels", "约定再打"),
    "declined": QT_TRANSLATE_NOOP("Labels", "已拒绝"),
}
_RISK_NAMES = {
    "1": QT_TRANSLATE_NOOP("Labels", "谨慎"),
    "2": QT_TRANSLATE_NOOP("Labels", "稳健"),
    "3": QT_TRANSLATE_NOOP("Labels", "平衡"),
    "4": QT_TRANSLATE_NOOP("Labels", "进取"),
    "5": QT_TRANSLATE_NOOP("Labels", "激进"),
}
_PURPOSES = {
    "robot": QT_TRANSLATE_NOOP("Labels", "机器人操作"),
    "witness": QT_TRANSLATE_NOOP("Labels", "独立查证"),
    "api": QT_TRANSLATE_NOOP("Labels", "接口取数"),
}
_SOURCES = {
    "default": QT_TRANSLATE_NOOP("Labels", "默认"),
    "user": QT_TRANSLATE_NOOP("Labels", "本人设置"),
    "policy": QT_TRANSLATE_NOOP("Labels", "策略锁定"),
}

SKIP_REASONS = tuple(_SKIPS)
CALL_RESULTS = tuple(_CALLS)
#: Steps of the send path, in order.
STEPS = tuple(_STEPS)


def _named(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return QCoreApplication.translate("Labels", source) if source else code


def tier(code: str) -> str:
    """A customer tier."""
    return _named(_TIERS, code)


def channel(code: str) -> str:
    """A contact channel."""
    return _named(_CHANNELS, code)


def mood(code: str) -> str:
    """The robot's state, or `offline`."""
    return _named(_MOODS, code)


def outcome(code: str) -> str:
    """One of the seven endings."""
    return _named(_OUTCOMES, code)


def step(code: str) -> str:
    """A step of the send path."""
    return _named(_STEPS, code)


def step_state(code: str) -> str:
    """Where a step stands."""
    return _named(_STEP_STATES, code)


def run_state(code: str) -> str:
    """Where a run stands."""
    return _named(_RUN_STATES, code)


def skip_reason(code: str) -> str:
    """Why a task is skipped."""
    return _named(_SKIPS, code)


def call_result(code: str) -> str:
    """What came of a call."""
    return _named(_CALLS, code)


def purpose(code: str) -> str:
    """What an account is for."""
    return _named(_PURPOSES, code)


def source(code: str) -> str:
    """Where a setting's value comes from."""
    return _named(_SOURCES, code)


def customer_risk(code: str) -> str:
    """`C2` with its name, or that there is none."""
    if not code:
        return QCoreApplication.translate("Labels", "未评级")
    return f"{code} {_named(_RISK_NAMES, code[1:])}"
