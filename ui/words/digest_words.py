"""The words of the morning's page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from robot.domain.night_views import CapUse, Digest, DigestNeed, FailureKind, VerdictCause
from ui.i18n import QT_TRANSLATE_NOOP, Speaker
from ui.words import figures, labels, sentences

_VERDICTS = {
    "green": QT_TRANSLATE_NOOP("DigestWords", "绿"),
    "yellow": QT_TRANSLATE_NOOP("DigestWords", "黄"),
    "red": QT_TRANSLATE_NOOP("DigestWords", "红"),
}
_VERDICT_TEXTS = {
    "green": QT_TRANSLATE_NOOP("DigestWords", "一切正常，无需处理"),
    "yellow": QT_TRANSLATE_NOOP("DigestWords", "有事项等您处理，没有发错、没有重发的迹象"),
    "red": QT_TRANSLATE_NOOP("DigestWords", "有结果须立即核对"),
}
_ACTS = {
    "open_task": QT_TRANSLATE_NOOP("DigestWords", "打开任务"),
    "log_in": QT_TRANSLATE_NOOP("DigestWords", "登录"),
    "reconcile": QT_TRANSLATE_NOOP("DigestWords", "核对"),
    "settle": QT_TRANSLATE_NOOP("DigestWords", "确认结果"),
}
_SITES = {
    "wecom": QT_TRANSLATE_NOOP("DigestWords", "企业微信"),
    "crm": QT_TRANSLATE_NOOP("DigestWords", "CRM"),
}
_SURFACES = {
    "sent_list": QT_TRANSLATE_NOOP("DigestWords", "{site}：另一登录读取已发送列表"),
    "chat_login": QT_TRANSLATE_NOOP("DigestWords", "{site}：重新登录后读取聊天记录"),
    "chat_reload": QT_TRANSLATE_NOOP("DigestWords", "{site}：重新载入后读取聊天记录"),
    "records": QT_TRANSLATE_NOOP("DigestWords", "{site}：另一登录读取联系记录页"),
}
_LAYERS = {
    "sequence": QT_TRANSLATE_NOOP("DigestWords", "编号不连续"),
    "chain": QT_TRANSLATE_NOOP("DigestWords", "与上一条不相接"),
    "hash": QT_TRANSLATE_NOOP("DigestWords", "记录头与指纹不符"),
    "commitment": QT_TRANSLATE_NOOP("DigestWords", "内容与记录头不符"),
    "unreadable": QT_TRANSLATE_NOOP("DigestWords", "记录无法读取"),
}
_MISSED = {
    "agent_not_running": QT_TRANSLATE_NOOP("DigestWords", "机器人没有运行"),
    "machine_asleep": QT_TRANSLATE_NOOP("DigestWords", "电脑处于睡眠"),
    "robot_stopped": QT_TRANSLATE_NOOP("DigestWords", "急停未解除"),
    "run_refused": QT_TRANSLATE_NOOP("DigestWords", "运行被拒绝"),
}
_NOTES = {
    "schedule.off": QT_TRANSLATE_NOOP("DigestWords", "定时运行未开启"),
    "calendar.ended": QT_TRANSLATE_NOOP("DigestWords", "节假日历已到期，请更新"),
    "calendar.ends_soon": QT_TRANSLATE_NOOP("DigestWords", "节假日历即将到期"),
}


def _told(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return QCoreApplication.translate("DigestWords", source) if source else code


class DigestWords(Speaker):
    """Sentences that carry figures."""

    def verdict(self, digest: Digest) -> str:
        """`黄 · 有事项等您处理 …`."""
        if not digest.planned and not digest.verdict_why:
            return self.tr("还没有可以汇报的运行")
        return f"{_told(_VERDICTS, digest.verdict)} · {_told(_VERDICT_TEXTS, digest.verdict)}"

    def why(self, digest: Digest) -> str:
        """All causes in one line, and the start that was missed."""
        # The line below tells it with its time and reason.
        causes = [cause for cause in digest.verdict_why if cause.code != "missed_start" or not digest.missed]
        lines = [" · ".join(self.cause(cause) for cause in causes)]
        if digest.missed is not None:
            at, why = figures.moment(digest.missed), _told(_MISSED, digest.missed_why)
            lines.append(self.tr("计划 {at} 的运行没有开始：{why}").format(at=at, why=why or "—"))
        return "\n".join(line for line in lines if line)

    def cause(self, cause: VerdictCause) -> str:
        """One cause with its count."""
        n = cause.count
        told = {
            "journal_broken": self.tr("日志校验未通过"),
            "misdirected": self.tr("%n 条消息记到了别的客户名下", "", n),
            "doubled": self.tr("%n 条消息在网站里重复", "", n),
            "unknown": self.tr("%n 条结果未知", "", n),
            "missed_start": self.tr("计划的运行没有按时开始"),
            "needs_you": self.tr("%n 件事需要您处理", "", n),
            "failed": self.tr("%n 条没有发成", "", n),
            "waiting": self.tr("%n 条仍在等待", "", n),
            "unsettled": self.tr("台账有 %n 条未核实", "", n),
        }
        return told.get(cause.code, cause.code)

    def span(self, digest: Digest) -> str:
        """The run's date, begin and end."""
        day = figures.day_with_weekday(digest.business_date)
        if digest.started_at is None:
            return self.tr("{day} · 没有运行").format(day=day)
        start = figures.clock(digest.started_at)
        if digest.ended_at is None:
            return self.tr("{day} · {time} 开始").format(day=day, time=start)
        return f"{day} · {start} – {figures.clock(digest.ended_at)}"

    def need(self, need: DigestNeed) -> str:
        """What is the matter."""
        # The reasons are about messages and end in 'not sent', which is wrong of a record.
        if need.kind == "record":
            return self.tr("消息已送达，联系记录没有登记")
        return sentences.sentence(need.reason)

    def about(self, need: DigestNeed) -> str:
        """Whom and where it concerns."""
        who = need.name
        if need.count > 1:
            who = self.tr("{name} 等 %n 位客户", "", need.count).format(name=need.name)
            who = who if need.name else self.tr("%n 位客户", "", need.count)
        behind = self.tr("%n 条在等它", "", need.behind) if need.behind else ""
        parts = (who, site(need.site), behind)
        return " · ".join(part for part in parts if part)

    def seen(self, kind: FailureKind, runs: int) -> str:
        """How usual a kind of failure is."""
        return self.tr("前 {runs} 次中有 {n} 次").format(runs=runs, n=kind.seen_in_runs)

    def compared(self, runs: int) -> str:
        """What the kinds were compared with."""
        return self.tr("与前 %n 次运行比较", "", runs) if runs else self.tr("首次运行，无从比较")

    def use(self, use: CapUse) -> str:
        """Sends, with the cap where there is one."""
        if use.cap is None:
            return self.tr("{sent} 条 · 未设上限").format(sent=use.sent)
        return f"{use.sent} / {use.cap}"

    def ledger(self, digest: Digest) -> str:
        """What the ledger's check found."""
        counts = {
            "unsettled": digest.ledger_unsettled,
            "doubled": digest.ledger_doubled,
            "misdirected": digest.ledger_misdirected,
        }
        if not any(counts.values()):
            return self.tr("没有未核实，没有重复")
        return self.tr("未核实 {unsettled} · 重复 {doubled} · 错投 {misdirected}").format(**counts)

    def journal(self, digest: Digest) -> str:
        """What the journal's verification found."""
        if not digest.journal_ok:
            why = _told(_LAYERS, digest.journal_fault_layer)
            return self.tr("第 {seq} 条有误：{why}").format(seq=digest.journal_fault_seq, why=why)
        checked, records = f"{digest.journal_checked:,}", f"{digest.journal_records:,}"
        if digest.journal_checked < digest.journal_records:
            return self.tr("最近 {n} 条首尾相接，共 {all} 条").format(n=checked, all=records)
        return self.tr("{n} 条首尾相接").format(n=records)

    def slowest(self, digest: Digest) -> str:
        """The slowest step, or empty."""
        slow = digest.slowest
        if slow is None:
            return ""
        words = self.tr("{site} · {step} · 平均 {ms} 毫秒")
        return words.format(site=site(slow.site), step=labels.step(slow.step), ms=f"{slow.mean_ms:,.0f}")

    def next_run(self, digest: Digest) -> str:
        """When the next run is planned, and what is wrong with the plan."""
        when = figures.moment(digest.next_start) if digest.next_start else ""
        parts = (when, _told(_NOTES, digest.next_note) if digest.next_note else "")
        return " · ".join(part for part in parts if part) or self.tr("未安排")


def act(code: str) -> str:
    """A button's words."""
    return _told(_ACTS, code)


def site(code: str) -> str:
    """A site's short name; one of the bank's own by its id."""
    return _told(_SITES, code)


def surface(watched: str) -> str:
    """One of `Digest.watched_surfaces`."""
    where, _, how = watched.partition(":")
    return _told(_SURFACES, how).format(site=site(where)) if how in _SURFACES else watched
