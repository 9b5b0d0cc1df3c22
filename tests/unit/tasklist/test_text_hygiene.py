"""Text that is not plain sets its row aside, in whatever column, and reports never repeat it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.tasklist import read_file
from robot.tasklist.hygiene import clean, masked, refuse_card_number, refuse_long_number
from robot.tasklist.refusals import RowFault

Row = dict[str, Any]


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("张\u0000三", "row.hidden_character", "U+0000"),
        ("张\u0007三", "row.hidden_character", "U+0007"),
        ("张\u007f三", "row.hidden_character", "U+007F"),
        ("张\u0085三", "row.hidden_character", "U+0085"),
        ("张三\u202e", "row.hidden_character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("张三\u2066", "row.hidden_character", "U+2066"),
        ("张\u200b三", "row.hidden_character", "U+200B ZERO WIDTH SPACE"),
        ("张\ufeff三", "row.hidden_character", "U+FEFF"),
        ("张\u3164三", "row.hidden_character", "U+3164"),
        ("张\ud800三", "row.hidden_character", "U+D800"),
        ("张\ue000三", "row.hidden_character", "U+E000"),
        ("张\ufffd三", "row.hidden_character", "damaged"),
        ("张\n三", "row.hidden_character", "line break (U+000A)"),
        ("张\r三", "row.hidden_character", "line break (U+000D)"),
        ("张\u2028三", "row.hidden_character", "line break (U+2028)"),
        ("张\U000e0041三", "row.hidden_character", "U+E0041"),
        ("\t=1", "row.hidden_character", "U+0009"),
        ("=1+1", "row.formula", "begins with ="),
        ("  =1+1", "row.formula", "begins with ="),
        ("+86", "row.formula", "begins with +"),
        ("-张三", "row.formula", "begins with -"),
        ("@SUM(A1)", "row.formula", "begins with @"),
        ("＝１＋１", "row.formula", "begins with ＝"),
        ("＋1", "row.formula", "begins with ＋"),
        ("－1", "row.formula", "begins with －"),
        ("＠x", "row.formula", "begins with ＠"),
        ("<b>张三</b>", "row.markup", "holds <"),
        ("张三&#60;", "row.markup", "holds &#"),
        ("1>0", "row.markup", "holds >"),
    ],
)
def test_what_is_not_plain(text: str, code: str, named: str) -> None:
    with pytest.raises(RowFault, match=r".+") as caught:
        clean(text)
    assert caught.value.code == code
    assert named in caught.value.reason


@pytest.mark.parametrize(
    "text", ["张三", "欧阳·娜娜", "O'Neil & Co", "\U00020bb7野家", "❤\ufe0f", "a=b", "10-20"]
)
def test_what_is_plain(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "卡号6217001234563821",
        "6217 0012 3456 3821",
        "6217-0012-3456-3821",
        "6217.0012.3456.3821",
        "6217\u00a00012\u00a03456\u00a03821",
        "６２１７００１２３４５６３８２１",
        "١٢٣٤٥٦٧٨٩٠١٢٣",
        "身份证11010519491231002X",
        "123456789012345678901234567890",
    ],
)
def test_long_numbers_are_found(text: str) -> None:
    with pytest.raises(RowFault):
        refuse_long_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话13800138000",
        "2026-11-23至2026-12-31",
        "2026-11-23 2026-12-31",
        "资产1,234,567.89元",
        "6217****3821",
    ],
)
def test_numbers_of_daily_life_are_not(text: str) -> None:
    refuse_long_number(text)


@pytest.mark.parametrize(
    "text", ["202611230000000001", "20261123-0001", "123456789012345", "1101051949123100"]
)
def test_long_ids_that_are_no_cards_pass(text: str) -> None:
    refuse_card_number(text)


@given(st.text())
def test_a_masked_value_is_harmless_and_short(text: str) -> None:
    shown = masked(text)
    assert len(shown) <= 7
    clean(shown)
    if len(text) > 4:
        assert "***" in shown


def test_names_show_their_first_character_only(good_row: Row, write_csv: Callable[..., Path]) -> None:
    found = read_file(write_csv({**good_row, "customer_name": "欧阳娜娜<x>"}))
    assert found.set_aside[0].value_masked == "欧******"


def test_a_run_of_marks_takes_no_time(good_row: Row, write_json: Callable[..., Path]) -> None:
    marks = "\u0301\u0323" * 30_000
    begun = time.process_time()
    found = read_file(
        write_json(
            [
                {**good_row, "branch": marks[:30_000], marks: 1},
                {
                    **good_row,
                    "contact_history": [{"on": "2026-11-01", "channel": "x", "note": marks + " " * 99_999}],
                },
                {**good_row, "task_id": "T2", "reasons": [marks], "aum": marks},
            ]
        )
    )
    assert [row.code for row in found.set_aside] == ["row.too_long"] * 3
    assert time.process_time() - begun < 3


TEXT_COLUMNS = ["rm_name", "branch", "customer_name", "remark", "tag", "product_name", "reasons"]


@pytest.mark.parametrize("column", TEXT_COLUMNS)
@pytest.mark.parametrize("text", ["6217001234563821", "x\u202ey", "=HYPERLINK(1)", "<img src=x>"])
def test_each_text_column_is_guarded(
    good_row: Row, write_csv: Callable[..., Path], column: str, text: str
) -> None:
    found = read_file(write_csv({**good_row, column: text}))
    assert found.tasks == ()
    assert found.set_aside[0].column == column
    assert text not in str(found.set_aside[0])
