"""Everything of one record: its facts, its task's steps, its place in the chain."""

from __future__ import annotations

import pytest

from robot.domain.errors import InputRefused, StateConflict
from robot.domain.log_views import LogRecord
from robot.journal.header import GENESIS
from tests.support.log_home import LogHome

FIRST, LAST = "a" * 64, "b" * 64


def record(log: LogHome, seq: int) -> LogRecord:
    log.index()
    return log.reviewing.record("this", seq, log.line)


def test_facts_are_told_line_by_line_and_long_numbers_shortened(log: LogHome) -> None:
    seq = log.tell(
        "contact.misdirected",
        {
            "task": "T1",
            "intended": {"customer": "C1", "external_id": "wm1"},
            "found_under": [{"customer": "C2"}],
            "effect_ids": ["m1", "m2"],
            "card": 6217001234567890123 % 10**15,
        },
    )
    found = record(log, seq)
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["intended.customer"] == "C1"
    assert facts["found_under.0.customer"] == "C2"
    assert facts["effect_ids"] == "m1, m2"
    assert "****" in facts["card"]
    assert (found.row.customer, found.row.anomaly, found.row.weight) == ("C1", "wrong_effect", 5)


def test_the_decision_of_the_task_is_told_with_every_record_of_it(log: LogHome) -> None:
    log.tell("task.begun", {"task": "T1", "talk_track": "fund-news", "talk_track_version": 7,
                            "text_sha256": "c" * 64})  # fmt: skip
    seq = log.tell("task.ended", {"task": "T1", "outcome": "refused", "reason": "contact.monthly_cap"})
    found = record(log, seq)
    assert (found.talk_track, found.talk_track_version, found.text_sha256) == ("fund-news", 7, "c" * 64)
    assert found.talk_track_title == "基金定投回访"
    (rule,) = found.rules
    assert (rule.rule, rule.zh) == ("contact.monthly_cap", "本月给这位客户的联系已到上限")
    assert [row.seq for row in found.related] == [0, 1]


def test_steps_are_told_for_the_replay(log: LogHome) -> None:
    log.tell("step", {"task": "T1", "step": "open", "state": "done", "ms": 90, "evidence": FIRST})
    log.tell("step", {"task": "T2", "step": "open", "state": "done", "ms": 1})
    log.tell(
        "step", {"task": "T1", "step": "click", "state": "done", "ms": 40, "click_box": [10, 20, 80, 30]}
    )
    seq = log.tell("task.ended", {"task": "T1", "outcome": "confirmed", "evidence": LAST})
    found = record(log, seq)
    assert [(step.step, step.ms, step.click_box) for step in found.steps] == [
        ("open", 90, None),
        ("click", 40, (10, 20, 80, 30)),
    ]
    assert (found.picture_before, found.picture_after) == ("", LAST)
    assert found.row.has_picture


def test_the_place_in_the_chain_is_proved_for_this_record(log: LogHome) -> None:
    log.tell("stop.engaged")
    log.tell("stop.released")
    first, second = record(log, 0).proof, record(log, 1).proof
    assert first.prev_hash == GENESIS.hex()
    assert second.prev_hash == first.hash
    assert (first.is_intact, second.is_intact, second.records, second.checkpoint) == (True, True, 2, 0)


@pytest.mark.parametrize(
    ("column", "value", "seq"),
    [
        ("payload", b'{"by":"somebody"}', 1),
        # Of the record before: the next one does not follow from it any more.
        ("hash", bytes(32), 0),
        ("header", b'{"type":"stop.released","v":1,"wall_us":"1795399203000000"}', 1),
    ],
)
def test_a_changed_record_is_not_intact(log: LogHome, column: str, value: bytes, seq: int) -> None:
    log.tell("stop.engaged")
    log.tell("stop.released")
    log.index()
    change(log, "DROP TRIGGER journal_no_update")
    change(log, f"UPDATE journal SET {column} = ? WHERE seq = ?", value, seq)
    assert not log.reviewing.record("this", 1, log.line).proof.is_intact


def change(log: LogHome, sql: str, *values: object) -> None:
    log.store.database.transact(lambda db: db.execute(sql, values).close())


def test_an_erased_payload_is_told_as_such(log: LogHome) -> None:
    log.tell("stop.engaged", {"by": "lin"})
    change(log, "UPDATE journal SET salt = NULL, payload = NULL")
    proof = record(log, 0).proof
    assert (proof.is_erased, proof.is_intact) == (True, True)


def test_what_is_not_there_is_refused(log: LogHome) -> None:
    log.tell("stop.engaged")
    log.index()
    with pytest.raises(StateConflict):
        log.reviewing.record("this", 77, log.line)
    with pytest.raises(InputRefused):
        log.reviewing.record("ab" * 16, 0, log.line)
