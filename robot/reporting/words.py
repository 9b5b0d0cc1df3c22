"""Codes of the engine as sentences, in Chinese and English, for pages and terminals that have no Qt."""

from __future__ import annotations

from typing import Literal

from robot.reporting.privacy_words import PRIVACY_WORDS
from robot.reporting.release_words import RELEASE_WORDS
from robot.reporting.review_words import REVIEW_WORDS
from robot.reporting.word_rules import WORD_RULES

Language = Literal["zh", "en"]
_Words = dict[str, tuple[str, str]]

_OUTCOMES: _Words = {
    "confirmed": ("已确认送达", "Confirmed"),
    "refused": ("规则拒绝", "Refused by rule"),
    "platform_refused": ("平台拒绝", "Refused by the platform"),
    "halted": ("发送前停下", "Halted before sending"),
    "needs_person": ("待人工", "Waiting for a person"),
    "unknown": ("结果未知", "Unknown"),
    "cancelled": ("已取消", "Cancelled"),
}
_REASONS: _Words = {
    "effect.read_back": ("已由独立会话读到这条消息", "another session read the message from the server"),
    "effect.done_by_person": ("已由人工完成", "done by a person"),
    "effect.not_found_in_time": (
        "已点击发送，但限时内没有查到；核对之前不会重发",
        "clicked, but not found in time; not repeated before it is settled",
    ),
    "effect.doubled": ("网站里出现了两条相同的消息，请核对", "the site holds the message twice; please look"),
    "effect.altered": (
        "网站里的文字与批准的不一致，请核对",
        "the site holds another text than approved; please look",
    ),
    "effect.witness_unavailable": (
        "查证会话不可用，暂时无法确认是否送达",
        "the reading session is not available, so delivery cannot be shown yet",
    ),
    "contact.already_in_chat": (
        "聊天里已经有这条消息，没有再发",
        "the chat holds this message already; not sent again",
    ),
    "contact.already_in_ledger": (
        "今天已经联系过这位客户，没有再发",
        "contacted today already; not sent again",
    ),
    "platform.quota_reached": (
        "平台当日发送额度已用完，没有发出",
        "the platform's quota of the day is used up; not sent",
    ),
    "platform.already_received": (
        "客户今天已收到其他群发，平台没有放行",
        "the customer received another broadcast today; the platform held it back",
    ),
    "platform.not_a_friend": ("客户已不是好友，没有发出", "the customer is no longer a contact; not sent"),
    "effect.misdirected": (
        "网站把消息记到了另一位客户名下，请核对两位客户",
        "the site filed the message under another customer; look at both",
    ),
    "effect.settled_by_person": ("已由人工核对并确认结果", "settled by a person who looked"),
    "contact.opted_out_in_chat": (
        "客户在聊天里要求不再联系，没有发出",
        "the customer asked in the chat not to be contacted; not sent",
    ),
    "platform.rejected_later": (
        "平台先显示已发送，随后退回，没有送达",
        "the platform showed it as sent and then returned it; not delivered",
    ),
    "site.failing": (
        "网站连续出错，已暂停发送，恢复后自动继续",
        "the site keeps failing; sending is paused and goes on when it recovers",
    ),
    "cancelled.window_closed": (
        "等到发送时段结束仍未发出，已取消",
        "the sending window closed before it could be sent",
    ),
    "platform.other": ("平台拒绝了发送，没有发出", "the platform refused; not sent"),
    "recipient.not_found": ("找不到这位客户的会话，没有发出", "the customer's chat was not found; not sent"),
    "recipient.ambiguous": ("找到不止一位相符的客户，没有发出", "more than one customer fits; not sent"),
    "recipient.mismatch": (
        "打开的会话不是这位客户，没有发出",
        "the open chat is another customer's; not sent",
    ),
    "text.read_back_differs": (
        "输入框里的文字与批准的不一致，没有发出",
        "the text in the box differs from the approved one; not sent",
    ),
    "page.changed": ("网页改版，机器人不认得，没有发出", "the page changed and is not recognised; not sent"),
    "page.unreachable": ("网页打不开，没有发出", "the page does not open; not sent"),
    "site.stopped_after_unknown": (
        "该网站有一条结果未知，核对之前不再发送",
        "the site has an unknown outcome; nothing is sent before it is settled",
    ),
    "person.login_needed": ("需要您登录网站", "somebody must log in to the site"),
    "person.wrong_account": (
        "网站登录的是别人的账号，请换回本人账号",
        "the site is logged in as somebody else",
    ),
    "person.taken_over": (
        "有人正在操作机器人的浏览器，交还后继续",
        "a person works in the robot's browser; it goes on once handed back",
    ),
    "person.draft_present": (
        "会话里有未发出的草稿，请先处理",
        "the chat holds an unsent draft; it was left alone",
    ),
    "person.no_talk_track": ("没有可用的话术，请人工联系", "no talk track fits; please contact in person"),
    "words.review": (
        "填写的内容需要主管先看过，没有发出",
        "a supervisor has to look at the filled-in words first; not sent",
    ),
    "person.slot_unfit": (
        "客户数据填不进话术，请人工核对",
        "the customer's data does not fit the talk track",
    ),
    "person.channel_needs_person": ("这个渠道需要您本人操作", "this channel is worked by a person"),
    "cancelled.skipped": ("客户经理已跳过", "skipped by the relationship manager"),
    "cancelled.undone": ("客户经理已撤销，没有发出", "undone by the relationship manager; not sent"),
    "cancelled.stopped": ("急停时取消，没有发出", "cancelled by the stop; not sent"),
    "cancelled.interrupted": ("机器人重启时取消，没有发出", "cancelled by a restart; not sent"),
}
_RULES: _Words = {
    "consent.missing": ("客户没有授权这个渠道的营销联系", "the customer did not consent to this channel"),
    "contact.opted_out": ("客户已要求不再联系", "the customer asked not to be contacted"),
    "contact.daily_cap": ("今天给这位客户的联系已到上限", "the customer's cap of the day is reached"),
    "contact.monthly_cap": ("本月给这位客户的联系已到上限", "the customer's cap of the month is reached"),
    "suitability.risk_too_high": (
        "产品风险高于客户的承受等级",
        "the product's risk is above the customer's rating",
    ),
    "suitability.rating_missing": ("客户没有风险测评，不能推荐这个产品", "the customer has no risk rating"),
    "suitability.rating_expired": (
        "客户的风险测评已过期，请先重新测评",
        "the customer's risk rating has expired",
    ),
    "hours.quiet": ("免打扰时段，不联系客户", "quiet hours: customers are not contacted"),
    "permit.stopped": ("急停中，不发送任何消息", "the stop is engaged: nothing is sent"),
    "permit.release": (
        "发布包现在不能使用，没有发出",
        "the release may not be used now; not sent",
    ),
    "clock.behind": (
        "本机时间早于日志里的最后一条，到点之前不发送",
        "the clock stands before the last record of the log; nothing is sent until it has caught up",
    ),
    "caps.account_rate": (
        "账号的发送节奏已到上限，稍后自动继续",
        "the account's pace is used up for now; sending goes on by itself",
    ),
    "caps.account_daily": (
        "账号今日无人值守发送已到上限，留待您处理",
        "the account's cap of the day for unattended sends is reached; left for you",
    ),
    "caps.run": (
        "本次运行该敏感级别的条数已到上限，留待您处理",
        "this run has taken all messages of that sensitivity level it may; left for you",
    ),
    "clock.ahead": (
        "本机时间突然变快，有人确认或恢复一致之前不发送",
        "the clock jumped ahead; nothing is sent until somebody confirms it or it agrees again",
    ),
    "rights.account": (
        "银行没有授权机器人用这个账号做这类联系",
        "the bank gave the robot no right to such contacts for this account",
    ),
    "sensitivity.unattended": (
        "这一敏感级别的信息不能无人值守发送",
        "messages of this level are not sent unattended",
    ),
    "contact.opted_out_of": (
        "客户拒绝这个渠道或这类信息",
        "the customer refused this channel or this kind of message",
    ),
    "hold.complaint": (
        "客户有投诉在处理，请先由人工沟通",
        "a complaint of the customer is open; a person speaks with them first",
    ),
    "hold.dispute": (
        "与客户有争议在处理，请先由人工沟通",
        "a dispute with the customer is open; a person speaks with them first",
    ),
    "suitability.assessed_too_often": (
        "客户风险测评次数超过规定，评级不能采用",
        "the customer's risk was assessed too often for the rating to count",
    ),
    "suitability.elderly": (
        "高龄客户与这个产品等级须由人工确认",
        "an older customer and a product of this grade want a person's confirmation",
    ),
    "suitability.ordinary": (
        "普通投资者的高风险产品须由人工联系并复核",
        "a product of high risk is brought to an ordinary investor by a person, and reviewed",
    ),
    "hours.holiday": (
        "节假日不做营销联系",
        "no marketing on this holiday",
    ),
    "contact.weekly_cap": (
        "本周给这位客户的联系已到上限",
        "the customer's cap of the week is reached",
    ),
    "contact.line_cap": (
        "本月就这类产品给这位客户的联系已到上限",
        "the customer's cap of the month for this product line is reached",
    ),
    "contact.platform_cap": (
        "本月平台允许这位客户接收的条数已到上限",
        "the platform's cap of the month for the customer is reached",
    ),
    "contact.marketing_gap": (
        "距上次营销联系的天数还不够",
        "the last marketing message was too few days ago",
    ),
    "contact.cool_off": (
        "客户刚拒绝或刚购买，暂不营销这类产品",
        "the customer refused or bought not long ago; no marketing of this line yet",
    ),
    "holdout.group": (
        "客户在对照组，不联系",
        "the customer is in the comparison group and is not contacted",
    ),
    "permit.unattended": ("未获准无人值守发送，需有人在场", "no leave to send while nobody is present"),
    "slot.too_long": ("填写的内容太长", "a filled-in text is too long"),
    "slot.bad_character": (
        "填写的内容里有不允许的字符",
        "a filled-in text holds characters that are not allowed",
    ),
    "slot.required": ("有一处必须填写的内容是空的", "a required text is empty"),
    "slot.missing": ("话术需要的客户数据缺失", "data that the talk track needs is missing"),
    "slot.link_not_allowed": ("填写的内容里不允许有链接或号码", "a filled-in text holds a link or number"),
    "slot.unknown": ("填写了话术里没有的位置", "a text was given for a place that the talk track lacks"),
    "talktrack.not_valid_today": ("话术不在有效期内", "the talk track is not valid today"),
    "talktrack.wrong_channel": ("话术不适用于这个渠道", "the talk track is for another channel"),
    "talktrack.wrong_line": ("话术不适用于这类产品", "the talk track is for another product line"),
    **WORD_RULES,
    "talktrack.wrong_tier": ("话术不适用于这个客户等级", "the talk track is for other customer tiers"),
    "talktrack.variant_unknown": ("话术没有这个版本", "the talk track has no such variant"),
    "talktrack.required_span_missing": (
        "话术缺少必须的提示语",
        "a required sentence is missing from the talk track",
    ),
    "talktrack.too_long": ("全文超过允许的长度", "the whole text is too long"),
}
#: About the schedule and its starts.
_NIGHT: _Words = {
    "night.agent_not_running": (
        "到了时间机器人没有在运行，这次无人值守没有开始",
        "the agent was not running when the unattended run was due",
    ),
    "night.machine_asleep": (
        "到了时间电脑在休眠，这次无人值守没有开始",
        "the machine was asleep when the unattended run was due",
    ),
    "night.robot_stopped": (
        "急停没有解除，这次无人值守没有开始",
        "the robot was stopped when the unattended run was due",
    ),
    "night.run_refused": (
        "取不到清单或机器人无法就绪，这次无人值守没有按时开始",
        "the unattended run could not begin: no list, or the robot could not be made ready",
    ),
    "schedule.off": ("无人值守计划已关闭", "the schedule is off"),
    "schedule.no_start": ("一个月内没有计划的开始时间", "no start is planned within a month"),
    "schedule.not_a_workday": ("非工作日", "not a workday"),
    "schedule.left_out": ("银行设定不运行的日子", "left out by the bank"),
    "schedule.other_weekday": ("计划不含这一天", "the schedule leaves this weekday out"),
    "calendar.ends_soon": (
        "节假日数据即将到期，请更新",
        "the holiday calendar ends soon; update it",
    ),
    "calendar.ended": (
        "节假日数据已到期，更新之前不做无人值守运行",
        "the holiday calendar has ended; nothing is started unattended before it is updated",
    ),
}
_CHANNELS: _Words = {
    "wecom": ("企业微信", "WeCom"),
    "phone": ("电话", "Telephone"),
    "push": ("手机银行推送", "Push notice"),
    "counter": ("柜面", "Counter"),
}
_STATES: _Words = {
    "ready": ("待办", "Not begun"),
    "snoozed": ("已推迟", "Put off"),
    "held": ("等待发送", "Held"),
    "running": ("进行中", "Under way"),
    "awaiting_witness": ("等待查证", "Awaiting proof"),
    "ended": ("已结束", "Ended"),
}
_STEPS: _Words = {
    "policy": ("核对规则", "check the rules"),
    "render": ("生成话术", "render the text"),
    "intend": ("登记意图", "write the intent"),
    "open": ("打开客户", "open the chat"),
    "identify": ("核对客户身份", "prove who it is"),
    "fill": ("填写内容", "fill in"),
    "read_back": ("回读比对", "read back"),
    "recheck": ("发送前复核", "check again"),
    "click": ("发送", "send"),
    "echo": ("页面回显", "the page's echo"),
    "picture_before": ("点击前画面", "picture before the click"),
    "picture": ("点击后画面", "picture after the click"),
    "witness": ("独立会话查证", "witness"),
    "record": ("登记联系记录", "record in the CRM"),
    "outcome": ("结果", "outcome"),
}
_LAYERS: _Words = {
    "sequence": ("编号不连续", "the numbering has a gap"),
    "chain": ("与上一条不相接", "it does not follow from the record before"),
    "hash": ("记录头与指纹不符", "its header does not match its hash"),
    "commitment": ("内容与记录头不符", "its content does not match its header"),
    "unreadable": ("记录无法读取", "it cannot be read"),
    "format": ("记录头的写法不规范", "its header is not in the canonical spelling"),
    "sealed": ("加密内容与指纹不符", "its encrypted facts do not match their hash"),
    "device": ("属于另一台工作站的日志", "it belongs to another journal"),
    "time": ("时间早于上一条", "its time is before that of the record before"),
    "epoch": ("时段与时间不符", "its epoch is not that of its time"),
    "seal": ("时段封存缺失或不符", "an epoch's seal is missing or wrong"),
    "mac": ("认证码缺失或不符", "its MAC is missing or wrong"),
    "erasure": ("内容缺失而无删除记录", "its content is gone and no record says why"),
    "evidence": ("画面缺失或被替换", "its picture is missing or another"),
    "checkpoint": ("与已签名的检查点不符", "it is not what a checkpoint was signed over"),
    "signature": ("签名不符", "a signature does not fit"),
    "witness": ("与外部见证不符", "it is not what the witness has seen"),
}
_WHY: _Words = {**_REASONS, **_RULES, **_NIGHT, **RELEASE_WORDS, **REVIEW_WORDS, **PRIVACY_WORDS}
#: Every rule id and reason that has a sentence.
REASON_CODES = frozenset(_WHY)


def outcome_words(code: str, language: Language = "zh") -> str:
    """One of the seven endings; an unknown code as it is, like everywhere below."""
    return _said(_OUTCOMES, code, language)


def reason_words(code: str, language: Language = "zh") -> str:
    """Why a task ended as it did: a `Reason` value or the id of a rule."""
    return _said(_WHY, code, language)


def channel_words(code: str, language: Language = "zh") -> str:
    """A contact channel."""
    return _said(_CHANNELS, code, language)


def state_words(code: str, language: Language = "zh") -> str:
    """Where a task stands that has no outcome yet."""
    return _said(_STATES, code, language)


def step_words(code: str, language: Language = "zh") -> str:
    """A step of the send path."""
    return _said(_STEPS, code, language)


def layer_words(code: str, language: Language = "zh") -> str:
    """Which check of the journal a record failed."""
    return _said(_LAYERS, code, language)


def _said(table: _Words, code: str, language: Language) -> str:
    zh, en = table.get(code, (code, code))
    return zh if language == "zh" else en
