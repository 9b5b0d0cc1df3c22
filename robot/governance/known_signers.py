"""Whose one signature this is, by the role document and the revocations that hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from robot.governance.documents import DocumentUnreadableError
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import Role
from robot.governance.signatures import Purpose, Side, read_signature
from robot.governance.signers import SignedBy
from robot.governance.trust import Authority


def signer_of(
    raw: bytes, content: bytes, authority: Authority, purpose: Purpose, sides: Collection[Side], named: str
) -> SignedBy:
    """Whose signature on these bytes this is; whether the person may sign on a day is `refuse_at`'s.

    :param raw: content of the signature's file. :param named: what was signed, for the message.
    :raises ReleaseRefused: malformed, of an unknown or revoked key, of another person, made for something
        else, or over other bytes.
    """
    try:
        made = read_signature(raw)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the signature on {named} cannot be read: {err}") from err
    owner = authority.roles.key(made.key)
    if owner is None:
        raise ReleaseRefused(Refusal.KEY_UNKNOWN, f"of {made.person} on {named}")
    person, key = owner
    is_meant = made.purpose is purpose and made.side in sides
    if made.person != person.id or not is_meant or not made.fits(key.public, content):
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"of {made.person} on {named}")
    if authority.revocations.is_key_revoked(key.fingerprint):
        raise ReleaseRefused(Refusal.KEY_REVOKED, f"{key.fingerprint[:16]} of {person.id}")
    return SignedBy(side=made.side, person=person, key=key, signature=made)


def keys_of(authority: Authority, roles: frozenset[Role], day: date) -> dict[str, str]:
    """Who holds one of these roles on a day, with a key that holds: its fingerprint -> id of the person."""
    return {
        key.fingerprint: person.id
        for person in authority.roles.people
        if person.holds(roles, day)
        for key in person.keys
        if key.holds_on(day) and not authority.revocations.is_key_revoked(key.fingerprint)
    }
