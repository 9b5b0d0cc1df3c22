"""`tandem journal sample` and `tandem journal week`."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE
from robot.domain.errors import StateConflict
from robot.domain.sample_views import LogCoverage, LogSample, SampleStratum, ShareLimits, TwoReviewers
from robot.reporting.sample_words import percent_down, percent_up, promise, proof
from tests.support.log_home import LogHome
from tests.support.reviewing import Sends
from tests.unit.terminal.conftest import ScriptedAgent, Tandem

Capture = pytest.CaptureFixture[str]
SAMPLE = LogSample(
    seq=1725,
    drawn_at=datetime(2026, 11, 23, 10, tzinfo=BANK_ZONE),
    person="lin",
    time_from=datetime(2026, 11, 13, tzinfo=BANK_ZONE),
    time_until=datetime(2026, 11, 24, tzinfo=BANK_ZONE),
    seed="1725:" + "ab" * 32,
    population=421,
    bad_share=0.01,
    detection=0.95049,
    strata=(SampleStratum(risk=0, of=421, drawn=186, looked_at=20, reviewed=12, bad=1),),
    seqs=(3, 7, 9),
    open=2,
)
PROVED = LogCoverage(
    sample=SAMPLE,
    detection_reached=0.1338,
    most_bad=0.0601,
    is_repeatable=True,
    blind=ShareLimits(found=4, of=6, low=0.2227, high=0.9568),
    agreement=TwoReviewers(both=40, agreed=37, kappa=0.361),
)


def test_a_draw_says_what_it_promises_and_where_it_waits(
    tandem: Tandem, agent: ScriptedAgent, capsys: Capture
) -> None:
    agent.answers["log_sample_draw"] = SAMPLE
    assert tandem("journal", "sample", "draw", "--until", "2026-11-23", "--days", "5") == 0
    said = capsys.readouterr().out
    assert "If 1% of the sends were bad" in said
    assert "at least 95.0%" in said
    assert "186 of 421 sends" in said
    assert "2 records wait" in said
    (verb, asked) = agent.asked[0]
    assert (verb, asked.model_dump()) == ("log_sample_draw", {"until": date(2026, 11, 23), "days": 5})
    assert tandem("journal", "sample", "draw", "--lang", "zh") == 0
    assert "如果 1% 的发送有问题，这份样本至少有 95.0% 的把握抽中一条" in capsys.readouterr().out


def test_what_is_shown_is_what_was_looked_at(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["log_coverage"] = PROVED
    assert tandem("journal", "sample", "show") == 0
    said = capsys.readouterr().out
    for part in ("at least 13.3%", "at most 6.1%", "4 of 6 (22.2% to 95.7%", "37 of 40", "0.36"):
        assert part in said, part
    assert tandem("journal", "sample", "show", "--json") == 0
    assert json.loads(capsys.readouterr().out)["sample"]["seq"] == 1725


def test_a_sample_that_is_none_proves_nothing(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["log_coverage"] = replace(PROVED, is_repeatable=False, detection_reached=0.0, most_bad=1.0)
    assert tandem("journal", "sample", "show") == 0
    assert "proves nothing" in capsys.readouterr().out
    agent.answers["log_coverage"] = replace(PROVED, sample=replace(SAMPLE, seq=-1))
    assert tandem("journal", "sample", "show") == 0
    assert "No sample was drawn yet" in capsys.readouterr().out


def test_a_refusal_is_one_sentence(tandem: Tandem, agent: ScriptedAgent, capsys: Capture) -> None:
    agent.answers["log_sample_draw"] = StateConflict("3 records still wait", code="log.sample_open", n="3")
    assert tandem("journal", "sample", "draw") != 0
    assert "3 records still wait" in capsys.readouterr().err


def test_what_is_promised_is_rounded_down_and_limits_up() -> None:
    assert (percent_down(0.94999), percent_up(0.0601)) == ("94.9%", "6.1%")
    assert (percent_down(0.95), percent_up(0.06)) == ("95.0%", "6.0%")
    assert "94.9%" in promise(replace(SAMPLE, detection=0.94999), "zh")
    assert "6.1%" in proof(PROVED, "zh")


@pytest.fixture
def log(home: Home) -> Iterator[LogHome]:
    made = LogHome(home.path)
    sends = Sends(made)
    sends.many(5)
    sends.checkpoint(anchored=True)
    yield made
    made.close()


def test_the_week_is_written_without_the_agent(
    tandem: Tandem, log: LogHome, home: Home, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browse(where: str) -> bool:
        opened.append(where)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    last = log.clock.now().date().isoformat()
    assert tandem("journal", "week", "--until", last, "--open") == 0
    path = home.reports / f"week-{last}.html"
    assert str(path) in capsys.readouterr().out.replace("\n", "")
    assert opened == [path.as_uri()]
    assert "日志复核周报" in path.read_text(encoding="utf-8")
    assert tandem("journal", "week", "--until", last, "--lang", "en") == 0
    assert "Weekly review of the log" in path.read_text(encoding="utf-8")


def test_a_red_week_ends_with_an_error(tandem: Tandem, log: LogHome, home: Home) -> None:
    Sends(log).send(50, reason="recipient.mismatch")
    assert tandem("journal", "week", "--until", log.clock.now().date().isoformat()) == 1
    assert list(Path(home.reports).iterdir())
