"""XLSX: dates, numbers, formulas; what a workbook may not hold; and zips that lie."""

from __future__ import annotations

import datetime as dt
import os
import re
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from robot.domain.errors import InputRefused
from robot.tasklist import Limits, read_file

Row = dict[str, Any]
Write = Callable[..., Path]
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(path: Path, limits: Limits | None = None) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        read_file(path, limits or Limits())
    assert "Nothing was changed." in str(caught.value)
    return caught.value


def repacked(path: Path, change: dict[str, bytes | Callable[[bytes], bytes]]) -> Path:
    """The workbook with parts changed or added."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in change.items():
        parts[name] = content if isinstance(content, bytes) else content(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def test_typed_cells(good_row: Row, write_xlsx: Write) -> None:
    expected = read_file(write_xlsx(good_row, name="text.xlsx")).tasks
    row = {
        **good_row,
        "business_date": dt.date(2026, 11, 23),
        "maturity_date": dt.datetime(2026, 11, 30),  # noqa: DTZ001
        "aum": 1234567.89,
        "step": 2,
        "opted_out": False,
        "due_at": dt.time(10, 30),
        "risk_rated_on": 20260301,
        "contacts_this_month": 1.0,
    }
    assert read_file(write_xlsx(row)).tasks == expected


def test_days_counted_from_1904(good_row: Row, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(list(good_row))
    sheet.append(list({**good_row, "business_date": dt.date(2026, 11, 23)}.values()))
    book.save(tmp_path / "list.xlsx")
    assert read_file(tmp_path / "list.xlsx").tasks[0].business_date == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("1234567.8900000001", "1234567.89"),
        ("0.10000000000000001", "0.1"),
        ("1.5E3", "1500"),
        ("2.9999999999999999E-2", "0.03"),
        ("100", "100"),
    ],
)
def test_numbers_without_float_noise(good_row: Row, write_xlsx: Write, raw: str, meant: str) -> None:
    path = write_xlsx({**good_row, "aum": 4242})
    repacked(path, {SHEET: lambda xml: xml.replace(b"<v>4242</v>", f"<v>{raw}</v>".encode())})
    assert read_file(path).tasks[0].customer.aum == Decimal(meant)


@pytest.mark.parametrize(
    ("number", "meant"), [(10001, "10001"), (10001.0, "10001"), (123456789012345, "123456789012345")]
)
def test_an_id_typed_as_number(good_row: Row, write_xlsx: Write, number: float, meant: str) -> None:
    assert read_file(write_xlsx({**good_row, "customer_id": number})).tasks[0].customer.customer_id == meant


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("customer_id", 6217001234563821, "row.damaged_number"),
        ("customer_id", 6.2170012345638211e18, "row.damaged_number"),
        ("customer_id", True, "row.wrong_kind"),
        ("customer_id", dt.date(2026, 1, 1), "row.wrong_kind"),
        ("aum", -5, "row.out_of_range"),
        ("aum", "#N/A", "row.workbook_error"),
        ("aum", "=SUM(A1:A9)", "row.formula"),
        ("rm_name", '=HYPERLINK("http://x")', "row.formula"),
        ("rm_name", "a_x000D_b", "row.hidden_character"),
        ("business_date", dt.datetime(2026, 11, 23, 9, 0), "row.not_a_date"),  # noqa: DTZ001
        ("business_date", dt.time(9, 0), "row.not_a_date"),
        ("business_date", 46349, "row.not_a_date"),
        ("due_at", dt.date(2026, 1, 1), "row.not_a_time"),
        ("opted_out", None, "row.missing"),
    ],
)
def test_what_sets_a_row_aside(
    good_row: Row, write_xlsx: Write, column: str, value: object, code: str
) -> None:
    found = read_file(write_xlsx({**good_row, column: value}, {**good_row, "task_id": "T2"}))
    assert [task.task_id for task in found.tasks] == ["T2"]
    (fault,) = found.set_aside
    assert (fault.line, fault.column, fault.code) == (2, column, code)


def test_a_formula_in_an_unknown_column_counts(good_row: Row, write_xlsx: Write) -> None:
    found = read_file(write_xlsx({**good_row, "备注": "=1+1"}))
    assert (found.set_aside[0].column, found.set_aside[0].code) == ("", "row.formula")


def test_blank_rows_and_hidden_sheets_are_passed_over(good_row: Row, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet()
    for _ in range(2):
        sheet.append([])
    sheet.append([*good_row, None])
    sheet.append([])
    sheet.append([*{**good_row, "title": ""}.values()])
    book.save(tmp_path / "list.xlsx")
    found = read_file(tmp_path / "list.xlsx")
    assert [(fault.line, fault.column) for fault in found.set_aside] == [(5, "title")]


def test_shared_strings_and_phonetic_guides(good_row: Row, write_xlsx: Write) -> None:
    path = write_xlsx(good_row)
    guide = "<r><t>张</t></r><r><t>三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh>".encode()
    strings: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        strings.append(match.group(1))
        return b't="s"><v>%d</v></c>' % (len(strings) - 1)

    def shared(xml: bytes) -> bytes:
        return re.sub(rb't="inlineStr"><is>(.*?)</is></c>', share, xml)

    expected = read_file(path).tasks
    repacked(path, {SHEET: shared})
    items = b"".join(b"<si>%s</si>" % item for item in strings).replace("<t>张三</t>".encode(), guide)
    repacked(path, {"xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (MAIN, items)})
    assert strings
    assert read_file(path).tasks == expected


def test_an_enormous_shared_string_costs_only_its_rows(good_row: Row, write_xlsx: Write) -> None:
    path = write_xlsx(good_row, {**good_row, "task_id": "T2", "remark": 4242})
    repacked(
        path,
        {
            SHEET: lambda xml: xml.replace(b't="n"><v>4242</v>', b't="s"><v>0</v>'),
            "xl/sharedStrings.xml": b"<sst><si><t>" + os.urandom(50_000).hex().encode() + b"</t></si></sst>",
        },
    )
    found = read_file(path)
    assert len(found.tasks) == 1
    assert (found.set_aside[0].line, found.set_aside[0].code) == (3, "row.too_long")


@pytest.mark.parametrize(
    "part",
    ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin", "XL\\connections.xml"],
)
def test_active_content_is_refused(good_row: Row, write_xlsx: Write, part: str) -> None:
    assert refusal(repacked(write_xlsx(good_row), {part: b"x"})).code == "list.active_content"


def test_macros_under_another_name_are_refused(good_row: Row, write_xlsx: Write) -> None:
    def enable(xml: bytes) -> bytes:
        return xml.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        )

    path = repacked(write_xlsx(good_row), {"[Content_Types].xml": enable})
    assert refusal(path).code == "list.active_content"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<worksheet>&d;</worksheet>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>"""


@pytest.mark.parametrize(
    "part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE, b"<!DOCTYPE x><worksheet/>", b"no xml", b""])
def test_entities_and_broken_xml_are_refused(good_row: Row, write_xlsx: Write, part: str, xml: bytes) -> None:
    fault = refusal(repacked(write_xlsx(good_row), {part: xml}))
    assert fault.code == "list.unreadable"
    assert "root:" not in str(fault)


@pytest.mark.parametrize(
    "sheet_data",
    [
        b'<row r="1"><c r="A2"><v>1</v></c></row>',
        b'<row r="2"/><row r="1"/>',
        b'<row r="9999999"/>',
        b'<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c t="s"><v>999</v></c></row>',
        b'<row r="1"><c t="s"><v>-1</v></c></row>',
        b'<row r="1"><c r="A1"><f>1</f></c></row>',
        b"<a>" * 100 + b"</a>" * 100,
    ],
)
def test_sheets_that_contradict_themselves(good_row: Row, write_xlsx: Write, sheet_data: bytes) -> None:
    xml = b"<worksheet><sheetData>" + sheet_data + b"</sheetData></worksheet>"
    assert refusal(repacked(write_xlsx(good_row), {SHEET: xml})).code == "list.unreadable"


def test_the_limits_of_a_sheet(good_row: Row, write_xlsx: Write) -> None:
    rows = [{**good_row, "task_id": f"T{number}"} for number in range(11)]
    assert len(read_file(write_xlsx(*rows[:10]), Limits(rows=10)).tasks) == 10
    assert refusal(write_xlsx(*rows), Limits(rows=10)).code == "list.too_many_rows"
    wide = {**good_row, **{f"extra{number}": 1 for number in range(100)}}
    assert refusal(write_xlsx(wide)).code == "list.too_many_columns"
    found = read_file(write_xlsx({**good_row, "remark": "x" * 30_000}), Limits(cell_chars=1_000))
    assert found.set_aside[0].code == "row.too_long"


def test_the_limits_of_the_zip(good_row: Row, write_xlsx: Write) -> None:
    path = write_xlsx(good_row)
    assert refusal(path, Limits(zip_bytes=1_000)).code == "list.too_large"
    assert refusal(path, Limits(zip_members=3)).code == "list.too_large"
    assert refusal(repacked(path, {"bomb": b"0" * 3_000_000})).code == "list.too_large"


def test_sizes_are_counted_and_not_believed(good_row: Row, write_xlsx: Write) -> None:
    path = write_xlsx(good_row)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    for offset in (20, 24):
        struct.pack_into("<L", data, at + offset, 10)
    path.write_bytes(data)
    refusal(path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-30],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"sheet1.xml", b"sheet1.xml" + b"\xff" * 9, 1),
        lambda data: data[:4],
        lambda data: data.replace(b"xl/workbook.xml", b"xl/workbooky.ml"),
    ],
)
def test_damaged_zips_are_refused(good_row: Row, write_xlsx: Write, spoil: Callable[[bytes], bytes]) -> None:
    path = write_xlsx(good_row)
    path.write_bytes(spoil(path.read_bytes()))
    assert refusal(path).code == "list.unreadable"


def test_two_parts_of_one_name_are_refused(good_row: Row, write_xlsx: Write) -> None:
    path = write_xlsx(good_row)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(SHEET.upper(), b"<worksheet/>")
    assert refusal(path).code == "list.unreadable"
