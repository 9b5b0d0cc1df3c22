"""Private keys: one encrypted file each, made once, never overwritten, opened only to sign."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from robot.governance.keys import PublicKey
from robot.governance.refusal import Refusal, ReleaseRefused

#: Shortest passphrase; the file may lie on a stick that is lost.
SHORTEST_PASSPHRASE = 12
_MAX_BYTES = 16 * 1024
_ENCRYPTED = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"


class SigningKey:
    """An opened private key; it can sign, and shows nothing but its public half."""

    __slots__ = ("_key", "public")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = PublicKey(key.public_key().public_bytes_raw())

    @classmethod
    def throw_away(cls) -> SigningKey:
        """A key that is written nowhere; for demonstrations and tests."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint[:16]})"


def new_key(path: Path, passphrase: str) -> PublicKey:
    """Make a signing key and write it, encrypted, for this account only.

    :raises ReleaseRefused: as `write_private`.
    """
    key = Ed25519PrivateKey.generate()
    write_private(path, key, passphrase)
    return SigningKey(key).public


def write_private(path: Path, key: Ed25519PrivateKey | X25519PrivateKey, passphrase: str) -> None:
    """Write a key of either kind into an encrypted file of its own.

    :raises ReleaseRefused: the passphrase is short, or the file exists or cannot be written.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise unusable(f"a passphrase needs {SHORTEST_PASSPHRASE} characters or more")
    content = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
    )
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as err:
        raise unusable(f"{path} exists already, and a key is never overwritten") from err
    except OSError as err:
        raise unusable(f"{path} cannot be written ({err.strerror})") from err


def open_key(path: Path, passphrase: str) -> SigningKey:
    """Open a signing key's file.

    :raises ReleaseRefused: as `read_private`, or it is no Ed25519 key.
    """
    key = read_private(path, passphrase)
    if not isinstance(key, Ed25519PrivateKey):
        raise unusable(f"{path} holds another kind of key than Ed25519")
    return SigningKey(key)


def read_private(path: Path, passphrase: str) -> PrivateKeyTypes:
    """The key of an encrypted file, of whatever kind.

    :raises ReleaseRefused: it is not there, not encrypted, or the passphrase is another.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES)
    except OSError as err:
        raise unusable(f"the key {path} cannot be read ({err.strerror})") from err
    if not content.startswith(_ENCRYPTED):
        raise unusable(f"{path} is no encrypted private key")
    try:
        return load_pem_private_key(content, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as err:
        raise unusable(f"{path} does not open with this passphrase") from err


def unusable(what: str) -> ReleaseRefused:
    """The error for a key that cannot be used."""
    return ReleaseRefused(Refusal.KEY_UNUSABLE, what)
