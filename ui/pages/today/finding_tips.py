"""What a person reads when they point at a place of the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from robot.domain.views import Finding, SegmentKind
from ui.pages.today.locked_text import Span
from ui.pages.today.strip_words import finding_text
from ui.words import labels

translate = QCoreApplication.translate


def finding_tip(finding: Finding) -> str:
    """Rule, reason, law and approved words, one a line."""
    lines = [f"{finding.rule}  {finding_text(finding)}"]
    if law := finding.params.get("law", ""):
        lines.append(translate("Tips", "依据：{law}").format(law=law))
    if finding.replacement:
        lines.append(translate("Tips", "批准的措辞：{words}").format(words=finding.replacement))
    return "\n".join(lines)


def span_tip(span: Span) -> str:
    """Who owns a place and what may be done with it."""
    if span.kind is SegmentKind.DATA:
        return translate("Tips", "客户数据，锁定：{slot}").format(slot=labels.slot(span.slot))
    if span.kind is SegmentKind.REQUIRED:
        return translate("Tips", "法定提示，锁定：不能改动或删去")
    if span.kind is SegmentKind.FIXED:
        return translate("Tips", "批准的文字，锁定")
    return translate("Tips", "可填写：{what}").format(what=slot_tip(span))


def slot_tip(span: Span) -> str:
    """How much of a free slot is written, and what it takes."""
    words = translate("Tips", "{slot} · {used} / {limit} 字 · {kind}")
    return words.format(
        slot=labels.slot(span.slot),
        used=len(span.text),
        limit=span.max_length,
        kind=labels.text_class(span.text_class) if span.text_class else "",
    ).rstrip(" ·")
