"""Public keys: 32 bytes of Ed25519, known by the SHA-256 of those bytes."""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

#: First word of a public line.
LINE_WORD = "tandem-ed25519"
#: Bytes of a public key.
RAW_BYTES = 32
#: Bytes of a signature.
SIGNATURE_BYTES = 64
#: `tandem-ed25519 KEY NAME`
_WORDS_OF_A_LINE = 3


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key."""

    raw: bytes

    @classmethod
    def from_text(cls, text: str) -> PublicKey:
        """From base64.

        :raises ValueError: it is no key of this kind.
        """
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error as err:
            raise ValueError("it is not base64") from err
        # The second comparison refuses spellings whose last bits differ and still decode to the same.
        if len(raw) != RAW_BYTES or base64.b64encode(raw).decode() != text:
            raise ValueError("it is no Ed25519 public key")
        return cls(raw)

    @classmethod
    def from_line(cls, line: str) -> PublicKey:
        """From the line that `tandem release key new` prints.

        :raises ValueError: it is no such line.
        """
        words = line.split()
        if len(words) != _WORDS_OF_A_LINE or words[0] != LINE_WORD:
            raise ValueError(f"a line must read: {LINE_WORD} KEY NAME")
        return cls.from_text(words[1])

    @property
    def text(self) -> str:
        """Base64."""
        return base64.b64encode(self.raw).decode()

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 of the 32 bytes."""
        return hashlib.sha256(self.raw).hexdigest()

    def line(self, name: str) -> str:
        """What is handed to whoever writes the role document."""
        return f"{LINE_WORD} {self.text} {name}"

    def has_signed(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over exactly these bytes."""
        return _fits(self.raw, signature, message)


@functools.lru_cache(maxsize=16)
def _fits(raw: bytes, signature: bytes, message: bytes) -> bool:
    # Kept, because a release is looked at before every send and the same three inputs give the same answer.
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
