"""Reasons, rule ids and error codes as sentences that a relationship manager understands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP
from ui.words import labels
from ui.words.log_refusals import LOG_REFUSALS
from ui.words.privacy_words import PRIVACY_SENTENCES
from ui.words.release_refusals import RELEASE_REFUSALS
from ui.words.review_words import REVIEW_SENTENCES
from ui.words.word_rules import WORD_RULES

_REASONS = {
    "effect.read_back": QT_TRANSLATE_NOOP("Sentences", "已由独立会话读到这条消息"),
    "effect.done_by_person": QT_TRANSLATE_NOOP("Sentences", "已由人工完成"),
    "effect.not_found_in_time": QT_TRANSLATE_NOOP(
        "Sentences", "已点击发送，但限时内没有查到；核对之前不会重发"
    ),
    "effect.doubled": QT_TRANSLATE_NOOP("Sentences", "网站里出现了两条相同的消息，请核对"),
    "effect.altered": QT_TRANSLATE_NOOP("Sentences", "网站里的文字与批准的不一致，请核对"),
    "effect.witness_unavailable": QT_TRANSLATE_NOOP("Sentences", "查证会话不可用，暂时无法确认是否送达"),
    "contact.already_in_chat": QT_TRANSLATE_NOOP("Sentences", "聊天里已经有这条消息，没有再发"),
    "contact.already_in_ledger": QT_TRANSLATE_NOOP("Sentences", "今天已经联系过这位客户，没有再发"),
    "platform.quota_reached": QT_TRANSLATE_NOOP("Sentences", "平台当日发送额度已用完，没有发出"),
    "platform.already_received": QT_TRANSLATE_NOOP("Sentences", "客户今天已收到其他群发，平台没有放行"),
    "platform.not_a_friend": QT_TRANSLATE_NOOP("Sentences", "客户已不是好友，没有发出"),
    "effect.misdirected": QT_TRANSLATE_NOOP("Sentences", "网站把消息记到了另一位客户名下，请核对两位客户"),
    "effect.settled_by_person": QT_TRANSLATE_NOOP("Sentences", "已由人工核对并确认结果"),
    "contact.opted_out_in_chat": QT_TRANSLATE_NOOP("Sentences", "客户在聊天里要求不再联系，没有发出"),
    "platform.rejected_later": QT_TRANSLATE_NOOP("Sentences", "平台先显示已发送，随后退回，没有送达"),
    "site.failing": QT_TRANSLATE_NOOP("Sentences", "网站连续出错，已暂停发送，恢复后自动继续"),
    "cancelled.window_closed": QT_TRANSLATE_NOOP("Sentences", "等到发送时段结束仍未发出，已取消"),
    "platform.other": QT_TRANSLATE_NOOP("Sentences", "平台拒绝了发送，没有发出"),
    "recipient.not_found": QT_TRANSLATE_NOOP("Sentences", "找不到这位客户的会话，没有发出"),
    "recipient.ambiguous": QT_TRANSLATE_NOOP("Sentences", "找到不止一位相符的客户，没有发出"),
    "recipient.mismatch": QT_TRANSLATE_NOOP("Sentences", "打开的会话不是这位客户，没有发出"),
    "text.read_back_differs": QT_TRANSLATE_NOOP("Sentences", "输入框里的文字与批准的不一致，没有发出"),
    "page.changed": QT_TRANSLATE_NOOP("Sentences", "网页改版，机器人不认得，没有发出"),
    "page.unreachable": QT_TRANSLATE_NOOP("Sentences", "网页打不开，没有发出"),
    "site.stopped_after_unknown": QT_TRANSLATE_NOOP("Sentences", "该网站有一条结果未知，核对之前不再发送"),
    "person.login_needed": QT_TRANSLATE_NOOP("Sentences", "需要您登录网站"),
    "person.wrong_account": QT_TRANSLATE_NOOP("Sentences", "网站登录的是别人的账号，请换回本人账号"),
    "person.taken_over": QT_TRANSLATE_NOOP("Sentences", "有人正在操作机器人的浏览器，交还后继续"),
    "person.draft_present": QT_TRANSLATE_NOOP("Sentences", "会话里有未发出的草稿，请先处理"),
    "person.no_talk_track": QT_TRANSLATE_NOOP("Sentences", "没有可用的话术，请人工联系"),
    "words.review": QT_TRANSLATE_NOOP("Sentences", "填写的内容需要主管先看过，没有发出"),
    "person.slot_unfit": QT_TRANSLATE_NOOP("Sentences", "客户数据填不进话术，请人工核对"),
    "person.channel_needs_person": QT_TRANSLATE_NOOP("Sentences", "这个渠道需要您本人操作"),
    "cancelled.skipped": QT_TRANSLATE_NOOP("Sentences", "您已跳过"),
    "cancelled.undone": QT_TRANSLATE_NOOP("Sentences", "您已撤销，没有发出"),
    "cancelled.stopped": QT_TRANSLATE_NOOP("Sentences", "急停时取消，没有发出"),
    "cancelled.interrupted": QT_TRANSLATE_NOOP("Sentences", "机器人重启时取消，没有发出"),
}
_RULES = {
    "permit.unattended": QT_TRANSLATE_NOOP("Sentences", "未获准无人值守发送，请您本人逐条发送"),
    "slot.missing": QT_TRANSLATE_NOOP("Sentences", "客户数据缺失，话术填不完整"),
    "slot.unknown": QT_TRANSLATE_NOOP("Sentences", "话术里没有这一处"),
    "talktrack.too_long": QT_TRANSLATE_NOOP("Sentences", "全文超过允许的长度"),
    "talktrack.required_span_missing": QT_TRANSLATE_NOOP("Sentences", "缺少法定提示语"),
    "talktrack.not_valid_today": QT_TRANSLATE_NOOP("Sentences", "话术今天不在有效期内"),
    "talktrack.wrong_channel": QT_TRANSLATE_NOOP("Sentences", "话术不适用于这个渠道"),
    "talktrack.wrong_line": QT_TRANSLATE_NOOP("Sentences", "话术不适用于这类产品"),
    "talktrack.wrong_tier": QT_TRANSLATE_NOOP("Sentences", "话术不适用于这个客户等级"),
    "talktrack.variant_unknown": QT_TRANSLATE_NOOP("Sentences", "话术没有这个版本"),
    "consent.missing": QT_TRANSLATE_NOOP("Sentences", "客户没有授权这个渠道的营销联系"),
    "contact.opted_out": QT_TRANSLATE_NOOP("Sentences", "客户已要求不再联系"),
    "contact.daily_cap": QT_TRANSLATE_NOOP("Sentences", "今天给这位客户的联系已到上限"),
    "contact.monthly_cap": QT_TRANSLATE_NOOP("Sentences", "本月给这位客户的联系已到上限"),
    "suitability.risk_too_high": QT_TRANSLATE_NOOP("Sentences", "产品风险高于客户的承受等级"),
    "suitability.rating_missing": QT_TRANSLATE_NOOP("Sentences", "客户没有风险测评，不能推荐这个产品"),
    "suitability.rating_expired": QT_TRANSLATE_NOOP("Sentences", "客户的风险测评已过期，请先重新测评"),
    "hours.quiet": QT_TRANSLATE_NOOP("Sentences", "现在是免打扰时段"),
    "permit.stopped": QT_TRANSLATE_NOOP("Sentences", "急停中，不发送任何消息"),
    "permit.release": QT_TRANSLATE_NOOP("Sentences", "发布包现在不能使用，没有发出"),
    "clock.behind": QT_TRANSLATE_NOOP("Sentences", "本机时间早于日志里的最后一条，到点之前不发送"),
    "clock.ahead": QT_TRANSLATE_NOOP("Sentences", "本机时间突然变快，有人确认或恢复一致之前不发送"),
    "rights.account": QT_TRANSLATE_NOOP("Sentences", "银行没有授权机器人用这个账号做这类联系"),
    "sensitivity.unattended": QT_TRANSLATE_NOOP("Sentences", "这一敏感级别的信息不能无人值守发送"),
    "contact.opted_out_of": QT_TRANSLATE_NOOP("Sentences", "客户拒绝这个渠道或这类信息"),
    "hold.complaint": QT_TRANSLATE_NOOP("Sentences", "客户有投诉在处理，请先由人工沟通"),
    "hold.dispute": QT_TRANSLATE_NOOP("Sentences", "与客户有争议在处理，请先由人工沟通"),
    "suitability.assessed_too_often": QT_TRANSLATE_NOOP(
        "Sentences", "客户风险测评次数超过规定，评级不能采用"
    ),
    "suitability.elderly": QT_TRANSLATE_NOOP("Sentences", "高龄客户与这个产品等级须由人工确认"),
    "suitability.ordinary": QT_TRANSLATE_NOOP("Sentences", "普通投资者的高风险产品须由人工联系并复核"),
    "hours.holiday": QT_TRANSLATE_NOOP("Sentences", "节假日不做营销联系"),
    "contact.weekly_cap": QT_TRANSLATE_NOOP("Sentences", "本周给这位客户的联系已到上限"),
    "contact.line_cap": QT_TRANSLATE_NOOP("Sentences", "本月就这类产品给这位客户的联系已到上限"),
    "contact.platform_cap": QT_TRANSLATE_NOOP("Sentences", "本月平台允许这位客户接收的条数已到上限"),
    "contact.marketing_gap": QT_TRANSLATE_NOOP("Sentences", "距上次营销联系的天数还不够"),
    "contact.cool_off": QT_TRANSLATE_NOOP("Sentences", "客户刚拒绝或刚购买，暂不营销这类产品"),
    "holdout.group": QT_TRANSLATE_NOOP("Sentences", "客户在对照组，不联系"),
    "caps.account_rate": QT_TRANSLATE_NOOP("Sentences", "账号的发送节奏已到上限，稍后自动继续"),
    "caps.account_daily": QT_TRANSLATE_NOOP("Sentences", "账号今日无人值守发送已到上限，留待您处理"),
    "caps.run": QT_TRANSLATE_NOOP("Sentences", "本次运行该敏感级别的条数已到上限，留待您处理"),
    "slot.too_long": QT_TRANSLATE_NOOP("Sentences", "填写的内容太长"),
    "slot.bad_character": QT_TRANSLATE_NOOP("Sentences", "填写的内容里有不允许的字符"),
    "slot.required": QT_TRANSLATE_NOOP("Sentences", "这一处必须填写"),
    "slot.link_not_allowed": QT_TRANSLATE_NOOP("Sentences", "填写的内容里不允许有链接"),
    **WORD_RULES,
    "text.too_long": QT_TRANSLATE_NOOP("Sentences", "全文超过允许的长度"),
}
_FAULTS = {
    "vault.keyring_unavailable": QT_TRANSLATE_NOOP("Sentences", "本机没有可用的系统钥匙串"),
    "vault.keyring_locked": QT_TRANSLATE_NOOP("Sentences", "系统钥匙串锁着，请先解锁"),
    "vault.secret_not_found": QT_TRANSLATE_NOOP("Sentences", "钥匙串里没有这个账号的密码"),
    "vault.secret_not_stored": QT_TRANSLATE_NOOP("Sentences", "密码没有存进钥匙串，什么都没有改变"),
    "hold.too_late": QT_TRANSLATE_NOOP("Sentences", "已经来不及撤销，这条已交给机器人发送"),
    "task.not_startable": QT_TRANSLATE_NOOP("Sentences", "这条任务已经开始或结束，不能再操作"),
    "task.not_found": QT_TRANSLATE_NOOP("Sentences", "清单里没有这条任务了"),
    "task.other_day": QT_TRANSLATE_NOOP("Sentences", "这条任务不属于今天"),
    "run.under_way": QT_TRANSLATE_NOOP("Sentences", "已有运行在进行"),
    "run.none": QT_TRANSLATE_NOOP("Sentences", "现在没有运行"),
    "reconcile.busy": QT_TRANSLATE_NOOP("Sentences", "正在核对，请稍候"),
    "stop.failed": QT_TRANSLATE_NOOP("Sentences", "急停没有执行成功，请在终端运行 tandem stop 或关闭浏览器"),
    "stop.stuck": QT_TRANSLATE_NOOP("Sentences", "急停无法解除，请在终端运行 tandem doctor"),
    "takeover.headless": QT_TRANSLATE_NOOP(
        "Sentences",
        "机器人的浏览器没有窗口，无法接管。请工程师在 settings.yaml 设置 browser.headless: false"
        " 并重启机器人；现在可以按「本步后暂停」",
    ),
    "takeover.under_way": QT_TRANSLATE_NOOP("Sentences", "已经有人在操作机器人的浏览器"),
    "takeover.none": QT_TRANSLATE_NOOP("Sentences", "没有人在操作机器人的浏览器"),
    "takeover.covered": QT_TRANSLATE_NOOP("Sentences", "网页上还有弹窗，请在机器人的浏览器里关掉它，再交还"),
    "clock.not_ahead": QT_TRANSLATE_NOOP("Sentences", "本机时间没有变快，什么都没有改变"),
    "settle.not_unknown": QT_TRANSLATE_NOOP("Sentences", "这一条没有未知的结果，什么都没有改变"),
    "site.not_stopped": QT_TRANSLATE_NOOP("Sentences", "网站没有停用，或要先核对未知结果，什么都没有改变"),
    "agent.internal": QT_TRANSLATE_NOOP("Sentences", "机器人内部出错，这一步没有做；详情在日志里"),
    "agent.stopping": QT_TRANSLATE_NOOP("Sentences", "机器人正在退出，没有受理"),
    "browser.missing": QT_TRANSLATE_NOOP("Sentences", "本机没有找到可用的浏览器"),
    "browser.start_failed": QT_TRANSLATE_NOOP("Sentences", "浏览器启动失败"),
    "browser.gone": QT_TRANSLATE_NOOP("Sentences", "浏览器被关闭了"),
    "account.not_found": QT_TRANSLATE_NOOP("Sentences", "没有存入这个账号"),
    "secret.empty": QT_TRANSLATE_NOOP("Sentences", "密码不能为空"),
    "setting.refused": QT_TRANSLATE_NOOP("Sentences", "这个设置不能改成这个值"),
    "settings.no_chat_site": QT_TRANSLATE_NOOP("Sentences", "还没有设置发送消息的网站"),
    "site.unknown": QT_TRANSLATE_NOOP("Sentences", "没有这个网站的档案"),
    "site.foreign_origin": QT_TRANSLATE_NOOP("Sentences", "网页跳到了不认识的地址，已停下"),
    "ledger.already_there": QT_TRANSLATE_NOOP("Sentences", "台账里已有这次联系，没有再发"),
    "request.invalid": QT_TRANSLATE_NOOP("Sentences", "请求不合规则，没有执行"),
    "agent.unreachable": QT_TRANSLATE_NOOP("Sentences", "与机器人的连接中断；已受理的不会丢失，正在重新连接"),
    "state.conflict": QT_TRANSLATE_NOOP("Sentences", "这一步已经来不及了，情况已更新"),
    "permit.denied": QT_TRANSLATE_NOOP("Sentences", "规则不允许，没有发出"),
    "input.refused": QT_TRANSLATE_NOOP("Sentences", "内容不合规则，没有保存"),
    "environment.fault": QT_TRANSLATE_NOOP("Sentences", "本机缺少所需条件，请在终端运行 tandem doctor"),
    "journal.unwritable": QT_TRANSLATE_NOOP("Sentences", "日志写不进去，因此不做任何操作；请检查磁盘"),
    "protocol.mismatch": QT_TRANSLATE_NOOP("Sentences", "窗口与机器人的版本不一致，请重启两者"),
    "site.unreachable": QT_TRANSLATE_NOOP("Sentences", "网站打不开"),
    "site.login_needed": QT_TRANSLATE_NOOP("Sentences", "需要您登录网站"),
    "site.wrong_account": QT_TRANSLATE_NOOP("Sentences", "网站登录的是别人的账号"),
    "site.element_missing": QT_TRANSLATE_NOOP("Sentences", "网页改版，机器人不认得"),
    "site.element_ambiguous": QT_TRANSLATE_NOOP("Sentences", "网页改版，机器人不认得"),
    "site.fault": QT_TRANSLATE_NOOP("Sentences", "网页没有按预期工作，已停下"),
    "site.not_clicked": QT_TRANSLATE_NOOP("Sentences", "按钮没有点到，没有发出"),
    "list.no_source": QT_TRANSLATE_NOOP("Sentences", "没有设置取数接口"),
    "list.bad_address": QT_TRANSLATE_NOOP("Sentences", "取数接口的地址不对"),
    "list.not_tls": QT_TRANSLATE_NOOP("Sentences", "取数接口不是加密连接，没有连接"),
    "list.bad_ca_file": QT_TRANSLATE_NOOP("Sentences", "取数接口的证书文件读不了"),
    "list.bad_token": QT_TRANSLATE_NOOP("Sentences", "取数接口的令牌格式不对"),
    "list.source_denied": QT_TRANSLATE_NOOP("Sentences", "取数接口不接受这个令牌"),
    "list.source_redirected": QT_TRANSLATE_NOOP("Sentences", "取数接口跳到了别的地址，已停下"),
    "list.source_unreachable": QT_TRANSLATE_NOOP("Sentences", "取数接口连不上"),
    "ok": QT_TRANSLATE_NOOP("Sentences", "登录成功"),
}
_NIGHT = {
    "night.agent_not_running": QT_TRANSLATE_NOOP(
        "Sentences", "到了时间机器人没有在运行，这次无人值守没有开始"
    ),
    "night.machine_asleep": QT_TRANSLATE_NOOP("Sentences", "到了时间电脑在休眠，这次无人值守没有开始"),
    "night.robot_stopped": QT_TRANSLATE_NOOP("Sentences", "急停没有解除，这次无人值守没有开始"),
    "night.run_refused": QT_TRANSLATE_NOOP(
        "Sentences", "取不到清单或机器人无法就绪，这次无人值守没有按时开始"
    ),
    "schedule.off": QT_TRANSLATE_NOOP("Sentences", "无人值守计划已关闭"),
    "schedule.no_window": QT_TRANSLATE_NOOP("Sentences", "银行没有设置无人值守的时段，计划无法打开"),
    "schedule.no_start": QT_TRANSLATE_NOOP("Sentences", "一个月内没有计划的开始时间"),
    "schedule.not_a_workday": QT_TRANSLATE_NOOP("Sentences", "非工作日"),
    "schedule.left_out": QT_TRANSLATE_NOOP("Sentences", "银行设定不运行的日子"),
    "schedule.other_weekday": QT_TRANSLATE_NOOP("Sentences", "计划不含这一天"),
    "calendar.ends_soon": QT_TRANSLATE_NOOP("Sentences", "节假日数据即将到期，请更新"),
    "calendar.ended": QT_TRANSLATE_NOOP("Sentences", "节假日数据已到期，更新之前不做无人值守运行"),
}
_FACTS = {
    "cause": QT_TRANSLATE_NOOP("Sentences", "原因"),
    "customer_risk": QT_TRANSLATE_NOOP("Sentences", "客户"),
    "product_risk": QT_TRANSLATE_NOOP("Sentences", "产品"),
    "channel": QT_TRANSLATE_NOOP("Sentences", "渠道"),
    "slot": QT_TRANSLATE_NOOP("Sentences", "位置"),
    "law": QT_TRANSLATE_NOOP("Sentences", "依据"),
    "length": QT_TRANSLATE_NOOP("Sentences", "现有字数"),
    "max_length": QT_TRANSLATE_NOOP("Sentences", "最多字数"),
    "cap": QT_TRANSLATE_NOOP("Sentences", "上限"),
    "count": QT_TRANSLATE_NOOP("Sentences", "次数"),
    "now": QT_TRANSLATE_NOOP("Sentences", "现在"),
    "on": QT_TRANSLATE_NOOP("Sentences", "今天"),
    "allowed_from": QT_TRANSLATE_NOOP("Sentences", "可联系时段开始"),
    "allowed_until": QT_TRANSLATE_NOOP("Sentences", "可联系时段结束"),
    "valid_from": QT_TRANSLATE_NOOP("Sentences", "生效日"),
    "valid_until": QT_TRANSLATE_NOOP("Sentences", "失效日"),
    "age_days": QT_TRANSLATE_NOOP("Sentences", "已过天数"),
    "valid_days": QT_TRANSLATE_NOOP("Sentences", "有效天数"),
    "expected": QT_TRANSLATE_NOOP("Sentences", "话术适用"),
    "line": QT_TRANSLATE_NOOP("Sentences", "产品类别"),
    "tier": QT_TRANSLATE_NOOP("Sentences", "客户等级"),
    "span": QT_TRANSLATE_NOOP("Sentences", "提示语"),
    "variant": QT_TRANSLATE_NOOP("Sentences", "版本"),
    "account": QT_TRANSLATE_NOOP("Sentences", "客户经理"),
    "rated_on": QT_TRANSLATE_NOOP("Sentences", "测评日"),
    "until": QT_TRANSLATE_NOOP("Sentences", "直到"),
    "from": QT_TRANSLATE_NOOP("Sentences", "从"),
    "to": QT_TRANSLATE_NOOP("Sentences", "到"),
    "word": QT_TRANSLATE_NOOP("Sentences", "用词"),
    "type": QT_TRANSLATE_NOOP("Sentences", "可以写"),
    "source": QT_TRANSLATE_NOOP("Sentences", "数据"),
    "character": QT_TRANSLATE_NOOP("Sentences", "字符"),
    "holiday": QT_TRANSLATE_NOOP("Sentences", "节日"),
    "last_on": QT_TRANSLATE_NOOP("Sentences", "最近一次"),
    "days": QT_TRANSLATE_NOOP("Sentences", "间隔天数"),
    "ahead_s": QT_TRANSLATE_NOOP("Sentences", "快了（秒）"),
    "age": QT_TRANSLATE_NOOP("Sentences", "年龄"),
    "sensitivity": QT_TRANSLATE_NOOP("Sentences", "敏感级别"),
}
#: Facts whose value is a code itself, and what names it.
_NAMED_VALUES = {
    "channel": (labels.channel,),
    "line": (labels.product_line,),
    "expected": (labels.channel, labels.product_line),
    "tier": (labels.tier,),
    "slot": (labels.slot,),
    "type": (labels.text_class,),
}
#: The fact that says why, as a code that has a sentence.
_CAUSE = "cause"
#: The fact that says why, in the rule's own words.
_WHY = "why"
#: What no table knows is shown as it came.
_ALL = {
    **_FAULTS,
    **RELEASE_REFUSALS,
    **REVIEW_SENTENCES,
    **LOG_REFUSALS,
    **PRIVACY_SENTENCES,
    **_NIGHT,
    **_RULES,
    **_REASONS,
}


def is_rule(code: str) -> bool:
    """Whether this is the id of a rule, worth showing beside its sentence."""
    return code in _RULES


def is_known(code: str) -> bool:
    """Whether there is a sentence for this code."""
    return code in _ALL


def sentence(code: str) -> str:
    """The sentence of a reason, rule or error code; an unknown code as it is."""
    source = _ALL.get(code)
    return QCoreApplication.translate("Sentences", source) if source else code


def finding_sentence(rule: str, params: Mapping[str, str]) -> str:
    """The sentence of a rule followed by the facts it was given."""
    facts = [f"{_fact(key)} {_value(key, value)}" for key, value in params.items() if value and key != _WHY]
    # A rule that the bank added has no sentence here and brings its own reason.
    head = sentence(rule) if is_known(rule) else params.get(_WHY, rule)
    return " · ".join([head, *facts])


def fault_sentence(code: str, message: str) -> str:
    """The sentence of an error; an unknown one keeps its code and the agent's own words."""
    if code in _ALL:
        return sentence(code)
    return f"{code}: {message}" if message else code


def _value(key: str, value: str) -> str:
    if key == _CAUSE:
        return sentence(value)
    for name in _NAMED_VALUES.get(key, ()):
        value = name(value)
    return value


def _fact(key: str) -> str:
    source = _FACTS.get(key)
    return QCoreApplication.translate("Sentences", source) if source else key
