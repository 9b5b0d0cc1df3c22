"""A file that does not fit is refused as a whole, with its name, the key and the reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from robot.domain.errors import InputRefused
from robot.talktracks import TalkTrack, load_library
from robot.talktracks.library import load_track

CALL = "call_time: {type: text, free: true, class: time_phrase, max_length: 12, default: 今天下午3点}"

# what is replaced, by what, which key is named, a word of the reason
TABLE: list[tuple[str, str, str, str]] = [
    ("id: sample-wecom", "id: other-wecom", "id", "file's name"),
    ("id: sample-wecom", "id: ../sample", "id", "pattern"),
    ("version: 3", "version: '3'", "version", "integer"),
    ("version: 3", "version: 3\nversion: 4", "", "stands twice"),
    ("version: 3", "version: 3\nsurprise: 1", "surprise", "permitted"),
    ("channel: wecom", "channel: fax", "channel", "wecom"),
    ("product_line: deposit", "product_line: wealth", "product_line", "its pack deposit: deposit"),
    ("tiers: [gold, platinum]", "tiers: some", "tiers", "all"),
    ("tiers: [gold, platinum]", "tiers: []", "tiers", "all"),
    ("valid_until: 2026-12-31", "valid_until: 20261231", "valid_until", "date"),
    ("valid_until: 2026-12-31", "valid_until: 2026-13-31", "", "month"),
    ("valid_until: 2026-12-31", "valid_until: 2025-12-31", "valid_until", "before"),
    ("author: 话术编写组", "", "author", "required"),
    ('key: "1"', "key: 1", "variants.0.key", "string"),
    ("{type: rm, from: rm_name}", "{type: rm, from: vault.password}", "slots.rm", "from must be one of"),
    ("{type: rm, from: rm_name}", "{type: rm, from: rm_name.__class__}", "slots.rm", "from must be one of"),
    ("{type: rm, from: rm_name}", "{type: rm}", "slots.rm", "from must be one of"),
    ("{type: rm, from: rm_name}", "{type: amount, from: rm_name}", "slots.rm", "cannot be shown"),
    ("{type: rm, from: rm_name}", "{type: rm, from: rm_name, free: true}", "slots.rm.free", "only if"),
    ("{type: rm, from: rm_name}", "{type: rm, from: rm_name, class: phrase}", "slots.rm", "for free slots"),
    ("{type: rm, from: rm_name}", "{type: rm, from: rm_name, default: <b>}", "slots.rm", "Chinese text"),
    ("free: true, class: time_phrase", "class: time_phrase", "slots.call_time.free", "only if"),
    ("class: time_phrase, ", "", "slots.call_time", "needs a class"),
    ("class: time_phrase", "class: anything", "slots.call_time.class", "time_phrase"),
    ("class: time_phrase", "class: time_phrase, from: rm_name", "slots.call_time", "no from"),
    ("default: 今天下午3点", "default: 保本保息", "slots.call_time", "slot.bad_character"),
    ("max_length: 12,", "max_length: 3,", "slots.call_time", "slot.too_long"),
    ("max_length: 12,", "max_length: 1200,", "slots.call_time.max_length", "60"),
    ("  " + CALL, "  " + CALL.replace("call_time", "Call"), "slots.Call.[key]", "pattern"),
    ("  " + CALL, "  " + CALL + "\n  " + CALL.replace("call_time", "spare"), "slots", "not used: spare"),
    ("{customer}您好", "{{customer}}您好", "variants.0.text", "brace"),
    ("{customer}您好", "{customer.name}您好", "variants.0.text", "brace"),
    ("{customer}您好", "{customer}您好}", "variants.0.text", "brace"),
    ("{customer}您好", "{customer}您好{nobody}", "variants.0.text", "nobody"),
    ("{customer}您好", "{customer}您\u200b好", "variants.0.text", "nobody sees"),
    ("{customer}您好", "{customer}\n\n      您好", "variants.0.text", "line break"),
    ("{customer}您好", "{customer}Jose\u0301", "variants.0.text", "normal form"),
    ("  branch: {type: branch, from: branch}\n", "", "variants.0.text", "branch"),
    ("（{branch}）", "", "slots.branch", "not used"),
    ("{rm}（", "见www.x.cn（", "variants.0.text", "a link"),
    ("{rm}（", "请打13812345678（", "variants.0.text", "long number"),
    ("change_note: 测试", "change_note: 〔为什么〕", "change_note", "not filled in"),
    ("max_length: 12, ", "", "slots.call_time", "needs a max_length"),
    ("channel: wecom", "channel: phone", "variants.0", "lacks opening"),
    ("channel: wecom", "channel: push", "max_length", "at most 60"),
    ("label: 温和", "label: 温和\n    title: 标题", "variants.0", "has no title"),
    ("max_length: 120", "max_length: 1001", "max_length", "at most 1000"),
    ("max_length: 120", "max_length: 20", "variants.0", "longer"),
    ("存款利率以公告为准。", "", "variants.0", "lacks the required"),
    ("  - 回复“退订”不再接收此类消息\n", "", "required_spans", "退订"),
    ("slots:", "slots: [", "", ""),
    ("slots:", "slots: !!python/object:os.system x", "", ""),
]


@pytest.mark.parametrize(("old", "new", "key", "why"), TABLE)
def test_unsound_file_is_refused(old: str, new: str, key: str, why: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    assert old in text
    track_file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefused, match="nothing was changed") as caught:
        load_library(track_file.parents[1])
    assert caught.value.code == "talktrack.unreadable"
    assert caught.value.params["file"] == str(track_file)
    assert str(caught.value.params["key"]).startswith(key)
    assert why in str(caught.value.params["why"])


def test_two_variants_with_one_key_are_refused(track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    variant = text[text.index("  - key:") :]
    track_file.write_text(text + variant, encoding="utf-8")
    with pytest.raises(InputRefused, match="same key"):
        load_library(track_file.parents[1])


def test_wealth_text_must_say_that_it_is_no_deposit(
    track_file: Path, pack_maker: Callable[..., Path]
) -> None:
    pack_maker(track_file.parents[1] / "wealth", product_lines="[wealth]")
    wealth = track_file.parents[1] / "wealth" / track_file.name
    text = track_file.read_text(encoding="utf-8")
    wealth.write_text(text.replace("product_line: deposit", "product_line: wealth"), encoding="utf-8")
    track_file.unlink()
    with pytest.raises(InputRefused, match="理财非存款"):
        load_library(wealth.parents[1])


def test_an_id_exists_once(track_file: Path, pack_maker: Callable[..., Path]) -> None:
    twin = pack_maker(track_file.parents[1] / "archive") / track_file.name
    twin.write_bytes(track_file.read_bytes())
    with pytest.raises(InputRefused, match="exists twice"):
        load_library(track_file.parents[1])


@pytest.mark.parametrize("content", [b"\xff\xfe", b"#" * 70_000, b"", b"[" * 500])
def test_what_is_no_talk_track_at_all_is_refused(content: bytes, track_file: Path) -> None:
    track_file.write_bytes(content)
    with pytest.raises(InputRefused):
        load_library(track_file.parents[1])


def test_a_folder_that_nobody_answers_for_is_refused(track_file: Path) -> None:
    (track_file.parent / "pack.yaml").unlink()
    with pytest.raises(InputRefused, match=r"it has no pack\.yaml"):
        load_library(track_file.parents[1])


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("id: deposit", "id: wealth", "folder's name"),
        ("version: 1", "version: '1'", "integer"),
        ("product_lines: [deposit]", "product_lines: []", "at least 1"),
        ("owner: 测试组", "", "required"),
    ],
)
def test_unsound_pack_is_refused(old: str, new: str, why: str, track_file: Path) -> None:
    pack = track_file.parent / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputRefused, match=why):
        load_library(track_file.parents[1])


def test_a_pack_is_known_with_its_owner(track_file: Path) -> None:
    library = load_library(track_file.parents[1])
    (pack,) = library.packs
    assert (pack.id, pack.owner, pack.version) == ("deposit", "测试组", 1)
    assert library.tracks[0].pack == "deposit"


def test_one_file_loads_beside_an_unfit_one(track_file: Path) -> None:
    (track_file.parent / "unfit-wecom.yaml").write_text("id: 1", encoding="utf-8")
    assert load_track(track_file).id == "sample-wecom"
    with pytest.raises(InputRefused):
        load_library(track_file.parents[1])


def test_missing_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such directory"):
        load_library(tmp_path / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_link_out_of_the_directory_is_refused(track_file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    track_file.rename(outside)
    track_file.symlink_to(outside)
    with pytest.raises(InputRefused, match="leads out"):
        load_library(track_file.parents[1])


def test_directory_in_place_of_a_file_is_refused(track_file: Path) -> None:
    track_file.unlink()
    track_file.mkdir()
    with pytest.raises(InputRefused):
        load_library(track_file.parents[1])


def test_hash_is_of_the_file_and_the_same_with_windows_line_ends(track: TalkTrack, track_file: Path) -> None:
    content = track_file.read_bytes()
    track_file.write_bytes(content.replace(b"\n", b"\r\n"))
    again = load_library(track_file.parents[1]).get(track.id)
    assert again is not None
    assert again.sha256 == track.sha256
    track_file.write_bytes(content.replace(b"version: 3", b"version: 4"))
    changed = load_library(track_file.parents[1]).get(track.id)
    assert changed is not None
    assert changed.sha256 != track.sha256
