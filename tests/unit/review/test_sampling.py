from __future__ import annotations

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.review.agreement import agreement
from robot.review.sampling import Stratum, detection_probability, draw, most_bad, rate_for


def strata(*sizes: int) -> list[Stratum]:
    made, start = [], 0
    for risk, size in enumerate(sizes):
        made.append(Stratum(risk=risk, members=range(start, start + size)))
        start += size
    return made


def misses(plan_strata: Sequence[Stratum], drawn: dict[int, int], bad: Sequence[int]) -> float:
    """The exact chance of drawing none of the bad, by the hypergeometric product."""
    chance = 1.0
    for stratum in plan_strata:
        size, taken = len(stratum.members), drawn.get(stratum.risk, 0)
        held = sum(member in set(bad) for member in stratum.members)
        if size - held < taken:
            return 0.0
        chance *= math.comb(size - held, taken) / math.comb(size, taken)
    return chance


def test_the_well_known_figure_of_a_large_population() -> None:
    """1 % bad, found with 95 %: 299 when drawn from very many; a little fewer from 100,000."""
    plan = draw(strata(100_000), "week 48")
    assert 295 <= plan.size <= 300
    assert plan.detection >= 0.95


def test_a_small_population_is_looked_at_nearly_in_full() -> None:
    plan = draw(strata(80), "x")
    assert plan.size == 76
    assert plan.detection >= 0.95


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=6),
    st.floats(0.005, 0.2),
    st.integers(0, 10_000),
)
def test_the_promise_holds_wherever_the_bad_ones_are(sizes: list[int], share: float, seed: int) -> None:
    parts = strata(*sizes)
    plan = draw(parts, str(seed), bad_share=share)
    if not plan.population:
        assert plan.size == 0
        return
    bad = random.Random(seed).sample(  # noqa: S311 - repeatable
        range(plan.population), max(1, math.ceil(plan.population * share - 1e-9))
    )
    drawn = {risk: len(members) for risk, members in plan.drawn.items()}
    assert plan.detection >= 0.95 - 1e-9
    assert misses(parts, drawn, bad) <= 1 - plan.detection + 1e-9


def test_draws_find_one_bad_record_as_often_as_promised() -> None:
    parts, bad = strata(3000, 300, 200, 100, 50, 10), set(range(100, 137))
    hits = sum(
        any(member in bad for members in draw(parts, str(seed)).drawn.values() for member in members)
        for seed in range(600)
    )
    assert hits / 600 >= 0.95 - 3 * math.sqrt(0.05 * 0.95 / 600)


def test_what_stands_out_is_drawn_more_often_and_the_worst_in_full() -> None:
    plan = draw(strata(10_000, 500, 500, 500, 500, 40), "x")
    rates = [len(plan.drawn[risk]) / plan.sizes[risk] for risk in range(6)]
    assert rates == sorted(rates)
    assert rates[5] == 1.0
    assert rates[4] > 5 * rates[0]


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    parts = strata(5000, 100)
    assert draw(parts, "a") == draw(parts, "a")
    assert draw(parts, "a").drawn != draw(parts, "b").drawn


def test_one_more_record_elsewhere_redraws_nothing_here() -> None:
    few = Stratum(risk=2, members=range(10_000, 10_100))
    before = draw([Stratum(risk=0, members=range(5000)), few], "a", bad_share=0.05)
    after = draw([Stratum(risk=0, members=range(5001)), few], "a", bad_share=0.05)
    assert set(before.drawn[2]) & set(after.drawn[2]) == set(after.drawn[2])


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between"):
        draw(strata(10), "x", bad_share=share)


def test_nothing_can_be_said_of_nothing() -> None:
    plan = draw([], "x")
    assert (plan.size, plan.population) == (0, 0)
    assert rate_for(0) == 0.0
    assert detection_probability(0, 0.0, 0.01) == 1.0


@pytest.mark.parametrize(
    ("reviewed", "bad", "limit"),
    [(299, 0, 0.00997), (100, 0, 0.0295), (100, 1, 0.0466), (100, 5, 0.1022), (10, 10, 1.0), (0, 0, 1.0)],
)
def test_the_most_that_can_be_bad_is_clopper_and_pearsons(reviewed: int, bad: int, limit: float) -> None:
    assert most_bad(reviewed, bad) == pytest.approx(limit, abs=0.0005)


def test_kappa_of_cohens_own_kind_of_table() -> None:
    one = {number: "good" if number < 25 else "bad" for number in range(50)}
    other = {number: "good" if number < 20 or 25 <= number < 35 else "bad" for number in range(50)}
    found = agreement(one, other)
    assert (found.both, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_says_nothing_where_both_always_said_the_same() -> None:
    assert agreement({1: "good"}, {1: "good"}).kappa is None
    assert agreement({1: "good"}, {2: "good"}).kappa is None
    assert agreement({}, {}).share == 0.0
