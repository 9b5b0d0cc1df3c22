"""The card says what the policy asks: consent for the purpose on the channel, the higher of two grades."""

from __future__ import annotations

from typing import Any

import pytest

from robot.agent.cards import task_card
from robot.domain.product import ProductRisk
from robot.domain.purpose import Purpose
from robot.domain.task import TaskState
from robot.domain.views import TaskCard
from robot.policy import PolicySettings
from robot.store.stored_task import StoredTask
from tests.support.builders import TEN_O_CLOCK, task


def card(purpose: Purpose, **changes: Any) -> TaskCard:
    stored = StoredTask(
        task=task(**changes),
        state=TaskState.READY,
        outcome=None,
        reason="",
        detail="",
        until=None,
        variant="",
        free_slots={},
        note="",
        evidence="",
        ended_at=None,
    )
    policy = PolicySettings(version=1)
    return task_card(stored, None, purpose=purpose, policy=policy, now=TEN_O_CLOCK, crm_url="")


@pytest.mark.parametrize(
    ("consents", "purpose", "has_consent"),
    [
        ({"wecom"}, Purpose.MARKETING, True),
        ({"wecom"}, Purpose.SERVICE, True),
        ({"service:wecom"}, Purpose.SERVICE, True),
        ({"service:wecom"}, Purpose.MARKETING, False),
        ({"care:wecom"}, Purpose.CARE, True),
        ({"phone"}, Purpose.SERVICE, False),
    ],
)
def test_consent_is_shown_for_what_the_talk_track_is_for(
    consents: set[str], purpose: Purpose, *, has_consent: bool
) -> None:
    shown = card(purpose, customer={"consents": frozenset(consents)})
    assert shown.has_channel_consent is has_consent


def test_the_higher_grade_is_shown() -> None:
    graded = {"risk": ProductRisk.R2, "issuer_risk": ProductRisk.R4}
    assert card(Purpose.MARKETING, product=graded).product_risk == "R4"
