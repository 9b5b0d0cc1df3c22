"""What a supervisor types or chooses finds exactly the records that it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from robot.domain.log_views import LogFacet, LogQuery
from robot.domain.task import Task
from robot.review.following import index_path
from tests.support.builders import TEN_O_CLOCK, task
from tests.support.log_home import LogHome


def customer(number: int, name: str) -> Task:
    made = task(number)
    return replace(made, customer=replace(made.customer, customer_id=f"C{number}", name=name))


@pytest.fixture
async def people(log: LogHome) -> LogHome:
    """Three customers with one sent task each, and one of nobody's list."""
    await log.take([customer(1, "王伟"), customer(2, "欧阳娜娜"), customer(3, "李王氏")])
    for number in (1, 2, 3):
        log.send(f"T{number}", f"C{number}")
    log.send("T4", "C4", site="crm", outcome="refused", reason="contact.monthly_cap")
    log.index()
    return log


def customers(log: LogHome, text: str) -> set[str]:
    return {row.customer for row in log.found(text=text)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("王伟", {"C1"}),
        ("娜娜", {"C2"}),
        ("王", {"C1", "C3"}),
        ("氏", {"C3"}),
        ("ww", {"C1"}),
        ("oynn", {"C2"}),
        ("C2", set()),
        ("王 氏", {"C3"}),
        ("张三", set()),
    ],
)
async def test_names_are_found_by_characters_and_initials(
    people: LogHome, typed: str, expected: set[str]
) -> None:
    assert customers(people, typed) == expected


async def test_rows_of_a_name_are_all_records_of_that_customer_and_masked(people: LogHome) -> None:
    rows = people.found(text="欧阳")
    assert [row.type for row in rows] == ["task.ended", "step", "contact.intended", "task.begun"]
    assert {row.name for row in rows} == {"欧***"}


async def test_words_of_rules_types_results_and_tracks_are_found(people: LogHome) -> None:
    assert customers(people, "本月") == {"C4"}
    assert {row.type for row in people.found(text="登记意图")} == {"contact.intended"}
    assert {row.result for row in people.found(text="规则拒绝")} == {"refused"}
    assert customers(people, "大额存单") == {"C1", "C2", "C3", "C4"}
    assert customers(people, "本月 王") == set()


async def test_a_word_that_nothing_is_called_by_is_told(people: LogHome) -> None:
    opened = people.open(text="王伟 无此词")
    assert (opened.total, opened.unknown_words) == (0, ("无此词",))


async def test_filters_of_one_kind_are_alternatives_and_of_several_hold_together(people: LogHome) -> None:
    every = people.found(filters={"customer": ("C1", "C4")})
    assert {row.customer for row in every} == {"C1", "C4"}
    both = people.found(filters={"customer": ("C1", "C4"), "site": ("crm",)})
    assert {row.customer for row in both} == {"C4"}
    assert people.found(filters={"result": ("nothing",)}) == ()
    assert {row.task for row in people.found(filters={"task": ("T2",)})} == {"T2"}


async def test_time_limits_include_the_beginning_and_not_the_end(people: LogHome) -> None:
    rows = people.found(newest_first=False)
    begin, end = rows[3].at, rows[6].at
    inside = people.found(time_from=begin, time_until=end, newest_first=False)
    assert [row.seq for row in inside] == [row.seq for row in rows[3:6]]
    found = people.found(time_from=begin, time_until=end, text="王伟", newest_first=False)
    assert [row.seq for row in found] == [row.seq for row in rows[3:6] if row.customer == "C1"]


@pytest.mark.parametrize("most", [200, 0])
async def test_a_sealed_comment_finds_the_record_that_it_is_about(
    people: LogHome, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("robot.review.plans.MOST_TERMS", most)
    about = people.seqs(filters={"customer": ("C2",)})[0]
    people.tell(
        "review.marked",
        {"source": "this", "seq": about, "mark": "escalated", "by": "lin"},
        sealed={"comment": "和王经理核对"},
    )
    people.index()
    assert people.seqs(text="核对") == [about]
    # By the comment as by the names.
    named = people.seqs(filters={"customer": ("C1", "C3")})
    assert people.seqs(text="王") == sorted([about, *named], reverse=True)
    assert people.seqs(text="核对 娜娜") == [about]
    assert people.seqs(text="核对 王伟") == []


async def test_many_alternatives_find_the_same_as_few(
    people: LogHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {text: people.seqs(text=text) for text in ("王", "王 登记意图", "ww", "本月")}
    monkeypatch.setattr("robot.review.plans.MOST_TERMS", 0)
    assert {text: people.seqs(text=text) for text in expected} == expected


async def test_a_rule_that_stands_second_is_found_both_ways(
    log: LogHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.tell("review.opened", {"review": 1, "rules": ["words.guarantee", "words.pressure"]})
    log.tell("task.begun", {"task": "T1"})
    log.index()
    assert log.seqs(filters={"rule": ("words.pressure",)}) == [0]
    monkeypatch.setattr("robot.review.plans.MOST_TERMS", 0)
    assert log.seqs(filters={"rule": ("words.pressure",)}) == [0]


async def test_nothing_readable_is_in_the_index(people: LogHome) -> None:
    people.tell("stop.engaged", {"reason": "请先停下来", "by": "lin"})
    people.index()
    folder = index_path(people.path).parent
    content = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert b"contact.intended" in content
    for word in ("王伟", "欧阳", "大额存单", "请先停下来"):
        assert word.encode() not in content


async def test_counts_of_facets_leave_out_the_facet_s_own_filter(people: LogHome) -> None:
    query = LogQuery(view="all", filters={"site": ("crm",)})
    facets = people.reviewing.facets(query, people.line).facets
    sites = {value.value: value.count for value in facets[LogFacet.SITE]}
    # What came before the intent knows its site because its task does.
    assert sites["crm"] == 4
    assert sites["wecom"] == 12
    types = {value.value: value.count for value in facets[LogFacet.TYPE]}
    assert types == {"task.begun": 1, "contact.intended": 1, "step": 1, "task.ended": 1}
    assert {value.value: value.label for value in facets[LogFacet.CUSTOMER]} == {"C4": ""}
    named = people.reviewing.facets(LogQuery(view="all"), people.line).facets[LogFacet.CUSTOMER]
    assert {value.value: value.label for value in named}["C1"] == "王*"


@pytest.mark.parametrize(
    "query",
    [
        LogQuery(view="all"),
        LogQuery(view="all", text="王伟"),
        LogQuery(view="all", filters={"site": ("crm",)}),
        LogQuery(view="night"),
    ],
)
async def test_the_histogram_adds_up_to_the_hits(people: LogHome, query: LogQuery) -> None:
    people.clock.forward(hours=30)
    people.send("T5", "C1", site="crm")
    people.index()
    histogram = people.reviewing.histogram(query, 100, people.line)
    total = len(people.seqs(view=query.view, text=query.text, filters=query.filters))
    assert sum(histogram.counts) == total
    assert histogram.starts_at is None or histogram.starts_at <= TEN_O_CLOCK
    if total and histogram.starts_at:
        filled = [place for place, count in enumerate(histogram.counts) if count]
        last = histogram.starts_at + timedelta(seconds=histogram.bin_seconds * filled[-1])
        newest = people.found(view=query.view, text=query.text, filters=query.filters)[0].at
        assert last <= newest < last + timedelta(seconds=histogram.bin_seconds)
