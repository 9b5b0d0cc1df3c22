"""Validity, use and effect of a talk track in words; a share never stands without its n."""

from __future__ import annotations

from datetime import date

from robot.domain.library_views import LibraryRow, TrackUse
from robot.domain.shares import ENOUGH, interval
from ui.i18n import Speaker
from ui.models.library_filter import days_left
from ui.words import labels, library_words
from ui.words.figures import day

#: Days from which on the end of validity is a warning.
SOON = 30


class LibraryFigures(Speaker):
    """Words that hold figures."""

    def validity(self, row: LibraryRow, today: date) -> str:
        """`剩 38 天`, expired, or not valid yet."""
        left = days_left(row, today)
        if left < 0:
            return self.tr("已过期")
        if row.valid_from > today:
            return self.tr("{day} 起").format(day=day(row.valid_from))
        return self.tr("剩 %n 天", "", left)

    def validity_tone(self, row: LibraryRow, today: date) -> str:
        """How urgent that is."""
        left = days_left(row, today)
        if left < 0:
            return "bad"
        return "warn" if left <= SOON or row.valid_from > today else ""

    def used(self, use: TrackUse | None) -> str:
        """How many tasks named it."""
        return self.tr("30 天 %n 条", "", use.tasks) if use is not None else self.tr("30 天未用")

    def share(self, hits: int, of: int) -> str:
        """`2.5%（95% 区间 0.9%–7.1%）`, or that there are too few cases."""
        if of < ENOUGH:
            return self.tr("样本不足（n={n}）").format(n=of)
        low, high = (f"{end * 100:.1f}%" for end in interval(hits, of))
        return self.tr("{share}（n={n}，95% 区间 {low}–{high}）").format(
            share=f"{hits / of * 100:.1f}%", n=of, low=low, high=high
        )

    def spoken(self, row: LibraryRow, today: date) -> str:
        """A whole row for a screen reader."""
        return ", ".join(
            (
                row.title,
                labels.channel(row.channel),
                labels.product_line(row.product_line),
                library_words.purpose(row.purpose),
                row.sensitivity,
                self.validity(row, today),
                self.used(row.use),
            )
        )
