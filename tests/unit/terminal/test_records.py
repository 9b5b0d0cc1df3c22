"""`journal` and `report` on a real store, with and without an agent."""

from __future__ import annotations

import json
import sqlite3
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.domain.outcome import Outcome, Reason
from robot.domain.views import Done, JournalLine
from tests.unit.reporting.days import Day, make_task
from tests.unit.terminal.conftest import ScriptedAgent, Tandem
from tests.unit.terminal.fronts import NOW

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def day(home: Home) -> Iterator[Day]:
    """A store with one ended task."""
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    made, task = Day(home.path, "system"), make_task(1)
    made.plan(task)
    made.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    yield made
    made.database.close()


def test_a_whole_journal_verifies_without_the_agent(tandem: Tandem, day: Day, capsys: Capture) -> None:
    assert tandem("journal", "verify") == 0
    assert "The journal is whole: 4 records" in capsys.readouterr().out
    assert tandem("journal", "verify", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["records"], said["fault"]) == (4, None)


def test_the_first_bad_record_is_named(tandem: Tandem, day: Day, home: Home, capsys: Capture) -> None:
    connection = sqlite3.connect(home.database)
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET payload = x'7b7d' WHERE seq = 1")
    connection.commit()
    connection.close()
    assert tandem("journal", "verify") == 1
    said = capsys.readouterr().err
    assert "record 1 is bad (commitment" in said
    assert tandem("journal", "verify", "--json") == 1
    assert json.loads(capsys.readouterr().out)["fault"] == {"seq": 1, "layer": "commitment", "detail": ""}


@pytest.mark.parametrize("content", [None, b"this is no database" * 100])
def test_a_store_that_is_none_is_one_sentence(
    tandem: Tandem, home: Home, capsys: Capture, content: bytes | None
) -> None:
    home.path.mkdir(parents=True)
    if content is not None:
        home.database.write_bytes(content)
    assert tandem("journal", "verify") == 2
    assert tandem("report") == 2
    assert "Traceback" not in capsys.readouterr().err


def _line(seq: int) -> JournalLine:
    return JournalLine(
        seq=seq, at=NOW, type="task.ended", task_id="T1", detail="[b]\x1b[2J", hash_prefix="0" * 12
    )


def test_the_tail_is_harmless(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["journal_tail"] = (_line(4), _line(5))
    assert tandem("journal", "tail", "-n", "2") == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 2
    assert "[b]\ufffd[2J" in said
    assert tandem("journal", "tail", "--json") == 0
    assert [line["seq"] for line in json.loads(capsys.readouterr().out)] == [4, 5]


def test_following_asks_for_what_is_new(
    tandem: Tandem, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    answers = [(_line(4),), (), (_line(5),)]
    agent.answers["journal_tail"] = lambda _request: answers.pop(0)

    def wait(_seconds: float) -> None:
        if not answers:
            raise KeyboardInterrupt

    monkeypatch.setattr("robot.terminal.journal_commands.time.sleep", wait)
    assert tandem("journal", "tail", "--follow") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert [getattr(request, "after", None) for _, request in agent.asked] == [-1, 4, 4]


def test_the_report_is_written_without_an_agent(
    tandem: Tandem, day: Day, home: Home, tmp_path: Path, capsys: Capture
) -> None:
    assert tandem("report") == 0
    written = Path(capsys.readouterr().out.strip())
    assert written == home.reports / "2026-11-23.html"
    assert "客户触达日报" in written.read_text(encoding="utf-8")
    assert tandem("report", "--path", str(tmp_path / "other.html"), "--date", "2026-11-20") == 0
    assert "当日没有任务" in (tmp_path / "other.html").read_text(encoding="utf-8")


def test_the_report_is_asked_of_the_agent_and_opened(
    tandem: Tandem, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    opened: list[str] = []

    def remember(uri: str) -> bool:
        opened.append(uri)
        return True

    monkeypatch.setattr(webbrowser, "open", remember)
    agent.answers["report"] = Done(detail="/srv/day.html")
    assert tandem("report", "--open") == 0
    assert opened == ["file:///srv/day.html"]
    monkeypatch.setattr(webbrowser, "open", lambda _uri: False)
    assert tandem("report", "--open") == 2
    assert "the report lies at /srv/day.html" in capsys.readouterr().err
