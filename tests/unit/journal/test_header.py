"""The bytes of a record, version 1, as literals: whatever is changed, these must never change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from robot.journal.header import EPOCH_S, GENESIS, HEADER_VERSION, Header, commit_to, header_hash

FIRST = Header(
    log_id="00112233445566778899aabbccddeeff",
    seq=0,
    boot_id="0123456789abcdef",
    wall_us=1_795_399_200_000_000,
    mono_ns=1_000,
    clock="simulated",
    epoch=2_992_332,
    type="agent.started",
    prev_hash=GENESIS,
    commitment=commit_to(bytes(range(16)), b'{"home":"default"}'),
)
FIRST_BYTES = (
    b'{"boot":"0123456789abcdef","clock":"simulated",'
    b'"commitment":"9e651e463013f788e7d0a18a5f007bb90cf93e1adfed570f244ff538853fe833",'
    b'"epoch":2992332,"log":"00112233445566778899aabbccddeeff","mono_ns":"1000",'
    b'"prev":"0000000000000000000000000000000000000000000000000000000000000000",'
    b'"seq":0,"type":"agent.started","v":1,"wall_us":"1795399200000000"}'
)
FIRST_HASH = "17c93ebaf4b73db387b39f17fed3370c6b05c5bd78057a15095508d52237482e"
SECOND_HASH = "927f5667b72ad2cf4c2afa127afbc9e8fea2e639197b024305badc70ce138e5e"


def second() -> Header:
    return replace(
        FIRST,
        seq=1,
        type="contact.intended",
        wall_us=2**53 + 1,
        mono_ns=2**63,
        epoch=15_011_999,
        prev_hash=header_hash(FIRST.encode()),
        commitment=commit_to(b"\xff" * 16, '{"note":"中文"}'.encode()),
    )


def test_the_first_golden_vector() -> None:
    assert FIRST.encode() == FIRST_BYTES
    assert header_hash(FIRST.encode()).hex() == FIRST_HASH


def test_the_second_golden_vector_holds_counts_beyond_what_json_can_count() -> None:
    assert header_hash(second().encode()).hex() == SECOND_HASH
    read = json.loads(second().encode())
    assert (read["wall_us"], read["mono_ns"]) == (str(2**53 + 1), str(2**63))
    assert read["prev"] == FIRST_HASH


def test_the_commitment_is_over_salt_and_payload() -> None:
    assert commit_to(b"salt", b"payload") == hashlib.sha256(b"saltpayload").digest()
    assert commit_to(b"other", b"payload") != commit_to(b"salt", b"payload")


def test_the_numbers_that_the_format_fixes() -> None:
    assert (1, 600, bytes(32)) == (HEADER_VERSION, EPOCH_S, GENESIS)


@pytest.mark.parametrize(
    "change",
    [
        {"log_id": "x"},
        {"seq": 2},
        {"boot_id": "x"},
        {"wall_us": 5},
        {"mono_ns": 5},
        {"clock": "system"},
        {"epoch": 5},
        {"type": "x"},
        {"prev_hash": bytes([1]) * 32},
        {"commitment": bytes([1]) * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_is_covered_by_the_hash(change: dict[str, object]) -> None:
    changed = replace(FIRST, **change)  # type: ignore[arg-type]
    assert header_hash(changed.encode()) != header_hash(FIRST.encode())
