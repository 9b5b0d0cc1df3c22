"""A new talk track for an author to fill in: commented, and clean but for its blanks."""

from __future__ import annotations

from datetime import date, timedelta

from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.talktracks.channel_forms import FORMS
from robot.talktracks.duties import NOT_A_DEPOSIT, PAST_PERFORMANCE

_VALID_DAYS = 365
_OPT_OUT = {
    Channel.WECOM: "回复“退订”不再接收此类消息",
    Channel.PUSH: "退订见消息设置",
    Channel.PHONE: "如您不希望再接到此类电话，我们会登记并不再致电",
    Channel.COUNTER: "是否办理由您自主决定",
}
_BY_LINE = {
    ProductLine.DEPOSIT: "存款利率以我行当日公告为准",
    ProductLine.CARD: "息费标准以我行公示为准",
}
_SHORT = {ProductLine.DEPOSIT: "存款利率以公告为准", ProductLine.CARD: "息费以公示为准"}
_CALL_TIME = "call_time: {type: text, free: true, class: time_phrase, max_length: 16, default: 您方便的时间}"
_PACK = """\
# 话术包说明：谁对这个文件夹里的话术负责。
id: {id}                    # 与文件夹同名
title: 〔话术包名称〕
owner: 〔负责部门与团队〕
version: 1                  # 包内任何文件有改动就加一
product_lines: [{line}]     # 包内话术可用的产品线
"""
_HEAD = """\
# 话术骨架：把〔〕里的内容换成自己的话，再运行 tandem talktrack lint 检查。
id: {id}                    # 与文件同名，小写字母、数字和连字符
title: 〔话术名称〕             # 供查找，不发给客户
version: 1                  # 每次改动加一
channel: {channel}
product_line: {line}
tiers: all                  # 或列出层级：[gold, platinum]
purpose: {purpose}          # marketing 营销、service 服务、care 关怀；营销须能退订
sensitivity: S3
max_length: {max_length}             # 渲染后全文的字数上限
valid_from: {valid_from}
valid_until: {valid_until}     # 最后一天；到期前须重新审看
author: 〔编写人或编写组〕
change_note: 〔这一版改了什么、为什么〕

# 空位。数据空位取自任务的固定字段，客户经理不能改；自由空位由客户经理填写，须有 class 和 max_length。
"""


def pack_skeleton(pack: str, line: ProductLine) -> str:
    """The text of a `pack.yaml`."""
    return _PACK.format(id=pack, line=line)


def track_skeleton(
    track_id: str, *, channel: Channel, line: ProductLine, purpose: Purpose, today: date
) -> str:
    """The text of a talk track's file; its blanks stand in 〔〕."""
    spans = _spans(channel, line, purpose)
    head = _HEAD.format(
        id=track_id,
        channel=channel,
        line=line,
        purpose=purpose,
        max_length=FORMS[channel].usual_length,
        valid_from=today,
        valid_until=today + timedelta(days=_VALID_DAYS),
    )
    slots = "".join(f"  {slot}\n" for slot in _slots(channel))
    required = "".join(f"  - {span}\n" for span in spans)
    return (
        head
        + (f"slots:\n{slots}" if slots else "slots: {}\n")
        + "\n# 必备语句：须逐字出现在每个版本里，一字不能少。\n"
        + (f"required_spans:\n{required}" if required else "required_spans: []\n")
        + "\n# 版本：1 至 9 个，客户经理选用，第一个是默认。\nvariants:\n"
        + _variant(channel, "".join(f"{span}。" for span in spans))
    )


def _spans(channel: Channel, line: ProductLine, purpose: Purpose) -> list[str]:
    is_marketing, is_push = purpose is Purpose.MARKETING, channel is Channel.PUSH
    spans: list[str] = []
    if line is ProductLine.WEALTH:
        spans += [NOT_A_DEPOSIT] if is_push else [NOT_A_DEPOSIT, PAST_PERFORMANCE]
    if is_marketing and line in _BY_LINE:
        spans.append((_SHORT if is_push else _BY_LINE)[line])
    if is_marketing and line is ProductLine.LOAN:
        spans.append("年化利率及费用以合同为准" if is_push else "年化利率、额度及费用以审批和合同为准")
        spans.append("请合理借贷" if is_push else "请合理借贷、按时还款")
    if is_marketing:
        spans.append(_OPT_OUT[channel])
    return spans


def _slots(channel: Channel) -> list[str]:
    customer = "customer: {type: name_with_title, from: customer.name}"
    if channel is Channel.PUSH:
        return []
    if channel is Channel.COUNTER:
        return [customer]
    return [customer, "branch: {type: branch, from: branch}", "rm: {type: rm, from: rm_name}", _CALL_TIME]


def _variant(channel: Channel, required: str) -> str:
    if channel is Channel.WECOM:
        body = f"""\
    text: >-
      {{customer}}您好，我是{{branch}}客户经理{{rm}}。〔说明来意，不夸大、不催促〕。可约{{call_time}}通话。{required}
"""
    elif channel is Channel.PUSH:
        body = f"""\
    title: 〔标题〕
    text: >-
      〔一句话说清事项〕。{required}
"""
    elif channel is Channel.PHONE:
        body = _phone(required)
    else:
        body = _counter(required)
    return f'  - key: "1"\n    label: 〔版本〕\n{body}'


def _phone(required: str) -> str:
    said = required or "〔须说明的事项〕。"
    return f"""\
    steps:
      opening: >-
        {{customer}}您好，请问现在方便接听电话吗？如不方便，我在{{call_time}}再联系您。
      identity: >-
        我是{{branch}}客户经理{{rm}}，您可以通过网点或我行客服核实我的身份。
      purpose: >-
        〔说明来意〕。
      questions:
        - 〔先了解客户情况的问题〕
      disclosures:          # 必备语句写在这里
        - >-
          {said}
      objections:           # 客户可能怎么说，怎么答；不作承诺
        - says: 〔客户的疑问〕
          answer: >-
            〔如实回答〕
      closing: >-
        感谢您接听，再见。
"""


def _counter(required: str) -> str:
    said = required or "〔须说明的事项〕。"
    return f"""\
    prompt:
      situation: >-
        {{customer}}〔柜员需要知道的情况〕。
      say: >-
        〔柜员可以怎么说〕
      disclosures:          # 必备语句写在这里
        - >-
          {said}
      next: >-
        〔下一步怎么办、转给谁〕。
"""
