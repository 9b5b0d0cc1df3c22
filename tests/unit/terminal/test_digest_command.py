"""`tandem digest` on a real store, with and without an agent."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.agent.protocol import DigestOf
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from tests.unit.reporting.days import TODAY, Day, make_task
from tests.unit.reporting.test_digest_page import DIGEST
from tests.unit.terminal.conftest import ScriptedAgent, Tandem

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def day(home: Home) -> Iterator[Day]:
    """A store with one run of two tasks."""
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    made, tasks = Day(home.path, "system"), (make_task(1), make_task(2))
    made.plan(*tasks)
    made.end(tasks[0], Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    made.end(tasks[1], Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT)
    endings = {
        "T00001": TaskOutcome(outcome=Outcome.CONFIRMED, reason=Reason.EFFECT_READ_BACK),
        "T00002": TaskOutcome(outcome=Outcome.NEEDS_PERSON, reason=Reason.DRAFT_PRESENT),
    }
    made.run(TODAY, endings)
    yield made
    made.database.close()


def test_without_the_agent_the_store_tells(tandem: Tandem, day: Day, home: Home, capsys: Capture) -> None:
    assert tandem("digest", "--date", TODAY.isoformat()) == 0
    said = capsys.readouterr().out
    assert "▲ Yellow" in said
    assert "2 planned: 1 confirmed" in said
    assert "Open task" in said
    # Not this workstation's keyring: nobody is named, and everything else is told.
    assert "王" not in said
    page = home.reports / f"digest-{TODAY.isoformat()}.html"
    assert str(page) in said
    assert "黄 · 有事项等您处理" in page.read_text(encoding="utf-8")


def test_the_page_is_in_the_users_language(tandem: Tandem, day: Day, home: Home) -> None:
    day.database.transact(lambda db: db.execute("INSERT INTO setting VALUES ('language', 'en')"))
    assert tandem("digest", "--date", TODAY.isoformat()) == 0
    page = (home.reports / f"digest-{TODAY.isoformat()}.html").read_text(encoding="utf-8")
    assert "Yellow · Something waits for you" in page


def test_the_agent_is_asked_when_it_runs(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["digest"] = DIGEST
    assert tandem("digest") == 1
    said = capsys.readouterr().out
    assert "✗ Red: Something must be checked now" in said
    assert "journal: BROKEN at record 31" in said
    assert "1 × the page changed and is not recognised; not sent · NEW" in said
    assert agent.asked == [("digest", DigestOf(write=True))]


def test_machines_read_json(tandem: Tandem, day: Day, capsys: Capture) -> None:
    assert tandem("digest", "--json", "--date", TODAY.isoformat()) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["planned"]) == ("yellow", 2)
    assert told["needs"][0]["act"] == "open_task"


def test_it_opens_in_the_browser(
    tandem: Tandem, day: Day, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_it(uri: str) -> bool:
        opened.append(uri)
        return True

    monkeypatch.setattr(webbrowser, "open", open_it)
    assert tandem("digest", "--open", "--date", TODAY.isoformat()) == 0
    assert [Path(uri.removeprefix("file://")).name for uri in opened] == [f"digest-{TODAY.isoformat()}.html"]


def test_a_home_without_a_store_is_one_sentence(tandem: Tandem, home: Home, capsys: Capture) -> None:
    assert tandem("digest") == 2
    assert "nothing was pulled on this workstation yet" in capsys.readouterr().err
