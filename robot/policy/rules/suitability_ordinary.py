"""Products of high risk do not come to ordinary investors by machine."""

from __future__ import annotations

from robot.domain.customer import InvestorClass
from robot.domain.task import Channel
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block, review
from robot.policy.rules.rating_age import counted_risk, needs_rating
from robot.policy.settings import PolicySettings

ID = "suitability.ordinary"


def applies(facts: PolicyFacts, settings: PolicySettings) -> bool:
    """An ordinary investor and a grade from which on the protection holds."""
    rules, risk = settings.ordinary_investors, counted_risk(facts.task)
    if rules is None or risk is None or not needs_rating(facts.task):
        return False
    known = facts.task.customer.investor
    is_ordinary = rules.unknown_is_ordinary if known is None else known is InvestorClass.ORDINARY
    return is_ordinary and risk.level >= rules.review_from.level


def check(facts: PolicyFacts, settings: PolicySettings) -> Finding | None:
    """A blocking finding by push or unattended, else one for review."""
    if not applies(facts, settings):
        return None
    risk = counted_risk(facts.task)
    if facts.task.channel is Channel.PUSH or not facts.attended:
        return block(ID, product_risk=risk, channel=facts.task.channel)
    return review(ID, product_risk=risk)


RULE = Rule(
    id=ID,
    stage=Stage.SUITABILITY,
    reason="A product of high risk is brought to an ordinary investor by a person, after another's look.",
    source="《金融机构产品适当性管理办法》（国家金融监督管理总局令2025年第7号，2026年2月1日起施行）；普通投资者特别保护，等级由银行设定",
    facts=("investor_class", "product_line", "product_risk", "issuer_risk", "channel", "attended"),
    unknown="An investor of unknown class is ordinary, unless the policy says otherwise.",
    applies=applies,
    check=check,
    may_review=True,
)
