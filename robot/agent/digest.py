"""The morning's page: what only the agent knows of it, and writing it when a run has ended."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from robot.domain.masking import mask_name
from robot.domain.night_views import CapUse, Digest, DigestNeed, SlowStep
from robot.domain.outcome import Outcome, Reason
from robot.domain.task import Channel
from robot.journal.data_keys import DataKeys
from robot.reporting import write_page
from robot.reporting.digest import DigestContext, act_for, digest_page, gather_digest, run_to_report
from robot.reporting.words import Language
from robot.sites.profile import SiteProfile
from robot.store.database import connect

if TYPE_CHECKING:
    from robot.agent.engine import Engine

#: The last contact records are written beside the messages; the page waits for them at most so long, seconds.
_RECORDS_PATIENCE_S = 30.0
#: How far before the date that is asked for the last run may lie.
_LOOK_BACK = timedelta(days=7)
#: Why a site waits -> what the RM does about it. The other waits end by themselves.
_ACTS: dict[str, str] = {
    Reason.LOGIN_NEEDED: "log_in",
    Reason.WRONG_ACCOUNT: "log_in",
    Reason.SITE_STOPPED: "reconcile",
}


async def write_digest(engine: Engine) -> Path:
    """Write the page of the run that has just ended; called when a run ends.

    :raises EnvironmentFault: if the store or the disk refuses; an earlier page stays.
    """
    line = engine.line_if_built
    if line is not None and line.recorder is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(line.recorder.drained(), _RECORDS_PATIENCE_S)
    context = await digest_context(engine, None)
    digest = await asyncio.to_thread(
        read_digest, engine.home.database, engine.keys, None, engine.today, context
    )
    return await write_digest_page(engine, digest)


async def write_digest_page(engine: Engine, digest: Digest) -> Path:
    """Write a digest's page where it says that it lies.

    :raises EnvironmentFault: if the disk refuses; an earlier page stays.
    """
    language = await page_language(engine)
    return await asyncio.to_thread(write_page, Path(digest.path), digest_page(digest, language))


async def page_language(engine: Engine) -> Language:
    """The language that the user chose for the workstation."""
    kept = await engine.accounts.book.settings()
    return "en" if kept.get("language") == "en" else "zh"


def read_digest(
    database: Path, keys: DataKeys, on: date | None, until: date, context: DigestContext
) -> Digest:
    """Read the digest from the store, in whatever thread or process.

    :param on: None means the last run until `until`.
    """
    with closing(connect(database, read_only=True, keys=keys)) as db:
        return gather_digest(db, on or run_to_report(db, until), context)


async def digest_context(engine: Engine, on: date | None) -> DigestContext:
    """What only the agent knows.

    :param on: the date that was asked for, or None for the last run.
    """
    settings = engine.settings
    plan = engine.night.plan if engine.night is not None else None
    return DigestContext(
        now=engine.clock.now(),
        time_source=engine.clock.source,
        rm_name=settings.rm_name,
        chat_site=settings.chat_site,
        reports=str(engine.home.reports),
        needs=(*_waits(engine), *_records(engine)),
        caps=await _caps(engine, on or engine.today),
        # Times are kept since the agent's start: they tell nothing of another day.
        slowest=None if on else slowest_step(engine),
        next_start=plan.next_start if plan else None,
        next_note=plan.note if plan else "",
        missed=plan.missed if plan else None,
        missed_why=plan.missed_why if plan else "",
        watched_surfaces=watched_surfaces(engine.profiles, settings.chat_site, settings.record_site),
    )


def _waits(engine: Engine) -> list[DigestNeed]:
    return [
        DigestNeed(
            task_id="", site=wait.site, name="", reason=wait.reason, act=act, count=0, behind=wait.tasks
        )
        for wait in engine.keeper.waits()
        if (act := _ACTS.get(wait.reason)) is not None
    ]


def _records(engine: Engine) -> list[DigestNeed]:
    return [
        DigestNeed(
            task_id=task_id,
            site=engine.settings.record_site or "",
            name=mask_name(fault.task.customer.name),
            reason=fault.reason,
            act=act_for(Outcome.UNKNOWN, fault.reason, decided_by=""),
            kind="record",
        )
        for task_id, (fault, _since) in engine.record_faults.items()
    ]


async def _caps(engine: Engine, on: date) -> tuple[CapUse, ...]:
    """The caps of the accounts whose tasks the date and the days before it hold."""

    def work(db: sqlite3.Connection) -> list[str]:
        rows = db.execute(
            "SELECT DISTINCT rm_id FROM task WHERE business_date BETWEEN ? AND ?",
            ((on - _LOOK_BACK).isoformat(), on.isoformat()),
        )
        return sorted(row["rm_id"] for row in rows)

    found = []
    for account in await engine.database.run(work):
        cap = engine.policy.find_cap(account, Channel.WECOM, on)
        found.append(CapUse(account=account, channel=Channel.WECOM, sent=0, cap=cap.per_day if cap else None))
    return tuple(found)


def slowest_step(engine: Engine) -> SlowStep | None:
    """The step with the longest mean since the agent started."""
    means = [(total / n, name) for name, (total, n) in engine.steps.totals_ms.items() if n]
    if not means:
        return None
    mean, name = max(means)
    settings = engine.settings
    site = settings.record_site if name == "record" and settings.record_site else settings.chat_site
    return SlowStep(site=site, step=name, mean_ms=round(mean, 1))


def watched_surfaces(
    profiles: Mapping[str, SiteProfile], chat_site: str, record_site: str | None
) -> tuple[str, ...]:
    """What is read to prove effects, as `Digest.watched_surfaces` says."""
    found = []
    chat, record = profiles.get(chat_site), profiles.get(record_site or "")
    if chat is not None and chat.witness is not None:
        how = "sent_list" if chat.witness.kind == "list" else f"chat_{chat.witness.refresh}"
        found.append(f"{chat_site}:{how}")
    if record is not None and record.record is not None:
        found.append(f"{record_site}:records")
    return tuple(found)
