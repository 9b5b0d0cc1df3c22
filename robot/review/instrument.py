"""What the review proves: by a sample, by its blind checks, and by how two reviewers agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import LogMark
from robot.domain.sample_views import LogCoverage, LogSample, SampleStratum, ShareLimits, TwoReviewers
from robot.review.agreement import agreement
from robot.review.samples import Drawn, draw_sample, escalated_by_others, head_size, others_samples
from robot.review.sampling import BAD_SHARE, SURE, bad_count, detection_probability, most_bad
from robot.review.sends import PeriodReading, SampleRecord

_NOBODY = LogSample(
    seq=-1,
    drawn_at=None,
    person="",
    time_from=None,
    time_until=None,
    seed="",
    population=0,
    bad_share=BAD_SHARE,
    detection=0.0,
    strata=(),
    seqs=(),
    open=0,
)


def limits(found: int, of: int, sure: float = SURE) -> ShareLimits:
    """A share with the two-sided limits of Clopper and Pearson.

    :raises ValueError: for more found than there are.
    """
    side = 1 - (1 - sure) / 2
    if of == 0:
        return ShareLimits(found=0, of=0, low=0.0, high=1.0)
    return ShareLimits(
        found=found, of=of, low=1 - most_bad(of, of - found, side), high=most_bad(of, found, side)
    )


def sample_view(reading: PeriodReading, sample: SampleRecord | None) -> LogSample:
    """A sample as its reviewer sees it."""
    if sample is None:
        return _NOBODY
    mine = {made.task for made in reading.marks if made.person == sample.person}
    strata = _strata(reading, sample)
    return LogSample(
        seq=sample.seq,
        drawn_at=datetime.fromtimestamp(sample.wall_us / 1e6, BANK_ZONE),
        person=sample.person,
        time_from=sample.period.time_from,
        time_until=sample.period.time_until,
        seed=sample.seed,
        population=sample.population,
        bad_share=sample.bad_share,
        detection=detection_probability(sample.population, sample.rate, sample.bad_share),
        strata=strata,
        seqs=sample.seqs,
        open=sum(reading.task_of(seq) not in mine for seq in sample.seqs),
    )


def coverage(reading: PeriodReading, sample: SampleRecord | None, *, is_head_signed: bool) -> LogCoverage:
    """What is proved by now.

    :param reading: from the sample's period on.
    :param is_head_signed: whether the head that chose is a checkpoint of this journal.
    """
    view = sample_view(reading, sample)
    is_repeatable = sample is not None and is_head_signed and is_drawn_so(reading, sample)
    return LogCoverage(
        sample=view,
        detection_reached=_detection(view) if is_repeatable else 0.0,
        most_bad=_most_bad(view.strata, view.population) if is_repeatable else 1.0,
        is_repeatable=is_repeatable,
        blind=blind_checks(reading),
        agreement=two_reviewers(reading),
    )


def is_drawn_so(reading: PeriodReading, sample: SampleRecord) -> bool:
    """Whether the log gives the same draw again."""
    again = _again(reading, sample)
    strata = {risk: (size, len(again.plan.drawn[risk])) for risk, size in again.plan.sizes.items()}
    is_same = again.seqs == sample.seqs and strata == dict(sample.strata)
    return is_same and again.plan.population == sample.population


def blind_checks(reading: PeriodReading) -> ShareLimits:
    """Of the known records that were shown without mark and answered: how many were handed on again."""
    found = of = 0
    for sample in reading.samples:
        known = escalated_by_others(reading, sample.person, head_size(sample.seed))
        answers = reading.last_marks(after=sample.seq)
        for task in {reading.task_of(seq) for seq in sample.seqs} & known:
            answer = answers.get((task, sample.person))
            of += answer is not None
            found += answer == LogMark.ESCALATED
    return limits(found, of)


def two_reviewers(reading: PeriodReading) -> TwoReviewers:
    """Agreement on records of two reviewers' samples, without blind checks: those were chosen as bad."""
    first: dict[object, str] = {}
    second: dict[object, str] = {}
    for sample in reading.samples:
        mine = reading.last_marks(after=sample.seq)
        put_in = set(_again(reading, sample).blind)
        for other in others_samples(reading, sample.person, sample.seq):
            theirs = reading.last_marks(after=other.seq)
            for seq in set(sample.seqs) & set(other.seqs) - put_in:
                task = reading.task_of(seq)
                said, theirs_said = mine.get((task, sample.person)), theirs.get((task, other.person))
                if said and theirs_said:
                    first[sample.seq, seq], second[sample.seq, seq] = theirs_said, said
    found = agreement(first, second)
    return TwoReviewers(both=found.both, agreed=found.agreed, kappa=found.kappa)


def newest_sample(reading: PeriodReading, person: str = "") -> SampleRecord | None:
    """The last one that was drawn, for a person or for anybody."""
    found = [sample for sample in reading.samples if not person or sample.person == person]
    return found[-1] if found else None


def _again(reading: PeriodReading, sample: SampleRecord) -> Drawn:
    return draw_sample(
        reading,
        sample.period,
        seed=sample.seed,
        person=sample.person,
        bad_share=sample.bad_share,
    )


def _strata(reading: PeriodReading, sample: SampleRecord) -> tuple[SampleStratum, ...]:
    looked_at = {made.task for made in reading.marks}
    answers = reading.last_marks()
    drawn = {seq for part in _again(reading, sample).plan.drawn.values() for seq in part}
    counts = {risk: [0, 0, 0] for risk in sample.strata}
    for send in reading.sends(sample.period, head_size(sample.seed)):
        # After an erasure a send may have another risk, or none; the draw is not repeatable then.
        count = counts.setdefault(send.risk, [0, 0, 0])
        count[0] += send.task in looked_at
        answer = answers.get((send.task, sample.person))
        if send.seq in drawn and answer is not None:
            count[1] += 1
            count[2] += answer == LogMark.ESCALATED
    return tuple(
        SampleStratum(risk=risk, of=of, drawn=many, looked_at=at[0], reviewed=at[1], bad=at[2])
        for risk, (of, many) in sorted(sample.strata.items())
        for at in [counts[risk]]
    )


def _detection(view: LogSample) -> float:
    """The chance if the bad ones lie where they are met least likely, which is where each is hidden best.

    Of a stratum with N sends, n of them reviewed, the next one after d is missed with (N - n - d) / (N - d).
    That only falls with d, so taking the largest next factor each time gives the worst case.
    """
    room = [[one.of, one.reviewed, 0] for one in view.strata if one.of]
    missed = 1.0
    for _ in range(bad_count(view.population, view.bad_share) if room else 0):
        worst = max(room, key=lambda at: (at[0] - at[1] - at[2]) / max(1, at[0] - at[2]))
        missed *= max(0, worst[0] - worst[1] - worst[2]) / max(1, worst[0] - worst[2])
        worst[2] += 1
    return 1.0 - missed


def _most_bad(strata: Iterable[SampleStratum], population: int) -> float:
    """Upper limit over strata: what was looked at in full is known, others share the doubt (Bonferroni)."""
    listed = list(strata)
    if not population:
        return 0.0
    partly = sum(one.reviewed < one.of for one in listed)
    sure = 1 - (1 - SURE) / max(1, partly)
    bad = sum(
        one.bad
        if one.reviewed == one.of
        else one.of * (most_bad(one.reviewed, one.bad, sure) if one.reviewed else 1.0)
        for one in listed
    )
    return min(1.0, bad / population)
