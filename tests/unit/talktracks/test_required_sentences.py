"""What the law wants said stands for itself, and a file holds nothing that its reader does not see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from robot.compliance import Checked, Verdict
from robot.domain.errors import InputRefused
from robot.talktracks import load_library
from robot.talktracks.characters import holds_contact
from robot.talktracks.library import load_track
from robot.talktracks.lint import lint
from robot.talktracks.template import says
from robot.talktracks.track import TextClass

TODAY = date(2026, 11, 23)
DEPOSIT = "存款利率以公告为准"
NOT_A_DEPOSIT = "理财非存款、产品有风险、投资须谨慎"


class Silent:
    """Finds nothing."""

    def check(self, text: str, /) -> Checked:
        return Checked(verdict=Verdict.ALLOW)


def rules(path: Path) -> list[str]:
    faults = lint([path], checker=Silent(), today=TODAY).faults
    return [fault.rule for fault in faults if fault.severity == "error"]


@pytest.mark.parametrize(
    ("template", "is_said"),
    [
        (f"您好。{NOT_A_DEPOSIT}。", True),
        (NOT_A_DEPOSIT, True),
        (f"您好，{NOT_A_DEPOSIT}", True),
        (f"第一行\n{NOT_A_DEPOSIT}\n第三行", True),
        (f"{{customer}}您好；{NOT_A_DEPOSIT}！{{rm}}", True),
        (f"并非{NOT_A_DEPOSIT}。不。{NOT_A_DEPOSIT}。", True),
        (f"并非{NOT_A_DEPOSIT}。", False),
        (f"您好。{NOT_A_DEPOSIT}这句话不必在意。", False),
        (f"所谓“{NOT_A_DEPOSIT}”。", False),
        (f"{{wish}}{NOT_A_DEPOSIT}。", False),
        (f"您好。{NOT_A_DEPOSIT}{{wish}}", False),
        ("理财非存款、{wish}产品有风险、投资须谨慎。", False),
        ("理财非存\u200b款、产品有风险、投资须谨慎。", False),
        ("理财非存款、产品有風险、投资须谨慎。", False),
        ("理财非存款,产品有风险,投资须谨慎。", False),
        ("⽽理财⾮存款、产品有风险、投资须谨慎。", False),
    ],
)
def test_a_sentence_is_said_only_for_itself(template: str, *, is_said: bool) -> None:
    assert says(template, NOT_A_DEPOSIT) is is_said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{DEPOSIT}。回复", f"不要相信{DEPOSIT}。回复"),
        (f"{DEPOSIT}。回复", f"{DEPOSIT}是一句空话。回复"),
        (f"？{DEPOSIT}。回复", f"？{{wish}}{DEPOSIT}。回复"),
    ],
)
def test_a_file_cannot_turn_a_required_sentence_round(old: str, new: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    assert old in text
    track_file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefused, match="inside another sentence"):
        load_library(track_file.parents[1])
    assert rules(track_file) == ["span.missing"]


@pytest.mark.parametrize("refusal", ["本消息不支持退订", "回复“退订”无效，敬请谅解", "您无法退订此类消息"])
def test_an_opt_out_that_is_none_does_not_do(refusal: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8").replace("回复“退订”不再接收此类消息", refusal)
    track_file.write_text(text, encoding="utf-8")
    assert rules(track_file) == ["duty.opt_out"]


@pytest.mark.parametrize(
    "words",
    [
        "请打壹叁捌零零壹叁捌零零零",
        "请打1！3！8！0！0！1！3",
        "请打1…3…8…0…0…1…3",
        "请打《1》《3》《8》《0》《0》《1》《3》",
        "请打一三八，零零一三",
    ],
)
def test_a_number_is_found_however_it_is_written(words: str) -> None:
    assert holds_contact(TextClass.CHINESE_TEXT, words)


@pytest.mark.parametrize(
    "words", ["您有两笔存款，一笔三年期，一笔一年期", "第1项、第2项、第3项", "2026年11月23日"]
)
def test_other_figures_are_no_number_to_call(words: str) -> None:
    assert not holds_contact(TextClass.CHINESE_TEXT, words)


# --- what a file hides -------------------------------------------------------------------------------------

HIDDEN = ["\u0085", "\u2028", "\u200b", "\u202e", "\u2066", "\ufeff", "\r"]


@pytest.mark.parametrize("character", HIDDEN, ids=[f"U+{ord(character):04X}" for character in HIDDEN])
def test_nothing_hides_in_a_comment(character: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    track_file.write_bytes(f"# 注释{character}# 续\n{text}".encode())
    with pytest.raises(InputRefused, match="line 1 holds a character that nobody sees"):
        load_track(track_file)
    assert rules(track_file) == ["text.invisible"]


@pytest.mark.parametrize("key", ["title: 测", "author: 话术编写组", "change_note: 测试"])
def test_nothing_hides_in_what_is_shown_about_the_words(key: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    name, _, words = key.partition(": ")
    without = "\n".join(row for row in text.split("\n") if not row.startswith(f"{name}:"))
    track_file.write_text(f'{name}: "{words}\\u202e"\n{without}', encoding="utf-8")
    with pytest.raises(InputRefused, match="nobody sees"):
        load_track(track_file)
    assert "text.invisible" in rules(track_file)


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("x: &x [*x]\n", "file.yaml"),
        ("<<: {title: 别的}\n", "file.shape"),
        ("? [a, b]\n: 1\n", "file.yaml"),
    ],
)
def test_what_means_more_than_it_shows_is_refused_by_both_readers(
    added: str, rule: str, track_file: Path
) -> None:
    track_file.write_text(track_file.read_text(encoding="utf-8") + added, encoding="utf-8")
    with pytest.raises(InputRefused):
        load_track(track_file)
    assert rule in rules(track_file)


@pytest.mark.parametrize("version", ["010", "0x3", "1:30", "1_0"])
def test_a_number_has_one_way_to_be_written(version: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    track_file.write_text(text.replace("version: 3", f"version: {version}", 1), encoding="utf-8")
    with pytest.raises(InputRefused):
        load_track(track_file)
    assert rules(track_file) == ["file.shape"]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_another_encoding_is_named_with_what_to_do(encoding: str, track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    track_file.write_bytes(text.encode(encoding))
    with pytest.raises(InputRefused, match="save it with that encoding"):
        load_track(track_file)
    assert rules(track_file) == ["file.unreadable"]


def test_the_number_of_an_official_document_is_no_blank(track_file: Path) -> None:
    text = track_file.read_text(encoding="utf-8")
    cited = text.replace("change_note: 测试", "change_note: 按银发〔2019〕316号修改")
    track_file.write_text(cited, encoding="utf-8")
    assert load_track(track_file).change_note == "按银发〔2019〕316号修改"
    assert rules(track_file) == []
