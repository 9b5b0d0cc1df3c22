"""Older releases, revoked ones, and the two papers that decide about them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from robot.governance import ForgetfulMemory, Refusal, ReleaseRefused, Side
from robot.governance.revocations import RevokedKey, RevokedRelease, RevokedVersion
from robot.governance.rollback import RollbackOrder
from robot.governance.signatures import Purpose
from robot.governance.verifier import VerifiedRelease
from tests.unit.governance.house import TODAY, House, day


@pytest.fixture
def newer(house: House) -> Path:
    """Version 8, accepted after version 7."""
    folder = house.signed("newer", version=8, release_id="r8")
    house.load()
    house.load(folder)
    return folder


def reason_of(act: Callable[[], Any]) -> Refusal:
    with pytest.raises(ReleaseRefused) as refusal:
        act()
    return refusal.value.reason


def order(house: House, **changes: Any) -> RollbackOrder:
    """Leave 8, go back to 7."""
    manifest = house.verifier().examine(house.release, TODAY).manifest_sha256
    usual = {
        "from_version": 8,
        "to_version": 7,
        "to_release": "r7",
        "to_manifest": manifest,
        "reason": "wrong rate in 8",
        "expires_on": day("2026-12-05"),
    }
    return RollbackOrder(**{**usual, **changes})


def test_an_older_release_put_back_is_refused(house: House, newer: Path) -> None:
    assert reason_of(house.load) is Refusal.OLDER
    house.load(newer)


def test_the_release_in_use_is_refused_once_a_newer_one_was_accepted(house: House) -> None:
    release = house.load()
    house.load(house.signed("newer", version=8, release_id="r8"))
    assert reason_of(lambda: release.still_good(TODAY)) is Refusal.OLDER


def test_the_same_version_with_other_content_is_refused(house: House) -> None:
    house.load()
    other = house.signed("other", files={"policy/policy.yaml": b"version: 1\ndaily_cap: 9\n"})
    assert reason_of(lambda: house.load(other)) is Refusal.VERSION_REUSED


def test_with_an_order_of_both_sides_the_older_one_is_used_until_the_orders_end(
    house: House, newer: Path
) -> None:
    house.install_rollback(order(house))
    release = house.load()
    release.still_good(day("2026-12-05"))
    assert reason_of(lambda: release.still_good(day("2026-12-06"))) is Refusal.OLDER
    # After a restart it still holds.
    house.load()


def test_an_order_that_was_used_does_not_hold_for_the_next_release(house: House, newer: Path) -> None:
    house.install_rollback(order(house))
    house.load()
    house.load(house.signed("next", version=9, release_id="r9"))
    assert reason_of(house.load) is Refusal.OLDER


def bad_orders(house: House) -> dict[str, tuple[RollbackOrder, dict[str, str], Refusal]]:
    return {
        "to another version": (order(house, to_version=6), {}, Refusal.OLDER),
        "to another release": (order(house, to_release="r6"), {}, Refusal.OLDER),
        "to other content": (order(house, to_manifest="0" * 64), {}, Refusal.OLDER),
        "away from another version": (order(house, from_version=9), {}, Refusal.OLDER),
        "over": (order(house, expires_on=day("2026-11-22")), {}, Refusal.OLDER),
        "by one side": (order(house), {"compliance": ""}, Refusal.ROLLBACK_BAD),
        "by one person": (order(house), {"compliance": "an.author"}, Refusal.ROLLBACK_BAD),
        "by the operator": (order(house), {"compliance": "ou.operator"}, Refusal.ROLLBACK_BAD),
        "by nobody": (order(house), {"author": "", "compliance": ""}, Refusal.ROLLBACK_BAD),
    }


def test_orders_that_do_not_hold(house: House, newer: Path) -> None:
    for name, (paper, signers, reason) in bad_orders(house).items():
        house.install_rollback(paper, **signers)
        assert reason_of(house.load) is reason, name
    house.install_rollback(order(house))
    path = house.trust / "rollback.json"
    path.write_bytes(path.read_bytes().replace(b"wrong", b"right"))
    assert reason_of(house.load) is Refusal.ROLLBACK_BAD
    # Its two signatures as a release's are none, nor the other way round.
    house.install_paper(
        "rollback",
        order(house).encode(),
        Purpose.RELEASE,
        {Side.AUTHOR: "an.author", Side.COMPLIANCE: "co.compliance"},
    )
    assert reason_of(house.load) is Refusal.ROLLBACK_BAD


def test_a_bad_order_does_not_touch_the_newest_release(house: House, newer: Path) -> None:
    house.install_rollback(order(house), compliance="")
    house.load(newer)


def test_an_order_never_goes_forward(house: House) -> None:
    with pytest.raises(ValidationError):
        order(house, to_version=8)


# --- revocations -------------------------------------------------------------------------------------------


def listed(house: House, **what: Any) -> None:
    house.install_revocations(**what)


def version(number: int) -> RevokedVersion:
    return RevokedVersion(version=number, reason="wrong rate", on=TODAY)


def key_of(house: House, who: str) -> RevokedKey:
    return RevokedKey(fingerprint=house.keys[who].public.fingerprint, reason="lost", on=TODAY)


REVOKED: dict[str, tuple[Callable[[House], dict[str, Any]], Refusal | None]] = {
    "nothing": (lambda _house: {}, None),
    "this version": (lambda _house: {"versions": (version(7),)}, Refusal.REVOKED),
    "another version": (lambda _house: {"versions": (version(6),)}, None),
    "this release": (
        lambda _house: {"releases": (RevokedRelease(release_id="r7", reason="x", on=TODAY),)},
        Refusal.REVOKED,
    ),
    "everything below 8": (lambda _house: {"lowest_version": 8}, Refusal.REVOKED),
    "everything below 7": (lambda _house: {"lowest_version": 7}, None),
    "the author's key": (lambda house: {"keys": (key_of(house, "an.author"),)}, Refusal.KEY_REVOKED),
    "somebody else's key": (lambda house: {"keys": (key_of(house, "shi.signer"),)}, None),
}


@pytest.mark.parametrize(("what", "reason"), REVOKED.values(), ids=REVOKED)
def test_what_was_revoked_is_refused_at_the_next_use(
    house: House, what: Callable[[House], dict[str, Any]], reason: Refusal | None
) -> None:
    release: VerifiedRelease = house.load()
    house.install_revocations(**what(house))
    if reason is None:
        release.still_good(TODAY)
        return
    assert reason_of(lambda: release.still_good(TODAY)) is reason
    assert reason_of(house.load) is reason


def test_a_key_that_revokes_itself_takes_its_list_along(house: House) -> None:
    house.install_revocations(keys=(key_of(house, "co.compliance"),))
    assert reason_of(house.load) is Refusal.REVOCATIONS_BAD


def removed(house: House) -> None:
    (house.trust / "revocations.json").unlink()


def emptied(house: House) -> None:
    house.install_revocations(serial=1)


def unsigned(house: House) -> None:
    shutil.rmtree(house.trust / "revocations-signatures")


def by(who: str) -> Callable[[House], None]:
    return lambda house: house.install_revocations(serial=3, who=who)


def changed(house: House) -> None:
    path = house.trust / "revocations.json"
    path.write_bytes(path.read_bytes().replace(b'"serial":2', b'"serial":3'))


LISTS: dict[str, Callable[[House], None]] = {
    "the list is removed": removed,
    "an older, empty list is put back": emptied,
    "its signature is removed": unsigned,
    "an author signed it": by("an.author"),
    "an operator signed it": by("ou.operator"),
    "it was changed after it was signed": changed,
}


@pytest.mark.parametrize("attack", LISTS.values(), ids=LISTS)
def test_lists_of_revocations_that_do_not_count_stop_everything(
    house: House, attack: Callable[[House], None]
) -> None:
    house.install_revocations(serial=2, versions=(version(6),))
    release = house.load()
    attack(house)
    assert reason_of(lambda: release.still_good(TODAY)) is Refusal.REVOCATIONS_BAD


def test_a_deleted_memory_does_not_bring_back_what_is_below_the_lowest_version(
    house: House, newer: Path
) -> None:
    house.memory = ForgetfulMemory()
    house.load()
    house.memory = ForgetfulMemory()
    house.install_revocations(lowest_version=8)
    assert reason_of(house.load) is Refusal.REVOKED
    house.load(newer)
