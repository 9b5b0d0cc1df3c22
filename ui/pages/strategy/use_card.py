"""What came of a talk track in the last thirty days, as the store knows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from robot.domain.library_views import ArmUse, LibraryView, TrackDetail, TrackUse
from ui.pages.strategy.summary_parts import figure
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.surfaces import Card, FlowBox
from ui.words import labels
from ui.words.figures import day
from ui.words.library_figures import LibraryFigures

_NONE = TrackUse(talk_track="", tasks=0, by_outcome={}, reached=0, opted_out=0, calls={}, arms=())


class UseCard(Card):
    """Counts in large, the one share that is known with its n, and what is not counted."""

    def __init__(self) -> None:
        """Without figures yet."""
        super().__init__(spacing=SPACE * 2)
        self.title = PlainLabel(role="heading")
        self.column.addWidget(self.title)
        self._figures = FlowBox(SPACE * 6)
        self.column.addWidget(self._figures)
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(SPACE * 3)
        self.rows.setVerticalSpacing(SPACE)
        self.rows.setColumnStretch(1, 1)
        self.column.addLayout(self.rows)
        self.note = WrappedLabel(role="small")
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def show_use(self, use: TrackUse | None, detail: TrackDetail, view: LibraryView) -> None:
        """Show what is known; nothing known is said, not drawn as zeros."""
        self.title.setText(self.tr("近 30 天"))
        self._clear()
        told = use or _NONE
        self._figures.setVisible(use is not None)
        if use is not None:
            self._figures.set_parts(self._counts(use))
            words = LibraryFigures()
            self._row(self.tr("客户拒收"), self._refusals(use, words))
            if told.calls:
                calls = " · ".join(
                    f"{labels.call_result(code)} {n}" for code, n in sorted(told.calls.items())
                )
                self._row(self.tr("电话结果"), calls)
            for arm, n, confirmed in _arms(told.arms, detail):
                text = self.tr("{confirmed} / {n} 条已确认").format(confirmed=confirmed, n=n)
                self._row(arm, text)
        span = self.tr("按 {since} 至 {until} 的任务统计").format(
            since=day(view.since), until=day(view.today)
        )
        missing = self.tr("本机没有客户回复的记录，所以没有回复率")
        unused = self.tr("这段时间没有任务用过这条话术")
        one, two = (span, missing) if use is not None else (unused, span)
        self.note.setText(self.tr("{one}；{two}").format(one=one, two=two))

    def _counts(self, use: TrackUse) -> list[QWidget]:
        counts = use.by_outcome
        ended = sum(counts.values())
        confirmed, refused = counts.get("confirmed", 0), counts.get("refused", 0)
        shown = (
            (self.tr("任务"), use.tasks),
            (self.tr("已确认"), confirmed),
            (self.tr("规则拒绝"), refused),
            (self.tr("其他结束"), ended - confirmed - refused),
            (self.tr("未结束"), use.tasks - ended),
        )
        return [figure(words, n) for words, n in shown]

    def _refusals(self, use: TrackUse, words: LibraryFigures) -> str:
        told = self.tr("送达后 {n} / {of} 位").format(n=use.opted_out, of=use.reached)
        return f"{told} · {words.share(use.opted_out, use.reached)}"

    def _row(self, head: str, text: str) -> None:
        at = self.rows.count() // 2
        self.rows.addWidget(PlainLabel(head, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addWidget(WrappedLabel(text), at, 1)

    def _clear(self) -> None:
        while item := self.rows.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _arms(arms: tuple[ArmUse, ...], detail: TrackDetail) -> list[tuple[str, int, int]]:
    """Label, tasks and confirmed of each variant; only where there is more than one to compare."""
    if len(detail.examples) < 2:  # noqa: PLR2004 - a comparison needs two
        return []
    first = detail.examples[0].variant
    found = []
    for at, example in enumerate(detail.examples, 1):
        keys = {example.variant, ""} if example.variant == first else {example.variant}
        own = [arm for arm in arms if arm.variant in keys]
        label = f"{at}  {example.label}"
        found.append((label, sum(arm.tasks for arm in own), sum(arm.confirmed for arm in own)))
    return found
