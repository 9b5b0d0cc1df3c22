"""`scripts/demo`, the real command: what it says is true, and nothing of it stays running."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from robot.journal.verify import verify_chain
from robot.store.database import connect
from tests.acceptance.demo.running import OUTCOMES, TOKENS, Ended, run_demo
from tests.acceptance.demo.traces import card_like_numbers, encodings, files_below

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")

TASKS = 8
#: Enough that some are still to come when Ctrl+C is pressed.
MORE_TASKS = 40
SECRETS = {"Tandem-1001", "Crm-1001", "Audit-1001", *TOKENS.values()}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Ended]:
    """A day carried out to its end."""
    ended = run_demo("--tasks", str(TASKS), scratch=tmp_path_factory.mktemp("finished"))
    yield ended
    _tidy(ended, request)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Ended]:
    """A day that Ctrl+C ended after the first message was confirmed."""
    ended = run_demo(
        "--tasks",
        str(MORE_TASKS),
        scratch=tmp_path_factory.mktemp("interrupted"),
        interrupt_when=r"\bdone [1-9]",
    )
    yield ended
    _tidy(ended, request)


def _tidy(ended: Ended, request: pytest.FixtureRequest) -> None:
    # Kept if there is something to look into.
    if not request.session.testsfailed:
        shutil.rmtree(ended.folder)


def test_the_day_ends_well(finished: Ended) -> None:
    assert finished.code == 0, finished.screen
    assert finished.summary["tasks"] == TASKS
    assert finished.summary["confirmed"] == TASKS
    assert finished.summary["seconds"] > 0
    assert finished.summary["messages_per_minute"] > 0


@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_the_answer_has_its_fields(day: str, request: pytest.FixtureRequest) -> None:
    summary = request.getfixturevalue(day).summary
    assert {"tasks", *OUTCOMES, "seconds", "messages_per_minute", "report", "journal", "oracle"} <= set(
        summary
    )
    assert set(summary["oracle"]) == {"effects", "duplicates", "lost", "wrong_recipient"}


@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_every_task_has_one_outcome_and_the_bank_agrees(day: str, request: pytest.FixtureRequest) -> None:
    ended: Ended = request.getfixturevalue(day)
    summary, oracle = ended.summary, ended.summary["oracle"]
    assert sum(summary[outcome] for outcome in OUTCOMES) == summary["tasks"], summary
    assert (oracle["duplicates"], oracle["lost"], oracle["wrong_recipient"]) == (0, 0, 0)
    assert summary["unknown"] == 0
    assert oracle["effects"] == summary["confirmed"]


@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_the_report_names_pictures_and_the_journal_holds(day: str, request: pytest.FixtureRequest) -> None:
    ended: Ended = request.getfixturevalue(day)
    report = Path(ended.summary["report"])
    assert report.is_relative_to(ended.folder)
    page = report.read_text(encoding="utf-8")
    pictures = len(re.findall(r'<code title="[0-9a-f]{64}">', page))
    assert "data:image" not in page
    # What the platform refused has a picture too.
    assert 0 < ended.summary["confirmed"] <= pictures <= ended.summary["tasks"]
    with closing(connect(Path(ended.summary["journal"]), read_only=True)) as store:
        chain = verify_chain(store)
        (signed,) = store.execute("SELECT MAX(size) FROM checkpoint WHERE witnessed != ''").fetchone()
        steps = store.execute(
            "SELECT COUNT(*) FROM journal WHERE json_extract(CAST(header AS TEXT), '$.type') = 'step'"
        ).fetchone()[0]
    assert chain.fault is None
    assert chain.records > ended.summary["tasks"]
    assert signed == chain.records, "the orderly stop signed the last record and showed it to the witness"
    assert steps > 8 * ended.summary["confirmed"]


def test_the_whole_journal_is_verified_by_the_command(finished: Ended) -> None:
    home = Path(finished.summary["journal"]).parent
    done = subprocess.run(
        [sys.executable, "-m", "robot.cli", "journal", "verify", "--json"],
        env={**os.environ, "TANDEM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["records"] > finished.summary["tasks"]
    assert said["is_anchored"] is False


@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_no_process_outlives_it(day: str, request: pytest.FixtureRequest) -> None:
    ended: Ended = request.getfixturevalue(day)
    # Itself, bank, agent, reader, bus, keyring, driver, browser and its helpers.
    assert ended.processes_seen > 8
    assert ended.left_behind == []


def test_ctrl_c_ends_the_day_in_order(interrupted: Ended) -> None:
    assert interrupted.code == 130, interrupted.screen
    assert interrupted.summary["tasks"] == MORE_TASKS
    assert 0 < interrupted.summary["confirmed"] < MORE_TASKS
    assert interrupted.summary["cancelled"] > 0
    assert "Traceback" not in interrupted.screen


@pytest.mark.parametrize("secret", sorted(SECRETS))
@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_no_secret_is_written_anywhere(day: str, secret: str, request: pytest.FixtureRequest) -> None:
    ended: Ended = request.getfixturevalue(day)
    assert secret not in ended.screen
    found = [
        f"{file} ({how})"
        for file, content in files_below(*_written(ended))
        for how, written in encodings(secret).items()
        if written in content
    ]
    assert found == []


@pytest.mark.parametrize("day", ["finished", "interrupted"])
def test_no_full_number_is_written_anywhere(day: str, request: pytest.FixtureRequest) -> None:
    ended: Ended = request.getfixturevalue(day)
    found = {str(file): card_like_numbers(content) for file, content in files_below(*_written(ended))}
    assert {file: numbers for file, numbers in found.items() if numbers} == {}


def test_the_running_day_had_its_write_ahead_log_looked_at(interrupted: Ended) -> None:
    assert interrupted.home_while_running is not None
    names = {file.name for file, _ in files_below(interrupted.home_while_running)}
    assert {"tandem.db", "tandem.db-wal", "agent.log"} <= names


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_the_search_finds_base64_wherever_it_begins(before: str) -> None:
    written = base64.b64encode(f"{before}Tandem-1001 and more".encode())
    assert any(form in written for form in encodings("Tandem-1001").values())


def test_the_search_finds_full_numbers_and_no_counters() -> None:
    assert card_like_numbers(b'"6222021234567890128", 110101199003071233.') == [
        "6222021234567890128",
        "110101199003071233",
    ]
    assert card_like_numbers(b'"mono_ns":"4429282870627006","wall_us":"1795399200062732"') == []


def _written(ended: Ended) -> list[Path]:
    # Not the bank's own folder: a bank knows its passwords.
    places = [ended.folder / "home", ended.folder / "keyring"]
    return [*places, ended.home_while_running] if ended.home_while_running else places
