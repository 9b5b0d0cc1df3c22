from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from robot.agent.reviewer_desk import SESSION
from robot.agent.signing import SupervisorKey
from robot.agent.unmasking import unmask
from robot.domain.errors import InputRefused, NotPermitted
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import ReleaseRefused
from robot.governance.revocations import RevokedKey
from tests.support.builders import TODAY, HandClock
from tests.support.desk_line import LineDesk
from tests.unit.agent.test_release_in_use import Bank

BOSS, STRANGER = SigningKey.throw_away(), SigningKey.throw_away()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[LineDesk]:
    made = LineDesk(tmp_path / "home", HandClock())
    made.sign(supervisor=BOSS)
    await made.start()
    try:
        yield made
    finally:
        await made.power_off()


async def sealed_record(desk: LineDesk) -> int:
    journal = desk.engine.journal
    return await desk.engine.database.run(
        lambda db: journal.append(db, "test.made", {}, {"text": "王芳女士您好"})
    )


async def sign_in(desk: LineDesk, key: SigningKey = BOSS) -> None:
    reviewer = desk.engine.reviewer
    await reviewer.sign_in(SupervisorKey(key).sign_in(await reviewer.ask()))


async def test_the_rm_whose_log_it_is_opens_nothing(desk: LineDesk) -> None:
    seq = await sealed_record(desk)
    with pytest.raises(NotPermitted, match="neither reviewer nor supervisor"):
        await unmask(desk.engine, seq, "just looking")
    assert "record.unmasked" not in desk.journalled()


async def test_a_reviewer_with_a_key_does_and_both_stand_in_the_log(desk: LineDesk) -> None:
    seq = await sealed_record(desk)
    await sign_in(desk)
    opened = await unmask(desk.engine, seq, "客户投诉")
    assert opened.facts == {"text": "王芳女士您好"}
    assert [kind for kind in desk.journalled() if kind in {"log.signed_in", "record.unmasked"}] == [
        "log.signed_in",
        "record.unmasked",
    ]


async def test_a_session_ends_by_itself_also_when_the_clock_is_set_back(desk: LineDesk) -> None:
    await sign_in(desk)
    desk.clock.forward(seconds=SESSION.total_seconds() - 1)
    await desk.engine.reviewer.here()
    desk.clock.forward(seconds=2)
    with pytest.raises(NotPermitted):
        await desk.engine.reviewer.here()


async def test_signing_out_ends_it_at_once(desk: LineDesk) -> None:
    await sign_in(desk)
    await desk.engine.reviewer.sign_out()
    with pytest.raises(NotPermitted):
        await desk.engine.reviewer.here()


async def test_a_signature_is_good_once(desk: LineDesk) -> None:
    reviewer = desk.engine.reviewer
    signature = SupervisorKey(BOSS).sign_in(await reviewer.ask())
    await reviewer.sign_in(signature)
    await reviewer.sign_out()
    with pytest.raises(NotPermitted, match="ask for a sign-in first"):
        await reviewer.sign_in(signature)
    await reviewer.ask()
    with pytest.raises(ReleaseRefused):
        await reviewer.sign_in(signature)


async def test_an_old_answer_is_refused(desk: LineDesk) -> None:
    reviewer = desk.engine.reviewer
    signature = SupervisorKey(BOSS).sign_in(await reviewer.ask())
    desk.clock.forward(minutes=6)
    with pytest.raises(ReleaseRefused):
        await reviewer.sign_in(signature)


async def test_a_key_of_nobody_is_refused_by_front_and_agent(desk: LineDesk) -> None:
    reviewer = desk.engine.reviewer
    question = await reviewer.ask()
    with pytest.raises(InputRefused, match="no reviewer's"):
        SupervisorKey(STRANGER).sign_in(question)
    lying = replace(question, signers={STRANGER.public.fingerprint: "demo-supervisor"})
    with pytest.raises(ReleaseRefused):
        await reviewer.sign_in(SupervisorKey(STRANGER).sign_in(lying))
    assert "log.signed_in" not in desk.journalled()


async def test_a_session_ends_when_its_key_is_revoked(tmp_path: Path) -> None:
    bank = Bank(tmp_path)
    bank.house.keys["re.viewer"] = BOSS
    bank.house.people.append(bank.house.person("re.viewer", "reviewer"))
    bank.house.install_roles()
    bank.install()
    await bank.desk.start()
    try:
        await sign_in(bank.desk)
        assert (await bank.desk.engine.reviewer.here()).by == "re.viewer"
        revoked = RevokedKey(fingerprint=BOSS.public.fingerprint, reason="lost", on=TODAY)
        bank.house.install_revocations(keys=(revoked,))
        with pytest.raises(NotPermitted):
            await bank.desk.engine.reviewer.here()
    finally:
        await bank.desk.power_off()
