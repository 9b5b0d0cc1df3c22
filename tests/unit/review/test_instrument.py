"""What a sample of the log proves: drawn from a real journal, with known records among it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robot.review.indexing import SAMPLED
from robot.review.instrument import coverage, is_drawn_so, limits, newest_sample, sample_view
from robot.review.samples import draw_sample, payload_of
from robot.review.sampling import rate_for
from tests.support.log_home import LogHome
from tests.support.reviewing import OTHER_ROOT, Sends


@pytest.fixture
def sends(log: LogHome) -> Sends:
    return Sends(log)


def test_the_sends_are_tasks_whose_message_was_clicked_by_their_gravest_anomaly(sends: Sends) -> None:
    plain, doubled = sends.send(1), sends.send(2, reason="effect.doubled")
    sends.send(3, effect="record")
    again = sends.log.tell("contact.clicked", {"task": "T0001", "entry": 1})
    found = sends.reading().sends(sends.period, before=2**60)
    assert [(send.seq, send.task, send.risk) for send in found] == [
        (plain, "T0001", 0),
        (doubled, "T0002", 5),
    ]
    sends.log.tell("anomaly", {"kind": "pace", "weight": 3, "seqs": [again]})
    risks = [send.risk for send in sends.reading().sends(sends.period, before=2**60)]
    assert risks == [3, 5]
    assert [send.risk for send in sends.reading().sends(sends.period, before=again)] == [0, 5]


def test_the_draw_follows_from_head_and_log_and_another_head_draws_others(sends: Sends) -> None:
    sends.many(120)
    reading, head = sends.reading(), sends.head()
    drawn, same = (draw_sample(reading, sends.period, seed=head, person="lin") for _ in range(2))
    other = draw_sample(reading, sends.period, seed=sends.head(OTHER_ROOT), person="lin")
    assert drawn.plan.drawn == same.plan.drawn
    assert drawn.plan.drawn != other.plan.drawn
    assert len(drawn.seqs) >= rate_for(120) * 120
    assert drawn.plan.detection >= 0.95


def test_a_record_of_another_draw_is_found_out(sends: Sends) -> None:
    sends.many(60)
    seq, drawn = sends.draw("lin")
    reading = sends.reading()
    honest = newest_sample(reading, "lin")
    assert honest is not None
    assert (honest.seq, honest.seqs) == (seq, drawn.seqs)
    assert is_drawn_so(reading, honest)
    left_out = replace(honest, seqs=honest.seqs[:-1])
    assert not is_drawn_so(reading, left_out)
    assert not coverage(reading, left_out, is_head_signed=True).is_repeatable
    forged = coverage(reading, honest, is_head_signed=False)
    assert (forged.detection_reached, forged.most_bad) == (0.0, 1.0)


def test_what_happens_after_the_draw_does_not_change_it(sends: Sends) -> None:
    first = sends.many(60)[0]
    sends.draw("lin")
    sends.many(5, first=100)
    sends.log.tell("anomaly", {"kind": "pace", "weight": 3, "seqs": [first]})
    sends.mark(first, "chen", "escalated")
    reading = sends.reading()
    sample = newest_sample(reading)
    assert sample is not None
    assert is_drawn_so(reading, sample)


def test_what_another_handed_on_is_put_in_and_told_from_nothing(sends: Sends) -> None:
    clicks = sends.many(400)
    known = clicks[5:9]
    for click in known:
        # On whatever record of the task it was said.
        sends.mark(click + 1, "chen", "escalated")
    sends.mark(known[0], "lin", "reviewed")
    sends.mark(clicks[20], "chen", "escalated")
    sends.mark(clicks[20], "chen", "false_alarm")
    seq, drawn = sends.draw("lin")
    present = set(known) & set(drawn.seqs)
    assert len(set(known[1:]) & present) >= min(3, len(known) - 1)
    assert known[0] not in drawn.blind, "it is known to the one who is asked"
    assert clicks[20] not in drawn.blind, "the last word was another"
    payload = payload_of(drawn, sends.period, person="lin", by="lin")
    assert "blind" not in str(payload)
    assert payload["seqs"] == sorted(payload["seqs"])
    reading = sends.reading()
    sample = newest_sample(reading)
    assert sample is not None
    assert sample.seq == seq
    assert is_drawn_so(reading, sample)


def test_blind_checks_count_what_was_answered_after_the_draw(sends: Sends) -> None:
    clicks = sends.many(400)
    known = clicks[5:8]
    for click in known:
        sends.mark(click, "chen", "escalated")
    _, drawn = sends.draw("lin")
    assert set(known) <= set(drawn.seqs)
    assert coverage(sends.reading(), newest_sample(sends.reading()), is_head_signed=True).blind.of == 0
    sends.mark(known[0], "lin", "escalated")
    sends.mark(known[1], "lin", "reviewed")
    blind = coverage(sends.reading(), newest_sample(sends.reading()), is_head_signed=True).blind
    assert (blind.found, blind.of) == (1, 2)
    # Clopper and Pearson, 95 %, one of two: from their tables.
    assert blind.low == pytest.approx(0.0126, abs=5e-4)
    assert blind.high == pytest.approx(0.9874, abs=5e-4)


def test_limits_where_all_or_none_were_found() -> None:
    assert (limits(0, 0).low, limits(0, 0).high) == (0.0, 1.0)
    # The rule of three's exact form: 1 - 0.025 ** (1 / 10).
    assert limits(0, 10).high == pytest.approx(0.3085, abs=1e-4)
    assert limits(10, 10).low == pytest.approx(0.6915, abs=1e-4)
    assert (limits(0, 10).low, limits(10, 10).high) == (0.0, 1.0)


def test_a_second_reviewer_gets_a_tenth_of_the_first_one_s_sample(sends: Sends) -> None:
    sends.many(600)
    _, first = sends.draw("chen")
    _, second = sends.draw("lin", root=OTHER_ROOT)
    both = set(first.seqs) & set(second.seqs)
    assert len(both) >= len(first.seqs) / 10
    drawn = {seq for part in second.plan.drawn.values() for seq in part}
    assert set(second.repeats) <= both
    assert not set(second.repeats) & drawn


def test_two_reviewers_are_compared_where_neither_knew(sends: Sends) -> None:
    sends.many(100)
    _, first = sends.draw("chen")
    _, second = sends.draw("lin", root=OTHER_ROOT)
    both = sorted(set(first.seqs) & set(second.seqs))[:4]
    for seq in both:
        sends.mark(seq, "chen", "reviewed" if seq != both[0] else "escalated")
    said = coverage(sends.reading(), newest_sample(sends.reading()), is_head_signed=True).agreement
    assert said.both == 0
    for seq in both:
        sends.mark(seq, "lin", "reviewed" if seq != both[1] else "escalated")
    said = coverage(sends.reading(), newest_sample(sends.reading()), is_head_signed=True).agreement
    assert (said.both, said.agreed) == (4, 2)
    assert said.kappa == pytest.approx((0.5 - 0.625) / 0.375)


def test_coverage_counts_what_was_looked_at_and_not_what_was_drawn(sends: Sends) -> None:
    clicks = sends.many(100)
    heavy = [sends.send(number, reason="recipient.mismatch") for number in range(200, 203)]
    _, drawn = sends.draw("lin")
    reading = sends.reading()
    nothing = coverage(reading, newest_sample(reading), is_head_signed=True)
    assert nothing.is_repeatable
    assert (nothing.detection_reached, nothing.most_bad) == (0.0, 1.0)
    assert nothing.sample.detection >= 0.95
    sends.mark(next(seq for seq in clicks if seq not in drawn.seqs), "chen")
    for seq in drawn.seqs:
        sends.mark(seq, "lin", "escalated" if seq == heavy[0] else "reviewed")
    reading = sends.reading()
    whole = coverage(reading, newest_sample(reading), is_head_signed=True)
    strata = {one.risk: one for one in whole.sample.strata}
    assert set(strata) == {0, 5}
    assert (strata[5].of, strata[5].drawn, strata[5].reviewed, strata[5].bad) == (3, 3, 3, 1)
    assert strata[0].looked_at == strata[0].reviewed + 1
    assert strata[0].reviewed == strata[0].drawn
    # Two of 103 are bad, and worst hidden among the plain ones; counted out by hand.
    n = strata[0].reviewed
    assert whole.detection_reached == pytest.approx(1 - (100 - n) * (99 - n) / (100 * 99))
    assert whole.detection_reached >= whole.sample.detection
    # Known: 1 of 3. Unknown: at most 1 - 0.05 ** (1 / n) of 100, n of them looked at.
    most = (1 + 100 * (1 - 0.05 ** (1 / strata[0].reviewed))) / 103
    assert whole.most_bad == pytest.approx(most, abs=1e-6)
    assert sample_view(reading, newest_sample(reading)).open == 0


def test_bad_ones_are_taken_to_lie_where_nobody_looked(sends: Sends) -> None:
    sends.many(100)
    heavy = [sends.send(number, reason="recipient.mismatch") for number in range(200, 203)]
    sends.draw("lin")
    for seq in heavy:
        sends.mark(seq, "lin")
    reading = sends.reading()
    assert coverage(reading, newest_sample(reading), is_head_signed=True).detection_reached == 0.0


def test_a_stratum_too_small_for_all_of_them_does_not_hide_all_of_them(sends: Sends) -> None:
    sends.many(197)
    heavy = [sends.send(number, reason="recipient.mismatch") for number in range(200, 203)]
    _, drawn = sends.draw("lin")
    for seq in set(drawn.seqs) - set(heavy[:1]):
        sends.mark(seq, "lin")
    reading = sends.reading()
    found = coverage(reading, newest_sample(reading), is_head_signed=True)
    (plain, gravest) = found.sample.strata
    assert (gravest.of, gravest.reviewed) == (3, 2)
    # Two of 200: hidden best are both among the plain ones, or one in the third that nobody looked at.
    both = (197 - plain.reviewed) * (196 - plain.reviewed) / (197 * 196)
    one = (197 - plain.reviewed) / 197 / 3
    assert found.detection_reached == pytest.approx(1 - max(both, one))


def test_an_erased_send_leaves_a_sample_that_proves_nothing(sends: Sends) -> None:
    clicks = sends.many(60)
    sends.draw("lin")
    sends.log.store.database.transact(
        lambda db: db.execute(
            "UPDATE journal SET payload = NULL, salt = NULL WHERE seq = ?", (clicks[3],)
        ).close()
    )
    reading = sends.reading()
    found = coverage(reading, newest_sample(reading), is_head_signed=True)
    assert (found.is_repeatable, found.detection_reached, found.most_bad) == (False, 0.0, 1.0)
    assert found.sample.population == 60


def test_nothing_was_drawn_yet(sends: Sends) -> None:
    sends.many(3)
    found = coverage(sends.reading(), None, is_head_signed=False)
    assert (found.sample.seq, found.most_bad, found.is_repeatable) == (-1, 1.0, False)


def test_a_period_without_sends_draws_nothing(sends: Sends) -> None:
    drawn = draw_sample(sends.reading(), sends.period, seed=sends.head(), person="lin")
    assert (drawn.seqs, drawn.plan.population, drawn.plan.detection) == ((), 0, 1.0)


@pytest.mark.parametrize(
    "change",
    [
        {"seqs": ["x"]},
        {"seqs": [-1]},
        {"from": "2026-11-23T00:00:00"},
        {"until": "tomorrow"},
        {"head": "no head"},
        {"head": -1},
        {"rate_ppm": -1},
        {"bad_share_ppm": 0},
        {"population": -1},
        {"strata": [{"risk": 0}]},
        {"person": None, "strata": 3},
    ],
    ids=str,
)
def test_a_forged_or_damaged_record_of_a_draw_is_passed_over(sends: Sends, change: dict[str, object]) -> None:
    sends.many(3)
    seq, drawn = sends.draw("lin")
    payload = payload_of(drawn, sends.period, person="lin", by="lin")
    sends.log.tell(SAMPLED, {**payload, **change})
    reading = sends.reading()
    sample = newest_sample(reading)
    assert sample is not None
    assert sample.seq == seq
    assert coverage(reading, sample, is_head_signed=True).is_repeatable
    sends.log.index()


def test_a_record_that_says_more_sends_than_there_were_proves_nothing(sends: Sends) -> None:
    sends.many(3)
    _, drawn = sends.draw("lin")
    payload = payload_of(drawn, sends.period, person="lin", by="lin")
    sends.log.tell(SAMPLED, payload | {"population": 10**15})
    reading = sends.reading()
    found = coverage(reading, newest_sample(reading), is_head_signed=True)
    assert (found.is_repeatable, found.most_bad) == (False, 1.0)


def test_one_s_own_words_and_earlier_answers_are_no_blind_check(sends: Sends) -> None:
    clicks = sends.many(5)
    sends.mark(clicks[0], "lin", "escalated")
    sends.mark(clicks[1], "chen", "escalated")
    sends.mark(clicks[1], "lin", "escalated")
    _, drawn = sends.draw("lin")
    assert set(drawn.seqs) == set(clicks)
    reading = sends.reading()
    assert coverage(reading, newest_sample(reading), is_head_signed=True).blind.of == 0


def test_strata_that_were_looked_at_in_part_share_the_doubt(sends: Sends) -> None:
    sends.many(200)
    for number in range(300, 500):
        sends.log.tell("anomaly", {"kind": "pace", "weight": 1, "seqs": [sends.send(number)]})
    _, drawn = sends.draw("lin")
    for seq in drawn.seqs:
        sends.mark(seq, "lin")
    reading = sends.reading()
    found = coverage(reading, newest_sample(reading), is_head_signed=True)
    most = sum(
        one.of * (1 - 0.025 ** (1 / one.reviewed)) if one.reviewed < one.of else 0
        for one in found.sample.strata
    )
    assert sum(one.reviewed < one.of for one in found.sample.strata) == 2
    assert found.most_bad == pytest.approx(most / 400)
