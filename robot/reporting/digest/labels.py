"""The fixed words of the morning's page, in Chinese and English."""

from __future__ import annotations

from datetime import date, datetime

from robot.domain.clock import BANK_ZONE
from robot.reporting.words import Language

_LABELS: dict[str, tuple[str, str]] = {
    "title": ("今晨报告", "Morning digest"),
    "brand": ("Tandem 同行 · 客户经理桌面机器人", "Tandem 同行 · the relationship manager's desktop robot"),
    "run": ("运行", "Run"),
    "run.none": ("未运行", "did not run"),
    "date": ("营业日", "Business date"),
    "next": ("下次运行", "Next run"),
    "next.none": ("未安排", "none planned"),
    "next.schedule.off": ("定时运行未开启", "the schedule is off"),
    "next.calendar.ended": ("节假日历已到期，请更新", "the holiday calendar has ended; update it"),
    "next.calendar.ends_soon": ("节假日历即将到期", "the holiday calendar ends soon"),
    "simulated": ("模拟时间", "SIMULATED TIME"),
    "simulated.text": ("仅用于演示或测试，不作业务凭证", "for demonstration or tests; no business record"),
    "green": ("绿", "Green"),
    "yellow": ("黄", "Yellow"),
    "red": ("红", "Red"),
    "green.text": ("一切正常，无需处理", "All is well; nothing needs you"),
    "yellow.text": (
        "有事项等您处理，没有发错、没有重发的迹象",
        "Something waits for you; no sign of a wrong or doubled message",
    ),
    "red.text": ("有结果须立即核对", "Something must be checked now"),
    "empty.text": ("还没有可以汇报的运行", "There is no run to report yet"),
    "why.journal_broken": ("日志校验未通过", "the journal does not verify"),
    "why.misdirected": ("{n} 条消息记到了别的客户名下", "filed under another customer: {n}"),
    "why.doubled": ("{n} 条消息在网站里重复", "doubled on the site: {n}"),
    "why.unknown": ("{n} 条结果未知", "unknown outcomes: {n}"),
    "why.missed_start": ("计划的运行没有按时开始", "the planned run did not start"),
    "why.needs_you": ("{n} 件事需要您处理", "things that need you: {n}"),
    "why.failed": ("{n} 条没有发成", "not sent: {n}"),
    "why.waiting": ("{n} 条仍在等待", "still waiting: {n}"),
    "why.unsettled": ("台账有 {n} 条未核实", "unsettled in the ledger: {n}"),
    "missed": ("计划 {at} 的运行没有开始：{why}", "The run planned for {at} did not start: {why}"),
    "missed.": ("原因不明", "reason unknown"),
    "missed.agent_not_running": ("机器人没有运行", "the robot was not running"),
    "missed.machine_asleep": ("电脑处于睡眠", "the computer was asleep"),
    "missed.robot_stopped": ("急停未解除", "the stop was engaged"),
    "missed.run_refused": ("运行被拒绝", "the run was refused"),
    "planned": ("计划", "Planned"),
    "done": ("已确认送达", "Confirmed"),
    "refused": ("规则拒绝", "Refused by rule"),
    "failed": ("没有发成", "Not sent"),
    "waiting": ("等待", "Waiting"),
    "cancelled": ("已取消", "Cancelled"),
    "unknown": ("结果未知", "Unknown"),
    "waiting.person": ("待人工 {n}", "for a person: {n}"),
    "waiting.open": ("未开始 {n}", "not begun: {n}"),
    "failed.platform": ("平台拒绝 {n}", "by the platform: {n}"),
    "failed.halted": ("发送前停下 {n}", "halted: {n}"),
    "planned.calls": ("另有 {n} 通电话由您拨打", "{n} more are yours to call"),
    "needs": ("需要您处理", "Needs you"),
    "needs.none": ("没有事情在等您", "Nothing waits for you"),
    "needs.hint": (
        "在同行窗口的“今晨报告”里逐项处理",
        "Each has a button in the window, under Morning digest",
    ),
    "needs.more": ("另有 {n} 件，见窗口", "and {n} more, see the window"),
    "needs.count": ("{name} 等 {n} 位客户", "{name} and others, {n} customers"),
    "needs.behind": ("{n} 条在等它", "waiting for it: {n}"),
    "needs.record": (
        "消息已送达，联系记录没有登记",
        "the message arrived; its contact record was not written",
    ),
    "act.open_task": ("打开任务", "Open task"),
    "act.log_in": ("登录", "Log in"),
    "act.reconcile": ("核对", "Reconcile"),
    "act.settle": ("确认结果", "Settle"),
    "failures": ("未能确认的原因", "Why others are not confirmed"),
    "failures.none": ("全部确认送达", "All confirmed"),
    "failures.compared": ("与前 {n} 次运行比较", "against the last {n} runs"),
    "failures.first": ("首次运行，无从比较", "first run, nothing to compare with"),
    "failures.new": ("新", "new"),
    "failures.more": ("另有 {n} 种", "and {n} more kinds"),
    "failures.seen": ("前 {runs} 次中有 {n} 次", "in {n} of {runs} runs"),
    "caps": ("发送量与上限", "Sends against caps"),
    "caps.none": ("没有发送", "Nothing was sent"),
    "caps.nocap": ("未设上限", "no cap"),
    "checks": ("校验", "Checks"),
    "ledger": ("联系台账", "Contact ledger"),
    "ledger.ok": ("没有未核实，没有重复", "nothing unsettled, nothing doubled"),
    "ledger.bad": (
        "未核实 {unsettled} · 重复 {doubled} · 错投 {misdirected}",
        "{unsettled} unsettled · {doubled} doubled · {misdirected} misdirected",
    ),
    "journal": ("操作日志", "Journal"),
    "journal.ok": ("{n} 条首尾相接", "{n} records, whole"),
    "journal.part": ("最近 {n} 条首尾相接，共 {all} 条", "the newest {n} of {all} records are whole"),
    "journal.bad": ("第 {seq} 条有误：{why}", "record {seq} is bad: {why}"),
    "surfaces": ("凭什么确认", "Proved by"),
    "surface.sent_list": (
        "{site}：另一登录读取已发送列表",
        "{site}: list of sent messages, read by a second login",
    ),
    "surface.chat_login": (
        "{site}：重新登录后读取聊天记录",
        "{site}: the conversation, read by a new login",
    ),
    "surface.chat_reload": (
        "{site}：重新载入后读取聊天记录",
        "{site}: the conversation, read after a reload",
    ),
    "surface.records": ("{site}：另一登录读取联系记录页", "{site}: records page, read by a second login"),
    "slowest": ("最慢的一步", "Slowest step"),
    "slowest.text": ("{site} · {step} · 平均 {ms}", "{site} · {step} · {ms} in the mean"),
    "written": ("生成时间", "Written"),
    "masked": ("客户姓名已脱敏", "Names are masked"),
    "verify": (
        "数字取自本机台账与日志，可用 tandem journal verify 复核",
        "the figures are this workstation's own; `tandem journal verify` checks them",
    ),
}
_SITES = {"wecom": ("企业微信", "WeCom"), "crm": ("CRM", "CRM")}
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class DigestLabels:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        """:param language: `zh` or `en`."""
        self.language: Language = language
        self._column = 0 if language == "zh" else 1

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with its facts put in; not escaped."""
        return _LABELS[key][self._column].format(**facts)

    def coded(self, kind: str, code: str) -> str:
        """The words of a code of a kind; an unknown code as it is."""
        found = _LABELS.get(f"{kind}.{code}")
        return found[self._column] if found else code

    def site(self, code: str) -> str:
        """A site's short name; one of the bank's own by its id."""
        return _SITES.get(code, (code, code))[self._column]

    def surface(self, watched: str) -> str:
        """One of `Digest.watched_surfaces`."""
        site, _, how = watched.partition(":")
        found = _LABELS.get(f"surface.{how}")
        return found[self._column].format(site=self.site(site)) if found else watched

    def day(self, on: date) -> str:
        """A date with its weekday."""
        if self.language == "zh":
            return f"{on.isoformat()} {_WEEKDAYS[on.weekday()]}"
        return f"{on.isoformat()} {on:%A}"

    def moment(self, at: datetime) -> str:
        """Day and time in the bank's zone."""
        return f"{at.astimezone(BANK_ZONE):%m-%d %H:%M}"
