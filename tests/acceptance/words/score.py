"""Scores the check of words on the labelled corpus.

PYTHONPATH=.:scripts .venv/bin/python -m tests.acceptance.words.score [--json] [--show missed|disturbed]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from robot.compliance import Checker, Verdict, load_checker
from wordmodel.corpus import LabelledText, read_corpus

#: Name of a cut through the corpus -> the group that a text belongs to.
CUTS: dict[str, Callable[[LabelledText], str]] = {
    "family": lambda text: text.family,
    "technique": lambda text: text.technique,
    "author": lambda text: text.author,
    "half": lambda text: text.half,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A text and what the check made of it."""

    text: LabelledText
    verdict: Verdict
    rules: tuple[str, ...]
    seconds: float

    @property
    def is_stopped(self) -> bool:
        """Whether it was held for review or blocked."""
        return self.verdict is not Verdict.ALLOW


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 of none is 0."""
        return self.count / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.count}/{self.of} = {self.value:.1%}"


def score(checker: Checker, texts: Iterable[LabelledText]) -> list[Scored]:
    """Every text through the check, with the time each one took."""
    scored = []
    for text in texts:
        # Of the processor, so that a busy machine does not make the check look slow.
        begun = time.thread_time()
        answer = checker.check(text.text)
        took = time.thread_time() - begun
        rules = tuple(sorted({finding.rule for finding in answer.findings}))
        scored.append(Scored(text, Verdict(answer.verdict), rules, took))
    return scored


def stopped(scored: Sequence[Scored], label: str) -> Share:
    """How many of a label were stopped: recall for bad texts, false disturbance for good ones."""
    chosen = [one for one in scored if one.text.label == label]
    return Share(sum(one.is_stopped for one in chosen), len(chosen))


def by(scored: Sequence[Scored], cut: str, label: str) -> dict[str, Share]:
    """The same for every group of a cut, the worst first."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        if one.text.label == label:
            groups.setdefault(CUTS[cut](one.text), []).append(one)
    shares = {name: stopped(group, label) for name, group in groups.items()}
    worst_first = 1 if label == "bad" else -1
    return dict(sorted(shares.items(), key=lambda item: (worst_first * item[1].value, item[0])))


def report(scored: Sequence[Scored]) -> str:
    """Recall and false disturbance overall and by every cut, as lines for a person."""
    times = sorted(one.seconds for one in scored)
    median, p99 = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    lines = [
        f"bad texts stopped     {stopped(scored, 'bad')}",
        f"good texts disturbed  {stopped(scored, 'good')}",
        f"a text took {median:.2f} ms (median), {p99:.2f} ms (p99)",
    ]
    for label, title in (("bad", "bad stopped"), ("good", "good disturbed")):
        for cut in CUTS:
            lines += ["", f"{title} by {cut}"]
            lines += [f"  {name:<24} {share}" for name, share in by(scored, cut, label).items()]
    blamed = Counter(rule for one in scored if not one.text.is_bad for rule in one.rules)
    lines += ["", "good disturbed by rule (a text may count twice)"]
    lines += [f"  {rule:<32} {count}" for rule, count in blamed.most_common()]
    return "\n".join(lines)


def figures(scored: Sequence[Scored]) -> dict[str, Any]:
    """The same for a program: `{label: {cut: {group: [stopped, of]}}}`."""
    return {
        label: {
            "all": [stopped(scored, label).count, stopped(scored, label).of],
            **{
                cut: {name: [share.count, share.of] for name, share in by(scored, cut, label).items()}
                for cut in CUTS
            },
        }
        for label in ("bad", "good")
    }


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="tests.acceptance.words.score", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", choices=("missed", "disturbed"), help="the texts judged wrongly, too")
    options = parser.parse_args()
    scored = score(load_checker(), read_corpus())
    answer = json.dumps(figures(scored), ensure_ascii=False) if options.json else report(scored)
    sys.stdout.write(f"{answer}\n")
    label = {"missed": "bad", "disturbed": "good"}.get(options.show)
    for one in scored:
        if one.text.label == label and one.is_stopped == (label == "good"):
            rules = ",".join(one.rules)
            sys.stderr.write(f"{one.text.id}\t{one.text.family}\t{rules}\t{one.text.text}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
