"""Nothing is sent with a release that is not good at that very moment; all else goes on."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from robot.agent import protocol, release_desk
from robot.agent.intake import Intake
from robot.agent.verbs.setup import SetupVerbs
from robot.domain.clock import business_date
from robot.domain.errors import InputRefused
from robot.domain.outcome import Reason
from robot.domain.task import TaskState
from robot.governance import Refusal, ReleaseRefused, Role, Side, TrustPlace
from robot.governance.building import collect
from robot.governance.revocations import RevokedVersion
from robot.policy.rules import permit_release
from tests.support.builders import HandClock, task
from tests.support.desk_line import LineDesk
from tests.unit.governance.house import TODAY, House

RESOURCES = Path(__file__).parents[3] / "resources"
#: A file of the release that no task of these tests uses: every byte counts, not only those in use.
ELSEWHERE = "talktracks/festival/pack.yaml"
POLICY = "policy/policy.yaml"
Break = Callable[["Bank"], object]


class Bank:
    """A bank that signs, and one of its workstations with a chat in memory."""

    def __init__(self, path: Path) -> None:
        self.house = House(path)
        self.house.install_roles()
        self.files = collect(RESOURCES, ["policy/policy.yaml"])
        self.files[POLICY] = self.files.pop("policy/demo.yaml")
        trust = TrustPlace(folder=self.house.trust, is_throwaway=True)
        self.desk = LineDesk(path / "home", HandClock(), trust)

    @property
    def folder(self) -> Path:
        return self.desk.home.path / "release"

    def install(self, **facts: Any) -> None:
        """A good release, in place of what lies there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.desk.home.path.mkdir(parents=True, exist_ok=True)
        made = self.house.signed(f"made-{facts.get('version', 7)}", files=dict(self.files), **facts)
        made.rename(self.folder)

    def flip(self, path: str = ELSEWHERE) -> Callable[[], None]:
        """Change one bit of a file; returns what sets it right again."""
        file = self.folder / path
        before = file.read_bytes()
        file.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])

        def mend() -> None:
            file.write_bytes(before)

        return mend

    def change_policy(self, **changes: Any) -> None:
        self.files[POLICY] = yaml.safe_dump(yaml.safe_load(self.files[POLICY]) | changes).encode()

    def revoke(self, version: int = 7) -> None:
        revoked = RevokedVersion(version=version, reason="a wrong rate", on=TODAY)
        self.house.install_revocations(versions=(revoked,))

    async def approve(self, number: int = 1) -> None:
        await self.desk.engine.intents.approve(task(number).task_id, variant="", free_slots={}, hold_s=0)

    def refusals(self) -> list[str]:
        """Codes that the journal holds, in their order."""
        rows = self.desk.query(
            "SELECT json_extract(CAST(payload AS TEXT), '$.code') FROM journal WHERE"
            " json_extract(CAST(header AS TEXT), '$.type') = 'release.refused' ORDER BY seq"
        )
        return [code for (code,) in rows]

    def decided_on(self) -> set[str]:
        """Manifests that decisions on tasks were made with, as the journal has them."""
        rows = self.desk.query(
            "SELECT json_extract(CAST(payload AS TEXT), '$.facts.release') FROM journal WHERE"
            " json_extract(CAST(header AS TEXT), '$.type') = 'task.begun'"
        )
        return {name for (name,) in rows}


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setattr(release_desk, "LOOK_S", 0.02)
    return Bank(tmp_path)


@pytest.fixture
async def desk(bank: Bank) -> AsyncIterator[LineDesk]:
    """An agent that runs with a good release."""
    bank.install()
    await bank.desk.start()
    try:
        yield bank.desk
    finally:
        await bank.desk.power_off()


def once(act: Callable[[], object]) -> Callable[[], Awaitable[None]]:
    """Done at the first step of that kind, and not again."""
    left = [act]

    async def hook() -> None:
        if left:
            left.pop()()

    return hook


def one_task_of(desk: LineDesk) -> tuple[str, str]:
    (ending,) = desk.outcomes().values()
    return ending


# --- in use ------------------------------------------------------------------------------------------------


async def test_a_good_release_is_named_in_what_was_decided_with_it(bank: Bank, desk: LineDesk) -> None:
    await desk.run([task(1)])
    await desk.run_ended()
    held = desk.engine.live.release
    assert held is not None
    assert desk.server.effects == 1
    assert bank.decided_on() == {held.manifest_sha256[:16]}
    shown = (await desk.status()).release
    assert shown is not None
    assert (shown.release_id, shown.version, shown.refusal) == ("r7", 7, "")
    assert (shown.expires_on, shown.is_throwaway) == (date(2026, 12, 31), True)
    assert bank.refusals() == []


@pytest.mark.parametrize("step", ["judgement", "open", "fill", "recheck"])
async def test_one_flipped_bit_between_approval_and_click_sends_nothing(
    bank: Bank, desk: LineDesk, step: str
) -> None:
    await desk.take([task(1)])
    if step == "judgement":
        desk.engine.settlement.first_look_done.clear()
        await bank.approve()
        bank.flip()
        desk.engine.settlement.first_look_done.set()
    else:
        # From here on nobody looks but the send path itself.
        desk.engine.channel.hooks[step] = once(bank.flip)
        await bank.approve()
    await desk.until(lambda: one_task_of(desk)[0] == "cancelled")
    assert one_task_of(desk) == ("cancelled", permit_release.ID)
    assert desk.server.effects == 0
    assert desk.engine.channel.left_in_composers == []
    assert set(desk.ledger().values()) <= {"absent"}
    assert bank.refusals() == [Refusal.ALTERED]
    (waiting,) = [item for item in (await desk.status()).attention if item.kind == "release"]
    assert waiting.reason == Refusal.ALTERED
    with pytest.raises(ReleaseRefused) as refused:
        await bank.approve()
    assert refused.value.code == Refusal.ALTERED


async def test_what_waits_goes_on_once_the_signed_bytes_lie_there_again(bank: Bank, desk: LineDesk) -> None:
    mend: list[Callable[[], None]] = []
    desk.engine.channel.hooks["recheck"] = once(lambda: mend.append(bank.flip()))
    await desk.run([task(1), task(2)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(permit_release.ID))
    assert desk.server.effects == 0
    assert [wait.reason for wait in (await desk.status()).waits] == [permit_release.ID]
    mend[0]()
    await desk.run_ended()
    assert desk.server.effects == 2
    assert {outcome for outcome, _ in desk.outcomes().values()} == {"confirmed"}
    assert "release.good" in desk.journalled()
    assert (await desk.status()).attention == ()


async def test_a_revocation_that_is_installed_during_a_run_ends_its_sending(
    bank: Bank, desk: LineDesk
) -> None:
    desk.engine.channel.hooks["echo"] = once(bank.revoke)
    await desk.run([task(1), task(2), task(3)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(permit_release.ID))
    await desk.until(lambda: desk.ledger() == {task(1).task_id: "confirmed"})
    assert desk.server.effects == 1
    assert bank.refusals() == [Refusal.REVOKED]
    with pytest.raises(ReleaseRefused) as refused:
        await bank.approve(2)
    assert refused.value.code == Refusal.REVOKED


async def test_the_next_release_wants_a_restart_and_then_the_run_goes_on(bank: Bank, desk: LineDesk) -> None:
    desk.engine.channel.hooks["echo"] = once(lambda: bank.install(version=8, release_id="r8"))
    await desk.run([task(1), task(2)])
    await desk.until(lambda: desk.engine.gate.is_closed_by(permit_release.ID))
    await desk.until(lambda: desk.ledger() == {task(1).task_id: "confirmed"})
    shown = (await desk.status()).release
    assert shown is not None
    assert (shown.version, shown.refusal) == (7, Refusal.ALTERED)
    assert "restart the agent to use it" in shown.said
    await desk.power_off()
    await desk.start()
    await desk.run_ended()
    assert desk.server.effects == 2
    assert len(bank.decided_on()) == 2
    assert desk.journalled().count("release.accepted") == 2


async def test_a_run_over_midnight_ends_with_the_releases_last_day(bank: Bank) -> None:
    bank.change_policy(quiet_hours={"allowed_from": "00:00", "allowed_until": "23:59"})
    bank.install(expires_on=TODAY)
    desk = bank.desk
    desk.clock.forward(hours=13, minutes=52)
    await desk.start()
    opened: list[int] = []

    async def midnight_comes() -> None:
        opened.append(1)
        if len(opened) == 2:
            desk.clock.forward(minutes=4)

    desk.engine.channel.hooks["fill"] = midnight_comes
    try:
        await desk.run([task(1), task(2), task(3)])
        await desk.run_ended()
        assert business_date(desk.clock.now()) == TODAY + timedelta(days=1)
        assert desk.server.effects == 1
        assert bank.refusals() == [Refusal.EXPIRED]
        assert desk.outcomes()[task(2).task_id] == ("cancelled", Reason.WINDOW_CLOSED)
        assert desk.outcomes()[task(3).task_id] == ("cancelled", Reason.WINDOW_CLOSED)
    finally:
        await desk.power_off()


# --- at the start ------------------------------------------------------------------------------------------


async def test_an_agent_with_an_expired_release_settles_what_is_unknown_and_sends_nothing(bank: Bank) -> None:
    bank.install(expires_on=TODAY)
    desk = bank.desk
    desk.hidden = {task(1).customer.recipient.external_id}
    await desk.start()
    await desk.run([task(1)])
    await desk.until(lambda: one_task_of(desk)[0] == "unknown")
    await desk.power_off()

    desk.hidden = set()
    desk.clock.forward(days=1)
    await desk.start()
    try:
        assert desk.ledger() == {task(1).task_id: "confirmed"}
        assert one_task_of(desk)[0] == "confirmed"
        assert desk.server.effects == 1
        assert bank.refusals() == [Refusal.EXPIRED]
        tomorrow = task(2, business_date=TODAY + timedelta(days=1))
        await desk.take([tomorrow], "bb")
        with pytest.raises(ReleaseRefused):
            await desk.run()
        with pytest.raises(ReleaseRefused) as refused:
            await bank.approve(2)
        assert refused.value.code == Refusal.EXPIRED
        assert (await desk.engine.tasks.get(tomorrow.task_id)).state is TaskState.READY
        assert desk.server.effects == 1
    finally:
        await desk.power_off()


async def test_an_agent_that_finds_an_older_release_sends_nothing_with_it(bank: Bank, desk: LineDesk) -> None:
    await desk.power_off()
    bank.install(version=6, release_id="r6")
    await desk.start()
    assert bank.refusals() == [Refusal.OLDER]
    await desk.take([task(1)])
    with pytest.raises(ReleaseRefused) as refused:
        await desk.run()
    assert refused.value.code == Refusal.OLDER
    assert desk.server.effects == 0


def _unsigned(bank: Bank) -> None:
    (bank.folder / "signatures/compliance.sig.json").unlink()


def _self_signed(bank: Bank) -> None:
    bank.house.forge(bank.folder, Side.COMPLIANCE, "an.author", name=Side.COMPLIANCE)


def _absent(bank: Bank) -> None:
    shutil.rmtree(bank.folder)


def _without_trust(bank: Bank) -> None:
    shutil.rmtree(bank.house.trust)


def _nonsense(bank: Bank) -> None:
    bank.files[POLICY] = b"version: [\n"
    bank.install(version=8, release_id="r8")


def _without_the_site(bank: Bank) -> None:
    del bank.files["profiles/wecom-demo.yaml"]
    bank.install(version=8, release_id="r8")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (Bank.flip, Refusal.ALTERED),
        (_unsigned, Refusal.UNSIGNED),
        (_self_signed, Refusal.ONE_PERSON),
        (_absent, Refusal.NOT_FOUND),
        (_without_trust, Refusal.TRUST_MISSING),
        (_nonsense, Refusal.MALFORMED),
        (_without_the_site, Refusal.NOT_FOUND),
    ],
)
async def test_an_agent_starts_without_using_a_byte_that_it_cannot_trust(
    bank: Bank, broken: Break, code: str
) -> None:
    bank.install()
    broken(bank)
    desk = bank.desk
    engine = await desk.start()
    try:
        assert engine.live.release is None
        assert (engine.profiles, engine.library.ids, engine.policy.unattended_exemptions) == ({}, (), ())
        assert bank.refusals() == [code]
        await desk.take([task(1)])
        for act in (desk.run(), bank.approve(), engine.line()):
            with pytest.raises(ReleaseRefused) as refused:
                await act
            assert refused.value.code == code
        status = await desk.status()
        assert status.release is not None
        assert (status.release.release_id, status.release.refusal) == ("", code)
        assert [item.reason for item in status.attention] == [code]
        assert status.total == 1
        assert "release.accepted" not in desk.journalled()
        assert desk.ended_for == []
    finally:
        await desk.power_off()


async def test_without_a_release_no_value_of_the_bank_is_shown_and_no_site_known(bank: Bank) -> None:
    desk = bank.desk
    engine = await desk.start()
    verbs = SetupVerbs(engine, Intake(engine))
    try:
        shown = {row.key: row.value for row in await verbs.settings(protocol.Nothing())}
        assert shown["release"] == "—"
        assert not [key for key in shown if key.startswith("policy.")]
        assert await verbs.sites(protocol.Nothing()) == ()
        with pytest.raises(ReleaseRefused) as refused:
            await verbs.account_test(protocol.OneAccount(site="wecom"))
        assert refused.value.code == Refusal.NOT_FOUND
        await desk.power_off()
        bank.install()
        verbs = SetupVerbs(await desk.start(), Intake(desk.engine))
        shown = {row.key: row.value for row in await verbs.settings(protocol.Nothing())}
        assert shown["release"] == "r7 · 7 · 2026-12-31"
        assert shown["policy.version"] == str(desk.engine.policy.version)
    finally:
        await desk.power_off()


async def test_a_good_release_put_under_such_an_agent_waits_for_the_restart(bank: Bank) -> None:
    desk = bank.desk
    await desk.start()
    bank.install()
    await desk.until(lambda: bank.refusals()[-1] == Refusal.ALTERED)
    shown = (await desk.status()).release
    assert shown is not None
    assert "restart the agent" in shown.said
    await desk.power_off()
    await desk.start()
    try:
        await desk.run([task(1)])
        await desk.run_ended()
        assert desk.server.effects == 1
    finally:
        await desk.power_off()


async def test_a_role_that_ended_ends_the_sending(bank: Bank, desk: LineDesk) -> None:
    ended = [{"role": Role.COMPLIANCE.value, "from": "2026-01-01", "until": "2026-11-22"}]
    bank.house.roles_version = 2
    bank.house.change("co.compliance", roles=ended)
    # A look between document and signatures finds a changed document.
    await desk.until(lambda: Refusal.ROLE_EXPIRED in bank.refusals())
    await desk.take([task(1)])
    with pytest.raises((ReleaseRefused, InputRefused)):
        await desk.run()
    assert desk.server.effects == 0
