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
    "visit": QT_TRANSLATE_NOOP("Labels", "面访"),
    "sms": QT_TRANSLATE_NOOP("Labels", "短信"),
    "push": QT_TRANSLATE_NOOP("Labels", "手机银行"),
    "branch": QT_TRANSLATE_NOOP("Labels", "网点"),
    "counter": QT_TRANSLATE_NOOP("Labels", "柜面"),
    "mobile_bank": QT_TRANSLATE_NOOP("Labels", "手机银行"),
    "remote_bank": QT_TRANSLATE_NOOP("Labels", "远程银行"),
}
_LINES = {
    "deposit": QT_TRANSLATE_NOOP("Labels", "存款"),
    "wealth": QT_TRANSLATE_NOOP("Labels", "理财与基金"),
    "loan": QT_TRANSLATE_NOOP("Labels", "贷款"),
    "card": QT_TRANSLATE_NOOP("Labels", "信用卡"),
    "service": QT_TRANSLATE_NOOP("Labels", "服务"),
}
_SLOTS = {
    "customer": QT_TRANSLATE_NOOP("Labels", "客户称呼"),
    "rm": QT_TRANSLATE_NOOP("Labels", "客户经理"),
    "branch": QT_TRANSLATE_NOOP("Labels", "支行"),
    "product": QT_TRANSLATE_NOOP("Labels", "产品名称"),
    "amount": QT_TRANSLATE_NOOP("Labels", "金额"),
    "date": QT_TRANSLATE_NOOP("Labels", "日期"),
    "risk": QT_TRANSLATE_NOOP("Labels", "风险等级"),
    "deposit_rate": QT_TRANSLATE_NOOP("Labels", "存款利率"),
    "benchmark": QT_TRANSLATE_NOOP("Labels", "业绩比较基准"),
    "call_time": QT_TRANSLATE_NOOP("Labels", "通话时间"),
    "due": QT_TRANSLATE_NOOP("Labels", "预约时间"),
    "wish": QT_TRANSLATE_NOOP("Labels", "祝福语"),
    "window": QT_TRANSLATE_NOOP("Labels", "窗口"),
    "feedback": QT_TRANSLATE_NOOP("Labels", "反馈"),
    "hours": QT_TRANSLATE_NOOP("Labels", "时段"),
    "papers": QT_TRANSLATE_NOOP("Labels", "携带材料"),
    "matter": QT_TRANSLATE_NOOP("Labels", "事项"),
    "visit_time": QT_TRANSLATE_NOOP("Labels", "到店时间"),
}
_TEXT_CLASSES = {
    "chinese_text": QT_TRANSLATE_NOOP("Labels", "汉字、数字和中文标点"),
    "phrase": QT_TRANSLATE_NOOP("Labels", "汉字和数字"),
    "time_phrase": QT_TRANSLATE_NOOP("Labels", "时间，如今天下午3点"),
}
_MOODS = {
    "idle": QT_TRANSLATE_NOOP("Labels", "机器人空闲"),
    "running": QT_TRANSLATE_NOOP("Labels", "运行中"),
    "paused": QT_TRANSLATE_NOOP("Labels", "已暂停"),
    "needs_you": QT_TRANSLATE_NOOP("Labels", "需要您处理"),
    "waiting": QT_TRANSLATE_NOOP("Labels", "等待中"),
    "taken_over": QT_TRANSLATE_NOOP("Labels", "您正在操作"),
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
    "open": QT_TRANSLATE_NOOP("Labels", "打开客户"),
    "identify": QT_TRANSLATE_NOOP("Labels", "核对客户身份"),
    "fill": QT_TRANSLATE_NOOP("Labels", "填写内容"),
    "read_back": QT_TRANSLATE_NOOP("Labels", "回读比对"),
    "intend": QT_TRANSLATE_NOOP("Labels", "登记意图"),
    "recheck": QT_TRANSLATE_NOOP("Labels", "发送前复核"),
    "click": QT_TRANSLATE_NOOP("Labels", "发送"),
    "echo": QT_TRANSLATE_NOOP("Labels", "页面回显"),
    "picture_before": QT_TRANSLATE_NOOP("Labels", "点击前画面"),
    "picture": QT_TRANSLATE_NOOP("Labels", "点击后画面"),
    "witness": QT_TRANSLATE_NOOP("Labels", "独立会话查证"),
    "record": QT_TRANSLATE_NOOP("Labels", "登记联系记录"),
    "outcome": QT_TRANSLATE_NOOP("Labels", "结果"),
}
# What a step adds in the words of the engine.
_STEP_NOTES = {
    "record.stopped": QT_TRANSLATE_NOOP("Labels", "中断，没有登记"),
    "submit unclear": QT_TRANSLATE_NOOP("Labels", "提交结果不明，稍后再查"),
    "the page gave no word of the message": QT_TRANSLATE_NOOP("Labels", "页面没有回显，等独立查证"),
}
_STEP_STATES = {
    "done": QT_TRANSLATE_NOOP("Labels", "完成"),
    "running": QT_TRANSLATE_NOOP("Labels", "进行中"),
    "failed": QT_TRANSLATE_NOOP("Labels", "未通过"),
    "next": QT_TRANSLATE_NOOP("Labels", "未开始"),
}
_RUN_STATES = {
    "running": QT_TRANSLATE_NOOP("Labels", "运行中"),
    "waiting": QT_TRANSLATE_NOOP("Labels", "等待中"),
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
#: Steps that every message passes, in order.
PATH = (
    "policy",
    "render",
    "open",
    "fill",
    "intend",
    "recheck",
    "click",
    "echo",
    "witness",
    "outcome",
)


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


def step_note(words: str) -> str:
    """What a step adds: an outcome, or the engine's own words."""
    return _named({**_OUTCOMES, **_STEP_NOTES}, words)


def product_line(code: str) -> str:
    """What a product is."""
    return _named(_LINES, code)


def slot(code: str) -> str:
    """A place in a talk track that is filled."""
    return _named(_SLOTS, code)


def text_class(code: str) -> str:
    """What may be written into a free place."""
    return _named(_TEXT_CLASSES, code)


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
