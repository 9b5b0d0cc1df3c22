"""Reading keys of people: what is wrapped to one can be opened without this workstation and its keyring."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from robot.domain.errors import EnvironmentFault
from robot.governance.private_keys import read_private, unusable, write_private

_INFO = b"tandem reading key v1"
_PUBLIC_BYTES = 32
_NONCE_BYTES = 12
#: What `tandem journal reading-key new` prints before the key.
LINE_WORD = "tandem-reading"


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """The public half: 32 bytes of X25519, known by the SHA-256 of those bytes."""

    raw: bytes

    @property
    def text(self) -> str:
        """Base64, as the role document holds it."""
        return base64.b64encode(self.raw).decode()

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 of the 32 bytes."""
        return hashlib.sha256(self.raw).hexdigest()

    def line(self, name: str) -> str:
        """What is handed to whoever writes the role document."""
        return f"{LINE_WORD} {self.text} {name}"

    def wrap(self, secret: bytes) -> bytes:
        """Encrypt to this key: ephemeral public key (32), nonce (12), AES-256-GCM."""
        once = X25519PrivateKey.generate()
        shared = once.exchange(X25519PublicKey.from_public_bytes(self.raw))
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(_derived(shared)).encrypt(nonce, secret, None)
        return once.public_key().public_bytes_raw() + nonce + sealed


class OpenedReadingKey:
    """The private half, in memory; shows nothing but its public half."""

    __slots__ = ("_key", "public")

    def __init__(self, key: X25519PrivateKey) -> None:
        self._key = key
        self.public = ReadingKey(key.public_key().public_bytes_raw())

    @classmethod
    def throw_away(cls) -> OpenedReadingKey:
        """A key that is written nowhere; for demonstrations and tests."""
        return cls(X25519PrivateKey.generate())

    def unwrap(self, blob: bytes) -> bytes:
        """What was wrapped to this key.

        :raises EnvironmentFault: it was wrapped to another key, or was changed.
        """
        public, rest = blob[:_PUBLIC_BYTES], blob[_PUBLIC_BYTES:]
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(public))
            return AESGCM(_derived(shared)).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError) as err:
            raise EnvironmentFault(
                f"the reading key {self.public.fingerprint[:16]} does not open this; nothing was read",
                code="keys.not_for_this_reader",
            ) from err

    def __repr__(self) -> str:
        return f"OpenedReadingKey({self.public.fingerprint[:16]})"


def _derived(shared: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(shared)


def new_reading_key(path: Path, passphrase: str) -> ReadingKey:
    """Make a reading key and write it, encrypted, for this account only.

    :raises ReleaseRefused: the passphrase is short, or the file exists or cannot be written.
    """
    key = X25519PrivateKey.generate()
    write_private(path, key, passphrase)
    return ReadingKey(key.public_key().public_bytes_raw())


def open_reading_key(path: Path, passphrase: str) -> OpenedReadingKey:
    """Open a reading key's file.

    :raises ReleaseRefused: it is not there, not encrypted, no X25519 key, or the passphrase is another.
    """
    key = read_private(path, passphrase)
    if not isinstance(key, X25519PrivateKey):
        raise unusable(f"{path} holds another kind of key than X25519")
    return OpenedReadingKey(key)
