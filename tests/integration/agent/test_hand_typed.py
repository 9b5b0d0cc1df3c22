"""What the manager types by telephone beside a run is read with it, and nothing that the robot sent is."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from demoday.programs import Bank
from robot.domain.review_views import ReviewCard, ReviewList
from robot.domain.views import AgentStatus
from tests.support.workstation import Workstation, effects_by_task, eventually

PROMISE = "王姐，这款保本保息，放心买，出了问题我个人负责赔您"
PRIVATE = "您加我私人微信聊，单位这边不方便说"
LATER = "稳赚不赔，我个人给您保证"
HARMLESS = "早上好，今天降温了多穿点"
SAID = "你上次不是说保本保息、稳赚不赔吗"


def run_has_ended(status: AgentStatus) -> bool:
    return status.run is not None and status.run.state == "ended"


def tell(bank: Bank, **faults: Any) -> None:
    headers = {"Authorization": f"Bearer {bank.control_token}"}
    url = f"{bank.control}/faults/wecom"
    httpx.put(url, json=faults, headers=headers, trust_env=False).raise_for_status()


def by_hand(bank: Bank, external_id: str, text: str) -> None:
    tell(bank, human_send_now={"external_id": external_id, "text": text})


def customers(station: Workstation) -> list[tuple[str, str]]:
    """External id and task id of the day's chats, those first that are written to first."""
    return station.query(
        "SELECT external_id, task_id FROM task WHERE channel = 'wecom'"
        " AND customer_id NOT IN (SELECT customer_id FROM opt_out) ORDER BY position"
    )


def found(station: Workstation) -> list[tuple[str, str, str, str]]:
    """Kind, verdict, customer and text of every review."""
    listed: ReviewList = station.ask("reviews")
    cards: list[ReviewCard] = [station.ask("review", review=row.review) for row in listed.rows]
    return sorted((card.row.kind, card.row.verdict, card.row.name, card.text) for card in cards)


@pytest.mark.timeout(300)
def test_hand_typed_messages_are_found_beside_a_run_and_the_robots_never(
    station: Workstation, bank: Bank
) -> None:
    people = customers(station)
    before, during, chatty, (_, left) = people[0], people[-1], people[1], people[2]
    station.ask("skip", task_id=left, reason="not_now")
    by_hand(bank, before[0], PROMISE)
    by_hand(bank, chatty[0], HARMLESS)
    tell(bank, reply_now={"external_id": chatty[0], "text": SAID})
    station.ask("run", limit=9)
    # The robot is at work; the manager writes to somebody else meanwhile.
    station.wait_for(lambda status: status.run is not None and status.run.by_outcome.get("confirmed", 0) >= 2)
    by_hand(bank, during[0], PRIVATE)
    ended = station.wait_for(run_has_ended)
    assert ended.run is not None
    eventually(lambda: len(found(station)) >= 2, 40)
    assert {(kind, verdict, text) for kind, verdict, _name, text in found(station)} == {
        ("hand_typed", "block", PRIVATE),
        ("hand_typed", "block", PROMISE),
    }
    effects = effects_by_task(bank, station)
    sent = station.ledger()["message", "confirmed"]
    assert sent > 3, "the robot sent many messages, and none of them is a finding"
    assert effects.total() == sent + 3
    written = station.written()
    for text in (PROMISE, PRIVATE, HARMLESS, SAID):
        # The store keeps a finding's text for the supervisor; journal and logs do not.
        assert text[:12] not in written
    opened = station.query(
        "SELECT payload FROM journal WHERE json_extract(CAST(header AS TEXT), '$.type') = 'review.opened'"
    )
    assert len(opened) == 2
    assert station.chain().fault is None

    # Another start reads the same list again: what is known stays known once.
    station.end()
    station.start()
    by_hand(bank, chatty[0], LATER)
    station.ask("approve", task_id=left, hold_s=0)
    station.wait_for(lambda _status: left in station.confirmed())
    eventually(lambda: len(found(station)) >= 3, 40)
    assert sorted(text for *_, text in found(station)) == sorted([LATER, PRIVATE, PROMISE])
