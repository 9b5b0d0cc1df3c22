"""`tandem` against the real socket: exit codes, sentences, and secrets that stay secret."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.domain.errors import StateConflict
from robot.domain.views import AccountRow, Done, PullResult, QueueRow, ReleaseView
from robot.execution.stop import StopSwitch
from tests.unit.terminal.conftest import ScriptedAgent, Tandem
from tests.unit.terminal.fronts import HOSTILE_NAMES, NOW, make_row, make_run, make_status

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "verb", [["status"], ["tasks"], ["pull"], ["run"], ["reconcile"], ["accounts", "list"]]
)
def test_without_an_agent_the_code_is_3_and_the_sentence_helps(
    tandem: Tandem, capsys: Capture, verb: list[str]
) -> None:
    assert tandem(*verb) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "start it with `tandem agent`" in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_an_error_of_the_agent_is_one_sentence_and_code_2(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    agent.answers["run"] = StateConflict("a run is under way already; it was left alone")
    assert tandem("run") == 2
    said = capsys.readouterr()
    assert said.err == "a run is under way already; it was left alone\n"


def test_stop_works_without_an_agent_and_is_lifted_again(tandem: Tandem, home: Home, capsys: Capture) -> None:
    assert tandem("stop", "--reason", "客户投诉") == 0
    note = StopSwitch(home.stop_file).note(NOW)
    assert note is not None
    assert note.reason == "", "what somebody typed lies nowhere in the clear"
    assert "客户投诉" not in home.stop_file.read_text(encoding="utf-8")
    assert home.path.stat().st_mode & 0o077 == 0
    assert tandem("status") == 3
    assert "STOPPED by" in capsys.readouterr().err
    assert tandem("stop", "--lift") == 0
    assert not StopSwitch(home.stop_file).is_engaged


def test_stop_tells_the_agent(tandem: Tandem, agent: ScriptedAgent, home: Home, capsys: Capture) -> None:
    agent.answers["stop"] = Done()
    assert tandem("stop") == 0
    assert "The agent has stopped." in capsys.readouterr().out
    assert StopSwitch(home.stop_file).is_engaged


def test_stop_does_not_wait_for_a_hung_agent(
    tandem: Tandem, agent: ScriptedAgent, home: Home, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    def hang(_request: object) -> Done:
        assert StopSwitch(home.stop_file).is_engaged
        let_go.wait(30)
        return Done()

    agent.answers["stop"] = hang
    monkeypatch.setattr("robot.terminal.stopping.stop.__kwdefaults__", {"timeout_s": 0.2})
    try:
        assert tandem("stop") == 0
    finally:
        let_go.set()
    assert "does not answer" in capsys.readouterr().out


def test_stop_says_so_when_nothing_stopped(tandem: Tandem, home: Home, capsys: Capture) -> None:
    home.path.write_text("in the way")
    assert tandem("stop") == 2
    assert "NOT STOPPED" in capsys.readouterr().err


def test_a_stop_is_lifted_by_the_agent(tandem: Tandem, agent: ScriptedAgent) -> None:
    agent.answers["release_stop"] = Done()
    assert tandem("stop", "--lift") == 0
    assert [verb for verb, _ in agent.asked] == ["release_stop"]


def test_whoever_looks_for_help_with_releases_lifts_no_stop(
    tandem: Tandem, agent: ScriptedAgent, home: Home, capsys: Capture
) -> None:
    agent.answers |= {"stop": Done(), "release_stop": Done()}
    assert tandem("stop") == 0
    tandem("release")
    assert "verify" in capsys.readouterr().out
    assert tandem("stop", "--lift", "--now") == 2
    assert StopSwitch(home.stop_file).is_engaged
    assert [verb for verb, _ in agent.asked] == ["stop"]


@pytest.mark.parametrize(("unknown", "code"), [(0, 0), (1, 1)])
def test_run_follows_to_the_end(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, unknown: int, code: int
) -> None:
    ended = make_run(
        state="ended", ended_at=NOW, by_outcome={"confirmed": 59, "unknown": unknown}, awaiting=0
    )
    states = [make_status(make_run()), make_status(ended, revision=8)]
    agent.answers |= {"run": make_run(), "watch": lambda _request: states.pop(0)}
    assert tandem("run", "--limit", "60") == code
    said = capsys.readouterr().out
    assert "ended" in said
    assert states == []
    assert getattr(agent.asked[0][1], "limit", None) == 60


def test_run_as_json_prints_only_the_end(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    ended = make_run(state="ended", ended_at=NOW)
    agent.answers |= {"run": make_run(), "watch": make_status(ended)}
    assert tandem("run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "ended"


def test_leaving_the_view_leaves_the_run_alone(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers |= {"run": make_run(), "watch": make_status(make_run())}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("robot.terminal.progress.RunDisplay.update", _leave)
        assert tandem("run") == 130
    assert "the robot goes on" in capsys.readouterr().err
    assert "stop" not in [verb for verb, _ in agent.asked]


def _leave(*_arguments: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_shown_and_obeyed_by_nobody(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, name: str
) -> None:
    # A lone surrogate cannot cross the socket.
    sent = name.encode("utf-8", "replace").decode()
    agent.answers["tasks"] = (make_row(sent, reason=sent),)
    assert tandem("tasks") == 0
    shown = capsys.readouterr().out
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\r"}
    if sent.startswith("["):
        assert "[bold red]王[/]" in shown
    assert tandem("tasks", "--json") == 0
    raw = capsys.readouterr().out
    assert raw.isascii()
    assert json.loads(raw)[0]["name"] == sent


def test_a_list_is_pulled_by_its_full_path(
    tandem: Tandem, agent: ScriptedAgent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    agent.answers["pull"] = PullResult(
        source="list.csv",
        added=3,
        updated=0,
        unchanged=1,
        kept=0,
        set_aside=1,
        set_aside_reasons=("line 2: [x]",),
    )
    monkeypatch.chdir(tmp_path)
    assert tandem("pull", "list.csv") == 0
    assert getattr(agent.asked[0][1], "path", None) == str(tmp_path / "list.csv")
    said = capsys.readouterr().out
    assert "3 added" in said
    assert "line 2: [x]" in said


def test_a_secret_comes_from_standard_input_and_is_never_shown(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent.answers["account_set"] = Done()
    monkeypatch.setattr(sys, "stdin", io.StringIO(" s3cret with blanks \n"))
    assert tandem("accounts", "set", "wecom", "rm0001", "--purpose", "witness") == 0
    request = agent.asked[0][1]
    assert getattr(request, "secret", None) == " s3cret with blanks "
    assert getattr(request, "purpose", None) == "witness"
    said = capsys.readouterr()
    assert "s3cret" not in said.out + said.err


def test_no_secret_changes_nothing(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert tandem("accounts", "set", "wecom", "rm0001") == 2
    assert agent.asked == []
    assert "left as it was" in capsys.readouterr().err


def test_a_secret_is_no_argument(tandem: Tandem) -> None:
    assert tandem("accounts", "set", "wecom", "rm0001", "s3cret") == 2


@pytest.mark.parametrize(("result", "code"), [("ok", 0), ("site.login_needed", 1)])
def test_an_account_is_tried(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture, result: str, code: int
) -> None:
    row = AccountRow(
        site="wecom",
        site_title="企业微信",
        origin="http://127.0.0.1",
        purpose="robot",
        username="rm0001",
        has_secret=True,
        tested_at=NOW,
        test_result=result,
    )
    agent.answers |= {
        "account_test": row,
        "accounts": (row, replace(row, has_secret=False)),
        "account_delete": Done(),
    }
    assert tandem("accounts", "test", "wecom") == code
    assert tandem("accounts", "list") == 0
    assert tandem("accounts", "delete", "wecom") == 0
    assert "missing" in capsys.readouterr().out


def test_reconcile_says_what_came_of_it(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["reconcile"] = Done(detail="2 settled")
    assert tandem("reconcile") == 0
    assert "2 settled" in capsys.readouterr().out


def test_status_is_printed_for_people_and_machines(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    agent.answers["status"] = make_status(make_run(), stopped_sites=("wecom",), time_source="simulated")
    assert tandem("status") == 0
    said = capsys.readouterr().out
    assert "SIMULATED TIME" in said
    assert "tandem reconcile" in said
    assert tandem("status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["revision"] == 7


def test_without_a_verb_the_window_starts(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def execute(_program: str, command: list[str]) -> None:
        started.append(command)
        raise SystemExit(0)

    monkeypatch.setattr(os, "execv", execute)
    assert tandem() == 0
    assert started == [[sys.executable, "-m", "ui"]]


def test_queue_rows_are_what_the_machine_reads(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    rows: tuple[QueueRow, ...] = (
        make_row("王芳", outcome="unknown", outcome_reason="effect.doubled", state="ended"),
    )
    agent.answers["tasks"] = rows
    assert tandem("tasks") == 0
    assert "the site holds the message twice" in capsys.readouterr().out


def test_status_names_the_release_and_why_nothing_is_sent(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    good = ReleaseView(
        release_id="r7",
        version=7,
        expires_on=date(2026, 12, 31),
        manifest="5f3a90c1d2e4b687",
        refusal="",
        said="",
        is_throwaway=False,
    )
    agent.answers["status"] = make_status(None, release=good)
    assert tandem("status") == 0
    said = capsys.readouterr().out
    assert "release r7, version 7, 5f3a90c1d2e4b687, until 2026-12-31, 38 days left" in said
    assert "NOTHING IS SENT" not in said
    revoked = replace(good, refusal="release.revoked", said="version 7 was revoked: install the next one")
    agent.answers["status"] = make_status(None, release=revoked)
    assert tandem("status") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "NOTHING IS SENT (release.revoked): version 7 was revoked: install the next one" in said
