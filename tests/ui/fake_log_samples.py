"""Samples of the fake log: a draw of so many sends, looked at by marking its records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from robot.domain.errors import InputRefused, NotPermitted
from robot.domain.sample_views import LogCoverage, LogSample, SampleStratum, ShareLimits, TwoReviewers
from tests.ui.fake_log_record import FakeLogRecord
from tests.ui.fake_log_rows import EVERY, NEWEST

#: Sends of a workday, and records that a draw brings.
SENDS, DRAWN = 250, 42
_NOT_DRAWN = LogSample(
    seq=-1,
    drawn_at=None,
    person="",
    time_from=None,
    time_until=None,
    seed="",
    population=0,
    bad_share=0.01,
    detection=0.0,
    strata=(),
    seqs=(),
    open=0,
)


class FakeLogSamples(FakeLogRecord):
    """The verbs about samples. Figures are the same for every draw."""

    def __init__(self, records: int) -> None:
        """Nothing was drawn."""
        super().__init__(records)
        self.log_sample = _NOT_DRAWN
        self.log_is_repeatable = True

    def _sized(self, days: int) -> LogSample:
        if not self.may_review:
            raise NotPermitted("no supervisor", code="review.no_supervisor")
        if days == 1:
            raise InputRefused("nothing was sent on those days", code="log.sample_empty")
        newest = (self.records - 1) - (self.records - 1) % EVERY
        return LogSample(
            seq=-1,
            drawn_at=None,
            person="zhou.min",
            time_from=(NEWEST - timedelta(days=days)).replace(hour=0, minute=0, second=0),
            time_until=NEWEST.replace(hour=0, minute=0, second=0),
            seed="",
            population=SENDS * days,
            bad_share=0.01,
            detection=0.9512,
            strata=(SampleStratum(risk=0, of=SENDS * days, drawn=DRAWN),),
            seqs=tuple(newest - EVERY * nth for nth in range(DRAWN)),
            open=DRAWN,
        )

    def do_log_sample_size(self, until: date | None, days: int) -> LogSample:
        """How large."""
        self._come("log_sample_size")
        return replace(self._sized(days), seqs=())

    def do_log_sample_draw(self, until: date | None, days: int) -> LogSample:
        """Draw."""
        self._come("log_sample_draw")
        self.records += 1
        self.log_sample = replace(self._sized(days), seq=self.records - 1, drawn_at=NEWEST)
        return self.log_sample

    def do_log_sample(self) -> LogSample:
        """The newest, with what is still open."""
        self._come("log_sample")
        sample = self.log_sample
        said = [self.log_marks[seq][-1].mark for seq in sample.seqs if seq in self.log_marks]
        strata = tuple(
            replace(one, reviewed=len(said), looked_at=len(said), bad=said.count("escalated"))
            for one in sample.strata
        )
        return replace(sample, open=len(sample.seqs) - len(said), strata=strata)

    def do_log_coverage(self, seq: int) -> LogCoverage:
        """Figures that change with what was looked at."""
        self._come("log_coverage")
        sample = self.do_log_sample()
        seen = sum(one.reviewed for one in sample.strata)
        return LogCoverage(
            sample=sample,
            detection_reached=sample.detection * seen / DRAWN if seen else 0.0,
            most_bad=3 / seen if seen > 3 else 1.0,
            is_repeatable=self.log_is_repeatable,
            blind=ShareLimits(found=0, of=0, low=0.0, high=1.0),
            agreement=TwoReviewers(both=0, agreed=0, kappa=None),
        )
