"""What may be shown or logged of a value. Each line of a table: what comes in, what may go out."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.domain.masking import holds_long_number, mask_long_numbers, mask_name, mask_value

LONG_NUMBERS = [
    ("卡号6217000000003821。", "卡号6217****3821。"),
    ("6217 0000 0000 3821", "6217****3821"),
    ("6217-0000-0000-3821", "6217****3821"),
    ("6217 0000 0000 3821 123", "6217****1123"),
    ("6217\u30000000\u30000000\u30003821", "6217****3821"),
    (
        "\uff16\uff12\uff11\uff17\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff13\uff18\uff12\uff11",
        "\uff16\uff12\uff11\uff17****\uff13\uff18\uff12\uff11",
    ),
    ("11010119900307771X", "1101****771X"),
    ("11010119900307771x", "1101****771x"),
    (
        "\uff11\uff11\uff10\uff11\uff10\uff11\uff11\uff19\uff19\uff10\uff10\uff13\uff10\uff17\uff17\uff17\uff11\uff38",
        "\uff11\uff11\uff10\uff11****\uff17\uff17\uff11\uff38",
    ),
    ("6217000000003821与6217000000003822", "6217****3821与6217****3822"),
    ("1234567890123", "1234****0123"),
    ("12345678901234567890", "1234****7890"),
    ("6217\u00a00000\u00a00000\u00a03821", "6217****3821"),
    ("110101 19900307 771X", "1101****771X"),
]

LEFT_ALONE = [
    "",
    "王芳",
    "13812345678",
    "T20261123-0001",
    "20261123-0001-0002",
    "2026-11-23T10:00:00+08:00",
    "6217****3821",
    "123456789012",
    "稳悦固收一年 2.60%-3.10%",
    hashlib.sha256(b"a").hexdigest(),
    "e" * 16 + "1234567890123456",
]


@pytest.mark.parametrize(("shown", "masked"), LONG_NUMBERS)
def test_cards_and_identity_papers_are_shortened(shown: str, masked: str) -> None:
    assert holds_long_number(shown)
    assert mask_long_numbers(shown) == masked


@pytest.mark.parametrize("shown", LEFT_ALONE)
def test_what_is_no_such_number_stays(shown: str) -> None:
    assert mask_long_numbers(shown) == shown


@pytest.mark.parametrize(("name", "masked"), [("", ""), ("王", "王"), ("王芳", "王*"), ("欧阳娜娜", "欧***")])
def test_of_a_name_the_first_character_is_shown(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [("", ""), ("1", "*"), ("1234", "****"), ("12345", "12***45"), ("6217000000003821", "62***21")],
)
def test_of_a_value_two_and_two_characters_are_shown(value: str, masked: str) -> None:
    assert mask_value(value) == masked


@given(st.text(max_size=20), st.from_regex(r"\A[0-9]{16}\Z"), st.text(max_size=20))
def test_no_card_number_gets_through_whatever_stands_around_it(before: str, card: str, after: str) -> None:
    around = before.rstrip("0123456789０１２３４５６７８９"), after.lstrip("0123456789０１２３４５６７８９")
    assert card not in mask_long_numbers(f"{around[0]}{card}{around[1]}") or len(set(card)) == 1


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_long_numbers(text)
    assert mask_long_numbers(once) == once
