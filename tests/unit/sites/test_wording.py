"""What may differ between a text and what a page gives back, and what may not."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.sites.wording import as_read, is_altered, same_text, text_sha256

SAME = [
    ("您好", "您好"),
    ("您好", " 您好\n"),
    ("a b", "a\u00a0b"),
    ("a\nb", "a\r\nb"),
    ("a\nb", "a\rb"),
    ("\u00e9", "e\u0301"),
    ("", " \u00a0\n"),
]
DIFFERENT = [
    ("您好", "您 好"),
    ("a b", "a  b"),
    ("保本", "保\u200b本"),
    ("1000", "１０００"),
    ("您好。", "您好."),
    ("龙", "龍"),
    ("A", "a"),
    ("a\nb", "a\n\nb"),
    ("退订", "退定"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_page_may_change(one: str, other: str) -> None:
    assert same_text(one, other)
    assert text_sha256(one) == text_sha256(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_no_page_may_change(one: str, other: str) -> None:
    assert not same_text(one, other)
    assert text_sha256(one) != text_sha256(other)


def test_the_hash_is_fixed_for_ever() -> None:
    """Ledger entries of earlier versions are compared with it."""
    assert text_sha256("您好") == hashlib.sha256("您好".encode()).hexdigest()


@given(st.text(max_size=50))
def test_reading_twice_is_reading_once(text: str) -> None:
    assert as_read(as_read(text)) == as_read(text)


LONG = "王女士您好，我是滨江支行客户经理李明。您关注的稳悦固收一年本周有额度。"


@pytest.mark.parametrize(
    ("found", "altered"),
    [
        (LONG, False),
        (f" {LONG} ", False),
        (LONG[:20], True),
        (LONG[15:], True),
        (LONG + LONG, True),
        (LONG[:30] + "其他内容", True),
        (LONG[:9], False),
        ("张先生您好，祝您生日快乐，阖家幸福。", False),
        ("", False),
    ],
)
def test_what_counts_as_the_same_words_altered(found: str, altered: bool) -> None:
    assert is_altered(LONG, found) is altered
