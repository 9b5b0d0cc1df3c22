"""A supervisor's word on one text: signed by the right key, for that text, and never on one's own words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from robot.governance.memory import ForgetfulMemory
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.review_decisions import (
    DecidedBy,
    ReviewDecision,
    decided_by,
    read_decision,
    sign_decision,
    supervisors,
    text_hash,
)
from robot.governance.revocations import RevokedKey
from robot.governance.roles import Role
from robot.governance.signatures import Purpose, Side, sign
from robot.governance.trust import Authority, read_authority
from tests.unit.governance.house import NOW, SPAN, TODAY, House

BOSS = "bo.supervisor"


@pytest.fixture
def bank(house: House) -> House:
    """A bank with a supervisor and an RM in the role document."""
    house.people.append(house.person(BOSS, "supervisor"))
    house.people.append(house.person("li.ming", "operator", accounts=["1001", "liming"]))
    house.install_roles()
    return house


def authority(bank: House) -> Authority:
    return read_authority(bank.trust, ForgetfulMemory(), TODAY)


def decision(**changes: Any) -> ReviewDecision:
    usual: dict[str, Any] = {
        "review": 3,
        "nonce": "ab" * 16,
        "subject": "cd" * 32,
        "text": text_hash("王女士，您好"),
        "decision": "approved",
        "comment": "可以",
    }
    return ReviewDecision.model_validate({**usual, **changes})


def taken(bank: House, made: ReviewDecision | None = None, **how: Any) -> DecidedBy:
    about = made or decision()
    signature = sign_decision(
        about,
        how.get("key", bank.keys[BOSS]),
        person=how.get("person", BOSS),
        signed_at=how.get("at", NOW),
    )
    return decided_by(
        how.get("content", about.encode()),
        signature.encode(),
        authority(bank),
        how.get("day", TODAY),
        writers=how.get("writers", {"1001", "liming"}),
    )


def refused(bank: House, **how: Any) -> str:
    with pytest.raises(ReleaseRefused) as caught:
        taken(bank, **how)
    return caught.value.code


def test_a_supervisors_word_is_known_by_the_role_document(bank: House) -> None:
    by = taken(bank)
    assert (by.person.id, by.decision, by.key.fingerprint) == (
        BOSS,
        decision(),
        bank.keys[BOSS].public.fingerprint,
    )
    assert supervisors(authority(bank), TODAY) == {bank.keys[BOSS].public.fingerprint: BOSS}


@pytest.mark.parametrize(
    "changed",
    [
        {"review": 4},
        {"nonce": "ba" * 16},
        {"subject": "dc" * 32},
        {"text": text_hash("王女士，您好。")},
        {"decision": "rejected"},
        {"comment": "可 以"},
    ],
)
def test_one_changed_word_makes_the_signature_fit_no_more(bank: House, changed: dict[str, Any]) -> None:
    assert refused(bank, content=decision(**changed).encode()) == Refusal.SIGNATURE_BAD


@pytest.mark.parametrize("who", ["an.author", "co.compliance", "ou.operator", "re.reviewer", "shi.signer"])
def test_no_other_role_decides(bank: House, who: str) -> None:
    assert refused(bank, key=bank.keys[who], person=who) == Refusal.ROLE_MISSING


def test_a_strangers_key_and_a_borrowed_name_are_refused(bank: House) -> None:
    assert refused(bank, key=SigningKey.throw_away()) == Refusal.KEY_UNKNOWN
    assert refused(bank, person="an.author") == Refusal.SIGNATURE_BAD


def test_nobody_decides_on_words_of_their_own(bank: House) -> None:
    bank.change(BOSS, accounts=["1002", "boss"])
    # Windows knows an account in any capitals.
    for own in ("1002", "boss", BOSS, "Boss", BOSS.upper()):
        assert refused(bank, writers={"1001", own}) == Refusal.ONE_PERSON
    assert taken(bank, writers={"1001"}).person.id == BOSS


def test_a_signature_for_another_kind_of_document_is_none(bank: House) -> None:
    about = decision()
    for purpose, side in ((Purpose.RELEASE, Side.SUPERVISOR), (Purpose.REVIEW, Side.COMPLIANCE)):
        made = sign(about.encode(), purpose, side, person=BOSS, key=bank.keys[BOSS], signed_at=NOW)
        with pytest.raises(ReleaseRefused) as caught:
            decided_by(about.encode(), made.encode(), authority(bank), TODAY, writers=set())
        assert caught.value.code == Refusal.SIGNATURE_BAD


def test_role_and_key_hold_when_signing_and_today(bank: House) -> None:
    later = TODAY + timedelta(days=3650)
    assert refused(bank, day=later) == Refusal.ROLE_EXPIRED
    assert refused(bank, at=NOW - timedelta(days=3650)) == Refusal.ROLE_EXPIRED
    bank.change(BOSS, keys=[{**bank.person(BOSS)["keys"][0], "until": "2026-03-01"}])
    assert refused(bank) == Refusal.KEY_EXPIRED
    assert supervisors(authority(bank), TODAY) == {}


def test_a_revoked_key_decides_nothing(bank: House) -> None:
    fingerprint = bank.keys[BOSS].public.fingerprint
    bank.install_revocations(keys=(RevokedKey(fingerprint=fingerprint, reason="lost", on=TODAY),))
    assert refused(bank) == Refusal.KEY_REVOKED
    assert supervisors(authority(bank), TODAY) == {}


def test_a_decision_has_one_spelling(bank: House) -> None:
    content = decision().encode()
    assert read_decision(content) == decision()
    assert refused(bank, content=b" " + content) == Refusal.MALFORMED
    assert (
        refused(bank, content=content.replace(b'"review":3', b'"review":3,"review":3')) == Refusal.MALFORMED
    )


def test_nobody_is_operator_and_supervisor(house: House) -> None:
    house.people.append(house.person("both", "operator", "supervisor"))
    house.install_roles()
    with pytest.raises(ReleaseRefused) as caught:
        authority(house)
    assert caught.value.code == Refusal.ROLES_CONFLICT
    one_after_the_other = [
        {"role": Role.OPERATOR, "from": "2026-01-01", "until": "2026-05-31"},
        {"role": Role.SUPERVISOR, **SPAN, "from": "2026-06-01"},
    ]
    house.change("both", roles=one_after_the_other)
    assert list(supervisors(authority(house), TODAY).values()) == ["both"]
