"""The vault of a workstation: the operating system's keyring, or nothing at all."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from robot.vault import backends, secret_service
from robot.vault.errors import KeyringLocked, KeyringUnavailable, VaultError
from robot.vault.port import SecretRef, not_found, not_stored, refuse_unfit, write_and_read_canary
from robot.vault.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator


class KeyringVault:
    """Fails closed: there is no second place to which a secret could fall back.

    Any process of the same user can read such a keyring; unattended robots get an account of their own.

    :raises KeyringUnavailable: this operating system has no allowed keyring.
    """

    def __init__(self) -> None:
        self._backend = backends.allowed_backend()
        # Already here, so that nothing started before the first use inherits them.
        backends.forget_keyring_environment()

    @property
    def backend_name(self) -> str:
        """Which keyring is used, for `tandem doctor`."""
        return self._backend.name

    def store(self, site: str, username: str, secret: Secret) -> SecretRef:
        """See `Vault.store`."""
        ref = SecretRef(site=site, username=username)
        refuse_unfit(ref, secret)
        with self._opened() as keyring:
            keyring.set_password(_service(ref), ref.username, secret.reveal())
            kept = keyring.get_password(_service(ref), ref.username)
            # A null backend takes every password and keeps none: believe what is read, not what is said.
            if kept is None or not Secret(kept).matches(secret):
                with suppress(*backends.foreign_errors(self._backend)):
                    keyring.delete_password(_service(ref), ref.username)
                raise not_stored(ref, "differs")
        return ref

    def load(self, ref: SecretRef) -> Secret:
        """See `Vault.load`."""
        with self._opened() as keyring:
            value = keyring.get_password(_service(ref), ref.username)
        if value is None:
            raise not_found(ref)
        return Secret(value)

    def delete(self, ref: SecretRef) -> None:
        """See `Vault.delete`."""
        with self._opened() as keyring:
            if keyring.get_password(_service(ref), ref.username) is None:
                raise not_found(ref)
            keyring.delete_password(_service(ref), ref.username)
            if keyring.get_password(_service(ref), ref.username) is not None:
                raise not_stored(ref, "not_deleted")

    def probe(self) -> None:
        """See `Vault.probe`."""
        write_and_read_canary(self)

    @contextmanager
    def _opened(self) -> Iterator[backends.PasswordStore]:
        """The keyring for one call; whatever its libraries raise becomes one of ours."""
        if self._backend is backends.SECRET_SERVICE:
            secret_service.refuse_if_locked()
        keyring = backends.build(self._backend)
        try:
            yield keyring
        except VaultError:
            raise
        except backends.foreign_errors(self._backend) as err:
            if type(err).__name__ in {"KeyringLocked", "LockedException"}:
                raise KeyringLocked(backend=self._backend.name) from err
            raise KeyringUnavailable(backend=self._backend.name, reason=type(err).__name__) from err


def _service(ref: SecretRef) -> str:
    """One name per account: Windows keeps one credential per name and moves others about."""
    return f"tandem:{quote(ref.site, safe='')}:{ref.username}"
