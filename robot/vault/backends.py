"""The only three keyrings that may hold a secret, each built directly and by name.

`keyring.get_keyring()` is never called: it runs whatever class a file in the user's home or an environment
variable names, and was seen to hand the password to it.
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass
from typing import Protocol

from robot.vault.errors import KeyringUnavailable


class PasswordStore(Protocol):
    """The part of keyring's backend class that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """The password, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """One entry of the allow-list: names of code that ships with the product."""

    #: short name for messages
    name: str
    #: module of the keyring package
    module: str
    #: class in it
    keyring_class: str
    #: errors of the library underneath that the class lets through, as "module:class"
    foreign_errors: tuple[str, ...] = ()


SECRET_SERVICE = Backend(
    name="secret-service",
    module="keyring.backends.SecretService",
    keyring_class="Keyring",
    foreign_errors=(
        "secretstorage.exceptions:SecretStorageException",
        "jeepney.wrappers:DBusErrorResponse",
        "jeepney.low_level:SizeLimitError",
    ),
)
WINDOWS = Backend(
    name="windows-credential-store",
    module="keyring.backends.Windows",
    keyring_class="WinVaultKeyring",
    foreign_errors=("win32ctypes.pywin32.pywintypes:error",),
)
MACOS = Backend(name="macos-keychain", module="keyring.backends.macOS", keyring_class="Keyring")

ALLOWED = {"linux": SECRET_SERVICE, "win32": WINDOWS, "darwin": MACOS}


def allowed_backend(platform: str = sys.platform) -> Backend:
    """The one keyring that this operating system may use.

    :raises KeyringUnavailable: the platform has none.
    """
    try:
        return ALLOWED[platform]
    except KeyError:
        raise KeyringUnavailable(backend=platform, reason="platform") from None


def forget_keyring_environment() -> None:
    """Drop the variables by which keyring can be told another class, collection or keychain.

    For good and not only for a moment: child processes shall not inherit them either.
    """
    for name in list(os.environ):
        upper = name.upper()
        if upper in {"PYTHON_KEYRING_BACKEND", "KEYCHAIN_PATH"} or "KEYRING_PROPERTY_" in upper:
            del os.environ[name]


def build(backend: Backend) -> PasswordStore:
    """An instance of the backend's class.

    :raises KeyringUnavailable: its libraries are missing.
    """
    forget_keyring_environment()
    try:
        store: PasswordStore = getattr(importlib.import_module(backend.module), backend.keyring_class)()
    except (ImportError, AttributeError) as err:
        raise KeyringUnavailable(backend=backend.name, reason="not_installed") from err
    if backend is WINDOWS:
        # The default persistence roams with the user's profile to every machine of the domain.
        store.persist = "local machine"  # type: ignore[attr-defined]  # a descriptor of that class only
    return store


def foreign_errors(backend: Backend) -> tuple[type[Exception], ...]:
    """Every error that a call of this backend may let through, to be translated."""
    found: list[type[Exception]] = [
        importlib.import_module("keyring.errors").KeyringError,
        OSError,
        RuntimeError,
    ]
    for name in backend.foreign_errors:
        module, _, error = name.partition(":")
        found.append(getattr(importlib.import_module(module), error))
    return tuple(found)
