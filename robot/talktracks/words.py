"""Cuts Chinese text into words and compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from robot.compliance import shipped_folder

_LONGEST_WORD = 6
#: A placeholder, a run of letters or digits, or one character of anything else.
_ATOM = re.compile(r"\{[a-z][a-z0-9_]*\}|[A-Za-z]+|[0-9][0-9.,%]*|.", re.DOTALL)
#: Longer words of banking; those of two characters come from the list of common words.
_BANKING = (
    "客户经理 手机银行 理财产品 风险测评 风险等级 风险承受能力 产品说明书 业绩比较基准 大额存单 定期存款 "
    "活期存款 年化利率 信用卡 验证码 到期日 还款日 说明书 代表 谨慎 退订 接续 转存 支取 续存 通话 网点 柜面 "
    "公告 激活 分期 息费 公示 额度 审批 合同 借贷 定投 净值 开放期 赎回 测评"
)


class RunKind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that share one fate."""

    kind: RunKind
    text: str


def words_of(text: str) -> list[str]:
    """The words of a text; joined they are the text again. Placeholders and numbers are whole."""
    known = _known_words()
    atoms = _ATOM.findall(text)
    words: list[str] = []
    at = 0
    while at < len(atoms):
        size = 1
        if len(atoms[at]) == 1:
            size = next((n for n in range(_LONGEST_WORD, 1, -1) if "".join(atoms[at : at + n]) in known), 1)
        words.append("".join(atoms[at : at + size]))
        at += size
    return words


def compare(before: str, after: str) -> tuple[Run, ...]:
    """The two texts as runs of words; leaving out the added ones gives the first, the removed the second."""
    old, new = words_of(before), words_of(after)
    runs: list[Run] = []
    for kind, text in _runs(old, new):
        if text and runs and runs[-1].kind is kind:
            runs[-1] = Run(kind=kind, text=runs[-1].text + text)
        elif text:
            runs.append(Run(kind=kind, text=text))
    return tuple(runs)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[RunKind, str]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield RunKind.SAME, "".join(old[i1:i2])
            continue
        yield RunKind.REMOVED, "".join(old[i1:i2])
        yield RunKind.ADDED, "".join(new[j1:j2])


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """The shipped list of common words and those of banking; without it a text falls into characters."""
    found = set(_BANKING.split())
    listed = shipped_folder() / "common-words.txt"
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                found.update(line.split())
    return frozenset(found)
