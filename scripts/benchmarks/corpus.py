"""Scores rules and second opinion on the labelled corpus: as shipped, or trained without a technique."""

from __future__ import annotations

import argparse
import json

from rich.console import Console

from benchmarks.words_model import shipped, tell
from robot.compliance import load_checker
from wordmodel.corpus import counts, read_corpus
from wordmodel.judging import CUTS, Verdicts, left_out, verdict_on
from wordmodel.lessons import read_lessons
from wordmodel.training import author_groups, examples, left_out_scores, threshold_by, trained

_SCREEN = Console(stderr=True, highlight=False)


def main() -> int:
    """Score the held-out half; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench corpus", description=__doc__)
    parser.add_argument(
        "--leave-out", metavar="TECHNIQUE", help="train anew without it, score only its texts"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts = read_corpus()
    checker = load_checker(with_opinion=False)
    held_out = examples(checker, [text for text in texts if not text.is_training])
    opinion = shipped()
    found: dict[str, Verdicts] = {}
    if options.leave_out:
        known = sorted({example.text.technique for example in held_out})
        if options.leave_out not in known:
            parser.error(f"no technique {options.leave_out!r}; there are: {', '.join(known)}")
        learned_from = examples(checker, [*(text for text in texts if text.is_training), *read_lessons()])
        judged = [example for example in held_out if example.text.technique == options.leave_out]
        group = author_groups([example.text for example in learned_from])
        alone = threshold_by(list(left_out_scores(learned_from, group)))
        found["shipped"] = verdict_on(opinion, judged)
        found["linear part"] = verdict_on(trained(learned_from).opinion(alone), judged)
        found["linear part, left out"] = left_out(learned_from, judged, "technique", options.leave_out, alone)
    else:
        found["all"] = verdict_on(opinion, held_out)
        for cut, group in CUTS.items():
            for name in sorted({group(example.text) for example in held_out}):
                judged = [example for example in held_out if group(example.text) == name]
                found[f"{cut} {name}"] = verdict_on(opinion, judged)
    sizes = {f"{label}, {half}": number for (label, half), number in sorted(counts(texts).items())}
    _SCREEN.print("texts: " + "; ".join(f"{name} {number}" for name, number in sizes.items()))
    tell(found)
    if options.json:
        print(json.dumps({"texts": sizes, "stopped": found}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
