"""Bars of the strip from what the reader counted."""

from __future__ import annotations

from datetime import timedelta

from robot.domain.log_views import LogHistogram
from ui.pages.review.log.histogram import Bar


def bars_of(histogram: LogHistogram) -> tuple[Bar, ...]:
    """One bar for each bin."""
    begins = histogram.starts_at
    if begins is None:
        return ()
    step = timedelta(seconds=histogram.bin_seconds)
    return tuple(
        Bar(begins=begins + at * step, ends=begins + (at + 1) * step, total=total, anomalies=bad)
        for at, (total, bad) in enumerate(zip(histogram.counts, histogram.anomalies, strict=True))
    )
