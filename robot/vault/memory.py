"""A vault that forgets everything with its process, for tests and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from robot.vault.port import SecretRef, not_found, refuse_unfit, write_and_read_canary
from robot.vault.secret import Secret

if TYPE_CHECKING:
    from robot.vault.errors import VaultError


class MemoryVault:
    """Keeps the same promises as the keyring, the size limit included.

    :param failure: when given, every call raises it, like a keyring that cannot be reached.
    """

    def __init__(self, *, failure: VaultError | None = None) -> None:
        self.failure = failure
        self._values: dict[SecretRef, str] = {}

    def store(self, site: str, username: str, secret: Secret) -> SecretRef:
        """See `Vault.store`."""
        ref = SecretRef(site=site, username=username)
        refuse_unfit(ref, secret)
        self._fail_if_told()
        self._values[ref] = secret.reveal()
        return ref

    def load(self, ref: SecretRef) -> Secret:
        """See `Vault.load`."""
        self._fail_if_told()
        try:
            return Secret(self._values[ref])
        except KeyError:
            raise not_found(ref) from None

    def delete(self, ref: SecretRef) -> None:
        """See `Vault.delete`."""
        self._fail_if_told()
        if self._values.pop(ref, None) is None:
            raise not_found(ref)

    def probe(self) -> None:
        """See `Vault.probe`."""
        write_and_read_canary(self)

    def _fail_if_told(self) -> None:
        if self.failure is not None:
            raise self.failure
