"""An author sees every fault at once, each in its line, with the reason and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from robot.compliance import Checker
from robot.domain.errors import InputRefused
from robot.talktracks.author_rules import AUTHOR_RULES
from robot.talktracks.lint import LintFault, LintReport, lint
from robot.talktracks.marks import read_document

TODAY = date(2026, 11, 23)
MANY = """\
id: many-faults-wecom
version: '1'
version: 2
channel: wecom
product_line: deposit
tiers: some
purpose: marketing
sensitivty: S3
sensitivity: S3
max_length: 1200
valid_from: 2026-01-01
valid_until: 2029-13-31
change_note: 〔写明改了什么〕

slots:
  customer: {type: name_with_title, from: vault.password}
  rm: {type: amount, from: rm_name}
  wish: {type: text, free: true, class: time_phrase, max_length: 8, default: 保本保息}
  spare: {type: text, free: true, class: anything, max_length: 8}

required_spans:
  - 存款利率以公告为准

variants:
  - key: "1"
    label: 温和
    text: >-
      {customer}您好，{{rm}}{custmer}，见 www.x.cn。
  - key: 2
    label: 温和
    text: 你好{wish}
  - key: "1"
    label: 温和
    text: 你好{wish}
"""
#: line, column, rule
FOUND = [
    (1, 1, "file.shape"),  # author is missing
    (1, 1, "track.title"),
    (2, 1, "file.shape"),
    (3, 1, "file.duplicate_key"),
    (6, 1, "file.shape"),
    (8, 1, "file.shape"),
    (10, 1, "channel.length"),
    (12, 14, "file.yaml"),
    (13, 14, "file.blank"),
    (16, 37, "slot.source"),
    (17, 8, "slot.source"),
    (18, 69, "slot.default"),
    (19, 35, "file.shape"),
    (21, 1, "duty.opt_out"),
    (25, 5, "span.missing"),
    (28, 20, "text.brace"),
    (28, 26, "slot.unknown"),
    (28, 38, "text.link"),
    (29, 5, "file.shape"),
    (32, 5, "span.missing"),
    (32, 5, "variant.key"),
]


def linted(path: Path, checker: Checker) -> LintReport:
    return lint([path], checker=checker, today=TODAY)


@pytest.fixture
def many(track_file: Path) -> Path:
    path = track_file.parent / "many-faults-wecom.yaml"
    path.write_text(MANY, encoding="utf-8")
    return path


def own(report: LintReport) -> list[LintFault]:
    """Without the check of words, whose rules have tests of their own."""
    return [fault for fault in report.faults if not fault.rule.startswith("words.")]


def test_all_faults_of_a_file_at_once_each_in_its_place(many: Path, checker: Checker) -> None:
    report = linted(many, checker)
    assert [(fault.line, fault.column, fault.rule) for fault in own(report)] == FOUND
    assert [fault.rule for fault in own(report) if fault.severity == "warning"] == ["track.title"]


def test_every_fault_says_why_and_where_the_rule_comes_from(many: Path, checker: Checker) -> None:
    for fault in linted(many, checker).faults:
        assert fault.why
        assert fault.source
        assert fault.text == MANY.split("\n")[fault.line - 1]


@pytest.mark.parametrize(
    ("line", "rule", "suggestion"),
    [
        (1, "file.shape", "add author"),
        (2, "file.shape", "a whole number without quotes"),
        (6, "file.shape", "all, or a list of mass, gold, platinum, diamond, private"),
        (8, "file.shape", "did you mean sensitivity?"),
        (17, "slot.source", "type: name, rm"),
        (28, "slot.unknown", "did you mean {customer}? Otherwise describe custmer under slots"),
    ],
)
def test_what_to_do(line: int, rule: str, suggestion: str, many: Path, checker: Checker) -> None:
    told = [
        fault.suggestion for fault in linted(many, checker).faults if (fault.line, fault.rule) == (line, rule)
    ]
    assert suggestion in told


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("id: [a\nb: c\n", 2, 2),
        ("id: a\n  b: c\n", 2, 4),
        ("id: a\n\tb: c\n", 2, 1),
        ("a: 'open\n", 2, 1),
        ("a: &x 1\nb: *y\n", 2, 4),
        ("a: !!python/object:os.system x\n", 1, 4),
        ("a: {b: !!python/object/apply:os.system [x]}\n", 1, 8),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place(
    content: str, line: int, column: int, many: Path, checker: Checker
) -> None:
    many.write_text(content, encoding="utf-8")
    told = [(fault.line, fault.column) for fault in linted(many, checker).faults if fault.rule == "file.yaml"]
    assert told == [(line, column)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"#" * 70_000,
        b"[" * 500,
        b"{" * 500,
        b"just words",
        b"- a\n- b\n",
        b"variants: [{}, 1, null]\nslots: {a: 1, b: null}\n",
        b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + b"d: [" + b"*c, " * 9000 + b"]\n",
        b"? [a, b]\n: c\n",
        b"1: 2\nnull: 3\ntrue: 4\n",
    ],
)
def test_whatever_a_file_holds_it_is_told_and_never_fallen_over(
    content: bytes, many: Path, checker: Checker
) -> None:
    many.write_bytes(content)
    report = linted(many, checker)
    assert report.errors
    assert all(fault.line >= 1 and fault.column >= 1 for fault in report.faults)


def test_a_sound_file_is_clean(track_file: Path, checker: Checker) -> None:
    report = linted(track_file, checker)
    assert [fault.rule for fault in report.faults] == ["track.title"]
    assert (report.errors, report.warnings) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("valid_until: 2026-12-31", "valid_until: 2026-11-22", "track.expired"),
        ("valid_until: 2026-12-31", "valid_until: 2028-12-31", "track.long_validity"),
        (", default: 今天下午3点", "", "slot.no_default"),
    ],
)
def test_what_is_worth_a_word_is_no_error(
    old: str, new: str, rule: str, track_file: Path, checker: Checker
) -> None:
    text = track_file.read_text(encoding="utf-8")
    assert old in text
    track_file.write_text(text.replace(old, new), encoding="utf-8")
    report = linted(track_file, checker)
    assert rule in {fault.rule for fault in report.faults}
    assert report.errors == 0


def test_twin_variants_are_worth_a_word(track_file: Path, checker: Checker) -> None:
    text = track_file.read_text(encoding="utf-8")
    variant = text[text.index("  - key:") :].replace('"1"', '"2"')
    track_file.write_text(text + variant, encoding="utf-8")
    assert "text.twins" in {fault.rule for fault in linted(track_file, checker).faults}


def test_a_promise_of_the_author_is_found_in_its_line(track_file: Path, checker: Checker) -> None:
    text = track_file.read_text(encoding="utf-8")
    promise = "本产品保本保息，稳赚不赔"
    track_file.write_text(
        text.replace("存款利率以公告为准。回复", f"存款利率以公告为准。{promise}。回复"), encoding="utf-8"
    )
    found = [fault for fault in linted(track_file, checker).faults if fault.rule.startswith("words.")]
    assert "error" in {fault.severity for fault in found}
    for fault in found:
        assert promise in fault.text
        assert fault.text[fault.column - 1 : fault.column - 1 + fault.length] in promise
        assert fault.why
        assert fault.source


def test_a_promise_in_a_default_is_found(track_file: Path, checker: Checker) -> None:
    text = track_file.read_text(encoding="utf-8")
    wish = "wish: {type: text, free: true, class: chinese_text, max_length: 10, "
    track_file.write_text(text.replace(f"{wish}optional: true", f"{wish}default: 保本保息"), encoding="utf-8")
    found = [fault for fault in linted(track_file, checker).faults if fault.rule.startswith("words.")]
    assert found
    assert all("wish: {" in fault.text for fault in found)


def test_a_customer_may_say_what_the_bank_may_not(checker: Checker, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "resources/talktracks/wealth"
    text = (shipped / "wealth-maturity-phone.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "wealth"
    folder.mkdir()
    (folder / "pack.yaml").write_bytes((shipped / "pack.yaml").read_bytes())
    path = folder / "wealth-maturity-phone.yaml"
    promise = "这个产品保本保息吧"
    path.write_text(text.replace("says: 这个产品保本吗？", f"says: {promise}"), encoding="utf-8")
    assert linted(path, checker).faults == ()
    path.write_text(
        text.replace("answer: >-\n            不保本。", f"answer: >-\n            {promise}。"),
        encoding="utf-8",
    )
    assert linted(path, checker).errors


def test_a_folder_without_its_pack_is_told_once(track_file: Path, checker: Checker) -> None:
    (track_file.parent / "pack.yaml").unlink()
    (track_file.parent / "second-wecom.yaml").write_bytes(track_file.read_bytes())
    rules = [fault.rule for fault in linted(track_file.parent, checker).faults]
    assert rules.count("pack.missing") == 1


def test_one_id_in_two_packs_is_told(track_file: Path, checker: Checker) -> None:
    other = track_file.parents[1] / "other"
    other.mkdir()
    pack = (track_file.parent / "pack.yaml").read_text(encoding="utf-8")
    (other / "pack.yaml").write_text(pack.replace("id: deposit", "id: other"), encoding="utf-8")
    (other / track_file.name).write_bytes(track_file.read_bytes())
    told = [fault.what for fault in linted(track_file.parents[1], checker).faults if fault.rule == "track.id"]
    assert len(told) == 1
    assert "exists twice" in told[0]


def test_nothing_to_read_is_said(tmp_path: Path, checker: Checker) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        with pytest.raises(InputRefused):
            linted(path, checker)


def test_every_rule_of_authors_has_its_why_and_source() -> None:
    assert all(rule.why and rule.source for rule in AUTHOR_RULES.values())


def test_places_are_counted_in_characters_and_survive_other_line_ends() -> None:
    document = read_document('a: 𠮷野家\nb:\n  - c: "二"\n')
    place = document.marks.place("b.0.c", "二")
    assert (place.line, place.column, place.length) == (3, 9, 1)
    assert document.marks.place("a", "野").column == 5
    assert document.marks.place("nowhere.at.all").line == 1
