"""The morning's facts: what counts, what the verdict is, and what the RM is asked to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import ContactState, Effect
from robot.domain.night_views import CapUse, Digest, DigestNeed
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Channel, Task
from robot.reporting.digest import DigestContext, gather_digest, run_to_report
from robot.store.database import connect
from tests.unit.reporting.days import TODAY, Day, DayMaker, make_task

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=BANK_ZONE)
CONTEXT = DigestContext(
    now=NOW, time_source="system", rm_name="李经理", chat_site="wecom", reports="/home/reports"
)


def read(day: Day, on: date = TODAY, **context: Any) -> Digest:
    with closing(connect(day.path, read_only=True, keys=day.keys)) as db:
        return gather_digest(db, on, replace(CONTEXT, **context))


def ended(outcome: Outcome, reason: str) -> TaskOutcome:
    return TaskOutcome(outcome=outcome, reason=reason)


def night(day: Day, *endings: tuple[Outcome, str], on: date = TODAY, first: int = 1) -> list[Task]:
    """A run that ended its tasks so."""
    tasks = [make_task(first + place, on=on) for place in range(len(endings))]
    day.plan(*tasks)
    for task, (outcome, reason) in zip(tasks, endings, strict=True):
        day.end(task, outcome, reason)
    day.run(on, {task.task_id: ended(*ending) for task, ending in zip(tasks, endings, strict=True)})
    return tasks


CONFIRMED = (Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)


def causes(digest: Digest) -> dict[str, int]:
    return {cause.code: cause.count for cause in digest.verdict_why}


# --- the verdict -----------------------------------------------------------------------------------------


def test_a_night_without_trouble_is_green(make_day: DayMaker) -> None:
    day = make_day()
    tasks = night(day, CONFIRMED, CONFIRMED, (Outcome.REFUSED, "consent.missing"))
    day.click(tasks[0], Effect.MESSAGE, ContactState.CONFIRMED)
    digest = read(day)
    assert (digest.verdict, digest.verdict_why) == ("green", ())
    assert (digest.planned, digest.waiting) == (3, 0)
    assert digest.by_outcome == {"confirmed": 2, "refused": 1}
    assert digest.planned == sum(digest.by_outcome.values()) + digest.waiting
    assert digest.journal_ok
    assert digest.journal_checked == digest.journal_records > 0


@pytest.mark.parametrize(
    ("ending", "verdict", "why"),
    [
        ((Outcome.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME), "red", {"unknown": 1, "needs_you": 1}),
        (
            (Outcome.UNKNOWN, Reason.EFFECT_MISDIRECTED),
            "red",
            {"misdirected": 1, "unknown": 1, "needs_you": 1},
        ),
        ((Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT), "yellow", {"needs_you": 1}),
        ((Outcome.HALTED, Reason.PAGE_CHANGED), "yellow", {"needs_you": 1, "failed": 1}),
        ((Outcome.PLATFORM_REFUSED, Reason.PLATFORM_QUOTA), "yellow", {"failed": 1}),
        ((Outcome.CANCELLED, Reason.SKIPPED), "green", {}),
    ],
)
def test_the_verdict_follows_the_endings(
    make_day: DayMaker, ending: tuple[Outcome, str], verdict: str, why: dict[str, int]
) -> None:
    day = make_day()
    night(day, CONFIRMED, ending)
    digest = read(day)
    assert digest.verdict == verdict
    assert causes(digest) == why


@pytest.mark.parametrize(("by", "why"), [("witness", {"doubled": 1}), ("person:me", {})])
def test_a_message_that_stands_twice_is_red_until_a_person_has_looked(
    make_day: DayMaker, by: str, why: dict[str, int]
) -> None:
    day = make_day()
    (task,) = night(day, CONFIRMED)
    day.click(task, Effect.MESSAGE, ContactState.CONFIRMED, effect_ids=("m1", "m2"), by=by)
    assert causes(read(day)) == why
    assert read(day).verdict == ("red" if why else "green")


def test_a_broken_journal_is_red(make_day: DayMaker) -> None:
    day = make_day()
    night(day, CONFIRMED)
    connection = sqlite3.connect(day.path)
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET payload = x'7b7d' WHERE seq = 2")
    connection.commit()
    connection.close()
    digest = read(day)
    assert (digest.verdict, causes(digest)) == ("red", {"journal_broken": 1})
    assert (digest.journal_ok, digest.journal_fault_seq, digest.journal_fault_layer) == (
        False,
        2,
        "commitment",
    )


def test_a_start_that_did_not_happen_is_red(make_day: DayMaker) -> None:
    digest = read(make_day(), missed=NOW, missed_why="machine_asleep")
    assert (digest.verdict, causes(digest)) == ("red", {"missed_start": 1})
    assert digest.missed_why == "machine_asleep"


def test_an_unknown_message_of_another_date_is_red_today_too(make_day: DayMaker) -> None:
    day, old = make_day(), make_task(90, on=TODAY - timedelta(days=3))
    day.plan(old)
    day.click(old, Effect.MESSAGE, ContactState.UNKNOWN)
    night(day, CONFIRMED)
    digest = read(day)
    assert digest.verdict == "red"
    assert causes(digest) == {"unknown": 1}
    assert digest.ledger_unsettled == 1


def test_what_waits_is_counted_and_calls_are_not_the_robots(make_day: DayMaker) -> None:
    day = make_day()
    night(day, CONFIRMED)
    day.plan(make_task(7), make_task(8, channel=Channel.PHONE))
    digest = read(day)
    assert (digest.planned, digest.waiting, digest.by_person) == (2, 1, 1)
    assert (digest.verdict, causes(digest)) == ("yellow", {"waiting": 1})


def test_before_anything_there_is_an_empty_green_page(make_day: DayMaker) -> None:
    digest = read(make_day())
    assert (digest.verdict, digest.planned, digest.run_id, digest.started_at) == ("green", 0, "", None)


# --- which run -------------------------------------------------------------------------------------------


def test_the_last_run_is_reported_although_a_newer_list_has_come(make_day: DayMaker) -> None:
    day, yesterday = make_day(), TODAY - timedelta(days=1)
    night(day, CONFIRMED, on=yesterday)
    day.plan(make_task(20))
    with closing(connect(day.path, read_only=True)) as db:
        assert run_to_report(db, TODAY) == yesterday
        assert run_to_report(db, yesterday - timedelta(days=1)) == yesterday - timedelta(days=1)


def test_without_any_run_the_last_list_is_reported(make_day: DayMaker) -> None:
    day = make_day()
    day.plan(make_task(1))
    with closing(connect(day.path, read_only=True)) as db:
        assert run_to_report(db, TODAY + timedelta(days=2)) == TODAY


def test_the_runs_of_a_date_are_told_together(make_day: DayMaker) -> None:
    day = make_day()
    start = day.clock.now()
    night(day, CONFIRMED)
    day.clock.forward(hours=2)
    night(day, CONFIRMED, first=10)
    digest = read(day)
    assert digest.started_at == start
    assert digest.ended_at == day.clock.now()
    assert digest.run_id.endswith("105000")


# --- failures --------------------------------------------------------------------------------------------


def test_new_kinds_of_failure_come_first(make_day: DayMaker) -> None:
    day = make_day()
    for ago in range(9, 0, -1):
        usual = (Outcome.REFUSED, "consent.missing")
        night(day, CONFIRMED, usual, on=TODAY - timedelta(days=ago), first=ago * 10)
    night(
        day,
        (Outcome.REFUSED, "consent.missing"),
        (Outcome.REFUSED, "consent.missing"),
        (Outcome.HALTED, Reason.PAGE_CHANGED),
        (Outcome.CANCELLED, Reason.SKIPPED),
    )
    digest = read(day)
    assert digest.compared_runs == 7
    assert [(kind.reason, kind.count, kind.is_new) for kind in digest.failures] == [
        ("page.changed", 1, True),
        ("consent.missing", 2, False),
    ]
    assert digest.failures[1].seen_in_runs == 7


def test_what_a_person_finished_later_still_counts_as_what_the_run_left(make_day: DayMaker) -> None:
    day, yesterday = make_day(), TODAY - timedelta(days=1)
    draft = (Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT)
    (task,) = night(day, draft, on=yesterday)
    connection = sqlite3.connect(day.path)
    connection.execute("UPDATE task SET outcome = 'confirmed', reason = 'effect.done_by_person'")
    connection.commit()
    connection.close()
    night(day, draft, first=40)
    assert read(day).failures[0].seen_in_runs == 1
    assert read(day, yesterday).needs == ()
    assert task.task_id not in {need.task_id for need in read(day).needs}


# --- what needs the RM -----------------------------------------------------------------------------------


def acts(needs: Sequence[DigestNeed]) -> list[tuple[str, str, int, int]]:
    return [(need.act, need.reason, need.count, need.behind) for need in needs]


def test_each_need_has_its_act_and_the_gravest_comes_first(make_day: DayMaker) -> None:
    day = make_day()
    night(
        day,
        (Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT),
        (Outcome.NEEDS_PERSON, Reason.LOGIN_NEEDED),
        (Outcome.NEEDS_PERSON, Reason.SITE_STOPPED),
        (Outcome.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME),
        (Outcome.UNKNOWN, Reason.EFFECT_DOUBLED),
        (Outcome.NEEDS_PERSON, Reason.LOGIN_NEEDED),
    )
    assert acts(read(day).needs) == [
        ("settle", "effect.doubled", 1, 0),
        ("reconcile", "effect.not_found_in_time", 1, 1),
        ("log_in", "person.login_needed", 2, 0),
        ("open_task", "person.draft_present", 1, 0),
    ]


def test_what_reading_could_not_tell_is_settled_by_a_person(make_day: DayMaker) -> None:
    day = make_day()
    (task,) = night(day, (Outcome.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME))
    day.click(task, Effect.MESSAGE, ContactState.UNKNOWN, by="reconcile", effect_ids=())
    assert [need.act for need in read(day).needs] == ["settle"]


def test_the_same_thing_is_asked_once(make_day: DayMaker) -> None:
    day = make_day()
    night(day, *[(Outcome.NEEDS_PERSON, "permit.unattended")] * 5)
    (need,) = read(day).needs
    assert (need.count, need.name, need.act) == (5, "王*", "open_task")


def test_a_sites_wait_and_its_tasks_are_one_need(make_day: DayMaker) -> None:
    day = make_day()
    night(day, (Outcome.NEEDS_PERSON, Reason.LOGIN_NEEDED))
    wait = DigestNeed(
        task_id="", site="wecom", name="", reason=Reason.LOGIN_NEEDED, act="log_in", count=0, behind=9
    )
    assert acts(read(day, needs=(wait,)).needs) == [("log_in", "person.login_needed", 1, 9)]


def test_tasks_that_the_run_left_for_the_rm_say_by_which_rule(make_day: DayMaker) -> None:
    day = make_day()
    tasks = [make_task(n) for n in range(1, 5)]
    day.plan(*tasks)
    day.run(TODAY, {}, {"permit.unattended": 4})
    (need,) = read(day).needs
    assert (need.reason, need.act, need.task_id, need.count) == (
        "permit.unattended",
        "open_task",
        "T00001",
        4,
    )
    # The RM worked three of them in the morning.
    for task in tasks[:3]:
        day.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    (need,) = read(day).needs
    assert (need.task_id, need.count) == ("T00004", 1)


def test_a_missing_record_is_a_need_of_its_own_kind(make_day: DayMaker) -> None:
    record = DigestNeed(
        task_id="T9",
        site="crm",
        name="王*",
        reason="effect.not_found_in_time",
        act="reconcile",
        kind="record",
    )
    assert read(make_day(), needs=(record,)).needs == (record,)


def test_records_that_nobody_can_prove_are_found_in_the_ledger_too(make_day: DayMaker) -> None:
    day = make_day()
    tasks = night(day, CONFIRMED, CONFIRMED)
    for task in tasks:
        day.click(task, Effect.MESSAGE, ContactState.CONFIRMED)
    day.click(tasks[0], Effect.RECORD, ContactState.UNKNOWN, effect_ids=())
    day.click(tasks[1], Effect.RECORD, ContactState.UNKNOWN, effect_ids=("r1", "r2"))
    needs = read(day).needs
    assert [(need.act, need.kind, need.task_id) for need in needs] == [
        ("settle", "record", "T00002"),
        ("reconcile", "record", "T00001"),
    ]
    known = replace(needs[0], act="log_in")
    assert [need.act for need in read(day, needs=(known,)).needs] == ["reconcile", "log_in"]


def test_needs_carry_masked_names_alone(make_day: DayMaker) -> None:
    day, task = make_day(), make_task(1, name="欧阳娜娜")
    day.plan(task)
    day.end(task, Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT, detail="6217000012343821")
    assert "欧阳" not in repr(read(day))
    assert "3821" not in repr(read(day))


# --- caps ------------------------------------------------------------------------------------------------


def test_sends_are_counted_against_the_accounts_cap(make_day: DayMaker) -> None:
    day = make_day()
    tasks = night(day, CONFIRMED, CONFIRMED, CONFIRMED, CONFIRMED)
    day.click(tasks[0], Effect.MESSAGE, ContactState.CONFIRMED)
    day.click(tasks[0], Effect.RECORD, ContactState.CONFIRMED)
    day.click(tasks[1], Effect.MESSAGE, ContactState.CLICKED)
    day.click(tasks[2], Effect.MESSAGE, ContactState.ABSENT)
    day.click(tasks[3], Effect.MESSAGE, ContactState.CONFIRMED, by="person")
    plan = CapUse(account="RM0001", channel="wecom", sent=0, cap=60)
    assert read(day, caps=(plan,)).caps == (replace(plan, sent=2),)
    assert read(day, caps=()).caps == (replace(plan, sent=2, cap=None),)


def test_a_cap_of_nobody_who_sent_is_shown_and_no_cap_is_not(make_day: DayMaker) -> None:
    plan = CapUse(account="RM0001", channel="wecom", sent=0, cap=60)
    assert read(make_day(), caps=(plan, replace(plan, account="RM2", cap=None))).caps == (plan,)


def test_the_clock_is_the_one_that_wrote_the_journal(make_day: DayMaker) -> None:
    day = make_day("simulated")
    night(day, CONFIRMED)
    assert read(day, time_source="system").time_source == "simulated"
