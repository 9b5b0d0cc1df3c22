"""What the compliance strip says about a task: the verdict, each finding, and why sending is not possible."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from robot.domain.views import Finding, TaskCard
from ui.i18n import QT_TRANSLATE_NOOP
from ui.words.sentences import finding_sentence, is_rule, sentence

translate = QCoreApplication.translate

_CLOSED = {
    "offline": QT_TRANSLATE_NOOP("Strip", "机器人离线，暂不能发送；连上后自动恢复"),
    "stopped": QT_TRANSLATE_NOOP("Strip", "急停中，不发送任何消息；解除后可继续"),
    "loading": QT_TRANSLATE_NOOP("Strip", "正在取这位客户的资料"),
    "phone": QT_TRANSLATE_NOOP("Strip", "电话任务由您拨打，打完按 C 登记结果"),
    "no_script": QT_TRANSLATE_NOOP("Strip", "没有可用的话术，不能代发；可致电、暂缓或跳过"),
    "denied": QT_TRANSLATE_NOOP("Strip", "规则不允许发送"),
    "under_way": QT_TRANSLATE_NOOP("Strip", "正在发送，请稍候"),
    "unknown": QT_TRANSLATE_NOOP("Strip", "上次结果未知，核对之前不会重发"),
    "ended": QT_TRANSLATE_NOOP("Strip", "这条任务已结束；按 X 收起"),
}
#: Reasons that are news and not a fault of the text.
_CALM = frozenset({"loading", "phone", "under_way"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StripLine:
    """One line of the strip."""

    tone: str
    icon: str
    text: str
    #: Rule id to show beside it, or empty.
    rule: str = ""
    #: Approved wording that F applies, or empty.
    replacement: str = ""
    #: Number of the finding, or -1.
    finding: int = -1


def closed_sentence(code: str) -> str:
    """Why sending is not possible; empty when it is."""
    source = _CLOSED.get(code)
    return translate("Strip", source) if source else ""


def strip_lines(card: TaskCard | None, closed: str, returned: str = "") -> list[StripLine]:
    """Every line, the gravest first.

    :param closed: code of `gate.closed_because`.
    :param returned: code of why the task came back, or empty.
    """
    lines: list[StripLine] = []
    if closed and closed != "denied":
        is_calm = closed in _CALM
        tone, icon = ("info", "info") if is_calm else ("bad", "octagon-x")
        lines.append(
            StripLine(tone=tone, icon="phone" if closed == "phone" else icon, text=closed_sentence(closed))
        )
    script = card.script if card else None
    # A rule that still says no is told with its facts among the findings.
    if returned and returned not in {finding.rule for finding in (script.findings if script else ())}:
        rule = returned if is_rule(returned) else ""
        lines.append(StripLine(tone="warn", icon="undo-2", text=sentence(returned), rule=rule))
    if card is None or script is None:
        return lines
    found = [_finding_line(number, finding) for number, finding in enumerate(script.findings)]
    lines += sorted(found, key=lambda line: line.tone != "bad")
    if not found and script.verdict == "deny":
        lines.append(StripLine(tone="bad", icon="octagon-x", text=closed_sentence("denied")))
    elif not found and script.verdict == "review":
        text = translate("Strip", "需要您看一眼再发送")
        lines.append(StripLine(tone="warn", icon="triangle-alert", text=text))
    elif script.verdict == "allow":
        lines.append(StripLine(tone="ok", icon="shield-check", text=_passed(card)))
    return lines


def _finding_line(number: int, finding: Finding) -> StripLine:
    is_block = finding.severity == "block"
    return StripLine(
        tone="bad" if is_block else "warn",
        icon="octagon-x" if is_block else "triangle-alert",
        text=finding_sentence(finding.rule, finding.params),
        rule=finding.rule,
        replacement=finding.replacement,
        finding=number,
    )


def _passed(card: TaskCard) -> str:
    script = card.script
    parts = [translate("Strip", "合规检查通过")]
    if script is not None:
        parts.append(
            translate("Strip", "话术 {name} v{version}").format(
                name=script.talk_track, version=script.version
            )
        )
    if card.product_risk and card.customer_risk:
        both = translate("Strip", "产品 {product} 与客户 {customer} 相符")
        parts.append(both.format(product=card.product_risk, customer=card.customer_risk))
    return " · ".join(parts)
