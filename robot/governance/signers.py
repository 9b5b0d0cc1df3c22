"""From signatures to people: who signed, whether they are two, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from robot.domain.clock import business_date
from robot.governance.documents import DocumentUnreadableError
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.revocations import Revocations
from robot.governance.roles import MAY_SIGN, HeldKey, Person, RoleDocument
from robot.governance.signatures import Purpose, Side, Signature, read_signature

#: Sides that must sign a release, in the order in which they do.
SIDES = (Side.AUTHOR, Side.COMPLIANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """A signature that fits, and whose it is."""

    side: Side
    person: Person
    key: HeldKey
    signature: Signature


def read_signers(
    content: bytes, files: Mapping[str, bytes], purpose: Purpose, roles: RoleDocument
) -> tuple[SignedBy, ...]:
    """Who signed these bytes; one signature that does not fit spoils all.

    :param files: name -> content of every signature's file.
    :raises ReleaseRefused: malformed, of an unknown key, of another person, or over other bytes.
    """
    return tuple(_signer(name, raw, content, purpose, roles) for name, raw in sorted(files.items()))


def _signer(name: str, raw: bytes, content: bytes, purpose: Purpose, roles: RoleDocument) -> SignedBy:
    try:
        signature = read_signature(raw)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the signature {name} cannot be read: {err}") from err
    owner = roles.key(signature.key)
    if owner is None:
        raise ReleaseRefused(Refusal.KEY_UNKNOWN, name)
    person, key = owner
    if signature.person != person.id:
        raise ReleaseRefused(
            Refusal.SIGNATURE_BAD, f"{name} of {signature.person} (the key is {person.id}'s)"
        )
    if signature.purpose is not purpose or signature.side not in SIDES:
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"{name} (made for {signature.purpose})")
    if not signature.fits(key.public, content):
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"{name} of {person.id}")
    return SignedBy(side=signature.side, person=person, key=key, signature=signature)


def refuse_unless_two_people(signers: Sequence[SignedBy], authors: Sequence[str] = ()) -> None:
    """Exactly one signature for each side, by different people with different keys.

    :param authors: names of whoever wrote what is signed.
    :raises ReleaseRefused: `release.one_person` or `release.unsigned`.
    """
    people = [signer.person.id for signer in signers]
    keys = [signer.key.fingerprint for signer in signers]
    if len(set(people)) < len(people) or len(set(keys)) < len(keys):
        raise ReleaseRefused(Refusal.ONE_PERSON, f"{people[0]} signed more than once")
    for signer in signers:
        if signer.side is Side.COMPLIANCE and {signer.person.id, signer.person.name} & set(authors):
            raise ReleaseRefused(Refusal.ONE_PERSON, f"{signer.person.id} would approve words of their own")
    sides = [signer.side for signer in signers]
    for side in SIDES:
        if side not in sides:
            raise ReleaseRefused(Refusal.UNSIGNED, side)
    if len(sides) > len(SIDES):
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, "of a third person")


def refuse_unentitled(signers: Sequence[SignedBy], revoked: Revocations, day: date) -> None:
    """Every signer held the role and the key when signing, and holds them today.

    Both days count: the day of signing is the signer's own word, so alone it would let a former officer sign.

    :raises ReleaseRefused: `release.role_*` or `release.key_*`.
    """
    for signer in signers:
        if revoked.is_key_revoked(signer.key.fingerprint):
            raise ReleaseRefused(Refusal.KEY_REVOKED, f"{signer.key.fingerprint[:16]} of {signer.person.id}")
    for signer in sorted(signers, key=lambda each: each.person.ever_holds(MAY_SIGN[each.side])):
        for on in (business_date(signer.signature.signed_at), day):
            refuse_at(signer.person, signer.key, signer.side, on)


def refuse_at(person: Person, key: HeldKey, side: Side, on: date) -> None:
    """The person may sign for a side with this key on a day.

    :raises ReleaseRefused: `release.role_missing`, `release.role_expired` or `release.key_expired`.
    """
    may = MAY_SIGN[side]
    if not person.ever_holds(may):
        raise ReleaseRefused(
            Refusal.ROLE_MISSING, f"{person.id} does not hold the role {' or '.join(sorted(may))}"
        )
    if not person.holds(may, on):
        raise ReleaseRefused(
            Refusal.ROLE_EXPIRED, f"{person.id} does not hold the role {' or '.join(sorted(may))} on {on}"
        )
    if not key.holds_on(on):
        raise ReleaseRefused(
            Refusal.KEY_EXPIRED, f"the key {key.fingerprint[:16]} of {person.id} is not valid on {on}"
        )
