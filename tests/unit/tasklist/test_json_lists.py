"""JSON: both shapes, and everything loose in JSON that is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from robot.domain.errors import InputRefused
from robot.tasklist import Limits, read_file

Row = dict[str, Any]
Write = Callable[..., Path]


def refusal(path: Path, limits: Limits | None = None) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        read_file(path, limits or Limits())
    assert "Nothing was changed." in str(caught.value)
    return caught.value


@pytest.mark.parametrize("is_date_first", [True, False])
def test_an_object_with_tasks(good_row: Row, write_json: Write, *, is_date_first: bool) -> None:
    expected = read_file(write_json([good_row], name="bare.json")).tasks
    del good_row["business_date"]
    members = [("business_date", "2026-11-23"), ("tasks", [good_row]), ("next", "page 2")]
    found = read_file(write_json(dict(members if is_date_first else reversed(members))))
    assert found.tasks == expected
    assert found.ignored_columns == ("next",)


def test_an_empty_list_is_a_list(write_json: Write) -> None:
    assert read_file(write_json([])).tasks == ()
    assert read_file(write_json({"tasks": []})).tasks == ()


def test_rows_keep_their_place_and_chinese_keys(good_row: Row, write_json: Write) -> None:
    chinese = {**good_row, "任务编号": good_row["task_id"]}
    del chinese["task_id"]
    found = read_file(write_json([chinese, 7, [], {**good_row, "任务编号": "T2"}, {**good_row, "title": []}]))
    assert found.tasks == ()
    assert [(row.line, row.code) for row in found.set_aside] == [
        (1, "row.contradicting_duplicate"),
        (2, "row.wrong_kind"),
        (3, "row.wrong_kind"),
        (4, "row.duplicate_column"),
        (5, "row.wrong_kind"),
    ]


def test_another_date_than_the_lists(good_row: Row, write_json: Write) -> None:
    found = read_file(write_json({"business_date": "2026-11-24", "tasks": [good_row]}))
    assert found.set_aside[0].code == "row.other_date"
    same = read_file(write_json({"business_date": "2026-11-23", "tasks": [good_row]}))
    assert same.tasks[0].business_date == date(2026, 11, 23)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "null",
        '"tasks"',
        "[",
        "[1,]",
        "[1 2]",
        "[] []",
        "{",
        "{}x",
        '{"tasks": {}}',
        '{"tasks": [], "tasks": []}',
        '{"tasks": [] "a": 1}',
        '[{"task_id": "a", "task_id": "b"}]',
        '[{"aum": NaN}]',
        '[{"aum": -Infinity}]',
        '[{"aum": 1' + "0" * 50 + "}]",
        "[{'task_id': 1}]",
        '[{"task_id": "a\nb"}]',
        "[" + "[" * 7 + "]" * 7 + "]",
        "[" * 100_000,
        '[{"a":' * 50_000,
        '{"a":' * 50_000,
    ],
)
def test_what_is_refused(write_json: Write, document: str) -> None:
    assert refusal(write_json(document)).code == "list.unreadable"


def test_an_object_without_tasks_is_refused(write_json: Write) -> None:
    assert refusal(write_json({"rows": []})).code == "list.missing_column"
    assert refusal(write_json({})).code == "list.missing_column"


def test_numbers_are_not_rounded(good_row: Row, write_json: Write) -> None:
    text = json.dumps([{**good_row, "aum": 0}]).replace('"aum": 0', '"aum": 123456789.01')
    assert str(read_file(write_json(text)).tasks[0].customer.aum) == "123456789.01"


@pytest.mark.parametrize(
    ("number", "code"),
    [("6217001234563821", "row.damaged_number"), ("1e5", "row.damaged_number"), ("true", "row.wrong_kind")],
)
def test_an_id_as_number(good_row: Row, write_json: Write, number: str, code: str) -> None:
    text = json.dumps([{**good_row, "customer_id": 0}]).replace(
        '"customer_id": 0', f'"customer_id": {number}'
    )
    fault = read_file(write_json(text)).set_aside[0]
    assert (fault.column, fault.code) == ("customer_id", code)
    assert number not in str(fault)


def test_rows_larger_than_a_slice(good_row: Row, write_json: Write) -> None:
    large = {
        **good_row,
        "contact_history": [{"on": "2026-11-01", "channel": "电话", "note": "好" * 400}] * 45,
    }
    other = {**good_row, "task_id": "T2"}
    assert len(read_file(write_json([other, large, {**other, "task_id": "T3"}])).tasks) == 3
    assert refusal(write_json([large]), Limits(row_chars=20_000)).code == "list.too_large"


def test_limits(good_row: Row, write_json: Write) -> None:
    rows = [{**good_row, "task_id": f"T{number}"} for number in range(11)]
    assert len(read_file(write_json(rows[:10]), Limits(rows=10)).tasks) == 10
    assert refusal(write_json(rows), Limits(rows=10)).code == "list.too_many_rows"
    wide = {**good_row, **{f"extra{number}": 1 for number in range(100)}}
    assert read_file(write_json([wide])).set_aside[0].code == "row.too_many_cells"
    found = read_file(write_json([{**good_row, "remark": "x" * 40_000}]))
    assert found.set_aside[0].code == "row.too_long"
