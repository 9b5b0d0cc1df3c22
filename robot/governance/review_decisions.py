"""A supervisor's signed word on one text: what it covers, how it is signed, and whose word it is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from robot.domain.clock import business_date
from robot.governance.documents import Document, DocumentUnreadableError, encode, parse, refuse_other_spelling
from robot.governance.known_signers import keys_of, signer_of
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import MAY_SIGN, HeldKey, Person
from robot.governance.signatures import (
    Fingerprint,
    PersonId,
    Purpose,
    Side,
    Signature,
    sign,
)
from robot.governance.signers import refuse_at
from robot.governance.trust import Authority

#: A decision has about 900 bytes; its comment is the longest part.
MAX_BYTES = 8192

Decision = Literal["approved", "rejected", "false_alarm", "escalated"]


class ReviewDecision(Document):
    """What is signed. Another text, another item or another store is another document."""

    kind: Literal["tandem.review"] = "tandem.review"
    format: Literal[1] = 1
    #: Number of the review and the random word of its row, which no other store has.
    review: Annotated[int, Field(ge=1)]
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    #: Hash of talk track, version, variant, slots, text and task; of a hand-typed text, of where it stood.
    subject: Fingerprint
    #: Hex SHA-256 of the whole text in UTF-8, as the signer saw it.
    text: Fingerprint
    decision: Decision
    comment: Annotated[str, Field(max_length=500)]

    def encode(self) -> bytes:
        """The bytes that are signed."""
        return encode(self.model_dump(mode="json"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBy:
    """A decision whose signature fits, and whose it is."""

    decision: ReviewDecision
    person: Person
    key: HeldKey
    signature: Signature


def text_hash(text: str) -> str:
    """Hex SHA-256 of a text's UTF-8 bytes; a lone surrogate is hashed too, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sign_decision(
    decision: ReviewDecision, key: SigningKey, *, person: PersonId, signed_at: datetime
) -> Signature:
    """Sign a decision.

    :param person: whose key it is, by the role document.
    :param signed_at: aware; the clock of the agent that shows the review.
    """
    return sign(
        decision.encode(), Purpose.REVIEW, Side.SUPERVISOR, person=person, key=key, signed_at=signed_at
    )


def read_decision(content: bytes) -> ReviewDecision:
    """The decision that the bytes say.

    :raises DocumentUnreadableError: they say none in the one canonical spelling.
    """
    decision = parse(content, ReviewDecision, limit=MAX_BYTES)
    refuse_other_spelling(decision.encode(), content)
    return decision


def decided_by(
    content: bytes, signature: bytes, authority: Authority, day: date, *, writers: Collection[str]
) -> DecidedBy:
    """Who signed this decision, and that they may: by the role document and the revocations of today.

    :param writers: RM ids and accounts of whoever wrote the text or asked for it; none may be the signer's.
    :raises ReleaseRefused: no such signature, an unknown, expired or revoked key, no supervisor, or the
        signer would decide on words of their own.
    """
    try:
        decision = read_decision(content)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the decision cannot be read: {err}") from err
    signer = signer_of(
        signature, content, authority, Purpose.REVIEW, (Side.SUPERVISOR,), f"review {decision.review}"
    )
    person, key, made = signer.person, signer.key, signer.signature
    for on in (business_date(made.signed_at), day):
        refuse_at(person, key, Side.SUPERVISOR, on)
    # Windows knows an account in any capitals.
    names = {name.casefold() for name in (person.id, *person.accounts)}
    if names & {writer.casefold() for writer in writers}:
        raise ReleaseRefused(Refusal.ONE_PERSON, f"{person.id} would decide on words of their own")
    return DecidedBy(decision=decision, person=person, key=key, signature=made)


def supervisors(authority: Authority, day: date) -> dict[str, str]:
    """Who may decide on a day: fingerprint of the key -> id of the person."""
    return keys_of(authority, MAY_SIGN[Side.SUPERVISOR], day)
