"""What can go wrong with a secret, so that nothing above ever sees an error of a keyring library.

VaultError
├── KeyringUnavailable   no allowed keyring can be reached; the environment's fault
├── KeyringLocked        it is there, and somebody has to unlock it
├── SecretNotFound       nothing is stored under this site and user name
└── SecretNotStored      it was refused, or what came back was not what was written
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class VaultError(Exception):
    """Carries a code and parameters; the words are chosen in the user interface.

    :param parameters: values for the words. Never a secret, never the text of a foreign error.
    """

    code: ClassVar[str] = "vault.error"

    def __init__(self, **parameters: str) -> None:
        super().__init__(self.code, parameters)
        self.parameters: Mapping[str, str] = MappingProxyType(parameters)

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.parameters.items())])


class KeyringUnavailable(VaultError):
    """No keyring of the allow-list can be used (parameters: backend, reason)."""

    code = "vault.keyring_unavailable"


class KeyringLocked(VaultError):
    """The keyring exists and is locked; Tandem never asks for its password (parameters: backend)."""

    code = "vault.keyring_locked"


class SecretNotFound(VaultError):
    """Nothing is stored under this reference (parameters: site, username)."""

    code = "vault.secret_not_found"


class SecretNotStored(VaultError):
    """The secret was not kept, so it must not be counted on (parameters: site, username, reason)."""

    code = "vault.secret_not_stored"
