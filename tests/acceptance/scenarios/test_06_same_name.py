"""Scenario 6: a namesake stands on top, the list is re-sorted between find and click, names look alike.

Only right endings: the right customer by two signals, or a halt before anything is sent; never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, right_effect_once
from tests.acceptance.scenarios.desk import Desk

DeskWith = Callable[..., Desk]
TRADITIONAL = str.maketrans(
    "陈张刘杨赵黄吴孙马罗郑谢韩冯邓萧叶苏卢蒋贾魏陆万钱汤龙贺顾邹赖庞华丽",
    "陳張劉楊趙黃吳孫馬羅鄭謝韓馮鄧蕭葉蘇盧蔣賈魏陸萬錢湯龍賀顧鄒賴龐華麗",
)
#: A trailing space, a full-width one, a zero-width one, a Cyrillic letter, traditional forms.
LOOK_ALIKES: tuple[Callable[[str], str], ...] = (
    lambda name: f"{name} ",
    lambda name: f"{name}\u3000",
    lambda name: f"{name[0]}\u200b{name[1:]}",
    lambda name: f"{name}\u0430",
    lambda name: name.translate(TRADITIONAL),
)


def test_with_a_namesake_on_top_of_the_list_the_right_one_is_found_by_id(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(duplicate_name_trap=task.external_id)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


def test_with_the_list_re_sorted_between_find_and_click_the_right_one_is_reached(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(duplicate_name_trap=task.external_id, resort_on_search=True)

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


@pytest.mark.parametrize("moment", ["open", "fill", "click"])
def test_a_namesakes_chat_that_comes_to_the_front_halts_with_nothing_sent(desk: Desk, moment: str) -> None:
    task = desk.planned()
    desk.trouble(duplicate_name_trap=task.external_id, switch_chat_next=moment, carry_draft=True)

    ending = desk.send(task)

    assert ending.outcome in {"halted", "confirmed"}, "stops, or finds the way back"
    if ending.outcome == "halted":
        assert ending.reason == "recipient.mismatch"
        nothing_was_tried(desk.seen(), task)
    else:
        right_effect_once(desk.seen(), task)


def test_near_same_names_under_other_ids_are_never_taken_for_the_customer(desk: Desk) -> None:
    """The list's id is not on the site; several contacts are called as the customer is, or nearly."""
    task = desk.planned(external_id="wm" + "x" * 20)
    for name in (task.name, *(alike(task.name) for alike in LOOK_ALIKES)):
        other = desk.stranger_to_the_list()
        desk.trouble(rename_now={"external_id": other["external_id"], "name": name})

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("halted", "recipient.not_found")
    seen = desk.seen()
    nothing_was_tried(seen, task)
    assert seen.store == []


def test_the_same_ids_under_look_alike_names_are_the_same_customers(desk: Desk) -> None:
    tasks = desk.list_of(len(LOOK_ALIKES))
    for task, alike in zip(tasks, LOOK_ALIKES, strict=True):
        desk.trouble(rename_now={"external_id": task.external_id, "name": alike(task.name)})

    desk.approve(*tasks)

    assert [desk.ending_of(task).outcome for task in tasks] == ["confirmed"] * len(tasks)
    seen = desk.seen()
    for task in tasks:
        right_effect_once(seen, task)


def test_a_customer_who_renamed_himself_is_still_the_right_one(desk: Desk) -> None:
    task = desk.planned()
    desk.trouble(rename_customer_next=1, rename_what="name")

    ending = desk.send(task)

    assert ending.outcome == "confirmed"
    right_effect_once(desk.seen(), task)


def test_a_list_that_names_somebody_else_under_this_id_halts(desk: Desk) -> None:
    """Id of one customer, everything else of another: the quorum is not there."""
    other = desk.stranger_to_the_list()
    row = next(row for row in desk.good_rows if row["tag"] != other["tag"])
    task = desk.planned({"task_id": row["task_id"]}, external_id=other["external_id"])

    ending = desk.send(task)

    assert (ending.outcome, ending.reason) == ("halted", "recipient.mismatch")
    nothing_was_tried(desk.seen(), task)


def without_ids(profile: dict[str, Any]) -> None:
    """A site that shows no ids: contacts are found by name and proved by remark and tag."""
    profile["chat"]["search_by"] = "name"
    del profile["chat"]["signals"]["external_id"]
    profile["collections"]["contacts"]["fields"] = {
        "name": [{"css": ".wc-row-name"}],
        "remark": [{"css": ".wc-row-remark"}],
        "tag": [{"css": ".wc-row-tag"}],
    }


def test_where_no_ids_are_shown_two_that_fit_alike_halt_and_a_single_one_is_served(
    desk_with: DeskWith,
) -> None:
    desk = desk_with(without_ids)
    task, doubtful = desk.list_of(2)
    row = desk.row_of(doubtful)
    twin = desk.stranger_to_the_list()
    alike = {name: row[name] for name in ("remark", "tag")} | {"name": row["customer_name"]}
    desk.trouble(rename_now={"external_id": twin["external_id"], **alike})

    assert desk.send(task).outcome == "confirmed"
    right_effect_once(desk.seen(), task)

    ending = desk.send(doubtful)

    assert (ending.outcome, ending.reason) == ("halted", "recipient.ambiguous")
    nothing_was_tried(desk.seen(), doubtful)
