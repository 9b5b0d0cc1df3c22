"""What may differ between a text and what a page gives back, and what may not."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.sites.wording import as_read, is_altered, same_text, text_sha256
from robot.talktracks.library import load_library
from robot.talktracks.rendering import render
from tests.support.builders import task

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
        (LONG[:14] + "…", True),
        (LONG[:14] + "...", True),
        (LONG[:9], False),
        ("王女士您好，我是滨江支行客户经理李明。请问您今天几点方便接电话？", False),
        ("张先生您好，祝您生日快乐，阖家幸福。", False),
        ("", False),
    ],
)
def test_what_counts_as_the_same_words_altered(found: str, altered: bool) -> None:
    assert is_altered(LONG, found) is altered


@cache
def talk_tracks() -> dict[str, str]:
    """Every shipped talk track for one customer: one greeting, one ending, one risk sentence."""
    library = load_library(Path(__file__).resolve().parents[3] / "resources" / "talktracks")
    tracks = {}
    for name in library.ids:
        track = library.get(name)
        assert track is not None
        rendering = render(
            track, variant=track.variants[0].key, task=task(), free_slots={}, on=date(2026, 11, 23)
        )
        tracks[name] = rendering.text
    return tracks


def texts() -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(text for text in talk_tracks().values() if len(text) > 40))


@given(texts(), st.data())
def test_a_text_cut_anywhere_is_altered(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 12))
    end = data.draw(st.integers(start + 12, len(text)))
    if (start, end) != (0, len(text)):
        assert is_altered(text, text[start:end])


@given(texts(), st.data())
def test_a_sentence_or_a_sign_lost_anywhere_is_noticed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(text) - 2))
    end = min(len(text) - 1, start + data.draw(st.integers(1, 30)))
    found = text[:start] + text[end:]
    if as_read(found) != as_read(text):
        assert is_altered(text, found)


@given(texts(), st.data())
def test_a_changed_digit_or_a_lost_emoji_anywhere_is_noticed(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(text) - 1))
    assert is_altered(text[:place] + "3.25%🎂" + text[place:], text[:place] + "3.52%🎂" + text[place:])
    assert is_altered(text[:place] + "🎂" + text[place:], text)


def test_two_talk_tracks_for_one_customer_are_not_one_altered() -> None:
    wrongly = [
        (one, other)
        for (one, first), (other, second) in combinations(talk_tracks().items(), 2)
        if is_altered(first, second) or is_altered(second, first)
    ]
    assert wrongly == []


def test_very_long_texts_cost_little_and_are_compared_at_both_ends() -> None:
    wanted = "".join(f"第{number}条。" for number in range(20_000))
    assert is_altered(wanted, wanted[:-3] + "四条。")
