"""Who may sign with whom: every pair of people, and role documents that give one person too much."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from robot.domain.errors import StateConflict
from robot.governance import Refusal, ReleaseRefused, Side, refuse_self_review
from robot.governance.building import sign_release
from robot.governance.private_keys import SigningKey
from robot.governance.revocations import Revocations, RevokedKey
from robot.governance.signatures import Purpose, sign
from tests.unit.governance.house import NOW, SPAN, STAFF, TODAY, House, day

ALLOWED = {("an.author", "co.compliance"), ("shi.signer", "co.compliance")}


def test_of_all_pairs_of_people_only_author_or_signer_with_compliance_pass(house: House) -> None:
    """Forged by hand, so it is the loader that refuses."""
    passed, reasons = set(), set()
    for author, approver in itertools.product(STAFF, STAFF):
        house.forge(house.release, Side.AUTHOR, author)
        house.forge(house.release, Side.COMPLIANCE, approver)
        refusal = house.verifier().examine(house.release, TODAY).refusal
        if refusal is None:
            passed.add((author, approver))
        else:
            reasons.add(refusal.reason)
    assert passed == ALLOWED
    assert reasons == {Refusal.ONE_PERSON, Refusal.ROLE_MISSING}


def test_the_tool_refuses_the_same_pairs_before_it_writes_anything(house: House) -> None:
    passed = set()
    for number, (author, approver) in enumerate(itertools.product(STAFF, STAFF)):
        folder = house.unsigned(f"pair{number}")
        with suppress(ReleaseRefused):
            sign_release(folder, Side.AUTHOR, house.keys[author], house.desk())
            sign_release(folder, Side.COMPLIANCE, house.keys[approver], house.desk())
            passed.add((author, approver))
    assert passed == ALLOWED


def test_nobody_signs_for_the_root_or_with_a_key_that_is_unknown_revoked_or_over(house: House) -> None:
    folder, key = house.unsigned("draft"), house.keys["an.author"]
    revoked = Revocations(
        serial=1, keys=(RevokedKey(fingerprint=key.public.fingerprint, reason="lost", on=TODAY),)
    )
    late = NOW.replace(year=2028)
    for side, used, desk, reason in (
        (Side.ROOT, key, house.desk(), Refusal.ROLE_MISSING),
        (Side.AUTHOR, SigningKey.throw_away(), house.desk(), Refusal.KEY_UNKNOWN),
        (Side.AUTHOR, key, house.desk(revoked=revoked), Refusal.KEY_REVOKED),
        (Side.AUTHOR, key, house.desk(late), Refusal.ROLE_EXPIRED),
    ):
        with pytest.raises(ReleaseRefused) as refusal:
            sign_release(folder, side, used, desk)
        assert refusal.value.reason is reason
    assert not (folder / "signatures").exists()


def test_a_side_signs_once_and_never_an_altered_release(house: House) -> None:
    with pytest.raises(StateConflict) as again:
        sign_release(house.release, Side.AUTHOR, house.keys["shi.signer"], house.desk())
    assert again.value.code == "release.signed_already"
    draft = house.unsigned("draft")
    (draft / "policy/policy.yaml").write_bytes(b"daily_cap: 100\n")
    with pytest.raises(ReleaseRefused) as refusal:
        sign_release(draft, Side.AUTHOR, house.keys["an.author"], house.desk())
    assert refusal.value.reason is Refusal.ALTERED


Change = Callable[[House], Any]


def roles(who: str, *held: dict[str, str]) -> Change:
    return lambda house: house.change(who, roles=list(held))


def key_of(who: str, whose: str) -> Change:
    def change(house: House) -> None:
        other = next(each for each in house.people if each["id"] == whose)
        house.change(who, keys=other["keys"])

    return change


def root_key_for(who: str) -> Change:
    def change(house: House) -> None:
        root = house.roots[0].public
        house.change(who, keys=[{"public_key": root.text, "fingerprint": root.fingerprint, **SPAN}])

    return change


def fingerprint_of_another(house: House) -> None:
    other = house.keys["an.author"].public.fingerprint
    key = house.keys["co.compliance"].public.text
    house.change("co.compliance", keys=[{"public_key": key, "fingerprint": other, **SPAN}])


FIRST_HALF = {"from": "2026-01-01", "until": "2026-06-30"}
SECOND_HALF = {"from": "2026-07-01", "until": "2026-12-31"}
CONFLICTS: dict[str, tuple[Change, Refusal | None]] = {
    "operator and reviewer": (
        roles("ou.operator", {"role": "operator", **SPAN}, {"role": "reviewer", **SPAN}),
        Refusal.ROLES_CONFLICT,
    ),
    "operator, then reviewer": (
        roles("ou.operator", {"role": "operator", **FIRST_HALF}, {"role": "reviewer", **SECOND_HALF}),
        None,
    ),
    "author and approver": (
        roles("an.author", {"role": "author", **SPAN}, {"role": "compliance", **SPAN}),
        Refusal.ROLES_CONFLICT,
    ),
    "signer and approver": (
        roles("co.compliance", {"role": "signer", **FIRST_HALF}, {"role": "compliance", **SPAN}),
        Refusal.ROLES_CONFLICT,
    ),
    "author and signer": (
        roles("an.author", {"role": "author", **SPAN}, {"role": "signer", **SPAN}),
        None,
    ),
    "two people, one key": (key_of("co.compliance", "an.author"), Refusal.ROLES_CONFLICT),
    "a root key as a person's": (root_key_for("co.compliance"), Refusal.ROLES_CONFLICT),
    "one account, two people": (
        lambda house: house.change("re.reviewer", accounts=["account of ou.operator"]),
        Refusal.ROLES_CONFLICT,
    ),
    "one id twice": (
        lambda house: house.change("re.reviewer", id="ou.operator", keys=[]),
        Refusal.ROLES_CONFLICT,
    ),
    "another key's fingerprint": (fingerprint_of_another, Refusal.ROLES_BAD),
    "a role that is none": (
        roles("an.author", {"role": "administrator", **SPAN}),
        Refusal.ROLES_BAD,
    ),
    "a role without an end": (
        roles("an.author", {"role": "author", "from": "2026-01-01"}),
        Refusal.ROLES_BAD,
    ),
}


@pytest.mark.parametrize(("change", "reason"), CONFLICTS.values(), ids=CONFLICTS)
def test_role_documents_with_duties_that_must_be_apart(
    house: House, change: Change, reason: Refusal | None
) -> None:
    change(house)
    if reason is None:
        house.load()
        return
    with pytest.raises(ReleaseRefused) as refusal:
        house.load()
    assert refusal.value.reason is reason


def self_granted(house: House) -> None:
    """The operator writes a role for themselves into the document."""
    path = house.trust / "roles.json"
    document = json.loads(path.read_bytes())
    person = next(each for each in document["people"] if each["id"] == "ou.operator")
    person["roles"] = [{"role": "compliance", **SPAN}]
    path.write_text(json.dumps(document), encoding="utf-8")


def one_root_only(house: House) -> None:
    (house.trust / "roles-signatures" / "root1.sig.json").unlink()


def one_root_twice(house: House) -> None:
    folder = house.trust / "roles-signatures"
    (folder / "root1.sig.json").write_bytes((folder / "root0.sig.json").read_bytes())


def a_key_twice(house: House) -> None:
    """Two readers of such a document could see two different lists of people."""
    content = house.roles_bytes().replace(b'"people":', b'"people": [], "people":', 1)
    (house.trust / "roles.json").write_bytes(content)
    for number, root in enumerate(house.roots):
        signed = sign(content, Purpose.ROLES, Side.ROOT, person=f"root{number}", key=root, signed_at=NOW)
        (house.trust / "roles-signatures" / f"root{number}.sig.json").write_bytes(signed.encode())


def signed_by_people(house: House) -> None:
    content = (house.trust / "roles.json").read_bytes()
    for number, who in enumerate(("an.author", "co.compliance")):
        signed = sign(content, Purpose.ROLES, Side.ROOT, person=who, key=house.keys[who], signed_at=NOW)
        (house.trust / "roles-signatures" / f"root{number}.sig.json").write_bytes(signed.encode())


def same_root_twice(house: House) -> None:
    line = house.roots[0].public.line("root0")
    (house.trust / "root-keys.txt").write_text(f"{line}\n{line}\n", encoding="ascii")


def three_roots(house: House) -> None:
    with (house.trust / "root-keys.txt").open("a") as file:
        file.write(SigningKey.throw_away().public.line("mine") + "\n")


def other_roots(house: House) -> None:
    lines = [SigningKey.throw_away().public.line("mine") for _ in range(2)]
    (house.trust / "root-keys.txt").write_text("\n".join(lines), encoding="ascii")


def older_document(house: House) -> None:
    before = {path: path.read_bytes() for path in house.trust.rglob("*") if path.is_file()}
    house.roles_version = 2
    house.install_roles()
    house.load()
    for path, content in before.items():
        path.write_bytes(content)


TAMPERED: dict[str, tuple[Change, Refusal]] = {
    "a role granted to oneself": (self_granted, Refusal.ROLES_BAD),
    "one root key's signature alone": (one_root_only, Refusal.ROLES_BAD),
    "one root key's signature twice": (one_root_twice, Refusal.ROLES_BAD),
    "a list of people twice": (a_key_twice, Refusal.ROLES_BAD),
    "signed by people": (signed_by_people, Refusal.ROLES_BAD),
    "one root key twice": (same_root_twice, Refusal.TRUST_MISSING),
    "a third root key": (three_roots, Refusal.TRUST_MISSING),
    "other root keys": (other_roots, Refusal.ROLES_BAD),
    "an older document put back": (older_document, Refusal.ROLES_BAD),
    "no document": (lambda house: (house.trust / "roles.json").unlink(), Refusal.TRUST_MISSING),
    "no root keys": (lambda house: (house.trust / "root-keys.txt").unlink(), Refusal.TRUST_MISSING),
    "no folder": (lambda house: house.trust.rename(house.path / "away"), Refusal.TRUST_MISSING),
}


@pytest.mark.parametrize(("change", "reason"), TAMPERED.values(), ids=TAMPERED)
def test_keys_and_roles_that_were_tampered_with(house: House, change: Change, reason: Refusal) -> None:
    change(house)
    with pytest.raises(ReleaseRefused) as refusal:
        house.load()
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("operator", "reviewer", "reason"),
    [
        ("account of ou.operator", "account of re.reviewer", None),
        ("account of re.reviewer", "account of re.reviewer", Refusal.ONE_PERSON),
        ("stranger", "stranger", Refusal.ONE_PERSON),
        ("Account of RE.reviewer", "another Account of the reviewer", Refusal.ONE_PERSON),
        ("another account of the reviewer", "account of re.reviewer", Refusal.ONE_PERSON),
        ("account of ou.operator", "account of an.author", Refusal.ROLE_MISSING),
        ("account of ou.operator", "stranger", Refusal.ROLE_MISSING),
    ],
)
def test_nobody_reviews_work_of_their_own(
    house: House, operator: str, reviewer: str, reason: Refusal | None
) -> None:
    house.change("re.reviewer", accounts=["account of re.reviewer", "another account of the reviewer"])
    document = house.desk().roles
    if reason is None:
        refuse_self_review(document, operator, reviewer, TODAY)
        reason = Refusal.ROLE_MISSING
        operator, on = "account of ou.operator", day("2030-01-01")
    else:
        on = TODAY
    with pytest.raises(ReleaseRefused) as refusal:
        refuse_self_review(document, operator, reviewer, on)
    assert refusal.value.reason is reason
