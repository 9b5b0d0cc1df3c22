"""The inbox folder: when a file has come to rest, and that putting it away never destroys another."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from robot.domain.errors import EnvironmentFault, StateConflict
from robot.tasklist import Stamp, leave_receipt, move_to_done, move_to_refused, ready_files
from robot.tasklist.inbox import safe_name


def test_a_file_is_ready_at_the_second_look(tmp_path: Path) -> None:
    seen: dict[str, Stamp] = {}
    path = tmp_path / "list.csv"
    path.write_text("a")
    assert ready_files(tmp_path, seen) == ()
    assert ready_files(tmp_path, seen) == (path,)


def test_a_file_that_grows_is_not_ready(tmp_path: Path) -> None:
    seen: dict[str, Stamp] = {}
    path = tmp_path / "list.csv"
    for text in ("a", "ab", "abc"):
        path.write_text(text)
        assert ready_files(tmp_path, seen) == ()
    os.utime(path, ns=(1, 1))
    assert ready_files(tmp_path, seen) == ()
    assert ready_files(tmp_path, seen) == (path,)


@pytest.mark.parametrize("name", [".hidden.csv", "~$list.xlsx", "list.csv.part", "list.TMP", "a.crdownload"])
def test_unfinished_files_and_folders_are_passed_over(tmp_path: Path, name: str) -> None:
    seen: dict[str, Stamp] = {}
    (tmp_path / name).write_text("a")
    (tmp_path / "done").mkdir()
    assert ready_files(tmp_path, seen) == ready_files(tmp_path, seen) == ()


def test_a_link_is_shown_so_that_it_is_refused(tmp_path: Path) -> None:
    seen: dict[str, Stamp] = {}
    link = tmp_path / "link.csv"
    link.symlink_to("/etc/passwd")
    ready_files(tmp_path, seen)
    assert ready_files(tmp_path, seen) == (link,)
    moved = move_to_refused(link, tmp_path, "is a link")
    assert moved.is_symlink()
    assert Path("/etc/passwd").exists()


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="Check the folder"):
        ready_files(tmp_path / "none", {})


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    moved = []
    for number in range(3):
        path = tmp_path / "list.csv"
        path.write_text(str(number))
        moved.append(move_to_done(path, tmp_path))
    assert [path.name for path in moved] == ["list.csv", "list-2.csv", "list-3.csv"]
    assert [path.read_text() for path in moved] == ["0", "1", "2"]


def test_a_refused_list_has_its_reason_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("x")
    moved = move_to_refused(path, tmp_path, "It is empty.\n=cmd()\u202e Nothing was changed.")
    assert moved == tmp_path / "refused" / "list.csv"
    reason = moved.with_name("list.csv.reason.txt")
    assert reason.read_text("utf-8") == "It is empty.\n?cmd()? Nothing was changed.\n"


def test_a_file_replaced_after_reading_stays(tmp_path: Path) -> None:
    seen: dict[str, Stamp] = {}
    path = tmp_path / "list.csv"
    path.write_text("old")
    ready_files(tmp_path, seen)
    path.write_text("a corrected list")
    with pytest.raises(StateConflict) as caught:
        move_to_done(path, tmp_path, seen["list.csv"])
    assert caught.value.code == "list.changed_since_read"
    assert path.read_text() == "a corrected list"


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    inbox, elsewhere = tmp_path / "inbox", tmp_path / "elsewhere"
    inbox.mkdir()
    elsewhere.mkdir()
    (inbox / "done").symlink_to(elsewhere)
    path = inbox / "list.csv"
    path.write_text("x")
    with pytest.raises(EnvironmentFault):
        move_to_done(path, inbox)
    assert path.exists()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("名单 11月.csv", "名单_11月.csv"),
        ("a\nb\u202e.csv", "a_b.csv"),
        ("con.csv", "_con.csv"),
        ("=cmd.csv", "cmd.csv"),
        ("...", "list"),
        ("x" * 300 + ".json", "x" * 60 + ".json"),
        ("noending", "noending"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_list_that_was_taken_leaves_a_receipt_and_no_row(tmp_path: Path) -> None:
    content = "客户,金额\n王芳,230000\n".encode() * 50
    dropped = tmp_path / "list.csv"
    dropped.write_bytes(content)
    taken = move_to_done(dropped, tmp_path)
    leave_receipt(taken, ["rows added 50"])
    said = taken.read_text(encoding="utf-8").splitlines()
    assert said == [f"sha256 {hashlib.sha256(content).hexdigest()}", f"bytes {len(content)}", "rows added 50"]
    with pytest.raises(EnvironmentFault):
        leave_receipt(tmp_path / "gone", [])
