"""Hostile lists, each read by a process of its own: refused cleanly, in bounded memory and time."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]
MOST_MB = 500
#: Far above what is measured (under 10 s), because the machine is shared.
MOST_SECONDS = 30
MB = 1024 * 1024

REQUIRED = [
    "task_id", "business_date", "customer_id", "customer_name", "title", "channel", "strategy",
    "product_line", "opted_out",
]  # fmt: skip
VALUES = ["T1", "2026-11-23", "C1", "张三", "先生", "phone", "s", "loan", "否"]
HEADER = ",".join(REQUIRED).encode() + b"\n"

# Peak memory from /proc: ru_maxrss begins with that of the process that started this one.
READER = """
import json, resource, sys, time
from pathlib import Path
from robot.domain.errors import InputRefused
from robot.tasklist import Limits, read_file
begun = time.monotonic()
try:
    found = read_file(Path(sys.argv[1]), Limits(rows=int(sys.argv[2])))
    said = {"code": "", "tasks": len(found.tasks), "aside": len(found.set_aside)}
except InputRefused as fault:
    said = {"code": fault.code, "message": str(fault)}
seconds = time.monotonic() - begun
try:
    status = Path("/proc/self/status").read_text()
    kib = int(status.partition("VmHWM:")[2].split()[0])
except OSError:
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(json.dumps({**said, "mb": kib / 1024, "seconds": seconds}))
"""


@dataclass(frozen=True)
class Hostile:
    """One hostile file and how it must be answered."""

    name: str
    write: Callable[[Path], None]
    #: Empty where the list is read, with its bad rows set aside.
    code: str
    #: Less than the usual limit where only the time would grow with it.
    rows: int = 20_000


def raw(content: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content())

    return write


def sparse(size: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(HEADER)
            file.truncate(size)

    return write


def package(path: Path, parts: dict[str, Iterator[bytes]]) -> None:
    """A workbook with parts replaced; packed fast, since only the reading is measured."""
    book = openpyxl.Workbook()
    book.save(path)
    with zipfile.ZipFile(path) as old:
        rest = {name: old.read(name) for name in old.namelist() if name not in parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, data in rest.items():
            new.writestr(name, data)
        for name, chunks in parts.items():
            with new.open(name, "w") as part:
                for chunk in chunks:
                    part.write(chunk)


def sheet(
    body: Callable[[], Iterator[bytes]], strings: Callable[[], Iterator[bytes]] | None = None
) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        def whole() -> Iterator[bytes]:
            yield b"<worksheet><sheetData>"
            yield row_xml(1, REQUIRED)
            yield from body()
            yield b"</sheetData></worksheet>"

        parts = {"xl/worksheets/sheet1.xml": whole()}
        if strings is not None:
            parts["xl/sharedStrings.xml"] = strings()
        package(path, parts)

    return write


def row_xml(line: int, values: list[str], more: str = "") -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{line}">{cells}{more}</row>'.encode()


def noise(size: int) -> Iterator[bytes]:
    """Text of `size` bytes that packs about fifty to one, below what is taken for a bomb."""
    for _ in range(size // 60_000):
        yield os.urandom(600).hex().encode() + b"a" * 58_800


def many(piece: bytes, count: int) -> Iterator[bytes]:
    for number in range(count // 1_000):
        yield piece * 1_000 + b"<!--%s-->" % os.urandom(150 + number % 2).hex().encode()


def wrapped(opening: bytes, inner: Iterator[bytes], closing: bytes) -> Iterator[bytes]:
    yield opening
    yield from inner
    yield closing


def shared_row_bomb(path: Path) -> None:
    """One text of fifty holdings, referred to by each of 19,000 rows."""
    holdings = json.dumps([{"name": "a", "amount": 1}] * 50).replace('"', "&quot;")
    header = row_xml(1, [*REQUIRED, "holdings"])

    def body() -> Iterator[bytes]:
        yield b"<worksheet><sheetData>" + header
        for number in range(19_000):
            yield row_xml(number + 2, [f"T{number}", *VALUES[1:]], '<c t="s"><v>0</v></c>')
        yield b"</sheetData></worksheet>"

    strings = iter([f"<sst><si><t>{holdings}</t></si></sst>".encode()])
    package(path, {"xl/worksheets/sheet1.xml": body(), "xl/sharedStrings.xml": strings})


def directory_bomb(path: Path) -> None:
    """A directory of 400,000 entries for members that are not there."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 400_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, len(directory), 30, 0)
    path.write_bytes(b"PK\3\4" + b"\0" * 26 + directory + end)


def lying_sizes(path: Path) -> None:
    """100 MB that the directory gives as 1 kB."""
    sheet(lambda: iter([b" " * MB] * 100))(path)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 1_000)
    path.write_bytes(data)


def laughs() -> Iterator[bytes]:
    yield b'<!DOCTYPE x [<!ENTITY a0 "haha">'
    for number in range(1, 12):
        yield b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10)
    yield b"]><sst><si><t>&a11;</t></si></sst>"


def line_ends() -> Iterator[bytes]:
    for _ in range(600):
        yield b"\n" * 59_000 + os.urandom(800).hex().encode()


def names() -> Iterator[bytes]:
    for number in range(400_000):
        yield b"<n%x%s/>" % (number, os.urandom(4).hex().encode())


ROWS = [dict(zip(REQUIRED, [f"T{n}", *VALUES[1:]], strict=True)) for n in range(15_000)]  # 19 MB
SMALL = [{"name": "a", "amount": 1}] * 40

CASES = [
    Hostile("million_rows.csv", raw(lambda: HEADER + b"x,y,z\n" * 1_000_000), "list.too_many_rows"),
    Hostile("hundred_mb_cell.csv", sparse(100 * MB), "list.too_large"),
    Hostile("one_cell.csv", raw(lambda: HEADER + b"x" * (19 * MB)), "list.too_large"),
    Hostile(
        "one_wide_cell.csv", raw(lambda: HEADER + "\U00020bb7".encode() + b"x" * (19 * MB)), "list.too_large"
    ),
    Hostile("one_header.csv", raw(lambda: b"x" * (19 * MB)), "list.too_large"),
    Hostile("open_quote.csv", raw(lambda: HEADER + b'"' + b"x\n" * (9 * MB)), "list.too_large"),
    Hostile("only_line_ends.csv", raw(lambda: b"\n" * (20 * MB)), "list.too_many_rows"),
    Hostile("only_commas.csv", raw(lambda: HEADER + b"," * (19 * MB)), "list.too_large"),
    Hostile("only_quotes.csv", raw(lambda: HEADER + b'"' * (19 * MB)), "list.too_large"),
    Hostile("formulas.csv", raw(lambda: HEADER + b"=cmd|' /C calc'!A0,@x,+1,-1,,,,,\n" * 20_000), ""),
    Hostile(
        "utf16_commas.csv", raw(lambda: ("\ufeff" + "," * (9 * MB)).encode("utf-16-le")), "list.too_large"
    ),
    Hostile("many_cells.csv", raw(lambda: HEADER + b",ab" * (6 * MB)), "list.too_large"),
    Hostile("many_headers.csv", raw(lambda: b",ab" * (6 * MB)), "list.too_large"),
    Hostile("many_cells_in_quotes.csv", raw(lambda: HEADER + b'ab,ab,"\n",' * (1_600_000)), "list.too_large"),
    Hostile("empty_lists.json", raw(lambda: b"[" + b"[]," * (6 * MB) + b"[]]"), "list.too_many_rows"),
    Hostile(
        "one_wide_row.json", raw(lambda: b'[{"holdings":[' + b"[]," * (6 * MB) + b"1]}]"), "list.too_large"
    ),
    Hostile("one_string.json", raw(lambda: b'[{"task_id":"' + b"x" * (19 * MB) + b'"}]'), "list.too_large"),
    Hostile("escapes.json", raw(lambda: b'[{"task_id":"' + b'\\"' * (9 * MB) + b'"}]'), "list.too_large"),
    Hostile("deep.json", raw(lambda: b"[" * (19 * MB)), "list.unreadable"),
    Hostile("deep_objects.json", raw(lambda: b'{"a":' * (3 * MB)), "list.unreadable"),
    Hostile("long_number.json", raw(lambda: b'[{"aum":' + b"9" * (19 * MB) + b"}]"), "list.unreadable"),
    Hostile("blanks.json", raw(lambda: b" " * (20 * MB)), "list.unreadable"),
    Hostile(
        "many_holdings.json",
        raw(lambda: json.dumps([{**row, "holdings": SMALL} for row in ROWS]).encode()),
        "",
    ),
    Hostile("bomb.xlsx", sheet(lambda: iter([b" " * MB] * 300)), "list.too_large"),
    Hostile("lying_sizes.xlsx", lying_sizes, "list.unreadable"),
    Hostile("directory.xlsx", directory_bomb, "list.too_large"),
    Hostile("laughs.xlsx", sheet(lambda: iter(()), laughs), "list.unreadable"),
    Hostile(
        "million_rows.xlsx",
        sheet(lambda: many(b"<row><c><v>1</v></c></row>", 1_000_000)),
        "list.too_many_rows",
    ),
    Hostile("blank_rows.xlsx", sheet(lambda: many(b"<row/>", 1_000_000)), "list.too_many_rows"),
    Hostile("junk.xlsx", sheet(lambda: many(b"<x/>", 1_600_000)), "list.too_large", 5_000),
    Hostile(
        "hundred_mb_cell.xlsx",
        sheet(lambda: wrapped(b'<row><c t="inlineStr"><is><t>', noise(100 * MB), b"</t></is></c></row>")),
        "",
    ),
    Hostile("long_tag.xlsx", sheet(lambda: wrapped(b'<row r="', noise(20 * MB), b'"/>')), "list.too_large"),
    Hostile("line_ends.xlsx", sheet(lambda: wrapped(b"<row>", line_ends(), b"</row>")), ""),
    Hostile("many_names.xlsx", sheet(names), "list.unreadable"),
    Hostile("deep.xlsx", sheet(lambda: many(b"<a>", 900_000)), "list.unreadable"),
    Hostile(
        "many_strings.xlsx",
        sheet(lambda: iter(()), lambda: wrapped(b"<sst>", many(b"<si><t>ab</t></si>", 1_300_000), b"</sst>")),
        "list.too_large",
    ),
    Hostile(
        "long_strings.xlsx",
        sheet(lambda: iter(()), lambda: wrapped(b"<sst><si><t>", noise(60 * MB), b"</t></si></sst>")),
        "",
    ),
    Hostile("shared_holdings.xlsx", shared_row_bomb, "list.too_large"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_list(case: Hostile, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    path = tmp_path / case.name
    case.write(path)
    found = subprocess.run(
        [sys.executable, "-c", READER, str(path), str(case.rows)],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert found.returncode == 0, found.stderr[-2000:]
    said = json.loads(found.stdout)
    record_property("seconds", round(said["seconds"], 2))
    record_property("mb", round(said["mb"]))
    sys.stdout.write(f"{case.name}: {said}\n")
    assert said["code"] == case.code
    assert said["mb"] < MOST_MB
    assert said["seconds"] < MOST_SECONDS
    if case.code:
        assert "Nothing was changed." in said["message"]
