"""Signed notes as C2SP writes them: lines of text, an empty line, and signatures by named Ed25519 keys."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: Most bytes of a note; a checkpoint has about 250.
MAX_BYTES = 4096
#: Bytes of a signing key's seed, and of its public half.
KEY_BYTES = 32
_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_SIGNATURE_BYTES = 64
_NAME = re.compile(r"[A-Za-z0-9._/-]{1,128}")
_LINE = re.compile(r"— ([A-Za-z0-9._/-]{1,128}) ([A-Za-z0-9+/]{4,200}={0,2})")


class NoteRefusedError(ValueError):
    """The bytes are no such note, or nobody who counts signed it; the message says why."""


class NoteKey:
    """A private key with the name under which it signs; shows nothing but its public half."""

    __slots__ = ("_key", "name", "public")

    def __init__(self, name: str, seed: bytes) -> None:
        """:param seed: 32 random bytes.

        :raises ValueError: for another length, or a name with blanks.
        """
        if len(seed) != KEY_BYTES or _NAME.fullmatch(name) is None:
            raise ValueError("a signing key needs 32 bytes and a plain name")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.name = name
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, text: str) -> bytes:
        """The note of a text.

        :raises ValueError: if the text does not end with a line's end or has an empty line at its end.
        """
        if not text.endswith("\n") or text.endswith("\n\n"):
            raise ValueError("a note's text ends with one full line")
        mark = key_id(self.name, self.public) + self._key.sign(text.encode())
        return f"{text}\n— {self.name} {base64.b64encode(mark).decode()}\n".encode()

    def __repr__(self) -> str:
        return f"NoteKey({self.name}, {self.public.hex()[:16]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note that was taken apart; nothing about its signatures is known yet."""

    text: str
    #: Name of the key, its id, and 64 bytes.
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def is_signed(self, name: str, public: bytes) -> bool:
        """Whether the key of that name signed the text."""
        wanted = key_id(name, public)
        return any(
            signer == name and mark == wanted and _fits(public, signature, self.text.encode())
            for signer, mark, signature in self.signatures
        )


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a note's reader finds the right key."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def read_note(content: bytes) -> Note:
    """Take a note apart.

    :raises NoteRefusedError: it is none.
    """
    if len(content) > MAX_BYTES:
        raise NoteRefusedError(f"a note has at most {MAX_BYTES} bytes")
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as err:
        raise NoteRefusedError("it is no text") from err
    text, split, rest = whole.rpartition("\n\n")
    if not split or not rest.endswith("\n") or not rest[:-1]:
        raise NoteRefusedError("it has no signature")
    if any(not character.isprintable() and character != "\n" for character in whole):
        raise NoteRefusedError("it holds control characters")
    return Note(text=text + "\n", signatures=tuple(_signature(line) for line in rest[:-1].split("\n")))


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise NoteRefusedError("a signature line cannot be read")
    try:
        mark = base64.b64decode(found[2], validate=True)
    except binascii.Error as err:
        raise NoteRefusedError("a signature is not base64") from err
    if len(mark) != _KEY_ID_BYTES + _SIGNATURE_BYTES or base64.b64encode(mark).decode() != found[2]:
        raise NoteRefusedError("a signature has another length")
    return found[1], mark[:_KEY_ID_BYTES], mark[_KEY_ID_BYTES:]


def _fits(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
