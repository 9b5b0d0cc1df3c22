"""Which rows of a chat or a list are our side's: never the customer's, never the robot's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from robot.channels.own_messages import is_looked_for, nobodys_message, of_chat, of_list
from robot.execution.hand_typed import OwnMessage
from robot.execution.ports import Expected, Sighting
from robot.sites.profile import Chat, SiteProfile, load_profile
from robot.sites.wording import text_sha256
from tests.support.builders import TODAY, recipient

PROFILES = Path(__file__).parents[3] / "resources" / "profiles"
SENT = "王女士，您好。您关注的产品将于11月28日开放。理财非存款、产品有风险、投资须谨慎。回复T退订。"
CHANGED = SENT.replace("产品有风险", "保本保息")
TYPED = "王姐，放心买"


@pytest.fixture(scope="module")
def profile() -> SiteProfile:
    return load_profile(PROFILES / "wecom-demo.yaml")


@pytest.fixture(scope="module")
def chat(profile: SiteProfile) -> Chat:
    assert profile.chat is not None
    return profile.chat


def row(text: str, direction: str = "out", name: str = "m1", **more: str) -> dict[str, str]:
    usual = {"id": name, "direction": direction, "text": text, "state": "已发送", "date": "2026-11-23"}
    return {**usual, "external_id": "wm0001", **more}


def expected(message_id: str = "") -> Expected:
    return Expected(
        recipient=recipient(1),
        text_sha256=text_sha256(SENT),
        text=SENT,
        business_date=TODAY,
        message_id=message_id,
    )


def in_chat(
    profile: SiteProfile, chat: Chat, *rows: dict[str, str], seen: Sighting | None = None
) -> Sequence[OwnMessage]:
    leave_out = is_looked_for(expected(), seen) if seen is not None else nobodys_message
    return of_chat(
        profile,
        chat,
        rows,
        username="1001",
        external_id="wm0001",
        business_date=TODAY,
        leave_out=leave_out,
    )


def in_list(profile: SiteProfile, *rows: dict[str, str], seen: Sighting) -> list[str]:
    found = of_list(profile, rows, TODAY, [(expected(), seen)])
    return [message.message_id for message in found]


def test_only_our_sides_messages_are_taken_and_the_customers_stand_before_them(
    profile: SiteProfile, chat: Chat
) -> None:
    rows = (row("会亏吗", "in", "c1"), row(TYPED), row("保本吗？", "in", "c2"))
    (found,) = in_chat(profile, chat, *rows)
    assert (found.text, found.message_id, found.external_id) == (TYPED, "m1", "wm0001")
    assert [(line.who, line.text) for line in found.context] == [("customer", "会亏吗")]


def test_what_was_refused_or_is_of_another_day_is_left_out(profile: SiteProfile, chat: Chat) -> None:
    rows = (
        row(TYPED, state="消息未送达"),
        row(TYPED, name="m2", date="2026-11-20"),
        row(TYPED, name="m3", date="2026-11-22T23:00:00+08:00"),
    )
    assert in_chat(profile, chat, *rows) == ()


def test_what_the_robot_sent_is_left_out_in_a_chat(profile: SiteProfile, chat: Chat) -> None:
    rows = (row(SENT), row(TYPED, name="m2"))
    found = in_chat(profile, chat, *rows, seen=Sighting(found=("m1",)))
    assert [message.message_id for message in found] == ["m2"]


@pytest.mark.parametrize(
    ("seen", "left"),
    [
        # The site cut or changed the robot's own message: a matter of the witness, not of the supervisor.
        (Sighting(found=(), altered=("m2",)), []),
        # The message itself stands there, so the other is a copy that somebody changed by hand.
        (Sighting(found=("m1",), altered=("m2",)), ["m2"]),
    ],
)
def test_a_text_that_resembles_the_robots(profile: SiteProfile, seen: Sighting, left: list[str]) -> None:
    rows = [row(SENT)] if seen.found else []
    assert in_list(profile, *rows, row(CHANGED, name="m2"), seen=seen) == left


def test_the_robots_text_is_its_own_under_another_customer_too(profile: SiteProfile) -> None:
    seen = Sighting(found=(), misdirected=("m9",), elsewhere=("wm0002",))
    assert in_list(profile, row(SENT, name="m9", external_id="wm0002"), seen=seen) == []
    # A changed copy under another customer is nobody's expected message.
    assert in_list(profile, row(CHANGED, name="m8", external_id="wm0002"), seen=seen) == ["m8"]


def test_without_ids_equal_messages_have_their_places(profile: SiteProfile, chat: Chat) -> None:
    rows = (row(TYPED, name=""), row("早", name=""), row(TYPED, name=""))
    found = in_chat(profile, chat, *rows)
    assert [(message.text, message.position) for message in found] == [(TYPED, 0), ("早", 0), (TYPED, 1)]
    assert len({message.seen_as for message in found}) == 3
    # Read again with an older page above, each is the same message.
    assert {m.seen_as for m in in_chat(profile, chat, row("更早", name=""), *rows)} >= {
        message.seen_as for message in found
    }
