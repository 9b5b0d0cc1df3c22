"""The log as words: cells of the table, names of filters, what a proof and a verification say."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import LogFacet, LogProof, LogRow, LogRuleText, LogVerifying, VerifyState
from ui.words import figures, labels, log_codes, sentences
from ui.words.digest_words import site as site_name
from ui.words.log_fields import detail

translate = QCoreApplication.translate

#: Longest text of the last column, in characters; more of it cannot be seen anyway.
_DETAIL = 120


def _named(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return translate("Log", source) if source else code


def view(code: str) -> str:
    """A saved view."""
    return _named(log_codes.VIEWS, code)


def facet(code: str) -> str:
    """What is filtered by."""
    return _named(log_codes.FACETS, code)


def act(record_type: str) -> str:
    """What was done; a type of a later version as it is."""
    return _named(log_codes.TYPES, record_type)


def result(code: str) -> str:
    """What came of it."""
    return _named(log_codes.RESULTS, code)


def anomaly(code: str) -> str:
    """Why it wants a look."""
    return _named(log_codes.ANOMALIES, code)


def mark(code: str) -> str:
    """What a supervisor said."""
    return _named(log_codes.MARKS, code)


def layer(code: str) -> str:
    """What a layer of the verification found."""
    return _named(log_codes.LAYERS, code)


def no_picture(code: str) -> str:
    """Why a picture cannot be shown."""
    return _named(log_codes.NO_PICTURE, code)


def value(code: str, of: str, label: str = "") -> str:
    """A value that is filtered by.

    :param of: the facet.
    :param label: what a person calls it, where the reader says so.
    """
    if label:
        return label
    name = {
        LogFacet.SITE: site_name,
        LogFacet.TYPE: act,
        LogFacet.RESULT: result,
        LogFacet.RULE: sentences.sentence,
        LogFacet.ANOMALY: anomaly,
        LogFacet.MARK: mark,
    }.get(LogFacet(of))
    return name(code) if name is not None else code


# --- the table ----------------------------------------------------------------------------------------------


def titles() -> tuple[str, ...]:
    """Of the columns of `cells`."""
    return (
        translate("Log", "时间"),
        translate("Log", "运行"),
        translate("Log", "站点"),
        translate("Log", "动作"),
        translate("Log", "客户"),
        translate("Log", "结果"),
        translate("Log", "耗时"),
        translate("Log", "说明"),
    )


class CellMaker:
    """Strings of a row; codes are named once and remembered, since a page has 256 rows."""

    def __init__(self) -> None:
        """For the language in force now."""
        self._site = lru_cache(maxsize=256)(site_name)
        self._act = lru_cache(maxsize=256)(act)
        self._result = lru_cache(maxsize=256)(result)
        self._why = lru_cache(maxsize=1024)(_why)
        self._told = lru_cache(maxsize=4096)(detail)

    def cells(self, row: LogRow) -> tuple[str, ...]:
        """One string for each column."""
        at = row.at.astimezone(BANK_ZONE)
        about = self._why(row.anomaly, row.rule)
        more = self._told(row.detail)
        told = f"{about} · {more}" if about and more else about or more
        return (
            f"{at.month:02}-{at.day:02} {at.hour:02}:{at.minute:02}:{at.second:02}",
            row.run,
            self._site(row.site) if row.site else "",
            self._act(row.type),
            row.name or row.customer,
            self._result(row.result) if row.result else "",
            f"{row.ms:,} ms" if row.ms >= 0 else "",
            # One line whatever it holds.
            " ".join(told[:_DETAIL].split()),
        )


def _why(anomaly_code: str, rule: str) -> str:
    parts = [anomaly(anomaly_code) if anomaly_code else "", sentences.sentence(rule) if rule else ""]
    return " · ".join(part for part in parts if part)


def step(code: str, detail: str) -> str:
    """A step of the replay, with what it adds."""
    note = labels.step_note(detail) if detail else ""
    return f"{labels.step(code)} · {note}" if note else labels.step(code)


def rule_text(rule: LogRuleText) -> str:
    """What a rule says: its text of the signed rules, else the product's own sentence."""
    told = rule.zh if figures.is_chinese() else rule.en
    return told or sentences.sentence(rule.rule)


# --- proof and verification ---------------------------------------------------------------------------------


def covered(proof: LogProof) -> str:
    """Which checkpoint covers the record."""
    if not proof.checkpoint or proof.checkpoint_at is None:
        return translate("Log", "还没有检查点覆盖到这一条（每分钟或每 1,000 条一次）")
    words = translate("Log", "检查点 {size}，{when} 签名")
    return words.format(size=f"{proof.checkpoint:,}", when=figures.moment(proof.checkpoint_at))


def anchored(proof: LogProof) -> tuple[str, str]:
    """Whether anybody out of this account's reach has seen it, and the tone to say it in."""
    told = _named(log_codes.WITNESSED, proof.witnessed)
    if proof.witnessed == "witnessed" and proof.is_anchored:
        return translate("Log", "已锚定：见证处不受本账号控制，改动会被发现"), "ok"
    if proof.is_anchored:
        return translate("Log", "尚未锚定：{state}").format(state=told), "warn"
    words = translate("Log", "未锚定：{state}；能登录本机这个账号的人可以连见证一起改")
    return words.format(state=told), "warn"


def verified(told: LogVerifying) -> tuple[str, str]:
    """How a verification stands or ended, and the tone."""
    done, records = f"{told.done:,}", f"{told.records:,}"
    if told.state == VerifyState.RUNNING:
        return translate("Log", "正在校验 {done} / {records} 条").format(done=done, records=records), "info"
    if told.state == VerifyState.GOOD:
        words = translate("Log", "校验通过 · {records} 条").format(records=records)
        held = translate("Log", "已锚定") if told.is_anchored else translate("Log", "未锚定")
        return f"{words} · {held}", "ok" if told.is_anchored else "warn"
    if told.state == VerifyState.BROKEN:
        words = translate("Log", "第一条不符的是 #{seq}：{layer}")
        return words.format(seq=f"{told.bad_seq:,}", layer=layer(told.layer)), "bad"
    if told.state == VerifyState.CANCELLED:
        words = translate("Log", "校验已取消，前 {done} 条相符")
        return words.format(done=done), "warn"
    if told.state == VerifyState.FAILED:
        words = translate("Log", "校验没有完成：{why}；日志没有改动")
        return words.format(why=sentences.sentence(told.why)), "bad"
    return translate("Log", "还没有校验"), ""
