"""The parts of docs/policy.md that the rules and their cases say themselves.

`python -m tests.unit.policy.policy_document` writes them anew; a test checks that they are in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from robot.policy import DECIDE_RULES, RECHECK_RULES
from robot.policy.used_facts import TABLE_OF_FACTS
from tests.unit.policy.cases.tables import CASES

DOCUMENT = Path(__file__).parents[3] / "docs" / "policy.md"
_SAYS = {"pass": "passes", "deny": "**denied**", "review": "*a person looks*"}


def rules() -> str:
    """One line a rule, in the order in which they are asked."""
    rechecked = {rule.id for rule in RECHECK_RULES}
    rows = [
        (
            str(rule.stage),
            f"`{rule.id}`" + (" ●" if rule.id in rechecked else ""),
            "deny or review" if rule.may_review else "deny",
            rule.reason,
            rule.unknown,
            rule.source,
        )
        for rule in DECIDE_RULES
    ]
    return _table(("stage", "rule", "says", "why", "an unknown fact", "source"), rows)


def cases() -> str:
    """One line a case."""
    rows = []
    for rule, group in groupby(CASES, key=lambda case: case.rule):
        for number, case in enumerate(group):
            rows.append((f"`{rule}`" if number == 0 else "", case.situation, _SAYS[case.says]))
    return _table(("rule", "situation", "says"), rows)


def facts() -> str:
    """One line a fact."""
    return _table(("fact", "comes from"), [(f"`{name}`", str(origin)) for name, origin in TABLE_OF_FACTS])


PARTS = {"rules": rules, "facts": facts, "cases": cases}


def written(text: str) -> str:
    """The document with its parts as the code has them."""
    for name, part in PARTS.items():
        begin, end = f"<!-- {name}: made from the code -->\n", f"<!-- end of {name} -->"
        head, _, rest = text.partition(begin)
        _, _, tail = rest.partition(end)
        text = f"{head}{begin}\n{part()}\n{end}{tail}"
    return text


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(heads)
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
