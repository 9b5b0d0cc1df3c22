"""Records that are an anomaly by themselves; all others are named by `anomaly` records of the detector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from robot.domain.log_views import AnomalyKind
from robot.domain.outcome import Outcome, Reason
from robot.review.codes import Coded

#: Type of the detector's records: payload `kind`, `seqs`, `weight`.
DETECTED = "anomaly"
_MOST_WEIGHT = 5

#: Record type -> kind and weight, 1 (look when there is time) to 5 (look now).
_BY_TYPE: dict[str, tuple[AnomalyKind, int]] = {
    "contact.unknown": (AnomalyKind.UNKNOWN_OUTCOME, 4),
    "contact.misdirected": (AnomalyKind.WRONG_EFFECT, 5),
    "recount.flagged": (AnomalyKind.WRONG_EFFECT, 5),
    "stop.engaged": (AnomalyKind.STOPPED, 3),
    "site.stopped": (AnomalyKind.STOPPED, 3),
    "night.missed": (AnomalyKind.MISSED_NIGHT, 2),
    "review.not_proved": (AnomalyKind.NOT_PROVED, 5),
    "release.refused": (AnomalyKind.NOT_PROVED, 4),
    "journal.behind_witness": (AnomalyKind.GAP, 5),
    "journal.witness_silent": (AnomalyKind.GAP, 3),
}
#: Reason of an ended task -> the same.
_BY_REASON: dict[str, tuple[AnomalyKind, int]] = {
    Reason.RECIPIENT_MISMATCH: (AnomalyKind.IDENTITY, 5),
    Reason.RECIPIENT_AMBIGUOUS: (AnomalyKind.IDENTITY, 3),
    Reason.READ_BACK_DIFFERS: (AnomalyKind.IDENTITY, 4),
    Reason.WRONG_ACCOUNT: (AnomalyKind.IDENTITY, 4),
    Reason.EFFECT_DOUBLED: (AnomalyKind.WRONG_EFFECT, 5),
    Reason.EFFECT_ALTERED: (AnomalyKind.WRONG_EFFECT, 5),
    Reason.EFFECT_MISDIRECTED: (AnomalyKind.WRONG_EFFECT, 5),
    Reason.WORDS_REVIEW: (AnomalyKind.WORDS, 2),
    Reason.REVIEW_REJECTED: (AnomalyKind.WORDS, 3),
}
_WORD_RULES = ("words.", "word.")


def is_about_words(record: Coded, payload: Mapping[str, Any]) -> bool:
    """Whether words were held back, refused or found: the view of stopped words."""
    if record.type in {"review.opened", "review.decided"}:
        return True
    if record.type == "task.ended":
        return any(rule.startswith(_WORD_RULES) or rule.startswith("review.") for rule in record.rules)
    return payload.get("kind") == "hand_typed"


def obvious(record: Coded, payload: Mapping[str, Any]) -> tuple[str, int] | None:
    """Kind and weight of a record that is an anomaly by itself."""
    if record.type == "review.opened":
        if payload.get("kind") == "hand_typed":
            return AnomalyKind.HAND_TYPED, 4 if payload.get("verdict") == "block" else 2
        return AnomalyKind.WORDS, 2
    if record.type == "task.ended":
        for rule in record.rules:
            if rule in _BY_REASON:
                return _BY_REASON[rule]
            if rule.startswith(_WORD_RULES):
                return AnomalyKind.WORDS, 3
        return (AnomalyKind.UNKNOWN_OUTCOME, 4) if record.result == Outcome.UNKNOWN else None
    return _BY_TYPE.get(record.type)


def detected(payload: Mapping[str, Any]) -> tuple[str, int, tuple[int, ...]]:
    """Kind, weight and sequence numbers that a detector's record names; nothing of it is trusted to fit."""
    kind = payload.get("kind")
    weight = payload.get("weight")
    seqs = payload.get("seqs")
    named = tuple(seq for seq in seqs if isinstance(seq, int) and seq >= 0) if isinstance(seqs, list) else ()
    certain = isinstance(weight, int | float) and not isinstance(weight, bool)
    heavy = min(_MOST_WEIGHT, max(1, round(weight))) if certain else 1  # type: ignore[arg-type]
    return (kind if isinstance(kind, str) else ""), heavy, named
