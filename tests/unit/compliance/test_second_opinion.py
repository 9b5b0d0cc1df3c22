"""The statistical second opinion: what it reads, learns and refuses."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from robot.compliance import Checker, Verdict, load_checker, shipped_folder
from robot.compliance.encoder import Encoder
from robot.compliance.features import CHARACTERS, FINDS, GROUPS, MEANINGS, PAIRS, WORDS, Reading
from robot.compliance.second_opinion import MOST_BYTES, PASSAGE, SecondOpinion
from robot.domain.errors import InputRefused
from tests.support.tiny_encoder import SCORES, constant, encoder_file
from wordmodel.corpus import LabelledText
from wordmodel.judging import verdict_on
from wordmodel.lessons import lessons_sha256, read_lessons
from wordmodel.training import (
    Example,
    best_trust,
    examples,
    fit,
    left_out_scores,
    probe,
    stopped_share,
    stored,
    threshold_by,
    trained,
)

RULE = "words.second_opinion"
SHIPPED_ENCODER = hashlib.sha256((shipped_folder() / "second-opinion.npz").read_bytes()).hexdigest().encode()
OTHERS_HEAD = (
    b'{"format": 5, "bias": 0, "threshold": 1, "margin": 0, "trust": 0.1, "encoder_sha256": "%s", '
    % SHIPPED_ENCODER
)


def labelled(number: int, text: str, label: str) -> LabelledText:
    return LabelledText(
        id=f"t-{number}",
        text=text,
        label=label,
        family="f",
        technique="plain",
        author=f"a{number % 3}",
        why="w",
    )


def seen(checker: Checker, text: str, group: str) -> set[str]:
    return {name for sentence in checker.reading(text).features for name in sentence[group]}


@pytest.fixture(scope="module")
def rules() -> Checker:
    return load_checker(with_opinion=False)


@pytest.fixture(scope="module")
def small(rules: Checker) -> list[Example]:
    return examples(
        rules,
        [
            *(labelled(n, f"第{n}位，买了就等着数钱吧", "bad") for n in range(20)),
            *(labelled(n, f"第{n}位，请带身份证来网点", "good") for n in range(20, 40)),
        ],
    )


def test_same_words_in_other_writings_have_the_same_characters(rules: Checker) -> None:
    read = [seen(rules, text, CHARACTERS) for text in ("ＶＩＰ 穩到家，①２3！\u200b", "vip稳到家123")]
    assert read[0] == read[1]


def test_runs_know_where_a_text_begins_and_ends(rules: Checker) -> None:
    assert {"^甲", "甲乙", "乙$", "^甲乙"} <= seen(rules, "甲乙", CHARACTERS)


def test_pairs_reach_over_characters_of_one_clause(rules: Checker) -> None:
    pairs = seen(rules, "甲乙丙，丁戊", PAIRS)
    assert "甲丙" in pairs
    assert not {"甲乙", "丙戊"} & pairs


def test_words_are_parted_by_the_list_of_common_ones_and_joined_in_one_clause(rules: Checker) -> None:
    words = seen(rules, "明天银行见，丙丁", WORDS)
    assert {"明天", "银行", "见", "^/明天", "明天/银行", "明天_见", "见/$"} <= words
    assert not {"天银", "明", "见/丙"} & words


def test_a_text_is_read_by_sentences_and_short_ones_join_the_next(rules: Checker) -> None:
    assert len(rules.reading("今天天气真好呀。明天我们网点开门。").features) == 2
    assert len(rules.reading("您好。明天我们网点开门。").features) == 1
    assert rules.reading("😀") == Reading((), ())


def test_one_bad_sentence_among_good_ones_is_seen() -> None:
    def sentence(word: str) -> dict[str, frozenset[str]]:
        return {group: frozenset([word] if group == CHARACTERS else []) for group in GROUPS}

    weights = {CHARACTERS: {"坏": 2.0, "好": -1.0}}
    good, bad = sentence("好"), sentence("坏")
    for margin, is_seen in ((0.5, True), (1.5, False)):
        model = SecondOpinion(weights=weights, bias=0.0, threshold=1.0, margin=margin)
        assert model.scores((good, good, good, bad))[1] == 2.0
        assert model.is_suspicious(Reading((good, good, good, bad), ("", "", "", ""))) is is_seen
        assert model.is_suspicious(Reading((bad,), ("",)))
        assert not model.is_suspicious(Reading((), ()))


class Listening(Encoder):
    """Keeps what it is asked about."""

    def __init__(self, answer: float) -> None:
        super().__init__(SCORES, constant(answer))
        self.asked: list[str] = []

    def score(self, written: str) -> float:
        self.asked.append(written)
        return super().score(written)


def test_the_encoder_is_asked_only_where_its_answer_can_matter() -> None:
    def text(weight: float) -> Reading:
        return Reading(
            ({group: frozenset([str(weight)] if group == WORDS else []) for group in GROUPS},), ("好",)
        )

    for answer in (-9.0, -1.0, 0.0, 1.0, 9.0):
        encoder = Listening(answer)
        known = (-3.0, -1.0, 0.25, 1.5, 2.5, 4.0)
        weights = {WORDS: {str(weight): weight for weight in known}}
        model = SecondOpinion(
            weights=weights, bias=0.0, threshold=1.0, margin=0.5, encoder=encoder, trust=0.25
        )
        for weight in known:
            is_suspicious = model.is_suspicious(text(weight))
            assert is_suspicious == (model.score(text(weight)) >= 1.0), (answer, weight)
            assert is_suspicious == (weight + 0.25 * max(-6, min(6, answer)) >= 1.0)
        # Once for each score, and by `is_suspicious` for those within 1.5 of the threshold.
        assert len(encoder.asked) == len(known) + 3


def test_what_the_encoder_reads_is_canonical_and_keeps_the_stops(rules: Checker) -> None:
    assert rules.reading("穩賺！！真的，Ａ款？嗯").written == "稳赚。真的，a款？嗯"
    assert rules.reading("保 本\u200b保🍀息").written == "保本保息"


def test_every_sentence_that_is_scored_has_its_writing(rules: Checker) -> None:
    reading = rules.reading("？您好王姐，上次说的产品本周认购。起点一万元！您要来吗？资料放前台了？？")
    assert reading.sentences == (
        "？您好王姐，上次说的产品本周认购。",
        "起点1万元。您要来吗？",
        "资料放前台了？",
    )
    assert len(reading.features) == 3
    assert reading.written == "".join(reading.sentences)
    assert rules.reading("？！。") == Reading((), ())


def test_of_a_long_text_the_encoder_reads_the_worst_sentence_and_those_around_it() -> None:
    encoder = Listening(0.0)
    model = SecondOpinion(
        weights={WORDS: {"坏": 1.0, "好": -1.0}},
        bias=0.0,
        threshold=0.0,
        margin=0.0,
        encoder=encoder,
        trust=1.0,
    )

    def passage(*lengths: int, worst: int) -> str:
        """Sentences of so many characters, each of its own one."""
        words = ["坏" if at == worst else "好" for at in range(len(lengths))]
        features = tuple({g: frozenset([word] if g == WORDS else []) for g in GROUPS} for word in words)
        reading = Reading(features, tuple(map(str.__mul__, "甲乙丙丁戊", lengths)))
        model.score(reading)
        model.is_suspicious(reading)
        scored, judged = encoder.asked[-2:]
        assert scored == judged
        return scored

    assert PASSAGE == 100
    assert passage(40, 60, worst=0) == "甲" * 40 + "乙" * 60
    assert passage(300, worst=0) == "甲" * 300
    assert passage(40, 61, worst=0) == "甲" * 40
    assert passage(40, 61, worst=1) == "乙" * 61
    assert passage(30, 40, 40, 20, 90, worst=1) == "乙" * 40 + "丙" * 40 + "丁" * 20
    assert passage(30, 40, 40, 30, 90, worst=1) == "乙" * 40 + "丙" * 40
    assert passage(10, 40, 40, 30, 90, worst=1) == "甲" * 10 + "乙" * 40 + "丙" * 40
    assert passage(10, 10, 40, 30, 90, worst=4) == "戊" * 90
    assert passage(10, 10, 10, 110, 90, worst=3) == "丁" * 110
    assert passage(10, 10, 200, 110, 80, worst=1) == "甲" * 10 + "乙" * 10
    assert len(encoder.asked) == 2 * 10


def test_a_sentence_that_is_too_long_is_cut_where_a_clause_begins(rules: Checker) -> None:
    def lengths(text: str) -> list[int]:
        """How many characters each sentence has, without stops."""
        reading = rules.reading(text)
        assert len(reading.features) == len(reading.sentences)
        return [len(sentence.replace("，", "").replace("。", "")) for sentence in reading.sentences]

    clause = "明天网点照常开门请带证件，"
    assert lengths(clause * 5) == [60]
    assert lengths(clause * 6) == [60, 12]
    assert lengths(clause * 11) == [60, 60, 12]
    # The last clause that may begin a part; what is left is no shorter than a sentence may be.
    assert lengths("好" * 5 + "，" + "早" * 50 + "，" + "晚" * 30) == [55, 30]
    assert lengths(clause * 5 + "您好") == [48, 14]
    # Nowhere does a clause begin.
    assert lengths("您好王姐" * 30) == [60, 60]
    assert lengths("您好王姐" * 16 + "。好的") == [60, 6]
    # A bad clause among many is seen as when it stands alone.
    promise = "您把钱放这儿就跟搁自家抽屉里一样年底准给您多出一截"
    (alone,), many = rules.reading(promise).features, rules.reading(clause * 15 + promise).features
    assert alone[WORDS] - many[-1][WORDS] <= {"^/您"}


def test_rows_that_only_weigh_are_never_certain(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "lexicons"))
    (folder / "bank.yaml").write_text(
        "family: 本行\nrules:\n  - id: words.of_this_bank\n    verdict: block\n"
        "    why: 本行\n    source: 本行\n"
        '    terms: ["?甲乙丙", "丁戊己"]\n    patterns: ["?庚 ~2 辛"]\n',
        encoding="utf-8",
    )
    checker = load_checker(folder, with_opinion=False)
    for text in ("明天甲乙丙见", "明天庚和辛见"):
        assert checker.check(text).findings == ()
        assert {"words.of_this_bank", "words.of_this_bank#broad"} <= seen(checker, text, FINDS)
    assert checker.check("明天丁戊己见").verdict is Verdict.BLOCK


@pytest.mark.parametrize(
    ("text", "span", "rule"),
    [
        ("您好，这款保本保息，欢迎了解", "保本保息", "words.guarantee"),
        ("您好，这款稳赚不赔，欢迎了解", "稳赚不赔", "words.guarantee"),
        ("您好，这款无风险，欢迎了解", "无风险", "words.guarantee"),
        ("您好，加我私人微信详谈", "加我私人微信", "words.private_channel"),
        ("您好，请把钱转到我卡上", "钱转到我卡", "words.induced_transfer"),
    ],
)
def test_a_clear_promise_needs_no_second_opinion(rules: Checker, text: str, span: str, rule: str) -> None:
    found = [one for one in rules.check(text).findings if one.rule == rule]
    assert [(one.verdict, span in one.span) for one in found] == [(Verdict.BLOCK, True)]
    assert found[0].source
    assert found[0].replacement


def test_lessons_of_all_voices_are_read_and_contradictions_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bad.txt").write_text("坏话\n\n坏话\n", encoding="utf-8")
    (tmp_path / "b.good.txt").write_text("好话\n", encoding="utf-8")
    lessons = read_lessons(tmp_path)
    assert [(one.author, one.label, one.text) for one in lessons] == [
        ("lessons a", "bad", "坏话"),
        ("lessons b", "good", "好话"),
    ]
    before = lessons_sha256(tmp_path)
    (tmp_path / "b.good.txt").write_text("好话\n坏话\n", encoding="utf-8")
    assert lessons_sha256(tmp_path) != before
    with pytest.raises(ValueError, match=r"b\.good\.txt:2"):
        read_lessons(tmp_path)


def test_concepts_count_alone_denied_and_in_pairs_of_one_sentence(rules: Checker) -> None:
    together = seen(rules, "邻居年底分红", MEANINGS)
    apart = seen(rules, "邻居好。年底分红", MEANINGS)
    assert {"others_gained", "result_time", "others_gained+result_time"} <= together
    assert "others_gained+result_time" not in apart
    assert "safe!" in seen(rules, "这样不安全", MEANINGS)


def test_what_rules_found_counts_however_they_weighed_it(rules: Checker) -> None:
    assert "words.guarantee" in seen(rules, "这款理财保本", FINDS)
    assert "words.guarantee#denied" in seen(rules, "这款理财不保本", FINDS)
    assert "words.guarantee#doubted" in seen(rules, "墙上写着“保本”", FINDS)


def test_learns_to_tell_its_examples_apart(rules: Checker, small: list[Example]) -> None:
    model = fit(small)
    assert model.score(rules.reading("别操心，等着数钱吧")) > 0
    assert model.score(rules.reading("麻烦您带身份证来")) < 0


def test_training_twice_writes_the_same_file(small: list[Example]) -> None:
    assert stored(trained(small), 1.5, 0.1, {}) == stored(trained(small), 1.5, 0.1, {})


def test_stored_model_scores_as_it_was_trained(rules: Checker, small: list[Example]) -> None:
    encoder = encoder_file(constant(2.0))
    facts = {"encoder_sha256": hashlib.sha256(encoder).hexdigest()}
    content = stored(trained(small), 1.5, 0.25, facts).encode()
    loaded = SecondOpinion.of(content, encoder)
    assert loaded.threshold == 1.5
    reading = rules.reading("等着数钱")
    assert loaded.score(reading) == pytest.approx(fit(small).score(reading) + 0.5, abs=1e-3)
    with pytest.raises(ValueError, match="another"):
        SecondOpinion.of(content, encoder_file(constant(3.0)))


def test_probe_tells_of_other_weights_and_of_other_readings(small: list[Example]) -> None:
    model = fit(small)
    known = probe(small, model)
    assert probe(small, fit(small[1:]))["probe_score"] != known["probe_score"]
    read_anew = [*small[:-1], replace(small[-1], reading=small[0].reading)]
    other = probe(read_anew, model)
    assert other["probe_score"] != known["probe_score"]
    learned_anew = [replace(small[0], reading=small[-1].reading), *small[1:]]
    assert probe(learned_anew, model)["probe_small_score"] != known["probe_small_score"]


def test_threshold_lets_no_more_good_texts_of_an_unread_author_through_it(small: list[Example]) -> None:
    threshold = threshold_by(list(left_out_scores(small, lambda text: text.author)), most=0.0)
    for author in ("a0", "a1", "a2"):
        model = fit([e for e in small if e.text.author != author], threshold)
        judged = [e for e in small if e.text.author == author]
        assert verdict_on(model, judged)["model"]["good"][0] == 0


def test_the_encoder_is_trusted_as_much_as_stops_most(small: list[Example]) -> None:
    # Linear alone sees nothing; the encoder is right about all, and unsure: only much trust tells them apart.
    linear = [
        (example, 0.5 if example.text.is_bad != (n % 4 == 0) else 0.0) for n, example in enumerate(small)
    ]
    encoded = {example.text.id: 3.0 if example.text.is_bad else -3.0 for example in small}
    trust, threshold = best_trust(linear, encoded)
    scored = [(example, score + trust * encoded[example.text.id]) for example, score in linear]
    assert stopped_share(scored, threshold) == 1.0
    assert all(score < threshold for example, score in scored if not example.text.is_bad)
    # What it says beyond the limit counts no more than the limit.
    assert best_trust(linear, {name: value * 100 for name, value in encoded.items()})[1] <= 0.5 + 6 * trust


def test_it_raises_to_review_and_lowers_nothing(tmp_path: Path, rules: Checker) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "lexicons"))
    digest = hashlib.sha256((folder / "second-opinion.npz").read_bytes()).hexdigest()
    head = '{"format": 5, "unit": 1, "bias": 9, "threshold": 0, "margin": 0, "trust": 0.1, '
    head += f'"encoder_sha256": "{digest}", "weights": '
    data = head + '{"characters": {"1": "好"}, %s}}'
    others = ", ".join(f'"{group}": {{"1": "x"}}' for group in GROUPS if group != CHARACTERS)
    (folder / "second-opinion.json").write_text(data % others, encoding="utf-8")
    suspicious = load_checker(folder)
    found = suspicious.check("您好，明天见")
    assert found.verdict is Verdict.REVIEW
    assert [(f.rule, f.start, f.end) for f in found.findings] == [(RULE, 0, 6)]
    # Words that a rule found and doubted keep their own reason.
    doubted = suspicious.check("墙上写着“保本”")
    assert doubted.verdict is Verdict.REVIEW
    assert [f.rule for f in doubted.findings] == ["words.guarantee"]
    assert suspicious.check("这款理财保本").verdict is Verdict.BLOCK
    assert suspicious.sha256 != load_checker().sha256


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": 2}',
        OTHERS_HEAD + b'"unit": 0.1, "weights": {}}',
        OTHERS_HEAD + b'"unit": NaN, "weights": {"characters": {"1": "x"}}}',
        OTHERS_HEAD.replace(SHIPPED_ENCODER, b"0" * 64) + b'"unit": 0.1, "weights": {}}',
        b" " * (MOST_BYTES + 1),
    ],
)
def test_damaged_data_is_refused_and_named(tmp_path: Path, content: bytes) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "lexicons"))
    (folder / "second-opinion.json").write_bytes(content)
    with pytest.raises(InputRefused, match=r"second-opinion\.json cannot be used") as refused:
        load_checker(folder)
    assert refused.value.code == "lexicon.unreadable"
    assert refused.value.params["file"] == str(folder / "second-opinion.json")


def test_without_its_encoder_it_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "lexicons"))
    (folder / "second-opinion.npz").unlink()
    with pytest.raises(InputRefused, match=r"second-opinion\.npz cannot be used .*no such file"):
        load_checker(folder)


def test_a_greeting_or_a_name_is_left_to_the_rules(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "lexicons"))
    model = folder / "second-opinion.json"
    # One that is suspicious of everything.
    data = {**json.loads(model.read_text(encoding="utf-8")), "threshold": -100}
    model.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    checker = load_checker(folder)
    for text in ("您好", "咨询台", "明天见。"):
        assert checker.check(text).verdict is Verdict.ALLOW, text
    assert checker.check("手慢无").verdict is Verdict.REVIEW
    assert checker.check("您明天能来").verdict is Verdict.REVIEW
