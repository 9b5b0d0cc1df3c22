"""Sealed values open at their own place, under their own month's key, unchanged; and nowhere else."""

from __future__ import annotations

import pytest

from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.sealed_fields import (
    SealBroken,
    is_sealed,
    open_record,
    open_text,
    seal_record,
    seal_text,
)

KEYS = DataKeys.of_memory({"2026-11": "11" * 32, "2026-12": "22" * 32})
KEY = KEYS.key("2026-11")
FACTS = {"text": "王芳女士，您的存款到期", "amount": "230000"}


def test_a_record_opens_as_what_it_was() -> None:
    blob = seal_record(KEY, log_id="ab", seq=7, facts=FACTS)
    assert open_record(KEY, log_id="ab", seq=7, blob=blob) == FACTS
    assert "王芳".encode() not in blob
    assert blob != seal_record(KEY, log_id="ab", seq=7, facts=FACTS), "the nonce is another each time"


@pytest.mark.parametrize(("log_id", "seq"), [("ab", 8), ("ac", 7)])
def test_a_record_moved_to_another_place_does_not_open(log_id: str, seq: int) -> None:
    blob = seal_record(KEY, log_id="ab", seq=7, facts=FACTS)
    with pytest.raises(SealBroken):
        open_record(KEY, log_id=log_id, seq=seq, blob=blob)
    with pytest.raises(SealBroken):
        open_record(KEYS.key("2026-12"), log_id="ab", seq=7, blob=blob)
    for broken in (b"", blob[:10], blob[:-1], bytes([blob[0] ^ 1]) + blob[1:]):
        with pytest.raises(SealBroken):
            open_record(KEY, log_id="ab", seq=7, blob=broken)


@pytest.mark.parametrize("text", ["王芳", "a", "{}", "\udcff lone", "s1:2026-11:AAAA", "long " * 5000])
def test_a_text_opens_at_its_place(text: str) -> None:
    sealed = seal_text(KEY, "2026-11", "task|note|T1", text)
    assert is_sealed(sealed)
    assert open_text(KEYS, "task|note|T1", sealed) == text
    for elsewhere in ("task|note|T2", "task|payload|T1", "review|note|T1"):
        with pytest.raises(SealBroken):
            open_text(KEYS, elsewhere, sealed)
    with pytest.raises(SealBroken):
        open_text(KEYS, "task|note|T1", sealed.replace("2026-11", "2026-12"))
    with pytest.raises(KeyNotHeld):
        open_text(DataKeys(), "task|note|T1", sealed)


def test_an_empty_text_stays_empty() -> None:
    assert seal_text(KEY, "2026-11", "task|note|T1", "") == ""
    assert open_text(DataKeys(), "task|note|T1", "") == ""


@pytest.mark.parametrize(
    "planted", ["王芳", "{}", "s1:", "s1:2026-11:", "s1:2026-11:***", "s1:2026-11:A", " "]
)
def test_what_somebody_wrote_without_the_key_is_not_believed(planted: str) -> None:
    with pytest.raises(SealBroken):
        open_text(KEYS, "task|note|T1", planted)
