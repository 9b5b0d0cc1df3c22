"""The fixed words of the week's page, in Chinese and English."""

from __future__ import annotations

from datetime import datetime

from robot.domain.clock import BANK_ZONE
from robot.reporting.log_words import ANOMALIES, MARKS, RECORD_TYPES
from robot.reporting.words import Language

_LABELS: dict[str, tuple[str, str]] = {
    "title": ("日志复核周报", "Weekly review of the log"),
    "brand": ("Tandem 同行 · 客户经理桌面机器人", "Tandem 同行 · the relationship manager's desktop robot"),
    "week": ("期间", "Week"),
    "workstation": ("工作台", "Workstation"),
    "log": ("日志编号", "Log"),
    "simulated": ("模拟时间", "SIMULATED TIME"),
    "simulated.text": ("仅用于演示或测试，不作业务凭证", "for demonstration or tests; no business record"),
    "green": ("绿", "Green"),
    "amber": ("黄", "Amber"),
    "red": ("红", "Red"),
    "green.text": ("日志完整，复核已完成", "The log is whole and the review is done"),
    "amber.text": ("日志完整，复核尚有未尽事项", "The log is whole; the review is not done"),
    "red.text": ("有事项须立即查看", "Something must be looked at now"),
    "why.chain": ("日志校验未通过", "the log does not verify"),
    "why.heavy": ("最高级异常未查看 {n} 项", "gravest anomalies not looked at: {n}"),
    "why.not_anchored": ("{n} 条记录没有外部见证", "records without an outside witness: {n}"),
    "why.no_sample": ("尚未抽样", "no sample was drawn"),
    "why.not_repeatable": ("样本无法重抽核对", "the sample cannot be drawn again"),
    "why.sample": ("样本待复核 {n} 条", "sample records waiting: {n}"),
    "why.bad": ("样本中发现问题 {n} 条", "bad ones in the sample: {n}"),
    "why.anomalies": ("异常未处理 {n} 项", "anomalies open: {n}"),
    "why.unsettled": ("未核实的发送 {n} 笔", "unsettled sends: {n}"),
    "sends": ("发送", "Sends"),
    "confirmed": ("查证送达", "Delivery proved"),
    "refused": ("规则拒绝", "Refused by rule"),
    "failed": ("未发出", "Not sent"),
    "anomalies": ("异常", "Anomalies"),
    "reviewed": ("样本已复核", "Sample looked at"),
    "records": ("日志记录", "Log records"),
    "before": ("上周 {n}", "before: {n}"),
    "of": ("共 {n}", "of {n}"),
    "all": ("累计 {n}", "{n} in all"),
    "proof": ("抽样复核能证明什么", "What the sampled review proves"),
    "proof.draw": (
        "{who} · 第 {seq} 号记录 · {first} 至 {last} · 由签名头 {head} 抽取",
        "{who} · record {seq} · {first} to {last} · chosen by the signed head {head}",
    ),
    "risk": ("风险", "Risk"),
    "stratum.of": ("发送", "Sends"),
    "stratum.drawn": ("抽中", "Drawn"),
    "stratum.looked_at": ("看过", "Looked at"),
    "stratum.reviewed": ("样本复核", "Of sample"),
    "stratum.bad": ("有问题", "Bad"),
    "stratum.all": ("合计", "All"),
    "blind": ("盲检", "Blind checks"),
    "blind.text": (
        "再次上报 {found} / {of}（{share}；95% 区间 {low}–{high}）",
        "{found} of {of} handed on again ({share}; 95 % limits {low}–{high})",
    ),
    "blind.none": ("还没有回答过的盲检（0 条）", "None answered yet (n = 0)"),
    "two": ("两人一致", "Two reviewers"),
    "two.text": (
        "一致 {agreed} / {both}（{share}），κ = {kappa}",
        "{agreed} of {both} alike ({share}), κ = {kappa}",
    ),
    "two.none": ("还没有两人都看过的记录（0 条）", "No record was looked at by both yet (n = 0)"),
    "kappa.none": ("不适用", "none"),
    "integrity": ("日志完整性", "Integrity of the log"),
    "chain": ("校验", "Verified"),
    "chain.ok": ("最近 {n} 条首尾相接，共 {all} 条", "the newest {n} of {all} records are whole"),
    "chain.all": ("{n} 条全部首尾相接", "all {n} records are whole"),
    "chain.bad": ("第 {seq} 条有误：{why}", "record {seq} is bad: {why}"),
    "heads": ("签名头", "Signed heads"),
    "heads.text": ("本周 {n} 个，覆盖 {size} 条", "{n} this week, covering {size} records"),
    "anchor": ("见证", "Witness"),
    "anchor.ok": (
        "外部见证 {n} 条；尚未见证 {tail} 条（{span}）",
        "{n} records are held outside; {tail} not yet ({span})",
    ),
    "anchor.own": (
        "见证 {n} 条，但本账号可改动；{tail} 条仅凭本机（{span}）",
        "{n} held where this account can change them; {tail} rest on this workstation ({span})",
    ),
    "anchor.none": (
        "没有见证；{tail} 条仅凭本机（{span}）",
        "none; {tail} records rest on this workstation ({span})",
    ),
    "span.s": ("{n} 秒", "{n}\u00a0s"),
    "span.min": ("{n} 分钟", "{n}\u00a0min"),
    "span.h": ("{n} 小时", "{n}\u00a0h"),
    "span.d": ("{n} 天", "{n}\u00a0days"),
    "kinds": ("异常种类", "Anomalies by kind"),
    "compared": ("本周 / 上周", "this week / before"),
    "none": ("无", "None"),
    "opened": ("查看原文与导出", "Unmaskings and exports"),
    "opened.person": ("人员", "Person"),
    "opened.unmasked": ("查看原文", "Unmasked"),
    "opened.exported": ("导出", "Exported"),
    "opened.drawn": ("抽样", "Draws"),
    "heaviest": ("最重的五项异常", "Five heaviest anomalies"),
    "heaviest.note": ("记录号可在“复核”页打开", "open them by number on the review page"),
    "record": ("记录", "Record"),
    "time": ("时间", "Time"),
    "what": ("动作", "Act"),
    "task": ("任务", "Task"),
    "kind": ("异常", "Anomaly"),
    "mark": ("复核", "Review"),
    "unmarked": ("未看", "open"),
    "open": ("未结事项", "Open items"),
    "open.anomalies": ("未处理的异常", "anomalies"),
    "open.sample": ("样本待复核", "sample records"),
    "open.unsettled": ("未核实的发送", "unsettled sends"),
    "open.reviews": ("待批话术", "texts waiting for a supervisor"),
    "signed": ("复核人", "Reviewed by"),
    "signed_on": ("日期", "Date"),
    "written": ("生成时间", "Written"),
    "masked": (
        "不含客户姓名；数字取自本机日志，可用 tandem journal verify 与 tandem journal sample show 复核",
        "No customer is named; `tandem journal verify` and `tandem journal sample show` check the figures",
    ),
}


class WeekLabels:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        """:param language: `zh` or `en`."""
        self.language: Language = language
        self._column = 0 if language == "zh" else 1

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with its facts put in; not escaped."""
        return _LABELS[key][self._column].format(**facts)

    def anomaly(self, kind: str) -> str:
        """A kind of anomaly; one of a later version as it is."""
        return ANOMALIES.get(kind, (kind, kind))[self._column]

    def type(self, code: str) -> str:
        """A record type."""
        return RECORD_TYPES.get(code, (code, code))[self._column]

    def mark(self, code: str) -> str:
        """A mark, or that there is none."""
        return MARKS[code][self._column] if code in MARKS else self("unmarked")

    def span(self, seconds: float) -> str:
        """A stretch of time in its largest fitting unit."""
        for unit, size in (("d", 172_800), ("h", 7_200), ("min", 120)):
            if seconds >= size:
                whole = {"d": 86_400, "h": 3_600, "min": 60}[unit]
                return self(f"span.{unit}", n=f"{seconds / whole:,.0f}")
        return self("span.s", n=f"{seconds:,.0f}")

    def moment(self, at: datetime) -> str:
        """Day and time in the bank's zone."""
        return f"{at.astimezone(BANK_ZONE):%m-%d %H:%M}"
