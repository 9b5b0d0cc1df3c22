"""Which files are opened at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from robot.domain.errors import InputRefused
from robot.tasklist import read_file

Row = dict[str, Any]
Write = Callable[..., Path]


def code_of(path: Path) -> str:
    with pytest.raises(InputRefused) as caught:
        read_file(path)
    assert "Nothing was changed." in str(caught.value)
    return caught.value.code


def test_a_link_is_refused(good_row: Row, write_csv: Write, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(write_csv(good_row))
    assert code_of(link) == "list.not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert code_of(tmp_path / "pipe.csv") == "list.not_a_file"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert code_of(tmp_path / "folder.csv") == "list.not_a_file"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.csv") == "list.unreadable"
    assert code_of(tmp_path / "nul\0.csv") == "list.unreadable"


@pytest.mark.parametrize("name", ["list.xlsm", "list.xls", "list.xlsb", "list.exe", "list", "list.csv.html"])
def test_other_kinds_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert code_of(tmp_path / name) == "list.unknown_format"


def test_content_must_fit_the_name(
    good_row: Row, write_csv: Write, write_xlsx: Write, tmp_path: Path
) -> None:
    assert code_of(write_csv(good_row).rename(tmp_path / "a.xlsx")) == "list.unknown_format"
    assert code_of(write_xlsx(good_row).rename(tmp_path / "b.csv")) == "list.unknown_format"
    (tmp_path / "c.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    assert code_of(tmp_path / "c.xlsx") == "list.unknown_format"


def test_a_file_that_grows_while_it_is_read(
    good_row: Row, write_csv: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(good_row)
    real = os.fstat

    def grow_then_look(descriptor: int) -> os.stat_result:
        seen = real(descriptor)
        with path.open("ab") as file:
            file.write(b"x")
        return seen

    monkeypatch.setattr(os, "fstat", grow_then_look)
    assert code_of(path) == "list.still_changing"


def test_reading_changes_nothing(good_row: Row, write_csv: Write, tmp_path: Path) -> None:
    path = write_csv(good_row)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_file(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.csv"]
