"""docs/policy.md says what the rules do."""

from __future__ import annotations

from robot.policy.schema import PolicyFile
from tests.unit.policy.policy_document import DOCUMENT, PARTS, written


def test_the_document_is_in_step_with_rules_and_cases() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(text.count(f"<!-- end of {name} -->") == 1 for name in PARTS)
    assert written(text) == text, "run: python -m tests.unit.policy.policy_document"


def test_the_document_and_the_shipped_file_name_every_key() -> None:
    shipped = (DOCUMENT.parents[1] / "resources" / "policy" / "policy.yaml").read_text(encoding="utf-8")
    for key in PolicyFile.model_fields:
        assert f"`{key}`" in DOCUMENT.read_text(encoding="utf-8"), key
        assert f"\n{key}:" in shipped, key
