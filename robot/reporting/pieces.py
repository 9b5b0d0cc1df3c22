"""The recurring pieces of a page, each escaping what it is given; graphics without scripts or styles."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable

from robot.reporting.plain import plain
from robot.reporting.verdict import Grade

#: Told apart by shape as well as by colour.
_SHAPES = {
    Grade.GREEN: '<circle cx="16" cy="16" r="15"/>'
    '<path d="M9 16.5l5 5 9-10" fill="none" stroke="#fff" stroke-width="3"/>',
    Grade.AMBER: '<path d="M16 1.5L31.5 30H.5z"/><path d="M16 11v9m0 3v3.2" stroke="#fff" stroke-width="3"/>',
    Grade.RED: '<path d="M9.8 1h12.4L31 9.8v12.4L22.2 31H9.8L1 22.2V9.8z"/>'
    '<path d="M10.5 10.5l11 11m0-11l-11 11" stroke="#fff" stroke-width="3"/>',
}


def escaped(text: object) -> str:
    """Text for an element or a quoted attribute."""
    return html.escape(plain(str(text)), quote=True)


def shape(grade: Grade) -> str:
    """The sign of a grade."""
    return f'<svg viewBox="0 0 32 32" aria-hidden="true">{_SHAPES[grade]}</svg>'


def section(title: str, body: str, *, note: str = "", is_long: bool = False) -> str:
    """A titled part; `body` is markup."""
    kind = ' class="long"' if is_long else ""
    small = f"<small>{escaped(note)}</small>" if note else ""
    return f"<section{kind}><h2>{small}{escaped(title)}</h2>{body}</section>"


def paragraph(text: str, kind: str = "") -> str:
    """One paragraph."""
    mark = f' class="{kind}"' if kind else ""
    return f"<p{mark}>{escaped(text)}</p>"


def bars(rows: Iterable[tuple[str, float, str]]) -> str:
    """Label, size and printed value of each row, with a bar in proportion."""
    listed = list(rows)
    largest = max((size for _, size, _ in listed), default=0) or 1
    lines = (
        f"<tr><td>{escaped(label)}</td><td>{meter(size / largest)}</td><td>{escaped(value)}</td></tr>"
        for label, size, value in listed
    )
    return f'<table class="bars">{"".join(lines)}</table>'


def meter(share: float) -> str:
    """A bar of its cell's width, filled up to a share of 0 to 1."""
    width = f"{max(share * 100, 1):.1f}"
    rect = f'<rect width="{width}" height="10"/>'
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>'


def hour_chart(counts: Counter[int]) -> str:
    """A column for every hour from the first to the last with a send, the working day at least."""
    first, last = min([8, *counts]), max([20, *counts])
    hours, largest = range(first, last + 1), max(counts.values(), default=0) or 1
    slot = 480 / len(hours)
    parts: list[str] = []
    for place, hour in enumerate(hours):
        middle, n = place * slot + slot / 2, counts[hour]
        height = n / largest * 96
        parts.append(f'<text x="{middle:.1f}" y="136">{hour}</text>')
        if n:
            parts.append(
                f'<rect x="{middle - slot * 0.32:.1f}" y="{120 - height:.1f}"'
                f' width="{slot * 0.64:.1f}" height="{height:.1f}"/>'
                f'<text class="n" x="{middle:.1f}" y="{115 - height:.1f}">{n}</text>'
            )
    said = escaped(", ".join(f"{hour}: {counts[hour]}" for hour in hours if counts[hour]))
    line = '<line x1="0" y1="120.5" x2="480" y2="120.5"/>'
    head = f'<svg class="hours" viewBox="0 0 480 142" role="img" aria-label="{said}">'
    return f"{head}{line}{''.join(parts)}</svg>"
