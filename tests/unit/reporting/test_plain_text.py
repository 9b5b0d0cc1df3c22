"""Nothing in a text may steer the terminal or page that shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from robot.reporting.plain import plain


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("王芳", "王芳"),
        ("a\tb\nc", "a b c"),
        ("\x1b[2Jx", "\ufffd[2Jx"),
        ("\x9b31m", "\ufffd31m"),
        ("a\u202eb", "a\ufffdb"),
        ("\u200b", "\ufffd"),
        ("\ud800", "\ufffd"),
        ("\u2028", "\ufffd"),
    ],
)
def test_steering_characters_are_replaced(hostile: str, shown: str) -> None:
    assert plain(hostile) == shown


@given(st.text())
def test_the_result_is_one_encodable_line(text: str) -> None:
    shown = plain(text)
    shown.encode()
    assert "\x1b" not in shown
    assert len(shown.splitlines()) <= 1
