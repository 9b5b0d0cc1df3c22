"""Who said no to a channel or a purpose is left alone there."""

from __future__ import annotations

from robot.domain.views import Finding
from robot.policy.facts import PolicyFacts
from robot.policy.rule import Rule, Stage, block
from robot.policy.scopes import refusals
from robot.policy.settings import PolicySettings

ID = "contact.opted_out_of"


def check(facts: PolicyFacts, _settings: PolicySettings) -> Finding | None:
    """A finding if a refusal of this channel, this purpose or this purpose on this channel is known."""
    known = {*facts.task.customer.opt_outs, *facts.opted_out_scopes}
    found = refusals(known, facts.purpose, facts.task.channel)
    return block(ID, channel=facts.task.channel) if found else None


RULE = Rule(
    id=ID,
    stage=Stage.OPT_OUT,
    reason="The customer refused this channel or this kind of message; this goes before any consent.",
    source="《中华人民共和国广告法》第四十三条；《中华人民共和国个人信息保护法》（撤回同意、自动化决策营销的拒绝方式）",
    facts=("opt_outs", "purpose", "channel"),
    unknown="No effect: a refusal that nobody stated is none; contact.opted_out must always be stated.",
    check=check,
)
