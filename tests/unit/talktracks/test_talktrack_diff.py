"""What changed between two versions, word by word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from robot.domain.errors import InputRefused
from robot.talktracks.diff import Subject, TrackDiff, diff
from robot.talktracks.words import RunKind, compare, words_of


def changed(track_file: Path, tmp_path: Path, *pairs: tuple[str, str]) -> tuple[TrackDiff, ...]:
    text = track_file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    later = tmp_path / "later" / track_file.name
    later.parent.mkdir(exist_ok=True)
    later.write_text(text, encoding="utf-8")
    return diff(track_file, later)


def runs(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.kind.value, run.text) for run in compare(before, after)]


def test_words_are_compared_as_words() -> None:
    assert runs("期限与费用见产品说明书", "期限和费用见产品说明书") == [
        ("same", "期限"),
        ("removed", "与"),
        ("added", "和"),
        ("same", "费用见产品说明书"),
    ]
    # 到期 and 日期 share a character and no word.
    assert runs("您的到期安排", "您的日期安排") == [
        ("same", "您的"),
        ("removed", "到期"),
        ("added", "日期"),
        ("same", "安排"),
    ]
    assert runs("{customer}您好", "{rm}您好")[:2] == [("removed", "{customer}"), ("added", "{rm}")]
    assert runs("约 50.0 万元", "约 60.0 万元")[1:3] == [("removed", "50.0"), ("added", "60.0")]


@pytest.mark.parametrize("seed", range(20))
def test_runs_give_both_texts_back(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - texts that can be made again
    alphabet = ["存款", "到期", "理财", "，", "{rm}", "1.90%", "您", "好", "A", "\n", "风险测评", "𠮷"]
    before, after = ("".join(rng.choices(alphabet, k=rng.randrange(30))) for _ in range(2))
    found = compare(before, after)
    assert "".join(run.text for run in found if run.kind is not RunKind.ADDED) == before
    assert "".join(run.text for run in found if run.kind is not RunKind.REMOVED) == after
    assert "".join(words_of(before)) == before


def test_each_change_is_told_under_its_subject(track_file: Path, tmp_path: Path) -> None:
    (found,) = changed(
        track_file,
        tmp_path,
        ("您好，", "早上好，"),
        ("max_length: 12,", "max_length: 10,"),
        ("valid_until: 2026-12-31", "valid_until: 2027-06-30"),
        ("  - 存款利率以公告为准", "  - 利率以公告为准"),
        ("tiers: [gold, platinum]", "tiers: all"),
        ("version: 3", "version: 4"),
        ("change_note: 测试", "change_note: 改问候"),
    )
    assert (found.id, found.kind, found.old_version, found.new_version) == ("sample-wecom", "changed", 3, 4)
    assert found.is_version_raised
    by_subject = {
        subject: [change.key for change in found.changes if change.subject is subject] for subject in Subject
    }
    assert by_subject == {
        Subject.WORDS: ["variants.1.text"],
        Subject.SLOT: ["slots.call_time"],
        Subject.RULE: ["tiers", "required_spans", "required_spans"],
        Subject.VALIDITY: ["valid_until"],
        Subject.ABOUT: ["change_note", "version"],
    }
    words = next(change for change in found.changes if change.subject is Subject.WORDS)
    assert "".join(run.text for run in words.runs if run.kind is RunKind.ADDED)


def test_a_change_that_raised_no_version_is_seen(track_file: Path, tmp_path: Path) -> None:
    (found,) = changed(track_file, tmp_path, ("您好，", "早上好，"))
    assert not found.is_version_raised


def test_nothing_changed_is_nothing(track_file: Path, tmp_path: Path) -> None:
    assert changed(track_file, tmp_path) == ()
    assert diff(track_file.parents[1], track_file.parents[1]) == ()


def test_folders_are_compared_by_id(track_file: Path, tmp_path: Path) -> None:
    later = tmp_path / "later" / "deposit"
    later.mkdir(parents=True)
    text = track_file.read_text(encoding="utf-8")
    (later / "other-wecom.yaml").write_text(
        text.replace("id: sample-wecom", "id: other-wecom"), encoding="utf-8"
    )
    found = diff(track_file.parents[1], tmp_path / "later")
    assert [(one.id, one.kind) for one in found] == [("other-wecom", "added"), ("sample-wecom", "removed")]
    assert all(one.is_version_raised and one.changes for one in found)


def test_a_variant_that_comes_or_goes_is_told_with_its_words(track_file: Path, tmp_path: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    variant = text[text.index("  - key:") :].replace('"1"', '"2"')
    (found,) = changed(track_file, tmp_path, (text, text + variant))
    assert [change.key for change in found.changes] == ["variants.2.text"]
    assert found.changes[0].before == ""


def test_what_cannot_be_read_is_refused_with_a_pointer_to_lint(track_file: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="tandem talktrack lint"):
        changed(track_file, tmp_path, ("version: 3", "version: '3'"))
    with pytest.raises(InputRefused, match="nothing was compared"):
        diff(track_file, tmp_path / "nowhere")
