"""The fixed words of the day's report, in Chinese and English."""

from __future__ import annotations

from robot.reporting.words import Language

_LABELS: dict[str, tuple[str, str]] = {
    "title": ("客户触达日报", "Customer contacts of the day"),
    "brand": ("Tandem 同行 · 客户经理桌面机器人", "Tandem 同行 · the relationship manager's desktop robot"),
    "branch": ("机构", "Branch"),
    "rm": ("客户经理", "Relationship manager"),
    "date": ("营业日", "Business date"),
    "green": ("绿", "Green"),
    "amber": ("黄", "Amber"),
    "red": ("红", "Red"),
    "green.text": ("全部任务已有结论，无需处理", "Every task is settled; nothing needs you"),
    "amber.text": (
        "有事项待处理，没有发错、没有重发的迹象",
        "Something waits; no sign of a wrong or doubled message",
    ),
    "red.text": ("有结果须立即核对", "Something must be looked at now"),
    "empty.text": ("当日没有任务", "No tasks on this day"),
    "why.unknown": ("{n} 项结果未知", "unknown outcomes: {n}"),
    "why.chain": ("日志校验未通过", "the journal does not verify"),
    "why.altered": ("{n} 张证据图片与记录不符", "evidence pictures that differ from the record: {n}"),
    "why.records_unknown": ("{n} 条 CRM 记录无法证实", "CRM records that cannot be proved: {n}"),
    "why.needs_person": ("{n} 项待人工", "waiting for a person: {n}"),
    "why.halted": ("{n} 项发送前停下", "halted before sending: {n}"),
    "why.platform_refused": ("{n} 项被平台拒绝", "refused by the platform: {n}"),
    "why.open": ("{n} 项未完成", "not finished: {n}"),
    "why.records": ("{n} 条 CRM 记录待确认", "CRM records pending: {n}"),
    "why.missing": ("{n} 张证据图片缺失", "evidence pictures missing: {n}"),
    "simulated": ("模拟时间", "SIMULATED TIME"),
    "simulated.text": (
        "本报告的时间来自模拟时钟，仅用于演示或测试，不作业务凭证。",
        "The times below come from a simulated clock; this page is no business record.",
    ),
    "planned": ("计划", "Planned"),
    "open": ("未完成", "Not finished"),
    "needs": ("需要您处理", "Needs you"),
    "unknown": ("结果未知", "Unknown outcomes"),
    "unknown.note": ("核对之前机器人不会重发。", "The robot repeats none of them before it is settled."),
    "failures": ("未发出的原因", "Why others were not sent"),
    "refusals": ("规则拒绝", "Refused by rule"),
    "hours": ("各时段发送", "Sends by hour"),
    "slowest": ("最慢的步骤", "Slowest steps"),
    "slowest.average": ("平均", "mean"),
    "integrity": ("日志校验", "Journal integrity"),
    "integrity.ok": ("完整：{n} 条记录首尾相接", "Whole: {n} records, each following the one before"),
    "integrity.bad": (
        "第 {seq} 条记录有误（{why}）；之前 {n} 条无误",
        "Record {seq} is bad ({why}); the {n} before it are good",
    ),
    "integrity.pictures": ("证据图片 {n} 张，与记录相符", "{n} evidence pictures, all as recorded"),
    "integrity.pictures_where": (
        "图片已加密保存；请在 Tandem 窗口的“复核”页按编号查看",
        "The pictures are kept encrypted; open them by number on the review page of the Tandem window",
    ),
    "integrity.pictures_bad": (
        "证据图片 {n} 张：不符 {altered}，缺失 {missing}",
        "{n} evidence pictures: {altered} altered, {missing} missing",
    ),
    "records": ("CRM 联系记录", "CRM contact records"),
    "records.text": ("已确认 {ok} · 待确认 {pending}", "{ok} confirmed · {pending} pending"),
    "clock": ("时间来源", "Time source"),
    "clock.system": ("系统时钟", "system clock"),
    "clock.none": ("当日无日志", "no records on this day"),
    "tasks": ("任务明细", "Tasks"),
    "time": ("时间", "Time"),
    "customer": ("客户", "Customer"),
    "channel": ("渠道", "Channel"),
    "strategy": ("策略", "Strategy"),
    "outcome": ("结果", "Outcome"),
    "reason": ("说明", "Reason"),
    "evidence": ("证据", "Evidence"),
    "step": ("第 {n} 步", "step {n}"),
    "picture.erased": ("已按期删除", "erased with its month"),
    "picture.missing": ("图片缺失", "missing"),
    "picture.altered": ("与记录不符", "altered"),
    "none": ("无", "None"),
    "more": ("等，另 {n} 项见任务明细", "and {n} more, see the table of tasks"),
    "count": ("项", ""),
    "written": ("生成时间", "Written"),
    "by": ("生成人", "By"),
    "versions": ("版本", "Versions"),
    "store": ("存储格式", "store format"),
    "journal": ("日志格式", "journal format"),
    "boots": ("机器人启动次数", "starts of the robot"),
    "talk_tracks": ("所用话术", "Talk tracks used"),
    "reviewed": ("复核人", "Reviewed by"),
    "reviewed_on": ("复核日期", "Date"),
    "masked": (
        "客户姓名已脱敏；数字取自本机存储与日志，可用 tandem journal verify 复核。",
        "Names are masked. The figures are this workstation's own; `tandem journal verify` checks them.",
    ),
}


class Labels:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        """:param language: `zh` or `en`."""
        self.language: Language = language
        self._column = 0 if language == "zh" else 1

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with its facts put in; not escaped."""
        return _LABELS[key][self._column].format(**facts)
