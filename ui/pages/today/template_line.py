"""Which approved talk track a text comes from, who answers for it, and what the RM wrote differently."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.views import ScriptPreview
from ui.pages.today.locked_text import LockedText, Span
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel, key_cap, literal_tip
from ui.words import labels


class TemplateLine(QWidget):
    """One line; the comparison opens below it."""

    def __init__(self, theme: Theme) -> None:
        """Closed."""
        super().__init__()
        self._theme = theme
        self.source = ElidedLabel(role="small")
        self.toggle = Button(theme, role="chip")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show_comparison)
        self._shown: tuple[object, ...] = ()
        self._comparison = QFrame()
        self._comparison.setProperty("role", "strip")
        self._grid = QGridLayout(self._comparison)
        self._grid.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        self._grid.setHorizontalSpacing(SPACE * 3)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(2, 1)
        self._comparison.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.source, 1)
        row.addWidget(self.toggle)
        row.addWidget(key_cap("D"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self._comparison)

    def comparison_height(self) -> int:
        """What the open comparison takes, in device-independent pixels; 0 while it is closed."""
        return self._comparison.sizeHint().height() if self.toggle.isChecked() else 0

    def show_script(self, script: ScriptPreview, text: LockedText) -> None:
        """:param text: the text with what the RM wrote."""
        people = self._people(script)
        told = " · ".join((self._source_words(script), *people))
        self.source.setText(told)
        self.source.setAccessibleName(told)
        self.source.setToolTip(literal_tip(told))
        changed = text.rewritten()
        words = self.tr("对照模板 · %n 处不同", "", len(changed)) if changed else self.tr("对照模板")
        self.toggle.setText(words)
        self.toggle.setAccessibleName(words)
        # Once it is checked its words are bold, and wider.
        bold = QFont(self.toggle.font())
        bold.setBold(True)
        self.toggle.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(words) + SPACE * 6)
        free = [span for span in text.spans if span.is_free]
        shown = (told, *((span.slot, span.default, span.text) for span in free))
        if shown != self._shown:
            self._shown = shown
            self._fill(free, people)

    def _fill(self, spans: list[Span], people: list[str]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if not spans:
            words = self.tr("全文与模板一致，没有可填写的地方")
            self._grid.addWidget(WrappedLabel(words, "small"), 0, 0, 1, 3)
        self._grid.addWidget(WrappedLabel(" · ".join(people), "small"), len(spans) + 1, 0, 1, 3)
        for at, span in enumerate(spans):
            self._grid.addWidget(PlainLabel(labels.slot(span.slot), "small"), at, 0)
            is_same = span.text == span.default
            before = PlainLabel(span.default or self.tr("（空）"), "muted")
            self._grid.addWidget(before, at, 1)
            if is_same:
                self._grid.addWidget(PlainLabel(self.tr("与模板一致"), "small"), at, 2)
                continue
            struck = QFont(before.font())
            struck.setStrikeOut(True)
            before.setFont(struck)
            after = WrappedLabel(span.text or self.tr("（空）"), "strong")
            after.set_tone("info")
            told = self.tr("{slot}：模板是「{before}」，现在是「{after}」")
            after.setAccessibleName(
                told.format(slot=labels.slot(span.slot), before=span.default, after=span.text)
            )
            self._grid.addWidget(after, at, 2)

    def _show_comparison(self, is_open: bool) -> None:
        self._comparison.setVisible(is_open)

    def _source_words(self, script: ScriptPreview) -> str:
        name = script.title or script.talk_track
        return self.tr("话术「{name}」第 {version} 版").format(name=name, version=script.version)

    def _people(self, script: ScriptPreview) -> list[str]:
        people = [self.tr("未随发布包审批")]
        if script.approved_by:
            approved = self.tr("审批 {name}（发布包 {release}）")
            people = [approved.format(name=script.approved_by, release=script.release)]
        if script.author:
            people.append(self.tr("编写 {author}").format(author=script.author))
        return people
