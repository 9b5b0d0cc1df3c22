"""The one line on top of the week's page."""

from __future__ import annotations

from robot.reporting.verdict import Grade, Verdict
from robot.reporting.weekly.facts import WeekFacts

#: Heavier ones that nobody looked at make the week red.
_LOOK_NOW = 5


def judge(facts: WeekFacts) -> Verdict:
    """Grade a week: red is for what must be looked at now, amber for what the review has not shown yet."""
    sample = facts.coverage.sample
    red = {
        "why.chain": int(facts.chain.fault is not None),
        "why.heavy": sum(one.weight >= _LOOK_NOW and not one.mark for one in facts.heaviest),
    }
    amber = {
        "why.not_anchored": facts.anchor.tail_records if not facts.anchor.anchored else 0,
        "why.no_sample": int(sample.seq < 0 and facts.sends > 0),
        "why.not_repeatable": int(sample.seq >= 0 and not facts.coverage.is_repeatable),
        "why.sample": facts.open["sample"],
        "why.bad": sum(one.bad for one in sample.strata),
        "why.anomalies": facts.open["anomalies"],
        "why.unsettled": facts.open["unsettled"],
    }
    grade = Grade.RED if any(red.values()) else Grade.AMBER if any(amber.values()) else Grade.GREEN
    return Verdict(grade=grade, causes=tuple((key, n) for key, n in {**red, **amber}.items() if n))
