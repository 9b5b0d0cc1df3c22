"""A reviewer signs in at a workstation that is not theirs: a signature over what the agent asked, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from robot.domain.clock import business_date
from robot.governance.documents import Document, DocumentUnreadableError, encode, parse, refuse_other_spelling
from robot.governance.known_signers import keys_of, signer_of
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import MAY_READ, HeldKey, Person
from robot.governance.signatures import PersonId, Purpose, Side, Signature, sign
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
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the sign-in cannot be read: {err}") from err
    signer = signer_of(signature, content, authority, Purpose.SESSION, (Side.SUPERVISOR,), "a sign-in")
    signed_at = signer.signature.signed_at
    if abs(now - signed_at) > _GOOD_FOR:
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"the sign-in was signed at {signed_at}, not now")
    refuse_unless_reader(signer.person, signer.key, business_date(now))
    return signer.person


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
    return keys_of(authority, MAY_READ, day)
