"""The small parts of a workbook: which number formats are dates, and what is escaped in texts."""

from __future__ import annotations

import pytest

from robot.tasklist.workbook_parts import is_date_format, unescaped


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]yyyy/m/d;@", True),
        ("h:mm", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('0"d"', False),
        ("[Red]0", False),
        ("#,##0_ ", False),
        ("@", False),
    ],
)
def test_date_formats(code: str, *, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def test_escapes() -> None:
    assert unescaped("a_x000D_b_x005F_x0041_") == "a\rb_x0041_"
