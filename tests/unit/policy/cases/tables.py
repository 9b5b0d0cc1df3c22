"""All cases, in the order of the rules."""

from __future__ import annotations

from robot.policy import DECIDE_RULES
from tests.unit.policy.cases import customer, permit, timing
from tests.unit.policy.cases.words import Case

_ORDER = {rule.id: place for place, rule in enumerate(DECIDE_RULES)}
CASES = sorted(
    (Case(*row) for row in (*permit.TABLE, *customer.TABLE, *timing.TABLE)),
    key=lambda case: _ORDER[case.rule],
)
