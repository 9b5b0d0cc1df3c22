"""Reading the store beside the agent: a report when no agent writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from robot.agent.digest import watched_surfaces
from robot.agent.endpoint import Home
from robot.agent.released import profiles_of, release_folder, verifier_beside
from robot.agent.settings import Settings, load_settings
from robot.agent.store_keys import keys_beside
from robot.domain.clock import SystemClock, business_date
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.domain.night_views import Digest
from robot.governance import ReleaseRefused, TrustPlace
from robot.journal.data_keys import DataKeys
from robot.reporting import day_report, write_page
from robot.reporting.digest import DigestContext, digest_page, gather_digest, run_to_report
from robot.reporting.verdict import Grade
from robot.reporting.weekly import gather_week, week_page
from robot.reporting.weekly.verdict import judge as judge_week
from robot.reporting.words import Language
from robot.sites.profile import SiteProfile
from robot.store.database import connect


def write_report(home: Home, path: Path | None, on: date | None, by: str) -> Path:
    """The report of a day, or of the last day that has tasks, without the agent.

    Without the keyring it names nobody, not even masked.
    """
    with _opened(home, keys_beside(home)) as db:
        day = on or _last_day(db)
        content = day_report(db, home.evidence, day, now=SystemClock().now(), by=by)
    return write_page(path or home.reports / f"{day.isoformat()}.html", content)


def write_digest(home: Home, on: date | None, trust: TrustPlace | None = None) -> Digest:
    """The morning's page of a run, or of the last one, without the agent.

    :param trust: the system's by default. Of a release that is not good the page names nothing that was
        watched.
    """
    now, settings = SystemClock().now(), load_settings(home.settings)
    context = DigestContext(
        now=now,
        time_source=SystemClock.source,
        rm_name=settings.rm_name,
        chat_site=settings.chat_site,
        reports=str(home.reports),
        watched_surfaces=watched_surfaces(
            _profiles(home, settings, trust or TrustPlace.of_system()),
            settings.chat_site,
            settings.record_site,
        ),
    )
    with _opened(home, keys_beside(home)) as db:
        found = gather_digest(db, on or run_to_report(db, business_date(now)), context)
        language = _language(db)
    write_page(Path(found.path), digest_page(found, language))
    return found


def write_week(home: Home, until: date, lang: Language | None) -> tuple[Path, Grade]:
    """The supervisor's page of the seven days up to a date, and its verdict; no key is needed.

    :param lang: the workstation's by default.
    """
    settings = load_settings(home.settings)
    with _opened(home) as db:
        facts = gather_week(db, until, now=SystemClock().now(), rm_id=settings.rm_id)
        language = lang or _language(db)
    path = home.reports / f"week-{until.isoformat()}.html"
    return write_page(path, week_page(facts, language)), judge_week(facts).grade


def _language(db: sqlite3.Connection) -> Language:
    chosen = db.execute("SELECT value FROM setting WHERE key = 'language'").fetchone()
    return "en" if chosen is not None and chosen["value"] == "en" else "zh"


def _profiles(home: Home, settings: Settings, trust: TrustPlace) -> dict[str, SiteProfile]:
    """What is read to prove effects stands in the release; of one that is not good nothing is believed."""
    today = business_date(SystemClock().now())
    try:
        release = verifier_beside(home, trust).load_for_reading(release_folder(home, settings), today)
        return profiles_of(release, settings)
    except (ReleaseRefused, InputRefused):
        return {}


def _last_day(db: sqlite3.Connection) -> date:
    (latest,) = db.execute("SELECT MAX(business_date) FROM task").fetchone()
    return date.fromisoformat(latest) if latest else business_date(SystemClock().now())


@contextmanager
def _opened(home: Home, keys: DataKeys | None = None) -> Iterator[sqlite3.Connection]:
    if not home.database.is_file():
        raise EnvironmentFault(
            f"there is no store at {home.database}; nothing was pulled on this workstation yet",
            code="store.missing",
        )
    try:
        with closing(connect(home.database, read_only=True, keys=keys)) as db:
            yield db
    except sqlite3.Error as err:
        raise EnvironmentFault(
            f"the store {home.database} cannot be read ({err}); nothing was changed: keep the file",
            code="store.unreadable",
        ) from err
