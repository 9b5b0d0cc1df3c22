"""Rows by position: the same whether they are listed one by one, thinned out, or counted by time."""

from __future__ import annotations

import pytest

from robot.domain.errors import StateConflict
from tests.support.log_home import LogHome


@pytest.fixture
def long(log: LogHome) -> LogHome:
    """Some hundred records over three hours, one in seven an anomaly."""
    for number in range(700):
        if number % 7 == 3:
            log.tell("contact.unknown", {"task": f"T{number}"}, after_s=11)
        else:
            log.tell("contact.clicked", {"task": f"T{number}", "site": "wecom"}, after_s=17)
    log.index()
    return log


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("query", [{}, {"filters": {"site": ("wecom",)}}, {"view": "anomalies"}])
@pytest.mark.parametrize("kept", [1_000_000, 100])
def test_every_page_is_the_right_slice(
    long: LogHome, monkeypatch: pytest.MonkeyPatch, query: dict[str, object], kept: int, newest_first: bool
) -> None:
    expected = long.seqs(**query, newest_first=newest_first)
    assert expected == sorted(expected, reverse=newest_first)
    monkeypatch.setattr("robot.review.results._KEPT", kept)
    monkeypatch.setattr("robot.review.results._SPARSE", 16)
    monkeypatch.setattr("robot.review.results._FIRST", 40)
    monkeypatch.setattr("robot.review.results._RUN", 90)
    opened = long.open(**query, newest_first=newest_first)
    for first, count in ((0, 10), (95, 10), (100, 33), (399, 64), (len(expected) - 5, 20), (5_000, 5)):
        rows = long.reviewing.rows(opened.result, first, count, long.line).rows
        assert [row.seq for row in rows] == expected[first : first + count], (first, count)
    for place in (0, 57, 99, 100, 101, 399, len(expected) - 1):
        if place < len(expected):
            found = long.reviewing.position_of(opened.result, "this", expected[place], long.line)
            assert found.position == place


def test_a_record_that_does_not_fit_has_no_position(long: LogHome) -> None:
    opened = long.open(view="anomalies")
    assert long.reviewing.position_of(opened.result, "this", 0, long.line).position == -1


def test_next_and_previous_anomaly_from_any_row(long: LogHome) -> None:
    rows = long.found()
    opened = long.open()
    anomalies = [place for place, row in enumerate(rows) if row.anomaly]
    here = anomalies[10] + 2
    after = long.reviewing.next_anomaly(opened.result, here, forward=True, line=long.line)
    before = long.reviewing.next_anomaly(opened.result, here, forward=False, line=long.line)
    assert (before.position, after.position) == (anomalies[10], anomalies[11])
    first = long.reviewing.next_anomaly(opened.result, -1, forward=True, line=long.line)
    assert first.position == anomalies[0]
    last = long.reviewing.next_anomaly(opened.result, len(rows) - 1, forward=True, line=long.line)
    assert last.position == -1


def test_a_moment_leads_to_the_row_at_it(long: LogHome) -> None:
    rows = long.found(newest_first=False)
    opened = long.open(newest_first=False)
    at_ms = int(rows[321].at.timestamp() * 1000)
    assert long.reviewing.position_at(opened.result, at_ms, long.line).position == 321


def test_what_comes_later_is_counted_and_not_mixed_in(long: LogHome) -> None:
    opened = long.open()
    long.tell("stop.engaged")
    long.index()
    state = long.reviewing.state(opened.result, long.line)
    assert (state.total, state.newer) == (700, 1)
    assert long.reviewing.rows(opened.result, 0, 1, long.line).rows[0].seq == 699
    assert long.seqs()[0] == 700


def test_an_old_result_is_closed_when_two_newer_ones_are_open(long: LogHome) -> None:
    first = long.open()
    long.open()
    long.open()
    with pytest.raises(StateConflict):
        long.reviewing.rows(first.result, 0, 1, long.line)
