"""What the engine holds: loaded once, asked before each use, never exchanged for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from robot.governance import LiveRelease, Refusal, ReleaseRefused, VerifiedRelease
from robot.governance.revocations import RevokedVersion
from tests.unit.governance.house import TODAY, House, day


def live(house: House, today: str = "") -> LiveRelease:
    return LiveRelease(house.verifier(), house.release, lambda: day(today) if today else TODAY)


def held_by(live_release: LiveRelease) -> VerifiedRelease:
    assert live_release.release is not None
    return live_release.release


def code(live_release: LiveRelease) -> str:
    refusal = live_release.look()
    return refusal.code if refusal is not None else ""


def one_byte_more(path: Path) -> bytes:
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    return before


def test_a_good_one_is_given_for_each_use(house: House) -> None:
    held = live(house)
    assert held.refusal is None
    for _ in range(3):
        assert held.require() is held.release


def test_a_change_is_seen_at_every_look_and_the_same_bytes_are_good_again(house: House) -> None:
    held = live(house)
    path = house.release / "policy/policy.yaml"
    before = one_byte_more(path)
    for _ in range(3):
        with pytest.raises(ReleaseRefused):
            held.require()
    path.write_bytes(before)
    assert held.require().read("policy/policy.yaml") == before


def test_it_expires_while_it_is_held(house: House) -> None:
    today = [TODAY]
    held = LiveRelease(house.verifier(), house.release, lambda: today[0])
    assert code(held) == ""
    today[0] = day("2027-01-01")
    assert code(held) == Refusal.EXPIRED


def test_one_whose_time_is_over_is_held_for_reading(house: House) -> None:
    held = live(house, "2027-01-01")
    assert held_by(held).part("talktracks")
    assert held.refusal is not None
    with pytest.raises(ReleaseRefused):
        held.require()
    assert house.memory.highest() is None


def test_one_held_for_reading_is_remembered_once_it_may_be_used(house: House) -> None:
    today = [day("2026-11-01")]
    held = LiveRelease(house.verifier(), house.release, lambda: today[0])
    assert code(held) == Refusal.CLOCK_BEHIND
    assert house.memory.highest() is None
    today[0] = TODAY
    assert code(held) == ""
    highest = house.memory.highest()
    assert highest is not None
    assert highest.version == 7


def test_one_that_is_not_as_signed_is_not_held_and_its_repair_wants_a_restart(house: House) -> None:
    path = house.release / "policy/policy.yaml"
    before = one_byte_more(path)
    held = live(house)
    assert held.release is None
    assert code(held) == Refusal.ALTERED
    path.write_bytes(before)
    refusal = held.look()
    assert refusal is not None
    assert "restart the agent" in str(refusal)
    assert live(house).require().manifest.version == 7


def test_the_next_version_is_not_taken_up_and_says_what_to_do(house: House) -> None:
    held = live(house)
    house.release.rename(house.path / "old")
    assert code(held) == Refusal.NOT_FOUND
    house.signed(version=8, release_id="r8")
    refusal = held.look()
    assert refusal is not None
    assert refusal.code == Refusal.ALTERED
    assert "version 7 of the release was replaced by version 8" in str(refusal)
    assert "restart the agent" in str(refusal)
    assert held_by(held).manifest.version == 7
    # Nobody used it, so it is not what an older one is held against.
    highest = house.memory.highest()
    assert highest is not None
    assert highest.version == 7


def test_a_revocation_holds_at_the_next_look(house: House) -> None:
    held = live(house)
    house.install_revocations(versions=(RevokedVersion(version=7, reason="x", on=TODAY),))
    assert code(held) == Refusal.REVOKED


def test_what_cannot_be_worked_with_is_not_held_and_not_remembered(house: House) -> None:
    def use(_release: VerifiedRelease) -> None:
        raise ReleaseRefused(Refusal.MALFORMED, "it names no policy")

    held = LiveRelease(house.verifier(), house.release, lambda: TODAY, use=use)
    assert held.release is None
    assert code(held) == Refusal.MALFORMED
    assert house.memory.highest() is None
