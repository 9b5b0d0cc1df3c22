"""A morning that tests may change: twelve invented tasks, three of which left something to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from robot.domain.night_views import CapUse, Digest, DigestNeed, FailureKind, SlowStep, VerdictCause


def make_digest(on: date, reports: str, **changes: Any) -> Digest:
    """A yellow morning."""
    made = Digest(
        run_id=on.isoformat(),
        verdict="yellow",
        verdict_why=(VerdictCause(code="needs_you", count=2), VerdictCause(code="failed", count=1)),
        business_date=on,
        written_at=datetime(on.year, on.month, on.day, 0, 30, tzinfo=UTC),
        time_source="system",
        rm_name="李明",
        started_at=datetime(on.year, on.month, on.day, 0, 5, tzinfo=UTC),
        ended_at=datetime(on.year, on.month, on.day, 0, 21, tzinfo=UTC),
        planned=12,
        by_outcome={"confirmed": 8, "refused": 1, "platform_refused": 1, "needs_person": 2},
        waiting=0,
        by_person=0,
        needs=(
            DigestNeed(
                task_id="", site="wecom", name="", reason="person.login_needed", act="log_in", count=2
            ),
            DigestNeed(
                task_id="T20261123-0003",
                site="wecom",
                name="王*",
                reason="person.draft_present",
                act="open_task",
            ),
        ),
        failures=(
            FailureKind(outcome="platform_refused", reason="platform.not_a_friend", count=1, seen_in_runs=0),
            FailureKind(outcome="needs_person", reason="person.draft_present", count=1, seen_in_runs=3),
        ),
        compared_runs=7,
        slowest=SlowStep(site="crm", step="record", mean_ms=612.4),
        caps=(CapUse(account="E1024", channel="wecom", sent=9, cap=60),),
        ledger_unsettled=0,
        ledger_doubled=0,
        ledger_misdirected=0,
        journal_ok=True,
        journal_records=447,
        journal_checked=447,
        journal_fault_seq=None,
        journal_fault_layer="",
        next_start=datetime(on.year, on.month, on.day + 1, 0, 5, tzinfo=UTC),
        next_note="",
        missed=None,
        missed_why="",
        path=f"{reports}/digest-{on.isoformat()}.html",
        watched_surfaces=("wecom:sent_list", "crm:records"),
    )
    return replace(made, **changes)
