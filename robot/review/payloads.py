"""The readable part of a record."""

from __future__ import annotations

import json
from typing import Any


def facts_of(payload: bytes | None) -> dict[str, Any]:
    """A payload's facts. An erased or damaged one has none; saying so is the verifier's business."""
    try:
        facts = json.loads(payload) if payload else {}
    except (ValueError, TypeError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}
