"""Who is this? What the bank's list says, what the page shows, and whether that is proof enough."""

from __future__ import annotations

import pytest

from robot.channels.recipients import Standing, judge, matching_rows
from robot.domain.customer import Recipient

LISTED = Recipient(external_id="wm0001", name="王芳", remark="王芳1", tag="金卡")
SHOWN: dict[str, str | None] = {"external_id": "wm0001", "name": "王芳", "remark": "王芳1", "tag": "金卡"}
NO_ID: dict[str, str | None] = {"external_id": None}

# about, what is shown differently, proved with two signals
WITH_ID = [
    ("all alike", {}, True),
    ("a blank behind the name", {"name": "王芳 "}, True),
    ("a no-break space behind the name", {"name": "王芳\u00a0"}, True),
    ("a name put together from parts", {"name": "王\u82b3"}, True),
    ("the customer renamed themself", {"name": "芳芳"}, True),
    ("renamed, and another remark and tag", {"name": "芳芳", "remark": "x", "tag": "x"}, False),
    ("another id", {"external_id": "wm0002"}, False),
    ("another id that differs in case", {"external_id": "WM0001"}, False),
    ("an id with a look-alike digit", {"external_id": "wm000l"}, False),
    ("only the id is shown", {"name": None, "remark": None, "tag": None}, False),
    ("id and remark are shown", {"name": None, "tag": None}, True),
    ("nothing is shown", dict.fromkeys(SHOWN), False),
    ("the page shows empty places", {"name": "", "remark": "", "tag": ""}, False),
]
WITHOUT_ID = [
    ("name, remark and tag alike", {}, True),
    ("traditional form of the name", {"name": "王芳".replace("芳", "莠")}, False),
    ("a Cyrillic look-alike in the remark", {"remark": "王芳\u0031\u0430"}, False),
    ("a full-width digit in the remark", {"remark": "王芳１"}, False),
    ("a zero-width character in the name", {"name": "王\u200b芳"}, False),
    ("the remark differs", {"remark": "王芳2"}, False),
    ("the tag differs", {"tag": "银卡"}, False),
    ("the tag is not shown", {"tag": None}, True),
    ("the remark is empty", {"remark": ""}, False),
    ("only the name is shown", {"remark": None, "tag": None}, False),
]


@pytest.mark.parametrize(("about", "differs", "proved"), WITH_ID, ids=[case[0] for case in WITH_ID])
def test_with_the_platforms_id(about: str, differs: dict[str, str | None], proved: bool) -> None:
    assert judge(LISTED, {**SHOWN, **differs}, 2).is_proved is proved


@pytest.mark.parametrize(("about", "differs", "proved"), WITHOUT_ID, ids=[case[0] for case in WITHOUT_ID])
def test_without_an_id_nothing_may_differ(about: str, differs: dict[str, str | None], proved: bool) -> None:
    assert judge(LISTED, {**SHOWN, **NO_ID, **differs}, 2).is_proved is proved


@pytest.mark.parametrize(("quorum", "proved"), [(2, True), (3, True), (4, False)])
def test_the_quorum_counts_signals_that_both_sides_have(quorum: int, proved: bool) -> None:
    listed = Recipient(external_id="wm0001", name="王芳", remark="王芳1")
    assert judge(listed, SHOWN, quorum).is_proved is proved


@pytest.mark.parametrize("wanted", ["龍", "龙"])
def test_simplified_and_traditional_forms_are_different_people(wanted: str) -> None:
    listed = Recipient(external_id="", name=wanted, remark="r")
    other = {"龍": "龙", "龙": "龍"}[wanted]
    assert judge(listed, {"name": wanted, "remark": "r"}, 2).is_proved
    assert not judge(listed, {"name": other, "remark": "r"}, 2).is_proved


def test_a_description_names_signals_and_never_values() -> None:
    said = judge(LISTED, {**SHOWN, "name": "别人"}, 2).describe()
    assert said == "matched external_id+remark+tag, differing name"
    assert Standing.none().describe() == "matched none, differing none"


ROWS = [
    ("one row of that id", [{"external_id": "wm0002"}, {"external_id": "wm0001"}], [1]),
    ("the id decides, not the name", [{"external_id": "wm0002", "name": "王芳"}], []),
    ("two rows of that id", [{"external_id": "wm0001"}, {"external_id": "wm0001"}], [0, 1]),
    ("a namesake without an id among rows with ids", [{"external_id": "wm0002"}, {"name": "王芳"}], []),
    (
        "no ids: all that is shown fits",
        [{"name": "王芳", "remark": "王芳2"}, {"name": "王芳", "remark": "王芳1"}],
        [1],
    ),
    ("no ids: two namesakes", [{"name": "王芳"}, {"name": "王芳"}], [0, 1]),
    ("no ids: one character differs", [{"name": "王方"}], []),
    ("no ids: a blank behind", [{"name": "王芳 "}], [0]),
    ("rows that show nothing", [{}, {"name": ""}], []),
    ("no rows", [], []),
]


@pytest.mark.parametrize(("about", "rows", "hits"), ROWS, ids=[case[0] for case in ROWS])
def test_which_rows_of_a_list_fit(about: str, rows: list[dict[str, str]], hits: list[int]) -> None:
    assert matching_rows(LISTED, rows) == hits


def test_a_customer_without_an_id_never_fits_a_row_without_one_among_rows_with_ids() -> None:
    nobody = Recipient(external_id="", name="王芳")
    assert matching_rows(nobody, [{"external_id": "wm0002"}, {"external_id": "", "name": "李四"}]) == []
