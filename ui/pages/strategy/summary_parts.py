"""The summary of a review: how much changes, who is touched, and which checks fail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from robot.domain.release_views import ReleaseReview, Touched
from ui.i18n import Speaker
from ui.models.review_model import errors_in
from ui.pages.strategy.change_parts import ChangeParts
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.surfaces import Card, FlowBox
from ui.words import labels, release_words


class SummaryParts(Speaker):
    """Makes its cards."""

    def __init__(self, theme: Theme) -> None:
        """:param theme: whose colours are worn."""
        self._parts = ChangeParts(theme)

    def summary(self, review: ReleaseReview) -> list[QWidget]:
        """How much, who, and what is wrong."""
        return [self._amounts(review), self._touched(review)]

    def _amounts(self, review: ReleaseReview) -> Card:
        card = self._parts.titled(self._title(review))
        kinds = [change.kind for change in review.tracks]
        rows = {part: self._rows(review, part) for part in ("policy", "lexicons")}
        others = sum(f.part not in rows for f in review.files)
        shown = [
            (self.tr("新增话术"), kinds.count("added")),
            (self.tr("修改话术"), kinds.count("changed")),
            (self.tr("删除话术"), kinds.count("removed")),
            (self.tr("规则改动"), rows["policy"]),
            (self.tr("词库改动"), rows["lexicons"]),
            (self.tr("其他文件"), others),
        ]
        shown.append((self.tr("检查错误"), errors_in(review)))
        box = FlowBox(SPACE * 6)
        box.set_parts([figure(words, n) for words, n in shown])
        card.column.addWidget(box)
        card.column.addWidget(self._verdict(review))
        if review.not_compared:
            card.column.addWidget(
                self._parts.said("octagon-x", "bad", self.tr("有话术读不懂，逐条对照没有做；请看话术检查"))
            )
            card.column.addWidget(WrappedLabel(review.not_compared, "small"))
        elif not review.tracks and not review.files:
            words = self.tr("与使用中的内容完全相同，没有要看的变化")
            card.column.addWidget(self._parts.said("circle-check", "ok", words))
        return card

    def _rows(self, review: ReleaseReview, part: str) -> int:
        return sum(len(f.rows) + f.rows_left_out or 1 for f in review.files if f.part == part)

    def _verdict(self, review: ReleaseReview) -> QWidget:
        """Whether a robot would use it as it lies there."""
        if not review.refusal:
            words = self.tr("两方都已签署，可以安装使用")
            return self._parts.said("badge-check", "ok", words)
        why = release_words.fault_sentence(review.refusal, "")
        if review.refusal == "release.unsigned":
            return self._parts.said("info", "info", why)
        return self._parts.said("octagon-x", "bad", self.tr("机器人不会使用：{why}").format(why=why))

    def _title(self, review: ReleaseReview) -> str:
        new = f"{review.candidate.release_id} v{review.candidate.version}"
        if review.in_use is None:
            return self.tr("{new}，本机没有使用中的发布包，全部内容都算新增").format(new=new)
        old = f"{review.in_use.release_id} v{review.in_use.version}"
        return self.tr("{new} 与使用中的 {old} 对照").format(new=new, old=old)

    def _touched(self, review: ReleaseReview) -> Card:
        card = self._parts.titled(self.tr("影响到谁"))
        tasks = sum(row.tasks for row in review.touched)
        total = self.tr("今日清单未结束的任务 {all} 条，其中 {tasks} 条的话术有变化").format(
            all=review.tasks_in_all, tasks=tasks
        )
        card.column.addWidget(WrappedLabel(total))
        if review.touched:
            card.column.addLayout(self._grid(review.touched))
        note = self.tr("只按今日清单统计；以后的清单用到这些话术的客户不在其中")
        card.column.addWidget(WrappedLabel(note, "small"))
        return card

    def _grid(self, touched: tuple[Touched, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 8)
        grid.setVerticalSpacing(SPACE + 2)
        right = Qt.AlignmentFlag.AlignRight
        heads = (self.tr("客户等级"), self.tr("产品类别"), self.tr("客户"), self.tr("任务"))
        for column, words in enumerate(heads):
            grid.addWidget(
                PlainLabel(words, "small"), 0, column, right if column > 1 else Qt.AlignmentFlag.AlignLeft
            )
        for at, row in enumerate(touched, 1):
            cells = (labels.tier(row.tier), labels.product_line(row.product_line))
            for column, words in enumerate(cells):
                grid.addWidget(PlainLabel(words), at, column)
            for column, n in enumerate((row.customers, row.tasks), 2):
                grid.addWidget(PlainLabel(f"{n:,}"), at, column, right)
        grid.setColumnStretch(4, 1)
        return grid


def figure(words: str, n: int) -> QWidget:
    """A count below its name."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(PlainLabel(words, "small"))
    column.addWidget(PlainLabel(f"{n:,}", "figure"))
    made.setAccessibleName(f"{words} {n}")
    return made
