"""Keys that grow old: each epoch has its own, made from the one before, which is then forgotten.

Whoever takes the key of today can forge today, and nothing of yesterday (Bellare and Yee, 1997).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

#: Length of an epoch's key in bytes.
KEY_BYTES = 32
_STEP = b"tandem epoch key"


def next_key(key: bytes) -> bytes:
    """The key of the epoch after; there is no way back."""
    return hashlib.sha256(_STEP + key).digest()


def mac_of(key: bytes, record_hash: bytes) -> bytes:
    """What an epoch's key says of a record: HMAC-SHA256 of its hash."""
    return hmac.digest(key, record_hash, "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochKey:
    """The key of one epoch of one log."""

    log_id: str
    epoch: int
    key: bytes

    @classmethod
    def new(cls, log_id: str, epoch: int) -> EpochKey:
        """A first key."""
        return cls(log_id=log_id, epoch=epoch, key=secrets.token_bytes(KEY_BYTES))

    def at(self, epoch: int) -> EpochKey:
        """The key of the same or a later epoch.

        :raises ValueError: for an epoch before this one; its key is gone.
        """
        if epoch < self.epoch:
            raise ValueError(f"the key of epoch {epoch} was forgotten; the oldest held is {self.epoch}")
        key = self.key
        for _ in range(epoch - self.epoch):
            key = next_key(key)
        return EpochKey(log_id=self.log_id, epoch=epoch, key=key)


class EpochKeys:
    """The keys from the oldest epoch whose seal is not durable yet; one log, the writer's thread only.

    An epoch's key is given up after its seal is on disk and not before: a transaction that was rolled back
    must be able to write its seals again.
    """

    def __init__(self, oldest: EpochKey) -> None:
        """:param oldest: the key that the key file held."""
        self._oldest = oldest
        self._latest = oldest

    @property
    def log_id(self) -> str:
        """Whose keys these are."""
        return self._oldest.log_id

    @property
    def oldest(self) -> EpochKey:
        """The first key that is still known."""
        return self._oldest

    def key(self, epoch: int) -> bytes:
        """The key of an epoch.

        :raises ValueError: if it was forgotten.
        """
        if epoch != self._latest.epoch:
            start = self._latest if epoch > self._latest.epoch else self._oldest
            self._latest = start.at(epoch)
        return self._latest.key

    def forget_before(self, epoch: int) -> EpochKey:
        """Give up the keys of earlier epochs; returns the oldest that is left."""
        if epoch > self._oldest.epoch:
            self._oldest = self._oldest.at(epoch)
            if self._latest.epoch < epoch:
                self._latest = self._oldest
        return self._oldest
