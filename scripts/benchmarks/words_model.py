"""Trains the second opinion on words; tells what it, the rules and both catch on texts that were held out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console

from bootstrap.places import ROOT
from robot.compliance import load_checker
from wordmodel.corpus import corpus_sha256, read_corpus
from wordmodel.judging import Verdicts, left_out, verdict_on
from wordmodel.lessons import lessons_sha256, read_lessons
from wordmodel.training import PROBED, author_groups, examples, probe, stored, threshold_by, trained

_SCREEN = Console(stderr=True, highlight=False)
DATA_FILE = ROOT / "resources" / "lexicons" / "second-opinion.json"


def main() -> int:
    """Train and tell; with --write, also replace the data file."""
    parser = argparse.ArgumentParser(prog="scripts/bench words-model", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"replace {DATA_FILE.relative_to(ROOT)}")
    parser.add_argument("--left-out", action="store_true", help="train without each technique in turn, too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts = read_corpus()
    checker = load_checker(with_opinion=False)
    training = [text for text in texts if text.is_training]
    learned_from = examples(checker, [*training, *read_lessons()])
    held_out = examples(checker, [text for text in texts if not text.is_training])
    threshold = threshold_by(learned_from, author_groups([example.text for example in learned_from]))
    learned = trained(learned_from)
    opinion = learned.opinion(threshold)
    facts: dict[str, str | int | float] = {
        "corpus_sha256": corpus_sha256(texts),
        "lessons_sha256": lessons_sha256(),
        "texts": len(learned_from),
        "bad_texts": sum(example.text.is_bad for example in learned_from),
        **probe(learned_from[::PROBED], opinion),
    }
    if options.write:
        DATA_FILE.write_text(stored(learned, threshold, facts), encoding="utf-8", newline="\n")
        _SCREEN.print(f"{DATA_FILE.relative_to(ROOT)} written, {DATA_FILE.stat().st_size} bytes")
    found: dict[str, Verdicts] = {"held out": verdict_on(opinion, held_out)}
    if options.left_out:
        for name in sorted({example.text.technique for example in held_out if example.text.is_bad}):
            judged = [example for example in held_out if example.text.technique == name]
            found[f"without {name}"] = left_out(learned_from, judged, "technique", name, threshold)
    result: dict[str, Any] = {**facts, "threshold": threshold, "stopped": found}
    _SCREEN.print(f"{len(learned_from)} texts learned from, threshold {threshold}")
    tell(found)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    return 0


def tell(found: dict[str, Verdicts]) -> None:
    """Print who stopped how many."""
    for name, verdicts in found.items():
        shares = "   ".join(
            f"{way} bad {row['bad'][0]:>4}/{row['bad'][1]:<4} good {row['good'][0]:>3}/{row['good'][1]:<4}"
            for way, row in verdicts.items()
        )
        _SCREEN.print(f"{name:<34} {shares}")


if __name__ == "__main__":
    raise SystemExit(main())
