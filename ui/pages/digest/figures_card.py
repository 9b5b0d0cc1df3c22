"""What became of the planned tasks; the figures add up to the first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from robot.domain.night_views import Digest
from robot.domain.outcome import Outcome
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel
from ui.widgets.surfaces import Card


class FiguresCard(Card):
    """Seven figures side by side."""

    def __init__(self) -> None:
        """All zero."""
        super().__init__(margin=SPACE * 4)
        self._names = {
            "planned": self.tr("计划"),
            "confirmed": self.tr("已确认送达"),
            "refused": self.tr("规则拒绝"),
            "failed": self.tr("没有发成"),
            "waiting": self.tr("等待"),
            "unknown": self.tr("结果未知"),
            "cancelled": self.tr("已取消"),
        }
        self.figures: dict[str, PlainLabel] = {}
        self.details: dict[str, PlainLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(0)
        for column, (code, name) in enumerate(self._names.items()):
            figure, detail = PlainLabel("0", "count"), PlainLabel(role="small")
            for row, label in enumerate((figure, PlainLabel(name, "muted"), detail)):
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(column, 1)
            self.figures[code], self.details[code] = figure, detail
        self.column.addLayout(grid)

    def show_digest(self, digest: Digest) -> None:
        """Take new figures."""
        count = digest.by_outcome.get
        person = count(Outcome.NEEDS_PERSON, 0)
        platform, halted = count(Outcome.PLATFORM_REFUSED, 0), count(Outcome.HALTED, 0)
        values = {
            "planned": (digest.planned, "", ((self.tr("另有电话 {n}"), digest.by_person),)),
            "confirmed": (count(Outcome.CONFIRMED, 0), "ok", ()),
            "refused": (count(Outcome.REFUSED, 0), "", ()),
            "failed": (
                platform + halted,
                "warn",
                ((self.tr("平台拒绝 {n}"), platform), (self.tr("发送前停下 {n}"), halted)),
            ),
            "waiting": (
                digest.waiting + person,
                "warn",
                ((self.tr("待人工 {n}"), person), (self.tr("未开始 {n}"), digest.waiting)),
            ),
            "unknown": (count(Outcome.UNKNOWN, 0), "bad", ()),
            "cancelled": (count(Outcome.CANCELLED, 0), "", ()),
        }
        for code, (number, tone, parts) in values.items():
            figure, detail = self.figures[code], self.details[code]
            figure.setText(str(number))
            figure.set_tone(tone if number else "quiet")
            detail.setText(" · ".join(words.format(n=n) for words, n in parts if n))
            figure.setAccessibleName(f"{self._names[code]}: {number} {detail.text()}".strip())
        has_details = any(detail.text() for detail in self.details.values())
        for detail in self.details.values():
            detail.setVisible(has_details)
