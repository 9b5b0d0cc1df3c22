"""What a sample of the log promises and proves, in a sentence with its figure."""

from __future__ import annotations

import math
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from robot.domain.sample_views import LogCoverage, LogSample

translate = QCoreApplication.translate


def promise(sample: LogSample) -> str:
    """What the sample would find if all of it were looked at."""
    words = translate("Log", "如果 {share} 的发送有问题，这份样本至少有 {chance} 的把握抽中一条")
    return words.format(share=_share(sample.bad_share), chance=percent_down(sample.detection))


def statement(coverage: LogCoverage) -> tuple[str, str]:
    """What follows from what was looked at until now, and the tone to say it in."""
    sample = coverage.sample
    if sample.seq < 0:
        return translate("Log", "还没有抽样：随机抽一批发送来看，才能说出有问题的最多占多少"), ""
    if not coverage.is_repeatable:
        words = translate(
            "Log", "用同一签名头重抽，结果与记录不同（例如其间依法删除了记录）：这份样本不能证明什么"
        )
        return words, "warn"
    if not reviewed(sample):
        return promise(sample), ""
    words = translate("Log", "就已看的部分：如果 {share} 的发送有问题，至少有 {chance} 的把握已经遇到一条")
    told = words.format(share=_share(sample.bad_share), chance=percent_down(coverage.detection_reached))
    return told, "" if sample.open else "ok"


def counts(sample: LogSample) -> str:
    """How many are looked at of how many, and of what."""
    records = len(sample.seqs)
    done = records - sample.open
    if not records:
        # Another reviewer's: which records is not told, how many of the drawn ones is.
        records, done = sum(one.drawn for one in sample.strata), reviewed(sample)
    parts = [
        translate("Log", "已看 {done} / {records} 条").format(done=f"{done:,}", records=f"{records:,}"),
        translate("Log", "抽自 {sends} 条发送").format(sends=f"{sample.population:,}"),
        days(sample),
    ]
    return " · ".join(part for part in parts if part)


def covered(coverage: LogCoverage) -> str:
    """What was found, and how many bad ones there can be at most; empty while nobody looked."""
    seen = reviewed(coverage.sample)
    if not seen or not coverage.is_repeatable:
        return ""
    bad = sum(one.bad for one in coverage.sample.strata)
    words = translate("Log", "发现有问题 {bad} 条 · 有问题的最多占 {most}（95% 上限，n={n}）")
    return words.format(bad=f"{bad:,}", most=percent_up(coverage.most_bad), n=f"{seen:,}")


def size(sample: LogSample) -> str:
    """How large a draw would be."""
    words = translate("Log", "{days}：{sends} 条发送，抽约 {records} 条")
    drawn = sum(one.drawn for one in sample.strata)
    return words.format(days=days(sample), sends=f"{sample.population:,}", records=f"{drawn:,}")


def days(sample: LogSample) -> str:
    """First and last day of the sends."""
    if sample.time_from is None or sample.time_until is None:
        return ""
    # The end is exclusive.
    last = sample.time_until - timedelta(microseconds=1)
    if sample.time_from.date() == last.date():
        return f"{last:%m-%d}"
    return translate("Log", "{first} 至 {last}").format(
        first=f"{sample.time_from:%m-%d}", last=f"{last:%m-%d}"
    )


def reviewed(sample: LogSample) -> int:
    """Drawn sends that the sample's reviewer looked at."""
    return sum(one.reviewed for one in sample.strata)


def percent_down(share: float) -> str:
    """A share that is promised, rounded down."""
    return f"{math.floor(share * 1000 + 1e-9) / 10:.1f}%"


def percent_up(share: float) -> str:
    """A share that is a limit, rounded up."""
    return f"{math.ceil(share * 1000 - 1e-9) / 10:.1f}%"


def _share(share: float) -> str:
    return f"{share * 100:g}%"


def period(workdays: int) -> str:
    """A choice of days."""
    if workdays == 1:
        return translate("Log", "最近 1 个工作日")
    return translate("Log", "最近 {count} 个工作日").format(count=workdays)
