"""A reviewer signs in at a workstation that is not theirs: a signature over what the agent asked, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from robot.domain.clock import business_date
from robot.governance.documents import Document, DocumentUnreadableError, encode, parse, refuse_other_spelling
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import MAY_READ, HeldKey, Person
from robot.governance.signatures import PersonId, Purpose, Side, Signature, read_signature, sign
from robot.governance.trust import Authority

_MAX_BYTES = 4096
#: A signature is used at once, or not at all.
_GOOD_FOR = timedelta(minutes=5)


class ReviewerSession(Document):
    """What is signed. Another workstation, or another time, is another document."""

    kind: Literal["tandem.session"] = "tandem.session"
    format: Literal[1] = 1
    #: Id of the workstation's log.
    log: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    #: Random word of this one question.
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]

    def encode(self) -> bytes:
        """The bytes that are signed."""
        return encode(self.model_dump(mode="json"))


def sign_session(
    session: ReviewerSession, key: SigningKey, *, person: PersonId, signed_at: datetime
) -> Signature:
    """Sign in.

    :param person: whose key it is, by the role document.
    :param signed_at: aware; the clock of the agent that asks.
    """
    return sign(
        session.encode(), Purpose.SESSION, Side.SUPERVISOR, person=person, key=key, signed_at=signed_at
    )


def signed_in(content: bytes, signature: bytes, authority: Authority, now: datetime) -> Person:
    """Who signed in: a reviewer or supervisor of today, a moment ago.

    :param content: what the agent asked to be signed.
    :raises ReleaseRefused: no such signature, an unknown, expired or revoked key, another role, or an old
        signature.
    """
    try:
        session = parse(content, ReviewerSession, limit=_MAX_BYTES)
        refuse_other_spelling(session.encode(), content)
        made = read_signature(signature)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the sign-in cannot be read: {err}") from err
    owner = authority.roles.key(made.key)
    if owner is None:
        raise ReleaseRefused(Refusal.KEY_UNKNOWN, f"of {made.person} on a sign-in")
    person, key = owner
    is_meant = made.purpose is Purpose.SESSION and made.side is Side.SUPERVISOR
    if made.person != person.id or not is_meant or not made.fits(key.public, content):
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"of {made.person} on a sign-in")
    if abs(now - made.signed_at) > _GOOD_FOR:
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"the sign-in was signed at {made.signed_at}, not now")
    if authority.revocations.is_key_revoked(key.fingerprint):
        raise ReleaseRefused(Refusal.KEY_REVOKED, f"{key.fingerprint[:16]} of {person.id}")
    refuse_unless_reader(person, key, business_date(now))
    return person


def refuse_unless_reader(person: Person, key: HeldKey, day: date) -> None:
    """Only a reviewer or supervisor, with a key that holds.

    :raises ReleaseRefused: the role or the key does not hold on that day.
    """
    if not key.holds_on(day):
        raise ReleaseRefused(Refusal.KEY_EXPIRED, f"{key.fingerprint[:16]} of {person.id}")
    if not person.holds(MAY_READ, day):
        raise ReleaseRefused(Refusal.ROLE_MISSING, f"{person.id} is neither reviewer nor supervisor")


def readers(authority: Authority, day: date) -> dict[str, str]:
    """Who may sign in on a day: fingerprint of the key -> id of the person."""
    return {
        key.fingerprint: person.id
        for person in authority.roles.people
        if person.holds(MAY_READ, day)
        for key in person.keys
        if key.holds_on(day) and not authority.revocations.is_key_revoked(key.fingerprint)
    }
