"""A supervisor's signed order to erase: a month, or what is kept of one customer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from robot.domain.clock import business_date
from robot.governance.documents import Document, DocumentUnreadableError, encode, parse, refuse_other_spelling
from robot.governance.known_signers import signer_of
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import Person
from robot.governance.signatures import PersonId, Purpose, Side, Signature, sign
from robot.governance.signers import refuse_at
from robot.governance.trust import Authority

_MAX_BYTES = 4096
#: An order is carried out soon after it was signed, so that a kept one erases nothing that came later.
_GOOD_FOR = timedelta(hours=24)


class ErasureOrder(Document):
    """What is signed. Another log, or another customer, is another document."""

    kind: Literal["tandem.erasure"] = "tandem.erasure"
    format: Literal[1] = 1
    #: Id of the log.
    log: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    what: Literal["month", "customer"]
    #: `2025-11`, or the customer's number.
    of: Annotated[str, Field(min_length=1, max_length=64)]
    #: Why, in the signer's words.
    reason: Annotated[str, Field(min_length=4, max_length=500)]

    def encode(self) -> bytes:
        """The bytes that are signed."""
        return encode(self.model_dump(mode="json"))


def sign_erasure(order: ErasureOrder, key: SigningKey, *, person: PersonId, signed_at: datetime) -> Signature:
    """Sign an order.

    :param person: whose key it is, by the role document.
    :param signed_at: aware; the clock of the agent that will carry it out.
    """
    return sign(order.encode(), Purpose.ERASURE, Side.SUPERVISOR, person=person, key=key, signed_at=signed_at)


def ordered_by(
    content: bytes, signature: bytes, authority: Authority, now: datetime
) -> tuple[ErasureOrder, Person]:
    """What was ordered and by whom: a supervisor of today, within the last day.

    :raises ReleaseRefused: no such signature, an unknown, expired or revoked key, no supervisor, or an order
        of another day.
    """
    try:
        order = parse(content, ErasureOrder, limit=_MAX_BYTES)
        refuse_other_spelling(order.encode(), content)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the order cannot be read: {err}") from err
    signer = signer_of(signature, content, authority, Purpose.ERASURE, (Side.SUPERVISOR,), "an erasure")
    signed_at = signer.signature.signed_at
    if abs(now - signed_at) > _GOOD_FOR:
        raise ReleaseRefused(Refusal.SIGNATURE_BAD, f"the order was signed at {signed_at}, not today")
    refuse_at(signer.person, signer.key, Side.SUPERVISOR, business_date(now))
    return order, signer.person
