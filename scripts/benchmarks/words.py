"""Throughput of the check of words, beside a plain scan, re and two Aho-Corasick libraries."""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

import ahocorasick
import ahocorasick_rs
from rich.console import Console
from rich.table import Table

from robot.compliance import Checker, load_checker, shipped_folder

_SCREEN = Console(stderr=True, highlight=False)
_SIZES = (10_000, 100_000)
_MESSAGE_LENGTH = 100
_LONG_LENGTH = 300
_SEED = 4
#: Some are as a customer receives them, one in five as nobody should.
_SENTENCES = (
    "您好，我是城东支行客户经理，您的定期存款将于下周三到期，请问您对这笔资金有安排吗？",
    "三年期定期存款年利率以网点公告为准，如需了解可约时间通话，是否办理由您决定。",
    "理财非存款、产品有风险、投资须谨慎。过往业绩不代表未来表现。",
    "天气转凉，请注意保暖，祝您身体健康、阖家幸福！您预约的业务请携带身份证原件办理。",
    "信用卡本期账单2,356.80元，最后还款日为12月5日，我行不会向您索要密码或验证码。",
)
_BAD = ("这款理财保*本*保*息，稳zhuan不赔，亏了算我的。", "加我ＶＸ私聊，內部額度不走柜面，手慢无！")

Scan = Callable[[str], bool]


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench words", description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000, help="messages for the checker (2000)")
    parser.add_argument("--seconds", type=float, default=2.0, help="time for each plain matcher (2)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    dice = random.Random(_SEED)  # noqa: S311 - a benchmark repeats itself
    texts = [_message(dice, _MESSAGE_LENGTH) for _ in range(200)]
    matchers = [row for size in _SIZES for row in _matchers(_terms(dice, size), texts, options.seconds)]
    result: dict[str, Any] = {"matchers": matchers, "checker": _checker(dice, options.messages)}
    _show(result)
    if options.json:
        print(json.dumps(result))
    return 0


def _message(dice: random.Random, length: int) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(dice.choice(_BAD if dice.random() < 0.05 else _SENTENCES))  # noqa: PLR2004
    return "".join(parts)[:length]


def _terms(dice: random.Random, size: int) -> list[str]:
    """So many different terms of two to six characters, made of the common words that are shipped."""
    lines = (shipped_folder() / "common-words.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    terms: set[str] = set()
    while len(terms) < size:
        terms.add("".join(dice.choice(words) for _ in range(dice.randrange(2, 4))))
    return sorted(terms)


def _matchers(terms: list[str], texts: list[str], seconds: float) -> list[dict[str, Any]]:
    rows = []
    for name, build in (
        ("plain scan", _plain),
        ("re", _expression),
        ("pyahocorasick", _pyahocorasick),
        ("ahocorasick_rs", _ahocorasick_rs),
    ):
        begun = time.perf_counter()
        scan = build(terms)
        built = time.perf_counter() - begun
        rows.append(
            {
                "matcher": name,
                "terms": len(terms),
                "build_s": round(built, 2),
                "messages_per_s": round(_throughput(scan, texts, seconds)),
            }
        )
    return rows


def _plain(terms: list[str]) -> Scan:
    return lambda text: any(term in text for term in terms)


def _expression(terms: list[str]) -> Scan:
    pattern = re.compile("|".join(map(re.escape, terms)))
    return lambda text: pattern.search(text) is not None


def _pyahocorasick(terms: list[str]) -> Scan:
    machine = ahocorasick.Automaton()
    for term in terms:
        machine.add_word(term, term)
    machine.make_automaton()
    return lambda text: bool(list(machine.iter(text)))


def _ahocorasick_rs(terms: list[str]) -> Scan:
    machine = ahocorasick_rs.AhoCorasick(terms, implementation=ahocorasick_rs.Implementation.ContiguousNFA)
    return lambda text: bool(machine.find_matches_as_indexes(text, overlapping=True))


def _throughput(scan: Scan, texts: list[str], seconds: float) -> float:
    done = 0
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        scan(texts[done % len(texts)])
        done += 1
    return done / passed


def _checker(dice: random.Random, messages: int) -> dict[str, Any]:
    begun = time.process_time()
    checker = load_checker()
    loaded = time.process_time() - begun
    found: dict[str, Any] = {"load_s": round(loaded, 2)}
    for length in (_MESSAGE_LENGTH, _LONG_LENGTH):
        texts = [_message(dice, length) for _ in range(messages)]
        found[str(length)] = _latency(checker, texts)
    return found


def _latency(checker: Checker, texts: list[str]) -> dict[str, float]:
    """In processor time, so that other work on the machine counts little."""
    for text in texts[:50]:
        checker.check(text)
    taken = []
    for text in texts:
        begun = time.process_time()
        checker.check(text)
        taken.append((time.process_time() - begun) * 1000)
    return {
        "p50_ms": round(median(taken), 3),
        "p99_ms": round(quantiles(taken, n=100)[98], 3),
        "messages_per_s": round(1000 * len(taken) / sum(taken)),
    }


def _show(result: dict[str, Any]) -> None:
    table = Table("matcher", "terms", "build s", "messages/s")
    for row in result["matchers"]:
        table.add_row(row["matcher"], f"{row['terms']:,}", str(row["build_s"]), f"{row['messages_per_s']:,}")
    _SCREEN.print(table)
    checker = result["checker"]
    _SCREEN.print(f"checker: loaded in {checker['load_s']} s of processor time")
    for length in (_MESSAGE_LENGTH, _LONG_LENGTH):
        row = checker[str(length)]
        _SCREEN.print(
            f"checker, {length} characters: p50 {row['p50_ms']} ms, p99 {row['p99_ms']} ms, "
            f"{row['messages_per_s']:,} messages/s"
        )


if __name__ == "__main__":
    raise SystemExit(main())
