"""The shipped second opinion is what corpus and lessons make, and worth its place beside the rules."""

from __future__ import annotations

import json

import pytest

from robot.compliance import load_checker, shipped_folder
from robot.compliance.second_opinion import MOST_BYTES, SecondOpinion
from wordmodel.corpus import corpus_sha256, read_corpus
from wordmodel.judging import verdict_on
from wordmodel.lessons import lessons_sha256, read_lessons
from wordmodel.training import PROBED, examples, probe

pytestmark = [
    pytest.mark.timeout(600),
    # Texts are read here and nothing is opened: what the collector finds meanwhile was left by another test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DATA_FILE = shipped_folder() / "second-opinion.json"
ENCODER_FILE = shipped_folder() / "second-opinion.npz"


def shipped() -> SecondOpinion:
    return SecondOpinion.of(DATA_FILE.read_bytes(), ENCODER_FILE.read_bytes())


def test_shipped_model_was_trained_on_corpus_and_lessons_as_they_are() -> None:
    """Whoever changes the training half, the lessons, the rules or the training trains anew.

    `scripts/bench words-model --write`. The hashes tell of the texts. Training with all of them takes a
    minute; what is read of every tenth text, its scores, and a small model trained on some tell of the rest.
    """
    data = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    texts = read_corpus()
    assert data["corpus_sha256"] == corpus_sha256(texts)
    assert data["lessons_sha256"] == lessons_sha256()
    assert DATA_FILE.stat().st_size <= MOST_BYTES
    training = [*(text for text in texts if text.is_training), *read_lessons()]
    assert data["texts"] == len(training)
    probed = examples(load_checker(with_opinion=False), training[::PROBED])
    for name, score in probe(probed, shipped()).items():
        # Sums of floating-point numbers in the encoder differ a little between processors.
        within = 1e-3 if name == "probe_whole_score" else 1e-5
        assert data[name] == pytest.approx(score, abs=within), "run scripts/bench words-model --write"


def test_no_lesson_is_a_text_of_the_corpus() -> None:
    assert not {lesson.text for lesson in read_lessons()} & {text.text for text in read_corpus()}


@pytest.mark.parametrize("end", ["", "，", "。"])
@pytest.mark.parametrize("before", [True, False])
def test_a_promise_is_seen_in_whatever_is_wrapped_around_it(end: str, before: bool) -> None:
    checker, opinion = load_checker(with_opinion=False), shipped()
    promise = "您把钱放这儿就跟搁自家抽屉里一样年底准给您多出一截"
    harmless = f"明天我们网点开门请您带好身份证和银行卡{end}"
    assert not opinion.is_suspicious(checker.reading(harmless * 40))
    for times in (1, 5, 12, 20, 40):
        around = harmless * times
        text = f"{around}{promise}" if before else f"{promise}{end}{around}"
        assert opinion.is_suspicious(checker.reading(text)), times


def test_shipped_model_finds_what_rules_do_not_and_disturbs_few() -> None:
    checker = load_checker(with_opinion=False)
    held_out = examples(checker, [text for text in read_corpus() if not text.is_training])
    found = verdict_on(shipped(), held_out)
    rules, both = found["rules"], found["both"]
    assert both["good"][0] / both["good"][1] <= 0.03
    # Without it four in five bad texts would pass.
    assert both["bad"][0] >= 3 * rules["bad"][0]
