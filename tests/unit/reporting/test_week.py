"""The supervisor's page of a week, from a real journal with heads, samples and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from robot.reporting.verdict import Grade
from robot.reporting.weekly import gather_week, week_page
from robot.reporting.weekly.facts import WeekFacts
from robot.reporting.weekly.labels import _LABELS
from robot.reporting.weekly.verdict import judge
from robot.review.sends import Period
from robot.store.database import connect
from tests.support.builders import task
from tests.support.log_home import LogHome
from tests.support.reviewing import Sends

NAME = "欧阳娜娜"


class Week:
    """Two weeks of a workstation; the second one is reported."""

    def __init__(self, log: LogHome, *, size: int = 30) -> None:
        self.log, self.sends = log, Sends(log)
        self.clicks_before = self.sends.many(4, first=900)
        log.tell("stop.engaged")
        self.sends.checkpoint()
        log.clock.forward(days=7)
        today = self.sends.period.time_from + timedelta(days=7)
        self.sends.period = Period(time_from=today - timedelta(days=6), time_until=today + timedelta(days=1))
        self.clicks = self.sends.many(size)
        self.heavy = self.sends.send(500, reason="recipient.mismatch")
        self.unknown = log.tell("contact.unknown", {"task": "T0007", "entry": 7})
        log.tell("anomaly", {"kind": "pace", "weight": 3, "seqs": [self.clicks[2]]})
        for click in self.clicks[4:7]:
            self.sends.mark(click, "chen", "escalated")
        _, drawn = self.sends.draw_signed("lin")
        self.seqs = drawn.seqs
        log.tell("record.unmasked", {"seq": 3, "by": "lin", "person": "lin"}, sealed={"reason": "投诉"})
        for _ in range(2):
            log.tell("log.exported", {"kind": "csv", "by": "ops1", "person": "chen"})

    def review(self) -> None:
        """All of the sample, and what stands out."""
        for seq in self.seqs:
            self.sends.mark(seq, "lin")
        for seq in (self.heavy, self.heavy + 1, self.unknown):
            self.sends.mark(seq, "lin", "false_alarm")
        self.sends.mark(self.clicks[2], "lin")

    def facts(self) -> WeekFacts:
        until = self.log.clock.now().date()
        with closing(connect(self.log.path / "tandem.db", read_only=True)) as db:
            return gather_week(db, until, now=self.log.clock.now(), rm_id="RM0001")


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    log = LogHome(tmp_path / "home")
    yield Week(log)
    log.close()


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_the_week_is_counted_against_the_week_before(week: Week) -> None:
    facts = week.facts()
    assert (facts.sends, facts.sends_before) == (31, 4)
    assert (facts.outcomes["confirmed"], facts.outcomes_before["confirmed"]) == (31, 4)
    # A refusal by identity is told by its ending; the pace by the watcher; unknown by its record.
    assert facts.anomalies == {"identity": 1, "pace": 1, "unknown_outcome": 1}
    assert facts.anomalies_before == {"stopped": 1}
    assert [one.weight for one in facts.heaviest] == [5, 4, 3]
    assert (facts.heaviest[0].seq, facts.heaviest[0].task) == (week.heavy + 1, "T0500")
    assert facts.records < facts.all_records


def test_who_opened_and_took_out_is_told_by_person(week: Week) -> None:
    found = {one.person: (one.unmasked, one.exported, one.drawn) for one in week.facts().opened}
    assert found == {"lin": (1, 0, 1), "chen": (0, 2, 0)}


def test_what_rests_on_this_workstation_alone_is_counted(week: Week) -> None:
    alone = week.facts().anchor
    assert (alone.anchored, alone.witnessed, alone.tail_records) == (0, 0, week.facts().all_records)
    assert alone.tail_seconds > 6 * 86_400
    week.sends.checkpoint(anchored=False)
    assert week.facts().anchor.witnessed > 0
    assert week.facts().anchor.anchored == 0
    size = week.sends.mark(week.clicks[9], "chen") + 1
    assert week.sends.checkpoint(anchored=True) == size
    week.log.tell("agent.started", after_s=40)
    week.log.tell("agent.stopped", after_s=40)
    held = week.facts().anchor
    assert (held.anchored, held.tail_records, held.tail_seconds) == (size, 2, 40.0)


def test_the_verdict_goes_from_red_to_green_with_the_review(week: Week) -> None:
    before = judge(week.facts())
    assert before.grade is Grade.RED
    assert dict(before.causes)["why.heavy"] == 1
    week.review()
    week.sends.checkpoint(anchored=True)
    facts = week.facts()
    after = judge(facts)
    assert (after.grade, after.causes) == (Grade.GREEN, ())
    assert facts.coverage.is_repeatable
    assert facts.coverage.detection_reached >= 0.95
    assert facts.open == {"anomalies": 0, "sample": 0, "unsettled": 0, "reviews": 0}
    # Three known ones were shown, and the reviewer passed all of them.
    assert (facts.coverage.blind.found, facts.coverage.blind.of) == (0, 3)


def test_a_record_that_does_not_fit_makes_it_red(week: Week) -> None:
    week.review()
    week.sends.checkpoint(anchored=True)
    database = week.log.store.database
    database.transact(lambda db: db.execute("DROP TRIGGER journal_no_update").close())
    database.transact(lambda db: db.execute("UPDATE journal SET payload = x'7b7d' WHERE seq = 5").close())
    verdict = judge(week.facts())
    assert (verdict.grade, verdict.causes[0]) == (Grade.RED, ("why.chain", 1))
    assert "5" in text_of(week_page(week.facts(), "en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_it_with_n_beside_every_share_and_names_no_customer(week: Week, language: str) -> None:
    import asyncio  # noqa: PLC0415

    asyncio.run(week.log.take([task(1, customer={"name": NAME})]))
    for seq in week.seqs:
        week.sends.mark(seq, "lin")
    page = week_page(week.facts(), language)  # type: ignore[arg-type]
    said = text_of(page)
    assert NAME not in page
    assert f"T{500:04}" in said
    assert f"{len(week.seqs)}" in said
    assert ("0 / 3" if language == "zh" else "0 of 3") in said
    assert ("95% 置信上限" if language == "zh" else "upper limit at 95 %") in said
    assert "<script" not in page
    assert "http" not in page.split("</style>")[1]


def test_a_week_without_anything_is_a_page_too(tmp_path: Path) -> None:
    log = LogHome(tmp_path / "home")
    with closing(connect(log.path / "tandem.db", read_only=True)) as db:
        facts = gather_week(db, log.clock.now().date(), now=log.clock.now())
    log.close()
    assert (facts.sends, facts.all_records, facts.coverage.sample.seq) == (0, 0, -1)
    assert "还没有抽样" in week_page(facts, "zh")


def test_a_sample_over_more_days_than_two_weeks_is_read_in_full(week: Week) -> None:
    start = week.sends.period.time_from
    week.sends.period = Period(time_from=start - timedelta(days=40), time_until=week.sends.period.time_until)
    week.sends.draw_signed("lin")
    found = week.facts().coverage
    assert found.sample.population == 35
    assert found.is_repeatable


def test_a_week_long_ago_shows_no_sample_of_other_days(week: Week) -> None:
    with closing(connect(week.log.path / "tandem.db", read_only=True)) as db:
        before = week.sends.period.time_from.date() - timedelta(days=1)
        facts = gather_week(db, before, now=week.log.clock.now())
    assert (facts.sends, facts.coverage.sample.seq) == (4, -1)
    assert facts.anomalies == {"stopped": 1}


def test_every_word_is_there_twice_with_the_same_facts() -> None:
    for key, (zh, en) in _LABELS.items():
        assert zh, key
        assert en, key
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), key
