"""The epoch key between two starts: one small file, encrypted, always replaced and never kept."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from robot.domain.errors import EnvironmentFault
from robot.journal.epoch_keys import EpochKey

_NONCE_BYTES = 12
_AAD = b"journal.key|1"
_MAX_BYTES = 4096


class KeyFile:
    """Holds one log's oldest epoch key."""

    def __init__(self, path: Path, key_encryption_key: bytes) -> None:
        """:param key_encryption_key: 32 bytes from the keyring."""
        self._path = path
        self._cipher = AESGCM(key_encryption_key)

    def load(self) -> EpochKey | None:
        """The key, or None if there is no file.

        :raises EnvironmentFault: if the file is not what was written with this keyring.
        """
        try:
            content = self._path.read_bytes()[:_MAX_BYTES]
        except FileNotFoundError:
            return None
        try:
            plain = self._cipher.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], _AAD)
            fields = json.loads(plain)
            return EpochKey(
                log_id=fields["log"], epoch=int(fields["epoch"]), key=bytes.fromhex(fields["key"])
            )
        except (InvalidTag, ValueError, KeyError, TypeError) as err:
            raise EnvironmentFault(
                f"{self._path} cannot be opened with this account's keyring; nothing was written and nothing"
                " will be sent. Restore keyring and file together, or open a new segment of the journal"
                " with two signatures: tandem journal new-segment",
                code="journal.key_unreadable",
            ) from err

    def save(self, key: EpochKey) -> None:
        """Put the key in place of the one before, durably."""
        plain = json.dumps({"log": key.log_id, "epoch": key.epoch, "key": key.key.hex()}).encode()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        beside = self._path.with_name(self._path.name + ".new")
        beside.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(beside, flags | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            file.write(nonce + self._cipher.encrypt(nonce, plain, _AAD))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
        if os.name == "posix":
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
