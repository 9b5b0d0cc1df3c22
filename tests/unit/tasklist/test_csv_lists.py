"""CSV: encodings, separators, quoting, and where its reading stops."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_each_encoding_with_each_separator(
    good_row: Row, write_csv: Write, encoding: str, delimiter: str
) -> None:
    row = {**good_row, "customer_name": "\U00020bb7野"}
    found = read_file(write_csv(row, encoding=encoding, delimiter=delimiter))
    assert found.tasks[0].customer.name == "\U00020bb7野"
    assert (found.set_aside, found.ignored_columns) == ((), ())


def test_utf16_big_endian_with_bom(good_row: Row, write_csv: Write) -> None:
    path = write_csv(good_row, encoding="utf-16-be")
    path.write_bytes(codecs.BOM_UTF16_BE + path.read_bytes())
    assert len(read_file(path).tasks) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"\xff\xff",
        lambda data: data + "张".encode()[:2],
        lambda data: data + b"\0",
        lambda data: data.decode().encode("utf-32"),
        lambda data: b"\xef\xbb\xbf" + data.decode().encode("gb18030"),
        lambda data: codecs.BOM_UTF16_LE + data.decode().encode("utf-16-le") + b"x",
    ],
    ids=["no text", "cut character", "NUL", "utf-32", "wrong BOM", "odd length"],
)
def test_other_bytes_are_refused(good_row: Row, write_csv: Write, spoil: Callable[[bytes], bytes]) -> None:
    path = write_csv(good_row)
    path.write_bytes(spoil(path.read_bytes()))
    assert refusal(path).code == "list.bad_encoding"


def test_lines_are_counted_as_a_person_does(good_row: Row, write_csv: Write) -> None:
    path = write_csv(good_row)
    header, row = path.read_text("utf-8").splitlines()
    bad = row.replace("张三,", ",").replace("20261123-0001", "T2")
    path.write_text(f'\r\n{header}\r\n{row}\r\n\r\n,,,\r\n"a\r\nb"\r\n{bad}', encoding="utf-8")
    found = read_file(path)
    assert [fault.line for fault in found.set_aside] == [6, 8]
    assert "up to 7" in found.set_aside[0].reason


def test_rows_that_have_shifted_are_set_aside(good_row: Row, write_csv: Write) -> None:
    path = write_csv(
        {**good_row, "task_id": "T2"}, {**good_row, "task_id": "T3"}, {**good_row, "task_id": "T4"}
    )
    header, second, third, fourth = path.read_text("utf-8").splitlines()
    short = fourth.replace("VIP,", "")
    path.write_text(f"{header}\n{second},x\n{third},,\n{short}", encoding="utf-8")
    found = read_file(path)
    assert [task.task_id for task in found.tasks] == ["T3"]
    assert [(fault.line, fault.code) for fault in found.set_aside] == [
        (2, "row.too_many_cells"),
        (4, "row.too_few_cells"),
    ]


def test_a_missing_column_names_both_spellings(good_row: Row, write_csv: Write) -> None:
    del good_row["opted_out"]
    fault = refusal(write_csv(good_row))
    assert fault.code == "list.missing_column"
    assert "opted_out (退订)" in str(fault)


def test_a_column_under_both_names_is_refused(good_row: Row, write_csv: Write) -> None:
    assert refusal(write_csv({**good_row, "退订": "否"})).code == "list.duplicate_column"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "list.unreadable"),
        ("\n\n\n", "list.unreadable"),
        ('task_id,"customer', "list.unreadable"),
        ("hello", "list.missing_column"),
        (",".join(f"c{number}" for number in range(101)), "list.too_many_columns"),
        ("\n" * 11, "list.too_many_rows"),
        ("x" * 500, "list.too_large"),
    ],
)
def test_files_that_are_no_lists(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    assert refusal(path, Limits(rows=10, cell_chars=100)).code == code


def test_the_limits_are_exact(good_row: Row, write_csv: Write) -> None:
    rows = [{**good_row, "task_id": f"T{number}"} for number in range(11)]
    assert len(read_file(write_csv(*rows[:10]), Limits(rows=10)).tasks) == 10
    assert refusal(write_csv(*rows), Limits(rows=10)).code == "list.too_many_rows"
    path = write_csv(*rows)
    size = path.stat().st_size
    assert len(read_file(path, Limits(file_bytes=size)).tasks) == 11
    assert refusal(path, Limits(file_bytes=size - 1)).code == "list.too_large"


def test_a_long_cell_sets_its_row_aside(good_row: Row, write_csv: Write) -> None:
    bad = {**good_row, "task_id": "T2", "remark": "x" * 101}
    found = read_file(
        write_csv({**good_row, "holdings": ""}, {**bad, "holdings": ""}), Limits(cell_chars=100)
    )
    assert len(found.tasks) == 1
    assert (found.set_aside[0].column, found.set_aside[0].code) == ("remark", "row.too_long")


def test_the_process_wide_field_limit_is_left_alone(good_row: Row, write_csv: Write) -> None:
    before = csv.field_size_limit()
    read_file(write_csv(good_row))
    refusal(write_csv({**good_row, "remark": "x" * 200_000}))
    assert csv.field_size_limit() == before


def test_the_digest_is_of_the_bytes(good_row: Row, write_csv: Write) -> None:
    first, second = write_csv(good_row), write_csv(good_row, name="copy.csv")
    other = write_csv(good_row, encoding="gb18030", name="other.csv")
    assert read_file(first).sha256 == read_file(second).sha256 != read_file(other).sha256
    assert read_file(first).tasks == read_file(other).tasks
