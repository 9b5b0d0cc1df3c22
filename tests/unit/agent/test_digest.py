"""The morning's page as the agent makes it: after a run, and whenever a front asks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from robot.agent import protocol
from robot.agent.digest import digest_context, read_digest, watched_surfaces, write_digest
from robot.agent.reader import ReaderProcess
from robot.agent.verbs.digest import DigestVerbs
from robot.domain.clock import BANK_ZONE
from robot.domain.night_views import Digest
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.sites.profile import load_profile
from robot.store.runs import RunKind
from tests.support.builders import task
from tests.support.desk import Desk, policy_cap

PROFILES = Path(__file__).parents[3] / "resources" / "profiles"
TODAY = date(2026, 11, 23)


async def run_of_three(desk: Desk) -> None:
    """A run whose last task needs somebody."""
    desk.policy["account_caps"] = [policy_cap(per_day=50)]
    desk.start()
    await desk.take(*(task(number) for number in range(1, 4)))
    await desk.runs.start(RunKind.BY_HAND)
    first, second, third = list(desk.queued)
    await desk.queue.ended(first)
    await desk.queue.ended(second)
    await desk.queue.ended(third, TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.DRAFT_PRESENT))


def written(desk: Desk) -> list[str]:
    return [str(path) for path in desk.home.reports.glob("*.html")]


async def test_a_run_that_ended_leaves_its_page(desk: Desk) -> None:
    await run_of_three(desk)
    path = await write_digest(desk.engine)
    assert path == desk.home.reports / "digest-2026-11-23.html"
    page = path.read_text(encoding="utf-8")
    assert "黄 · 有事项等您处理" in page
    assert "会话里有未发出的草稿" in page


async def test_it_is_written_when_the_run_ends_without_being_asked_for(desk: Desk) -> None:
    desk.start()
    desk.engine.on_run_ended = lambda: write_digest(desk.engine)
    await desk.take(task(1))
    await desk.runs.start(RunKind.BY_HAND)
    await desk.queue.ended(desk.queued[0])
    await desk.runs.drained()
    assert (desk.home.reports / "digest-2026-11-23.html").is_file()


async def test_the_page_is_in_the_users_language(desk: Desk) -> None:
    await run_of_three(desk)
    await desk.engine.accounts.book.set_setting("language", "en")
    page = (await write_digest(desk.engine)).read_text(encoding="utf-8")
    assert "Yellow · Something waits for you" in page


async def test_the_schedule_comes_from_the_night_keeper(desk: Desk) -> None:
    await run_of_three(desk)
    await desk.keeper.look()
    digest = read_digest(
        desk.home.database, desk.engine.keys, None, TODAY, await digest_context(desk.engine, None)
    )
    assert digest.next_start == datetime(2026, 11, 23, 18, 30, tzinfo=BANK_ZONE)
    assert digest.missed is None


async def test_a_front_gets_it_from_the_reader_and_may_have_it_written(desk: Desk) -> None:
    await run_of_three(desk)
    reader = ReaderProcess(desk.home.database, desk.engine.keys)
    try:
        verbs = DigestVerbs(desk.engine, reader)
        digest: Digest = await verbs.digest(protocol.DigestOf())
        assert (digest.verdict, digest.planned, digest.by_outcome) == (
            "yellow",
            3,
            {"confirmed": 2, "needs_person": 1},
        )
        assert [(use.account, use.sent, use.cap) for use in digest.caps] == [("1001", 0, 50)]
        assert digest.run_id
        assert written(desk) == []
        await verbs.digest(protocol.DigestOf(date=TODAY, write=True))
        assert written(desk) == [digest.path]
    finally:
        reader.stop()


def test_what_is_watched_is_said_from_the_profiles() -> None:
    profiles = {
        name: load_profile(PROFILES / f"{file}.yaml")
        for name, file in (("wecom", "wecom-demo"), ("crm", "crm-demo"), ("converse", "converse"))
    }
    assert watched_surfaces(profiles, "wecom", "crm") == ("wecom:sent_list", "crm:records")
    assert watched_surfaces(profiles, "converse", None) == ("converse:chat_login",)
    assert watched_surfaces({}, "wecom", "crm") == ()
