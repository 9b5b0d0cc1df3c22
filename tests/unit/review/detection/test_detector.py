from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.review.detection.detector import Detector
from robot.review.detection.stream import FOUND_TYPE, Found, Seen

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BANK_ZONE)


class Log:
    """A log that is written by the test and seen by a detector."""

    def __init__(self) -> None:
        self.records: list[Seen] = []
        self.at, self.boot = MONDAY, "one"

    def write(self, record_type: str, *, after: float = 1.0, **payload: Any) -> int:
        self.at += timedelta(seconds=after)
        seq = len(self.records)
        self.records.append(Seen(seq=seq, at=self.at, boot=self.boot, type=record_type, payload=payload))
        return seq

    def send(self, *, after: float = 60.0, site: str = "wecom", track: str = "deposit-maturity") -> int:
        """A message that was confirmed; the sequence number of its click."""
        self.write("task.begun", after=after, talk_track=track)
        self.write("contact.intended", site=site, channel="wecom")
        seq = self.write("contact.clicked")
        self.write("task.ended", outcome="confirmed")
        return seq

    def day(self, hour: int) -> None:
        """Go on at that hour of the next day."""
        self.at = (self.at + timedelta(days=1)).replace(hour=hour, minute=0, second=0)

    def found(self, *kinds: str) -> list[Found]:
        detector = Detector()
        for record in self.records:
            detector.see(record)
        return [each for each in detector.take() if not kinds or each.kind in kinds]


@pytest.fixture
def log() -> Log:
    made = Log()
    made.write("agent.started")
    return made


def test_an_ordinary_day_has_nothing_to_look_at(log: Log) -> None:
    for _ in range(60):
        log.send()
    log.write("agent.stopped")
    assert log.found() == []


def test_what_the_account_never_did_is_told_once_and_from_the_second_day_on(log: Log) -> None:
    log.send(site="wecom")
    log.send(site="crm")
    assert log.found("first_time") == []
    log.day(10)
    log.send(site="wecom")
    log.send(site="push")
    log.send(site="push")
    found = log.found("first_time")
    assert [each.why for each in found] == [{"what": "site", "value": "push"}]
    assert found[0].weight == 4


def test_an_act_of_the_account_itself_is_told(log: Log) -> None:
    log.send()
    log.day(10)
    seq = log.write("account.set", site="wecom")
    assert [(each.seqs, each.why["value"]) for each in log.found("first_time")] == [((seq,), "account.set")]


def usual_windows(log: Log, count: int = 15) -> None:
    for _ in range(count):
        for _ in range(5):
            log.send(after=100)
        log.at += timedelta(minutes=5)


def test_three_times_the_usual_rate_is_told_once(log: Log) -> None:
    usual_windows(log)
    for _ in range(40):
        log.send(after=5)
    found = log.found("send_rate")
    assert len(found) == 1
    assert found[0].why["sent"] == 20
    assert found[0].why["usual"] == 5
    assert len(found[0].seqs) == 20


def test_a_little_more_than_usual_is_no_jump(log: Log) -> None:
    usual_windows(log)
    for _ in range(40):
        log.send(after=60)
    assert log.found("send_rate") == []


@pytest.mark.parametrize(("refused_of_ten", "is_told"), [(1, False), (5, True)])
def test_a_jump_of_refusals_is_told(log: Log, refused_of_ten: int, is_told: bool) -> None:
    for number in range(200):
        log.write("task.ended", outcome="refused" if number % 20 == 0 else "confirmed")
    for number in range(40):
        log.write("task.ended", outcome="refused" if number % 10 < refused_of_ten else "confirmed")
    assert bool(log.found("refusal_rate")) == is_told


def test_six_approvals_within_two_seconds_each_were_not_read(log: Log) -> None:
    for _ in range(6):
        log.write("task.held", after=1.5)
    found = log.found("pace")
    assert [len(each.seqs) for each in found] == [6]


def test_a_pause_between_hasty_approvals_begins_anew(log: Log) -> None:
    for after in (1, 1, 1, 1, 30, 1, 1, 1, 1):
        log.write("task.held", after=after)
    assert log.found("pace") == []


@pytest.mark.parametrize(("percent", "is_told"), [(89, False), (90, True), (100, True)])
def test_free_words_near_their_limit_are_told(log: Log, percent: int, is_told: bool) -> None:
    log.write("task.held", free_slots_percent={"greeting": percent})
    assert bool(log.found("free_slot")) == is_told


@pytest.mark.parametrize(
    ("hour", "kind", "is_told"),
    [
        (22, "", True),
        (7, "", True),
        (8, "", False),
        (20, "", False),
        (23, "scheduled", False),
        (23, "by_hand", True),
    ],
)
def test_messages_at_night_outside_a_scheduled_run_are_told(
    log: Log, hour: int, kind: str, is_told: bool
) -> None:
    log.day(hour)
    if kind:
        log.write("run.started", run="r1", kind=kind)
    log.send()
    assert bool(log.found("night_activity")) == is_told


def test_a_night_run_that_ended_excuses_nothing_after_it(log: Log) -> None:
    log.day(22)
    log.write("run.started", run="r1", kind="scheduled")
    log.write("run.ended", run="r1")
    assert len([log.send(), log.send()]) == 2
    assert len(log.found("night_activity")) == 1


def test_an_agent_that_ended_without_a_word_is_told(log: Log) -> None:
    last = log.send() + 1
    log.boot = "two"
    first = log.write("agent.started", after=1800)
    found = log.found("gap")
    assert [(each.seqs, each.why) for each in found] == [
        ((last, first), {"what": "ended_without_a_word", "minutes": 30})
    ]


def test_an_orderly_stop_and_seals_are_no_gap(log: Log) -> None:
    log.send()
    log.write("agent.stopped")
    log.boot = "two"
    log.write("epoch.sealed", after=3000)
    log.write("agent.started", after=60)
    assert log.found("gap") == []


def test_a_run_that_stood_still_is_told(log: Log) -> None:
    log.write("run.started", run="r1", kind="by_hand")
    log.send()
    log.send(after=16 * 60)
    assert [each.why["what"] for each in log.found("gap")] == ["run_stood_still"]


def test_what_the_log_tells_already_is_not_told_again(log: Log) -> None:
    log.write("task.held", free_slots_percent={"greeting": 95})
    for each in log.found():
        payload: dict[str, Any] = each.payload()
        log.write(FOUND_TYPE, **payload)
    assert len(log.records) == 3
    assert log.found() == []


def test_what_is_older_than_the_last_life_of_the_agent_is_left_to_that_life(log: Log) -> None:
    log.write("task.held", free_slots_percent={"greeting": 95})
    log.write("agent.stopped")
    log.write("agent.started")
    assert len(log.found("free_slot")) == 1
    log.write("agent.stopped")
    log.write("agent.started")
    assert log.found("free_slot") == []
