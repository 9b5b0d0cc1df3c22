"""What the compliance strip says about a task: the verdict, each finding, and why sending is not possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from robot.domain.views import Finding, ScriptPreview, TaskCard
from ui.i18n import QT_TRANSLATE_NOOP
from ui.pages.today.gate import NEEDS_REVIEW
from ui.pages.today.remedies import Remedy
from ui.words.sentences import finding_sentence, is_rule, sentence

translate = QCoreApplication.translate

#: Characters of the text that are quoted; the rest is marked in the text itself.
_LONGEST_QUOTE = 12

_CLOSED = {
    "offline": QT_TRANSLATE_NOOP("Strip", "机器人离线，暂不能发送；连上后自动恢复"),
    "stopped": QT_TRANSLATE_NOOP("Strip", "急停中，不发送任何消息；解除后可继续"),
    "loading": QT_TRANSLATE_NOOP("Strip", "正在取这位客户的资料"),
    "phone": QT_TRANSLATE_NOOP("Strip", "电话任务由您拨打，打完按 C 登记结果"),
    "other_channel": QT_TRANSLATE_NOOP("Strip", "这个渠道由您本人操作，机器人不代发"),
    "no_script": QT_TRANSLATE_NOOP("Strip", "没有可用的话术，不能代发；可致电、暂缓或跳过"),
    "denied": QT_TRANSLATE_NOOP("Strip", "规则不允许发送"),
    "under_way": QT_TRANSLATE_NOOP("Strip", "正在发送，请稍候"),
    "unknown": QT_TRANSLATE_NOOP("Strip", "上次结果未知，核对之前不会重发"),
    "ended": QT_TRANSLATE_NOOP("Strip", "这条任务已结束；按 X 收起"),
    "needs_review": QT_TRANSLATE_NOOP("Strip", "要由主管先看过才能发出；按 Enter 送主管复核"),
    "review_open": QT_TRANSLATE_NOOP("Strip", "已送主管复核，等待答复；同意后才能发出"),
    "review_rejected": QT_TRANSLATE_NOOP("Strip", "主管没有同意这段文字，请改写"),
    "review_escalated": QT_TRANSLATE_NOOP("Strip", "主管已上报，答复之前不能发出"),
    "by_person": QT_TRANSLATE_NOOP("Strip", "须由您本人联系这位客户，机器人不代发"),
    "unjudged": QT_TRANSLATE_NOOP("Strip", "刚才的文字没有核对成功，不能发出；再改一处或连上后会重新核对"),
}
#: Reasons that are news and not a fault of the text.
_CALM = frozenset({"loading", "phone", "other_channel", "under_way", "review_open"})
#: Reasons that want somebody's look; no rule forbids the contact.
_LOOKS = frozenset({NEEDS_REVIEW, "review_escalated", "by_person"})
_ICONS = {
    "phone": "phone",
    "review_open": "hourglass",
    NEEDS_REVIEW: "user-round",
    "by_person": "user-round",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StripLine:
    """One line of the strip."""

    tone: str
    icon: str
    text: str
    #: Rule id to show beside it, or empty.
    rule: str = ""
    #: The law or the bank's rule behind it, or empty.
    law: str = ""
    #: Approved wording that F applies, or empty.
    replacement: str = ""
    #: The wording is the talk track's own.
    is_original: bool = False
    #: Number of the finding, or -1.
    finding: int = -1


def closed_sentence(code: str) -> str:
    """Why sending is not possible; empty when it is."""
    source = _CLOSED.get(code)
    return translate("Strip", source) if source else ""


def strip_lines(
    card: TaskCard | None,
    closed: str,
    returned: str = "",
    remedies: Mapping[int, Remedy] | None = None,
) -> list[StripLine]:
    """Every line, the gravest first.

    :param closed: code of `gate.closed_because`.
    :param returned: code of why the task came back, or empty.
    :param remedies: finding number -> the approved words that may stand there.
    """
    lines: list[StripLine] = []
    if closed and closed != "denied":
        tone, icon = ("info", "info") if closed in _CALM else ("bad", "octagon-x")
        if closed in _LOOKS:
            tone, icon = "warn", "triangle-alert"
        lines.append(StripLine(tone=tone, icon=_ICONS.get(closed, icon), text=closed_sentence(closed)))
    script = card.script if card else None
    # A rule that still says no is told with its facts among the findings.
    if returned and returned not in {finding.rule for finding in (script.findings if script else ())}:
        rule = returned if is_rule(returned) else ""
        lines.append(StripLine(tone="warn", icon="undo-2", text=sentence(returned), rule=rule))
    if card is None or script is None:
        return lines
    is_cleared = script.verdict == "allow"
    found = [
        _finding_line(script, number, (remedies or {}).get(number), is_cleared=is_cleared)
        for number in range(len(script.findings))
    ]
    lines += sorted(found, key=lambda line: line.tone != "bad")
    if not found and script.verdict == "deny":
        lines.append(StripLine(tone="bad", icon="octagon-x", text=closed_sentence("denied")))
    elif is_cleared:
        lines.append(StripLine(tone="ok", icon="shield-check", text=_passed(card)))
    return lines


def finding_text(finding: Finding, words: str = "") -> str:
    """A finding's sentence with its facts; the law stands by itself.

    :param words: what it is about, quoted before the sentence.
    """
    is_about_words = finding.rule.startswith("words.")
    # The mark in the text shows the place already.
    left_out = {"law", "slot"} if is_about_words else {"law"}
    params = {key: value for key, value in finding.params.items() if key not in left_out}
    said = finding_sentence(finding.rule, params)
    return translate("Strip", "「{words}」{said}").format(words=words, said=said) if words else said


def _finding_line(
    script: ScriptPreview, number: int, remedy: Remedy | None, *, is_cleared: bool
) -> StripLine:
    finding = script.findings[number]
    is_block = finding.severity == "block"
    words = script.text[finding.start : finding.end] if finding.rule.startswith("words.") else ""
    if len(words) > _LONGEST_QUOTE:
        words = f"{words[: _LONGEST_QUOTE - 1]}…"
    tone, icon = ("bad", "octagon-x") if is_block else ("warn", "triangle-alert")
    if is_cleared:
        # A supervisor looked at exactly these words.
        tone, icon, remedy = "ok", "check", None
    return StripLine(
        tone=tone,
        icon=icon,
        text=finding_text(finding, words),
        rule=finding.rule,
        law=finding.params.get("law", ""),
        replacement=remedy.words if remedy else "",
        is_original=remedy is not None and remedy.is_original,
        finding=number,
    )


def _passed(card: TaskCard) -> str:
    script = card.script
    is_looked_at = script is not None and script.review == "approved"
    parts = [translate("Strip", "主管已同意这段文字") if is_looked_at else translate("Strip", "合规检查通过")]
    if script is not None:
        parts.append(
            translate("Strip", "话术 {name} v{version}").format(
                name=script.title or script.talk_track, version=script.version
            )
        )
    if card.product_risk and card.customer_risk:
        both = translate("Strip", "产品 {product} 与客户 {customer} 相符")
        parts.append(both.format(product=card.product_risk, customer=card.customer_risk))
    return " · ".join(parts)
