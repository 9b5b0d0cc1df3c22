"""A signature says who signed which kind of document, for which side and when, and covers all of that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from robot.governance.documents import Document, encode, parse, refuse_other_spelling
from robot.governance.keys import PublicKey
from robot.governance.private_keys import SigningKey

#: Ending of a signature's file.
SUFFIX = ".sig.json"
#: A signature has about 500 bytes.
MAX_BYTES = 4096
#: Begins every signed message, so that no other program's signature can be passed off as one.
_PREFIX = b"Tandem signed document, version 1\n"

PersonId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Purpose(StrEnum):
    """Kinds of documents; a signature for one is none for another."""

    RELEASE = "tandem.release"
    ROLES = "tandem.roles"
    REVOCATIONS = "tandem.revocations"
    ROLLBACK = "tandem.rollback"
    REVIEW = "tandem.review"
    SEGMENT = "tandem.segment"
    ERASURE = "tandem.erasure"
    SESSION = "tandem.session"


class Side(StrEnum):
    """For whom somebody signs."""

    AUTHOR = "author"
    COMPLIANCE = "compliance"
    #: Of whoever wrote a single text; never of a release.
    SUPERVISOR = "supervisor"
    #: The two keys above all others; they sign the role document alone.
    ROOT = "root"


class Signature(Document):
    """The content of a `*.sig.json`."""

    kind: Literal["tandem.signature"] = "tandem.signature"
    format: Literal[1] = 1
    purpose: Annotated[Purpose, Field(strict=False)]
    side: Annotated[Side, Field(strict=False)]
    #: Id of a person of the role document; for a root key, a name.
    person: PersonId
    #: Fingerprint of the key.
    key: Fingerprint
    signed_at: AwareDatetime
    #: Hex SHA-256 of the document, so that a person can see what belongs together.
    sha256: Fingerprint
    #: Hex of the 64 bytes.
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]

    def encode(self) -> bytes:
        """The bytes of its file."""
        return encode(self.model_dump(mode="json"))

    def fits(self, key: PublicKey, content: bytes) -> bool:
        """Whether this key signed these bytes, under all that this signature says."""
        return (
            key.fingerprint == self.key
            and self.sha256 == hashlib.sha256(content).hexdigest()
            and key.has_signed(bytes.fromhex(self.signature), _message(self._statement(), content))
        )

    def _statement(self) -> dict[str, object]:
        return self.model_dump(mode="json", exclude={"signature"})


def _message(statement: Mapping[str, object], content: bytes) -> bytes:
    # A canonical object ends where its bracket closes, so no byte can move from one part to the other.
    return _PREFIX + encode(dict(statement)) + b"\n" + content


def sign(
    content: bytes, purpose: Purpose, side: Side, *, person: str, key: SigningKey, signed_at: datetime
) -> Signature:
    """Sign a document's bytes.

    :param signed_at: aware; the signer's own word, and never used as proof of the time.
    """
    unsigned = Signature(
        purpose=purpose,
        side=side,
        person=person,
        key=key.public.fingerprint,
        signed_at=signed_at.replace(microsecond=0),
        sha256=hashlib.sha256(content).hexdigest(),
        signature="0" * 128,
    )
    made = key.sign(_message(unsigned._statement(), content))  # noqa: SLF001 - the same class's other half
    return unsigned.model_copy(update={"signature": made.hex()})


def read_signature(content: bytes) -> Signature:
    """The signature that a file holds.

    :raises DocumentUnreadableError: it holds none in the one canonical spelling.
    """
    signature = parse(content, Signature, limit=MAX_BYTES)
    refuse_other_spelling(signature.encode(), content)
    return signature
