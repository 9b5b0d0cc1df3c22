"""The check of words against the labelled corpus: what it stops, and whom it disturbs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from robot.compliance import load_checker
from tests.acceptance.words.score import Scored, report, score, stopped
from wordmodel.corpus import CorpusUnfit, LabelledText, read_corpus

pytestmark = [
    pytest.mark.timeout(300),
    # Texts are read here and nothing is opened: what the collector finds meanwhile was left by another test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

#: What the check is to reach, on texts that neither its rules nor the statistical model have seen.
WANTED_BAD_STOPPED, WANTED_GOOD_DISTURBED = 0.95, 0.03
#: What it reaches today, on either half, one hundredth aside; it only moves towards the wanted.
LEAST_BAD_STOPPED, MOST_GOOD_DISTURBED = 0.925, 0.03

GOOD_ROW = {
    "id": "x-001",
    "text": "您好，明天见。",
    "label": "good",
    "family": "greeting",
    "technique": "plain",
    "author": "x",
    "why": "问候",
}


@pytest.fixture(scope="module")
def texts() -> tuple[LabelledText, ...]:
    return read_corpus()


@pytest.fixture(scope="module")
def scored(texts: tuple[LabelledText, ...]) -> list[Scored]:
    judged = score(load_checker(), texts)
    print(report(judged))  # noqa: T201 - the figures are what one runs this for
    return judged


def test_corpus_is_large_and_half_of_the_bad_is_evasive(texts: tuple[LabelledText, ...]) -> None:
    labels = Counter(text.label for text in texts)
    evasive = sum(text.is_bad and text.technique != "plain" for text in texts)
    assert len(texts) >= 1500
    assert labels["bad"] >= 450
    assert labels["good"] >= 550
    assert evasive / labels["bad"] >= 0.5
    assert len({text.author for text in texts}) >= 7


def test_halves_are_about_equal_in_every_label(texts: tuple[LabelledText, ...]) -> None:
    for label in ("bad", "good"):
        chosen = [text for text in texts if text.label == label]
        assert sum(text.is_training for text in chosen) / len(chosen) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("half", ["training", "held out"])
def test_bad_texts_are_stopped(scored: list[Scored], half: str) -> None:
    share = stopped([one for one in scored if one.text.half == half], "bad")
    assert share.value >= LEAST_BAD_STOPPED, report(scored)


@pytest.mark.parametrize("half", ["training", "held out"])
def test_good_texts_are_not_disturbed(scored: list[Scored], half: str) -> None:
    share = stopped([one for one in scored if one.text.half == half], "good")
    assert share.value <= MOST_GOOD_DISTURBED, report(scored)


def test_bars_are_raised_once_more_is_reached(scored: list[Scored]) -> None:
    """Fails when the check has become better by three hundredths than what the bars above ask for."""
    for half in ("training", "held out"):
        chosen = [one for one in scored if one.text.half == half]
        bad, good = stopped(chosen, "bad").value, stopped(chosen, "good").value
        if bad < LEAST_BAD_STOPPED + 0.04 and good > MOST_GOOD_DISTURBED - 0.04:
            return
    reached = (LEAST_BAD_STOPPED, MOST_GOOD_DISTURBED) == (WANTED_BAD_STOPPED, WANTED_GOOD_DISTURBED)
    assert reached, f"raise the bars\n{report(scored)}"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([{**GOOD_ROW, "label": "fine"}], "neither bad nor good"),
        ([{**GOOD_ROW, "text": "好"}], "1 characters"),
        ([{**GOOD_ROW, "why": " "}], "every value must be words"),
        ([{key: value for key, value in GOOD_ROW.items() if key != "author"}], "the keys must be exactly"),
        ([GOOD_ROW, {**GOOD_ROW, "text": "您好，后天见。"}], "id x-001 stands in"),
        ([GOOD_ROW, {**GOOD_ROW, "id": "x-002", "text": "您 好， 明天见。"}], "stands in x.jsonl:1 already"),
        ([], "no texts"),
    ],
)
def test_unfit_corpus_is_refused(tmp_path: Path, rows: list[dict[str, str]], complaint: str) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "x.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(CorpusUnfit, match=complaint):
        read_corpus(tmp_path)
