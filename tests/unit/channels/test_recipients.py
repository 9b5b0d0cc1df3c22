"""Who is this? What the bank's list says, what the page shows, and whether that is proof enough."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from robot.channels.recipients import Standing, judge, matching_rows
from robot.domain.customer import Recipient
from robot.sites.wording import as_read

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
    ("an id with a blank within", {"external_id": "wm 0001"}, False),
    ("an id with a zero-width character", {"external_id": "wm\u200b0001"}, False),
    ("an id in full-width digits", {"external_id": "wm０００１"}, False),
    ("a Cyrillic look-alike in the name", {"name": "王f\u0430ng"}, True),
    ("an ideographic blank behind the name", {"name": "王芳\u3000"}, True),
    ("nothing is shown", dict.fromkeys(SHOWN), False),
    ("the page shows empty places", {"name": "", "remark": "", "tag": ""}, False),
]
WITHOUT_ID = [
    ("name, remark and tag alike", {}, True),
    ("traditional form of the name", {"name": "王芳".replace("芳", "莠")}, False),
    ("a Cyrillic look-alike in the remark", {"remark": "王芳\u0031\u0430"}, False),
    ("a full-width digit in the remark", {"remark": "王芳１"}, False),
    ("a zero-width character in the name", {"name": "王\u200b芳"}, False),
    ("a zero-width blank behind the name", {"name": "王芳\ufeff"}, False),
    ("a blank within the name", {"name": "王 芳"}, False),
    ("a compatibility form of the name", {"name": "王⽅"}, False),
    ("a right-to-left mark in the name", {"name": "王\u202e芳"}, False),
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


@pytest.mark.parametrize(
    ("about", "shown", "proved"),
    [
        (
            "id and what we sent before, though renamed",
            {**SHOWN, "name": "x", "remark": "x", "tag": "x"},
            True,
        ),
        ("only the name is shown", {"name": "王芳"}, True),
        ("another id", {**SHOWN, "external_id": "wm0002"}, False),
        ("without an id another name", {"name": "王方"}, False),
        ("nothing but the message", {}, False),
    ],
)
def test_a_message_that_the_ledger_knows_is_one_more_signal(
    about: str, shown: dict[str, str | None], proved: bool
) -> None:
    standing = judge(LISTED, shown, 2, knows_message=True)
    assert standing.is_proved is proved, about
    assert "last_message" in standing.matched


#: Names and ids that look alike: homoglyphs, traditional forms, blanks of every kind.
_LIKE = st.text(alphabet="王芳方龙龍wm01lＯ０ \u200b\u00a0\u3000\u0430a", max_size=5)
_RECIPIENTS = st.builds(Recipient, external_id=_LIKE, name=_LIKE, remark=_LIKE, tag=_LIKE)
_SHOWN = st.fixed_dictionaries({name: st.none() | _LIKE for name in ("external_id", "name", "remark", "tag")})
_ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("external_id", "name", "remark", "tag"), _LIKE)),
    max_size=6,
)


@given(_RECIPIENTS, _SHOWN, st.integers(2, 4), st.booleans())
def test_nobody_is_proved_whose_known_id_differs_from_the_one_shown(
    recipient: Recipient, shown: dict[str, str | None], quorum: int, knows: bool
) -> None:
    assume(recipient.external_id and shown["external_id"] is not None)
    assume(as_read(recipient.external_id) != as_read(shown["external_id"] or ""))
    assert not judge(recipient, shown, quorum, knows_message=knows).is_proved


@given(_RECIPIENTS, _SHOWN, st.integers(2, 4), st.booleans())
def test_proof_needs_as_many_signals_as_the_quorum(
    recipient: Recipient, shown: dict[str, str | None], quorum: int, knows: bool
) -> None:
    standing = judge(recipient, shown, quorum, knows_message=knows)
    assert not standing.is_proved or len(set(standing.matched)) >= quorum


@given(_RECIPIENTS, _ROWS)
def test_a_row_that_fits_is_found_wherever_the_list_was_sorted(
    recipient: Recipient, rows: list[dict[str, str]]
) -> None:
    hits = [rows[index] for index in matching_rows(recipient, rows)]
    back = [rows[::-1][index] for index in matching_rows(recipient, rows[::-1])]
    assert hits == back[::-1]
    if recipient.external_id and any(row.get("external_id") for row in rows):
        assert all(row.get("external_id") == recipient.external_id for row in hits)


@given(_RECIPIENTS, _ROWS, st.integers(0, 6), st.integers(0, 7))
def test_when_two_rows_fit_both_are_given_so_that_none_is_picked(
    recipient: Recipient, rows: list[dict[str, str]], place: int, other: int
) -> None:
    assume(as_read(recipient.external_id) and as_read(recipient.name))
    fits = {"external_id": recipient.external_id, "name": recipient.name}
    twins = [*rows]
    twins.insert(place, dict(fits))
    twins.insert(other, dict(fits))
    assert len(matching_rows(recipient, twins)) >= 2
