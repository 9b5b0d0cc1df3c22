"""Each purpose on each channel needs its own basis: marketing a separate consent, service a contract."""

from __future__ import annotations

from robot.domain.purpose import Purpose
from robot.domain.task import Channel
from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.scopes import has_consented
from robot.policy.settings import PolicySettings

ID = "consent.missing"


def applies(facts: PolicyFacts, _settings: PolicySettings) -> bool:
    """Something is sent; at the counter the customer came to the bank."""
    return facts.task.channel is not Channel.COUNTER


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding without consent to the purpose on the channel; a contract is basis enough for service."""
    if not applies(facts, _settings):
        return None
    customer, channel = facts.task.customer, facts.task.channel
    if has_consented(customer, facts.purpose, channel):
        return None
    if facts.purpose is Purpose.SERVICE and customer.has_contract:
        return None
    return block(ID, channel=channel)


RULE = Rule(
    id=ID,
    stage=Stage.CONSENT,
    reason="The customer did not agree to this kind of message on this channel.",
    source="《中华人民共和国广告法》第四十三条；《中华人民共和国个人信息保护法》第十三条（同意，或为订立、履行合同所必需）",
    facts=("channel", "purpose", "consents", "has_contract"),
    unknown="Unknown consent denies; an unknown contract is none, and a service message needs consent.",
    applies=applies,
    check=check,
)
