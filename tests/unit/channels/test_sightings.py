"""What a witness makes of the rows that it read."""

from __future__ import annotations

from datetime import date

import pytest

from robot.channels.chat_rows import is_all_of, is_recent
from robot.channels.faults import refusal_of
from robot.channels.witness import sighting
from robot.domain import errors
from robot.domain.outcome import Reason
from robot.execution.ports import Expected, Sighting
from robot.sites.wording import text_sha256
from tests.support.builders import TODAY, recipient

TEXT = "王女士您好，我是滨江支行客户经理李明。您关注的稳悦固收一年本周有额度。"
OTHER = "张先生您好，祝您生日快乐。"


def expected(*, message_id: str = "", text: str = TEXT) -> Expected:
    return Expected(
        recipient=recipient(),
        text_sha256=text_sha256(TEXT),
        text=text,
        business_date=TODAY,
        message_id=message_id,
    )


def row(name: str, text: str = TEXT, on: str = "2026-11-23") -> dict[str, str]:
    return {"id": name, "text": text, "date": on}


CASES = [
    ("nothing there", [], Sighting(found=())),
    ("there once", [row("m1")], Sighting(found=("m1",))),
    ("there twice", [row("m1"), row("m2")], Sighting(found=("m1", "m2"))),
    ("there with outer blanks", [row("m1", f" {TEXT}\n")], Sighting(found=("m1",))),
    ("another text", [row("m1", OTHER)], Sighting(found=())),
    ("cut in half", [row("m1", TEXT[: len(TEXT) // 2])], Sighting(found=(), altered=("m1",))),
    ("shortened for the list", [row("m1", TEXT[:15] + "…")], Sighting(found=(), altered=("m1",))),
    ("added to", [row("m1", TEXT + "加微信")], Sighting(found=(), altered=("m1",))),
    ("another text under the id of ours", [row("m7", OTHER)], Sighting(found=(), altered=("m7",))),
    ("without ids, by position", [{"id": "", "text": TEXT}], Sighting(found=("#0",))),
    ("the same words last month", [row("m1", on="2026-10-23")], Sighting(found=())),
    ("a date that is none counts as today", [row("m1", on="刚刚")], Sighting(found=("m1",))),
]


@pytest.mark.parametrize(("about", "stored", "seen"), CASES, ids=[case[0] for case in CASES])
def test_what_is_seen(about: str, stored: list[dict[str, str]], seen: Sighting) -> None:
    assert sighting(expected(message_id="m7"), stored) == seen


@pytest.mark.parametrize(
    ("about", "rows", "is_all"),
    [
        ("nothing was ever said", [], True),
        ("a short chat", [row(f"m{number}") for number in range(19)], True),
        (
            "a long one that begins in the midst of the day",
            [row(f"m{number}") for number in range(20)],
            False,
        ),
        ("a long one that reaches back", [row("m0", on="2026-11-19"), *[row("m1")] * 30], True),
    ],
)
def test_a_history_that_may_be_cut_proves_no_absence(
    about: str, rows: list[dict[str, str]], *, is_all: bool
) -> None:
    assert is_all_of(rows, TODAY) is is_all, about


def test_when_only_the_hash_is_known_nothing_is_called_altered() -> None:
    assert sighting(expected(text=""), [row("m1", TEXT[:20])]) == Sighting(found=())
    assert sighting(expected(text=""), [row("m1")]) == Sighting(found=("m1",))


@pytest.mark.parametrize(
    ("stamp", "recent"),
    [
        ("", True),
        ("2026-11-23", True),
        ("2026-11-22", True),
        ("2026-11-21", False),
        ("昨天", True),
        ("2026-11-22T23:59:00Z", True),
        ("2026-11-22T15:59:00Z", False),
        ("2026-11-22T16:00:00.000Z", True),
        ("2026-11-22T23:59:59.999+08:00", False),
        ("2026-11-23T00:00:00.000+08:00", True),
        ("2026-11-22T20:00:00", True),
    ],
)
def test_which_rows_are_of_these_days(stamp: str, recent: bool) -> None:
    assert is_recent({"date": stamp}, date(2026, 11, 23)) is recent


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (errors.LoginNeeded(), Reason.LOGIN_NEEDED),
        (errors.WrongAccount(), Reason.WRONG_ACCOUNT),
        (errors.SiteUnreachable(), Reason.PAGE_UNREACHABLE),
        (errors.ElementMissing(), Reason.PAGE_CHANGED),
        (errors.ElementAmbiguous(), Reason.PAGE_CHANGED),
        (errors.NotClicked(), Reason.PAGE_CHANGED),
        (errors.SiteFault(), Reason.PAGE_CHANGED),
        (ValueError("first line\nsecond line with 王芳"), Reason.PAGE_CHANGED),
    ],
)
def test_a_fault_before_the_effect_has_a_reason(fault: Exception, reason: Reason) -> None:
    refusal = refusal_of(fault)
    assert refusal.reason is reason
    assert "second line" not in refusal.detail
