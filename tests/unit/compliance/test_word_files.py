"""Files of words are read whole or not at all; what is wrong is named with its file and line."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from robot.compliance import load_checker, shipped_folder
from robot.compliance.templates import expanded
from robot.domain.errors import InputRefused
from tests.support.tiny_encoder import encoder_file

_FAMILY = """\
family: 试验
rules:
  - id: words.trial
    verdict: review
    why: 试验。
    source: 试验
    terms:
      - "试验词"
"""


#: A second opinion that says nothing; the shipped one takes long to read.
_ENCODER = encoder_file()
_OPINION = (
    '{"format": 5, "unit": 1, "bias": 0, "threshold": 9, "margin": 0, "trust": 0, '
    f'"encoder_sha256": "{hashlib.sha256(_ENCODER).hexdigest()}", "weights": '
    '{"characters": {"1": "x"}, "pairs": {}, "words": {}, "syllables": {}, "meanings": {}, "finds": {}}}'
)
#: What every folder needs, and one family.
_NEEDED = (
    "characters.yaml",
    "common-words.txt",
    "concepts.yaml",
    "contacts.yaml",
    "shared.yaml",
    "absolute.yaml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files without most families, so that a load is quick."""
    place = tmp_path / "lexicons"
    place.mkdir()
    for name in _NEEDED:
        shutil.copy(shipped_folder() / name, place)
    (place / "second-opinion.json").write_text(_OPINION, encoding="utf-8")
    (place / "second-opinion.npz").write_bytes(_ENCODER)
    return place


def test_a_family_of_the_banks_own_is_read(folder: Path) -> None:
    (folder / "own.yaml").write_text(_FAMILY, encoding="utf-8")
    checker = load_checker(folder)
    assert [finding.rule for finding in checker.check("一个试验词").findings] == ["words.trial"]


def test_the_hash_changes_with_the_data_and_not_with_line_ends(folder: Path) -> None:
    before = load_checker(folder).sha256
    shared = folder / "shared.yaml"
    shared.write_bytes(shared.read_bytes().replace(b"\n", b"\r\n"))
    assert load_checker(folder).sha256 == before
    (folder / "second-opinion.json").write_text(
        _OPINION.replace('"threshold": 9', '"threshold": 8'), encoding="utf-8"
    )
    with_other_opinion = load_checker(folder).sha256
    assert with_other_opinion != before
    (folder / "own.yaml").write_text(_FAMILY, encoding="utf-8")
    assert load_checker(folder).sha256 not in {before, with_other_opinion}


def test_replacements_are_words_for_the_customer() -> None:
    """The window puts them into the message as they are; advice to the author belongs into `why`."""
    for path in shipped_folder().glob("*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("replacement:"):
                assert not re.search("请改|请只|请把|请写|改为|写明|措辞|本句", line), line


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("verdict: review", "verdict: maybe", 4, "allow"),
        ("    why: 试验。\n", "", 3, "required"),
        ('- "试验词"', '- "试验[词"', 8, "brackets"),
        ('- "试验词"', '- "。。"', 8, "character that is read"),
        ("verdict: review", "verdict: review\n    verdict: block", 5, "twice"),
        ("source: 试验", "source: 试验\n    colour: red", 7, "Extra"),
        ("family: 试验", "family: [", 3, "expected"),
        ('terms:\n      - "试验词"', 'patterns:\n      - "只有一个"', 8, "two words"),
        ('terms:\n      - "试验词"', 'patterns:\n      - "{nowhere} ~2 词"', 3, "nowhere"),
        ("words.trial", "words.absolute", 3, "twice"),
    ],
)
def test_a_bad_file_is_named_with_its_line(folder: Path, old: str, new: str, line: int, why: str) -> None:
    assert old in _FAMILY
    (folder / "own.yaml").write_text(_FAMILY.replace(old, new), encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        load_checker(folder)
    assert caught.value.code == "lexicon.unreadable"
    assert caught.value.params["file"] == str(folder / "own.yaml")
    assert caught.value.params["line"] == line
    assert why in str(caught.value.params["why"])
    assert f"own.yaml:{line}" in str(caught.value)


@pytest.mark.parametrize("name", ["shared.yaml", "characters.yaml", "contacts.yaml", "common-words.txt"])
def test_nothing_is_used_without_the_shared_files(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InputRefused, match="nothing was changed"):
        load_checker(folder)


def test_no_folder_is_no_empty_lexicon(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such directory"):
        load_checker(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("保本", ["保本"]),
        ("[一定|肯定]涨", ["一定涨", "肯定涨"]),
        ("[会|]涨", ["会涨", "涨"]),
        ("会?涨", ["会涨", "涨"]),
        ("[会|要]?涨", ["会涨", "要涨", "涨"]),
    ],
)
def test_templates_stand_for_their_words(template: str, words: list[str]) -> None:
    assert expanded(template) == words


def test_a_template_for_too_many_words_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        expanded("[1|2|3|4|5|6|7|8|9|0]" * 5)
