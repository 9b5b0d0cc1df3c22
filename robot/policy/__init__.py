"""May this be done now? Small rules with an id, a reason and a source, run in a fixed order."""

from robot.policy.decide import DECIDE_RULES, RECHECK_RULES, decide, recheck
from robot.policy.decision import Decision, Verdict, verdict_of
from robot.policy.facts import PolicyFacts
from robot.policy.loading import load_policy
from robot.policy.rule import Rule
from robot.policy.settings import PolicySettings, UnattendedExemption

__all__ = [
    "DECIDE_RULES",
    "RECHECK_RULES",
    "Decision",
    "PolicyFacts",
    "PolicySettings",
    "Rule",
    "UnattendedExemption",
    "Verdict",
    "decide",
    "load_policy",
    "recheck",
    "verdict_of",
]
