"""docs/scenarios.md tells of all twelve, by the tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from demoday.programs import ROOT

HERE = Path(__file__).parent


def test_the_page_of_the_scenarios_names_every_one_and_its_test() -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    named = set(re.findall(r"test_[0-9]{2}_\w+\.py", page))
    there = {path.name for path in HERE.glob("test_[0-9][0-9]_*.py")}
    assert named == there
    assert len({name[:7] for name in there}) == 12
