"""What every export has: its columns, its watermark, and cells that no program takes for a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from robot.domain.log_views import LogRow

#: How a formula may begin, in a cell that a spreadsheet opens; full-width ones are taken for it too.
_FORMULA = frozenset("=+-@|%\t\r\n")
Words = Callable[[str, str], str]

#: Field of a row -> heading in Chinese and English.
COLUMNS: dict[str, tuple[str, str]] = {
    "at": ("时间", "time"),
    "source": ("来源", "source"),
    "seq": ("序号", "record"),
    "run": ("运行", "run"),
    "site": ("网站", "site"),
    "type": ("动作", "act"),
    "name": ("客户", "customer"),
    "customer": ("客户号", "customer id"),
    "task": ("任务", "task"),
    "result": ("结果", "result"),
    "rule": ("规则", "rule"),
    "ms": ("毫秒", "ms"),
    "detail": ("详情", "detail"),
    "anomaly": ("异常", "anomaly"),
    "mark": ("标记", "mark"),
}
#: Columns of a printed page; the others would not fit.
PRINTED = ("at", "seq", "site", "type", "name", "customer", "result", "rule", "anomaly", "mark")
_WORDED = {"type", "result", "rule", "anomaly", "mark", "site"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """Who took what out of the log, when and why; stands in every file."""

    by: str
    at: datetime
    reason: str
    #: At most so many rows were asked for.
    limit: int
    #: Labels or ids of the logs.
    sources: tuple[str, ...]
    #: Head of this workstation's log at that moment: size and root, hex.
    head: str

    def lines(self, language: str) -> list[tuple[str, str]]:
        """Heading and value, in the order in which they are read."""
        zh = language == "zh"
        return [
            ("导出人" if zh else "exported by", self.by),
            ("导出时间" if zh else "exported at", self.at.isoformat(sep=" ", timespec="seconds")),
            ("理由" if zh else "reason", self.reason),
            ("行数上限" if zh else "row limit", f"{self.limit}"),
            ("来源" if zh else "sources", ", ".join(self.sources)),
            ("日志位置" if zh else "head of the log", self.head),
            (
                "说明" if zh else "note",
                "内部资料，已脱敏；查看与转交均记入日志。"
                if zh
                else "Internal and masked; taking it out stands in the log.",
            ),
        ]

    @property
    def short(self) -> str:
        """One line, for the face of a page."""
        return f"{self.by} {self.at.isoformat(sep=' ', timespec='minutes')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is written, whatever the format."""

    rows: Iterable[LogRow]
    watermark: Watermark
    #: `zh` or `en`.
    language: str
    #: Column and code -> what people call it.
    words: Words

    def headings(self, columns: Iterable[str] = COLUMNS) -> list[str]:
        """The first line."""
        return [COLUMNS[column][0 if self.language == "zh" else 1] for column in columns]

    def cells(self, row: LogRow, columns: Iterable[str] = COLUMNS) -> list[str]:
        """One row as texts."""
        return [self._cell(row, column) for column in columns]

    def _cell(self, row: LogRow, column: str) -> str:
        value = getattr(row, column)
        if isinstance(value, datetime):
            return value.isoformat(sep=" ", timespec="milliseconds")
        if column == "ms":
            return "" if value < 0 else str(value)
        text = str(value)
        return plain(self.words(column, text) if text and column in _WORDED else text)


def plain(text: str) -> str:
    """One line without control characters, that no spreadsheet takes for a formula.

    A leading apostrophe is what spreadsheets themselves use to say 'this is text'.
    """
    flat = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    seen = unicodedata.normalize("NFKC", flat).lstrip()
    return f"'{flat}" if seen[:1] in _FORMULA and seen else flat
