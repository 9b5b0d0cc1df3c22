"""Texts from standard input, checked one a line: a verdict for every line, whatever the line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from robot.compliance import Checked, Checker, Verdict, WordFinding, load_checker

#: A longer line is no message; it is read to its end and refused, so that the next one is found.
MOST_BYTES = 4 * 1024 * 1024
_EXIT_LEFT = 130


@dataclass(frozen=True, slots=True)
class _Unfit:
    """A line that cannot be checked."""

    rule: str
    why: str


_TOO_LONG = _Unfit("input.too_long", f"这一行超过 {MOST_BYTES} 字节，未作检查；请拆成多行")
_NOT_UTF8 = _Unfit("input.not_utf8", "这一行不是 UTF-8 编码，无法读取，未作检查；请改用 UTF-8 重新输入")


def check_lines() -> int:
    """Check standard input to its end and print one JSON object a line, in order. The exit code."""
    checker = load_checker()
    try:
        for line in _lines(sys.stdin.buffer):
            answer = _answer(checker, line)
            # ASCII only: a terminal takes some of the characters above it as commands.
            sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _EXIT_LEFT
    return 0


def _lines(source: BinaryIO) -> Iterator[bytes | _Unfit]:
    r"""Lines without their ends; `\r\n` and a byte order mark at the beginning are no part of a text."""
    is_first = True
    while line := source.readline(MOST_BYTES + 1):
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.readline(MOST_BYTES)
            yield _TOO_LONG
        else:
            content = line.removeprefix(b"\xef\xbb\xbf") if is_first else line
            yield content.removesuffix(b"\n").removesuffix(b"\r")
        is_first = False


def _answer(checker: Checker, line: bytes | _Unfit) -> dict[str, object]:
    if isinstance(line, _Unfit):
        return _refused(line)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return _refused(_NOT_UTF8)
    return as_json(checker.check(text))


def as_json(found: Checked) -> dict[str, object]:
    """A verdict as the command prints it."""
    return {"verdict": found.verdict.value, "findings": [_finding(finding) for finding in found.findings]}


def _finding(finding: WordFinding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "start": finding.start,
        "end": finding.end,
        "span": finding.span,
        "why": finding.why,
        "source": finding.source,
        "replacement": finding.replacement,
    }


def _refused(line: _Unfit) -> dict[str, object]:
    """What cannot be read does not leave."""
    finding = {
        "rule": line.rule,
        "verdict": Verdict.BLOCK.value,
        "start": 0,
        "end": 0,
        "span": "",
        "why": line.why,
        "source": "tandem talktrack check",
        "replacement": "",
    }
    return {"verdict": Verdict.BLOCK.value, "findings": [finding]}
