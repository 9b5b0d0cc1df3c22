"""To whom data is encrypted: reviewers and supervisors of today, by the document that root keys signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from robot.agent.endpoint import Home
from robot.agent.store_keys import reading_keys
from robot.governance import Refusal, ReleaseRefused, TrustPlace
from robot.governance.revocations import RevokedKey
from robot.governance.roles import read_roles
from robot.journal.reading_keys import OpenedReadingKey
from tests.unit.governance.house import SPAN, TODAY, House, day

OVER = {"from": "2026-01-01", "until": "2026-06-30"}


def held(key: OpenedReadingKey, **span: str) -> dict[str, Any]:
    return {"public_key": key.public.text, "fingerprint": key.public.fingerprint, **(span or SPAN)}


def reader(house: House, who: str, role: str, key: OpenedReadingKey, **span: str) -> None:
    house.people.append(house.person(who, role, reading_keys=[held(key, **span)]))


def wrapped_to(house: House, tmp_path: Path) -> set[str]:
    home, place = Home(path=tmp_path / "home"), TrustPlace(folder=house.trust, is_throwaway=True)
    return {key.fingerprint for key in reading_keys(home, place, TODAY)}


def test_reviewers_and_supervisors_of_today_read_and_nobody_else(house: House, tmp_path: Path) -> None:
    keys = [OpenedReadingKey.throw_away() for _ in range(6)]
    reader(house, "re.viewer", "reviewer", keys[0])
    reader(house, "su.pervisor", "supervisor", keys[1])
    reader(house, "op.erator2", "operator", keys[2])
    reader(house, "ex.key", "reviewer", keys[3], **OVER)
    former = house.person("ex.role", reading_keys=[held(keys[4])], roles=[{"role": "reviewer", **OVER}])
    house.people.append(former)
    reader(house, "re.voked", "reviewer", keys[5])
    house.install_roles()
    lost = RevokedKey(fingerprint=keys[5].public.fingerprint, reason="lost", on=TODAY)
    house.install_revocations(keys=(lost,))
    assert wrapped_to(house, tmp_path) == {keys[0].public.fingerprint, keys[1].public.fingerprint}


def test_a_document_that_was_changed_after_signing_brings_in_nobody(house: House, tmp_path: Path) -> None:
    reader(house, "re.viewer", "reviewer", OpenedReadingKey.throw_away())
    house.install_roles()
    assert len(wrapped_to(house, tmp_path)) == 1
    reader(house, "in.truder", "reviewer", OpenedReadingKey.throw_away())
    (house.trust / "roles.json").write_bytes(house.roles_bytes())
    assert wrapped_to(house, tmp_path) == set()


def test_one_reading_key_is_one_persons(house: House) -> None:
    key = OpenedReadingKey.throw_away()
    reader(house, "re.viewer", "reviewer", key)
    reader(house, "su.pervisor", "supervisor", key)
    with pytest.raises(ReleaseRefused) as refused:
        read_roles(house.roles_bytes(), tuple(root.public for root in house.roots))
    assert refused.value.reason is Refusal.ROLES_CONFLICT


def test_a_person_without_reading_keys_is_as_before(house: House) -> None:
    document = read_roles(house.roles_bytes(), tuple(root.public for root in house.roots))
    assert document.reading_keys(TODAY) == ()
    assert document.reading_keys(day("2030-01-01")) == ()
