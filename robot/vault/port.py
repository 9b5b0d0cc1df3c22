"""What the robot may ask of a store of secrets, whichever store answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Protocol

from robot.vault.errors import SecretNotFound, SecretNotStored
from robot.vault.secret import Secret

#: Windows refuses a credential of more than 2,560 bytes of UTF-16. The limit holds everywhere, so that
#: a secret kept on one desk can be kept on every desk; bigger tokens belong in an encrypted file.
MAX_SECRET_UTF16_BYTES = 2560

#: A shorter one cannot be masked in logs without making them unreadable.
MIN_SECRET_CHARACTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretRef:
    """Where a secret is, without the secret: safe to log, to store and to show."""

    #: id of the site profile, e.g. "wecom"
    site: str
    #: account name on that site
    username: str


class Vault(Protocol):
    """Keeps secrets of sites; every call may block on the operating system, so not on an event loop."""

    def store(self, site: str, username: str, secret: Secret) -> SecretRef:
        """Keep a secret, replacing what was there, and read it back before returning.

        :raises SecretNotStored: refused, or what was read back differs (nothing is kept then).
        :raises KeyringUnavailable: no allowed keyring.
        :raises KeyringLocked: somebody has to unlock it first.
        """
        ...

    def load(self, ref: SecretRef) -> Secret:
        """The secret.

        :raises SecretNotFound: nothing is kept there.
        :raises KeyringUnavailable: no allowed keyring.
        :raises KeyringLocked: somebody has to unlock it first.
        """
        ...

    def delete(self, ref: SecretRef) -> None:
        """Forget a secret, and look that it is gone.

        :raises SecretNotFound: nothing is kept there.
        :raises SecretNotStored: it is still there after the deletion.
        :raises KeyringUnavailable: no allowed keyring.
        :raises KeyringLocked: somebody has to unlock it first.
        """
        ...

    def probe(self) -> None:
        """Write, read and delete a throw-away secret, for `tandem doctor`.

        :raises VaultError: whichever step failed.
        """
        ...


CANARY_SITE = "tandem.canary"


def write_and_read_canary(vault: Vault) -> None:
    """What `probe` does, the same for every vault."""
    # A name of its own each time: two doctors at once must not delete each other's canary.
    username = f"probe-{secrets.token_hex(8)}"
    canary = Secret(secrets.token_urlsafe(24))
    ref = vault.store(CANARY_SITE, username, canary)
    try:
        if not vault.load(ref).matches(canary):
            raise not_stored(ref, "differs")
    finally:
        vault.delete(ref)


def refuse_unfit(ref: SecretRef, secret: Secret) -> None:
    """Stop what no vault may keep, on every desk alike.

    :raises SecretNotStored: with the reason.
    """
    value = secret.reveal()
    names = ref.site + ref.username
    if not ref.site or not ref.username or not names.isprintable():
        raise not_stored(ref, "bad_name")
    if "\0" in value:
        raise not_stored(ref, "not_text")
    if len(value) < MIN_SECRET_CHARACTERS:
        raise not_stored(ref, "too_short")
    if len(value.encode("utf-16-le")) > MAX_SECRET_UTF16_BYTES:
        raise not_stored(ref, "too_long")


def not_stored(ref: SecretRef, reason: str) -> SecretNotStored:
    """The error for a secret that is not kept."""
    return SecretNotStored(site=ref.site, username=ref.username, reason=reason)


def not_found(ref: SecretRef) -> SecretNotFound:
    """The error for a reference that leads nowhere."""
    return SecretNotFound(site=ref.site, username=ref.username)
