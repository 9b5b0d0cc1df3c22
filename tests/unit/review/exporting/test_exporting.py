from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import InputRefused
from robot.domain.log_views import LogRow
from robot.review.exporting.files import write_export
from robot.review.exporting.pdf_file import MOST_ROWS
from robot.review.exporting.sheet import COLUMNS, Sheet, Watermark, plain

ROW = LogRow(
    source="this",
    seq=7,
    at=datetime(2026, 11, 23, 10, 0, 5, 120_000, tzinfo=BANK_ZONE),
    type="contact.clicked",
    run="r1",
    site="wecom",
    name="王*",
    customer="C00019321",
    task="T20261123-0001",
    result="clicked",
    rule="",
    ms=42,
    detail="entry=1",
    anomaly="",
    weight=0,
    mark="",
    has_picture=True,
    has_comment=False,
)
#: Cells that a spreadsheet would run, also in full width and behind blanks.
HOSTILE = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    " =1",
    "\u3000=1",
    "%0A=1",
    "|calc",
]


def sheet(*rows: LogRow, language: str = "zh", reason: str = "季度检查") -> Sheet:
    mark = Watermark(
        by="lin",
        at=datetime(2026, 11, 23, 18, 0, tzinfo=BANK_ZONE),
        reason=reason,
        limit=100,
        sources=("this",),
        head="12:5f",
    )
    return Sheet(rows=rows, watermark=mark, language=language, words=lambda _column, code: code)


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_csv_says_who_took_it_and_why_and_holds_the_rows(tmp_path: Path, language: str) -> None:
    made = write_export(sheet(ROW, ROW, language=language), "csv", tmp_path / "log.csv")
    lines = read_csv(tmp_path / "log.csv")
    assert made.rows == 2
    assert made.sha256 == hashlib.sha256((tmp_path / "log.csv").read_bytes()).hexdigest()
    assert lines[0][1] == "lin"
    assert lines[2][1] == "季度检查"
    assert lines[-3] == [names[0 if language == "zh" else 1] for names in COLUMNS.values()]
    assert lines[-1][:3] == ["2026-11-23 10:00:05.120+08:00", "this", "7"]


@pytest.mark.parametrize("cell", HOSTILE)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula(tmp_path: Path, kind: str, cell: str) -> None:
    path = tmp_path / f"log.{kind}"
    write_export(sheet(replace(ROW, detail=cell, name=cell), reason=cell), kind, path)
    if kind == "csv":
        cells = [value for line in read_csv(path) for value in line]
    else:
        book = load_workbook(path)
        found = [one for page in book for line in page.iter_rows() for one in line if one.value is not None]
        assert {one.data_type for one in found} == {"s"}
        cells = [str(one.value) for one in found]
    assert not [value for value in cells if value.strip("\u3000 \t\r\n")[:1] in set("=+-@|%＝＋－＠")]
    assert sum(value.startswith("'") for value in cells) == 3


def test_ordinary_words_are_left_as_they_are() -> None:
    for text in ("王*", "T20261123-0001", "a=b", "1-2", "", "利率 2.5%"):
        assert plain(text) == text


def test_a_line_break_ends_no_row(tmp_path: Path) -> None:
    write_export(sheet(replace(ROW, detail="a\nb\x00c")), "csv", tmp_path / "log.csv")
    assert read_csv(tmp_path / "log.csv")[-1][12] == "a b c"


def test_a_workbook_has_the_rows_and_the_watermark_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    write_export(sheet(ROW), "xlsx", tmp_path / "log.xlsx")
    book = load_workbook(tmp_path / "log.xlsx")
    assert book.sheetnames == ["日志", "水印"]
    assert [cell.value for cell in book["日志"][2]][5:8] == ["contact.clicked", "王*", "C00019321"]
    assert book["水印"]["B3"].value == "季度检查"
    footer = book["日志"].oddFooter
    assert footer is not None
    assert "lin" in str(footer.left.text)


def test_a_pdf_has_pages_and_markup_in_a_name_is_text(tmp_path: Path) -> None:
    rows = [replace(ROW, seq=number, name="<b>&王") for number in range(120)]
    made = write_export(sheet(*rows), "pdf", tmp_path / "log.pdf")
    content = (tmp_path / "log.pdf").read_bytes()
    assert made.rows == 120
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") > 2


def test_more_than_anybody_reads_on_paper_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="CSV"):
        write_export(sheet(*[ROW] * (MOST_ROWS + 1)), "pdf", tmp_path / "log.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "log"
    path.write_text("mine")
    with pytest.raises(InputRefused, match="there already"):
        write_export(sheet(ROW), kind, path)
    assert path.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_planted_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "log.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputRefused):
        write_export(sheet(ROW), "csv", tmp_path / "log.csv")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as caught:
        write_export(sheet(ROW), "csv", tmp_path / "nowhere" / "log.csv")
    assert caught.value.code == "export.path"


def test_only_this_account_reads_the_file(tmp_path: Path) -> None:
    write_export(sheet(ROW), "csv", tmp_path / "log.csv")
    assert (tmp_path / "log.csv").stat().st_mode & 0o077 == 0
