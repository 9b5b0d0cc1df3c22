"""Pieces of which a change is shown: a field before and after, a lint fault, a block with a heading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.release_views import FileChange, LintRow, TextRun, TrackChange, TrackField
from ui.i18n import Speaker
from ui.pages.strategy.example_view import ExampleBox
from ui.pages.strategy.slot_words import with_gaps
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel, badge
from ui.widgets.marked_prose import MarkedProse, Stretch
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card
from ui.words import labels, library_words, release_words

#: Characters that stand in one line beside their name.
_SHORT = 44
#: How lint begins its advice where there is an approved wording.
_WRITE = "write "
#: Values that are codes themselves, and what names them.
_NAMED = {
    "channel": labels.channel,
    "product_line": labels.product_line,
    "purpose": library_words.purpose,
}


class ChangeParts(Speaker):
    """Makes them for one look."""

    def __init__(self, theme: Theme) -> None:
        """:param theme: whose colours the marks wear."""
        self._theme = theme

    # --- talk tracks -------------------------------------------------------------------------------------

    def track(self, change: TrackChange, lint: Sequence[LintRow]) -> list[QWidget]:
        """All about one talk track."""
        parts: list[QWidget] = [self._head(change)]
        if change.fields:
            parts.append(self._fields(change.fields))
        if change.examples:
            parts.append(self._examples(change))
        if lint:
            parts.append(self.faults(self.tr("这条话术的检查结果"), lint))
        return parts

    def _head(self, change: TrackChange) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(PlainLabel(change.title, "name"))
        tones = {"added": "ok", "removed": "bad", "changed": "info"}
        row.addWidget(badge(library_words.kind(change.kind), tones.get(change.kind, "")))
        for words in (labels.channel(change.channel), labels.product_line(change.product_line)):
            if words:
                row.addWidget(badge(words))
        row.addStretch(1)
        card.column.addLayout(row)
        versions = " → ".join(f"v{n}" for n in (change.old_version, change.new_version) if n is not None)
        card.column.addWidget(PlainLabel(f"{change.id} · {versions}", "muted"))
        touched = self.tr("今日清单中未结束的任务 {tasks} 条，涉及 {customers} 位客户").format(
            tasks=change.tasks, customers=change.customers
        )
        if change.kind == "removed" and change.tasks:
            card.column.addWidget(
                self.said(
                    "triangle-alert", "warn", self.tr("{touched}，将没有话术可用").format(touched=touched)
                )
            )
        else:
            card.column.addWidget(self.said("users-round", "muted", touched))
        if not change.is_version_raised:
            card.column.addWidget(self.said("triangle-alert", "warn", self.tr("内容改了，版本号没有提高")))
        return card

    def _fields(self, fields: Sequence[TrackField]) -> Card:
        card = self.titled(self.tr("改了什么"))
        for field in fields:
            head = f"{library_words.subject(field.subject)} · {library_words.key(field.key)}"
            name = _NAMED.get(field.key)
            before, after = (name(v) if name and v else v for v in (field.before, field.after))
            card.column.addWidget(self.difference(head, before, after, field.runs))
        return card

    def _examples(self, change: TrackChange) -> Card:
        title = self.tr("改后的样子") if change.kind != "removed" else self.tr("删除前的样子")
        card = self.titled(title)
        box = ExampleBox(self._theme)
        box.show_examples(change.examples)
        card.column.addWidget(box)
        return card

    # --- files -------------------------------------------------------------------------------------------

    def file(self, change: FileChange) -> list[QWidget]:
        """All about one file."""
        card = self.titled(change.path)
        told = f"{library_words.kind(change.kind)} · {library_words.folder(change.part)}"
        card.column.addWidget(PlainLabel(told, "muted"))
        if change.kind != "changed":
            words = self.tr("整个文件") if change.kind == "added" else self.tr("整个文件不再有")
            card.column.addWidget(WrappedLabel(words))
        elif not change.rows:
            card.column.addWidget(WrappedLabel(self.tr("只有注释或格式变了，没有值的变化")))
        for row in change.rows:
            card.column.addWidget(self.difference(row.key, row.before, row.after, row.runs))
        if change.rows_left_out:
            more = self.tr("还有 %n 处没有列出，请用 tandem release diff 查看", "", change.rows_left_out)
            card.column.addWidget(WrappedLabel(more, "muted"))
        return [card]

    def difference(self, head: str, before: str, after: str, runs: Sequence[TextRun]) -> QWidget:
        """One value: word by word where that is known, else what was and what is; short ones in one line."""
        made = QWidget()
        is_long = bool(runs) or max(len(before), len(after)) > _SHORT
        text = MarkedProse(self._theme, self._spoken(head, before, after), "prose" if is_long else "line")
        text.show_stretches(_stretches(before, after, runs))
        label = PlainLabel(head, "small")
        if is_long:
            column = QVBoxLayout(made)
            column.setSpacing(SPACE)
            column.addWidget(label)
            column.addWidget(text)
        else:
            row = QHBoxLayout(made)
            row.setSpacing(SPACE * 3)
            label.setMinimumWidth(columns(label, 18))
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(text, 1)
        inner = made.layout()
        if inner is not None:
            inner.setContentsMargins(0, 0, 0, 0)
        return made

    def _spoken(self, head: str, before: str, after: str) -> str:
        nothing = self.tr("（无）")
        return self.tr("{head}，原为 {before}，改为 {after}").format(
            head=head, before=before or nothing, after=after or nothing
        )

    # --- lint --------------------------------------------------------------------------------------------

    def faults(self, title: str, faults: Sequence[LintRow]) -> Card:
        """Faults one below the other, errors first."""
        card = self.titled(title)
        for fault in sorted(faults, key=lambda each: each.severity != "error"):
            card.column.addWidget(self._fault(fault))
        return card

    def _fault(self, fault: LintRow) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        is_error = fault.severity == "error"
        icon, tone = ("octagon-x", "bad") if is_error else ("triangle-alert", "warn")
        kind = self.tr("错误") if is_error else self.tr("提示")
        sentence = release_words.rule_sentence(fault.rule, fault.why)
        column.addWidget(self.said(icon, tone, f"{kind} · {sentence}"))
        place = self.tr("{file} 第 {line} 行").format(file=fault.file, line=fault.line)
        column.addWidget(WrappedLabel(f"{place} · {fault.rule}", "small"))
        if fault.text.strip():
            text = MarkedProse(self._theme, self.tr("原文"))
            text.show_stretches(_marked_line(fault))
            column.addWidget(text)
        for head, words in (
            # Words are marked in their line already.
            (self.tr("发现"), "" if _is_of_words(fault) else fault.what),
            (self.tr("依据"), fault.source),
            (self.tr("建议"), self._advice(fault)),
        ):
            if words:
                column.addWidget(WrappedLabel(f"{head}  {words}", "small"))
        return made

    def _advice(self, fault: LintRow) -> str:
        if not _is_of_words(fault):
            return fault.suggestion
        # Lint speaks to authors in a terminal; an approved wording is the words after its verb.
        wording = fault.suggestion.removeprefix(_WRITE)
        return wording if wording != fault.suggestion else self.tr("换一种说法")

    # --- common ------------------------------------------------------------------------------------------

    def titled(self, title: str) -> Card:
        """A card with a heading."""
        card = Card(spacing=SPACE * 2)
        card.column.addWidget(PlainLabel(title, "heading"))
        return card

    def said(self, icon: str, tone: str, words: str) -> QWidget:
        """A sentence behind a shape."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        row.addWidget(Glyph(self._theme, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        label = WrappedLabel(words)
        if tone != "muted":
            label.set_tone(tone)
        row.addWidget(label, 1)
        return made


def _stretches(before: str, after: str, runs: Sequence[TextRun]) -> list[Stretch]:
    if runs:
        return [stretch for run in runs for stretch in with_gaps(run.text, run.kind)]
    arrow: list[Stretch] = [(" → ", "")] if before and after else []
    return [*with_gaps(before, "removed"), *arrow, *with_gaps(after, "added")]


def _marked_line(fault: LintRow) -> list[Stretch]:
    start, end = fault.column - 1, fault.column - 1 + fault.length
    look = "block" if fault.severity == "error" else "review"
    cut = max(0, start - 40)
    head = f"…{fault.text[cut:start]}" if cut else fault.text[:start].lstrip()
    tail = fault.text[end : end + 60]
    return [
        (head, ""),
        (fault.text[start:end], look),
        (tail + ("…" if len(fault.text) > end + 60 else ""), ""),
    ]


def _is_of_words(fault: LintRow) -> bool:
    return fault.rule.startswith("words.")
