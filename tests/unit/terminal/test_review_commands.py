"""`tandem review`: the queue and one text as plain text, and decisions signed with the supervisor's key."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from robot.domain.errors import StateConflict
from robot.domain.review_views import ReviewCard, ReviewDecided, ReviewFinding, ReviewList
from robot.domain.views import Done
from robot.governance.keys import PublicKey
from robot.governance.private_keys import new_key
from robot.governance.review_decisions import ReviewDecision, text_hash
from robot.governance.signatures import Signature
from robot.terminal.review_commands import marked
from tests.ui.fake_reviews import make_reviews
from tests.unit.terminal.conftest import ScriptedAgent, Tandem
from tests.unit.terminal.fronts import HOSTILE_NAMES, NOW

PASSPHRASE = "long enough for a test"
CARD = make_reviews()[-1]


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, PublicKey]:
    """A supervisor's key file; the passphrase comes on standard input."""
    path = tmp_path / "supervisor.key"
    public = new_key(path, PASSPHRASE)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    return path, public


def listed(**changes: object) -> ReviewList:
    usual = ReviewList(rows=(CARD.row,), states={"open": 1}, kinds={"hand_typed": 1}, signers={})
    return replace(usual, **changes)  # type: ignore[arg-type]  # fields of the view


def decided(card: ReviewCard, state: str) -> ReviewCard:
    made = ReviewDecided(state=state, comment="", person="zhou.min", name="周敏", key="5f" * 32, at=NOW)
    return replace(card, row=replace(card.row, state=state, decided_by="周敏"), decisions=(made,))


def test_the_queue_is_listed_and_filtered(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["reviews"] = listed(read_only_why="review.no_supervisor")
    assert tandem("review", "list") == 0
    told = capsys.readouterr().out
    for part in ("Read only", "王*", "words.guarantee", "typed by hand", "1 open"):
        assert part in told
    assert tandem("review", "list", "--state", "all", "--kind", "held_text") == 0
    assert [request.model_dump() for _, request in agent.asked] == [
        {"state": "waiting", "kind": "", "limit": 500},
        {"state": "", "kind": "held_text", "limit": 500},
    ]


def test_one_review_is_shown_whole_with_its_places_marked(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful = replace(decided(CARD, "approved").decisions[0], doubt="release.key_revoked")
    agent.answers["review"] = replace(CARD, decisions=(doubtful,))
    assert tandem("review", "show", "6") == 0
    told = capsys.readouterr().out
    for part in (
        "【保本保息】，【比存定期强】多了",
        "银发〔2019〕316号",
        "approved wording: 历史业绩不预示未来表现",
        "customer: 这个理财会不会亏啊",
        "NOT PROVED: release.key_revoked",
    ):
        assert part in told
    assert tandem("review", "show", "6", "--json") == 0
    assert json.loads(capsys.readouterr().out)["text"] == CARD.text


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_a_text_from_outside_is_shown_as_it_is(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    clean = text.encode("utf-8", "replace").decode()
    agent.answers["review"] = replace(CARD, text=clean, findings=())
    assert tandem("review", "show", "6") == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_places_that_touch_or_hold_one_another_are_marked(tmp_path: Path) -> None:
    def at(start: int, end: int) -> ReviewFinding:
        return ReviewFinding(
            rule="r", verdict="block", start=start, end=end, why="", source="", replacement=""
        )

    assert marked("甲乙丙丁", (at(0, 2), at(2, 4))).plain == "【甲乙】【丙丁】"
    assert marked("甲乙丙丁", (at(0, 4), at(1, 2))).plain == "【甲【乙】丙丁】"
    assert marked("甲乙", (at(1, 1),)).plain == "甲乙"


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("approve", "approved"),
        ("reject", "rejected"),
        ("false-alarm", "false_alarm"),
        ("escalate", "escalated"),
    ],
)
def test_a_decision_is_signed_over_the_text_that_is_shown(
    agent: ScriptedAgent,
    tandem: Tandem,
    capsys: pytest.CaptureFixture[str],
    key: tuple[Path, PublicKey],
    verb: str,
    state: str,
) -> None:
    path, public = key
    agent.answers |= {
        "reviews": listed(signers={public.fingerprint: "zhou.min"}),
        "review": CARD,
        "review_decide": decided(CARD, state),
    }
    assert tandem("review", verb, "6", "--key", str(path), "--comment", "看过") == 0
    request = agent.asked[-1][1].model_dump()
    assert (request["review"], request["decision"], request["comment"]) == (6, state, "看过")
    about = ReviewDecision.model_validate(
        {
            "review": 6,
            "nonce": CARD.nonce,
            "subject": CARD.subject,
            "text": text_hash(CARD.text),
            "decision": state,
            "comment": "看过",
        }
    )
    assert Signature.model_validate_json(request["signature"]).fits(public, about.encode())
    told = capsys.readouterr().out
    assert f"{state}, signed by 周敏" in told
    assert CARD.text[:4] in told
    assert PASSPHRASE not in str(agent.asked)


def test_without_a_key_the_queue_is_only_read(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str], key: tuple[Path, PublicKey]
) -> None:
    assert tandem("review", "approve", "6") == 2
    assert "can only be read" in capsys.readouterr().err
    agent.answers |= {"reviews": listed(read_only_why="release.trust_missing"), "review": CARD}
    assert tandem("review", "approve", "6", "--key", str(key[0])) == 2
    assert "nothing was decided" in capsys.readouterr().err
    agent.answers["reviews"] = listed(signers={"ab" * 32: "somebody.else"})
    assert tandem("review", "approve", "6", "--key", str(key[0])) == 2
    assert "no supervisor's" in capsys.readouterr().err
    assert "review_decide" not in [verb for verb, _ in agent.asked]


def test_a_text_is_sent_for_review(
    agent: ScriptedAgent, tandem: Tandem, capsys: pytest.CaptureFixture[str]
) -> None:
    agent.answers["review_send"] = Done(task_id="T1", detail="9")
    assert tandem("review", "send", "T1", "--slot", "wish=平安=顺遂", "--comment", "请看") == 0
    assert agent.asked[0][1].model_dump() == {
        "task_id": "T1",
        "variant": "",
        "free_slots": {"wish": "平安=顺遂"},
        "comment": "请看",
    }
    assert "Review 9" in capsys.readouterr().out
    assert tandem("review", "send", "T1", "--slot", "wish") == 2
    agent.answers["review_send"] = StateConflict("the words need no review", code="review.not_needed")
    assert tandem("review", "send", "T1") == 2
