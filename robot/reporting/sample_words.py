"""What a sample promises and proves, in one sentence each, in Chinese and English."""

from __future__ import annotations

import math

from robot.domain.sample_views import LogCoverage, LogSample
from robot.reporting.words import Language


def promise(sample: LogSample, language: Language) -> str:
    """What the drawn sample would find if all of it were looked at."""
    share, chance = _share(sample.bad_share), percent_down(sample.detection)
    if language == "zh":
        return f"如果 {share} 的发送有问题，这份样本至少有 {chance} 的把握抽中一条"
    return f"If {share} of the sends were bad, this sample would hold one with a chance of at least {chance}"


def proof(coverage: LogCoverage, language: Language) -> str:
    """What follows from what was looked at."""
    share, chance = _share(coverage.sample.bad_share), percent_down(coverage.detection_reached)
    most = percent_up(coverage.most_bad)
    if coverage.sample.seq < 0:
        return "还没有抽样" if language == "zh" else "No sample was drawn yet"
    if not coverage.is_repeatable:
        if language == "zh":
            return "用同一签名头重抽，结果与记录不同（例如其间依法删除了记录），这份样本不能证明什么"
        return "The signed head gives another draw today, as after an erasure: this sample proves nothing"
    if language == "zh":
        return (
            f"就已复核的部分：如果 {share} 的发送有问题，至少有 {chance} 的把握已经遇到一条；"
            f"有问题的发送最多占 {most}（95% 置信上限）"
        )
    return (
        f"By what was looked at: if {share} of the sends were bad, one would have been met with a chance of"
        f" at least {chance}; at most {most} of the sends are bad (upper limit at 95 %)"
    )


def percent_down(share: float) -> str:
    """A share that is promised, rounded down."""
    return f"{math.floor(share * 1000 + 1e-9) / 10:.1f}%"


def percent_up(share: float) -> str:
    """A share that is a limit, rounded up."""
    return f"{math.ceil(share * 1000 - 1e-9) / 10:.1f}%"


def _share(share: float) -> str:
    return f"{share * 100:g}%"
