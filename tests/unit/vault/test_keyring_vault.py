"""The parts of the keyring vault that need no keyring: what it refuses and what it believes."""

from __future__ import annotations

import os

import pytest
from keyring.errors import PasswordSetError

from robot.vault import KeyringUnavailable, KeyringVault, Secret, SecretNotStored, backends, secret_service


class Forgetful:
    """Behaves like keyring's null backend: takes everything, keeps nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordSetError(service, username)


class Truncating(Forgetful):
    """Keeps only the first half, as a store with a size limit might."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password[: len(password) // 2]

    def delete_password(self, service: str, username: str) -> None:
        del self.values[service, username]


@pytest.fixture(autouse=True)
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_service, "refuse_if_locked", lambda: None)


@pytest.mark.parametrize("keyring", [Forgetful(), Truncating()], ids=["keeps-nothing", "keeps-half"])
def test_believes_what_it_reads_back(keyring: Forgetful, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "build", lambda _backend: keyring)

    with pytest.raises(SecretNotStored) as caught:
        KeyringVault().store("wecom", "kefu", Secret("Test-1234"))

    assert caught.value.parameters == {"site": "wecom", "username": "kefu", "reason": "differs"}
    assert "Test" not in str(caught.value)
    assert getattr(keyring, "values", {}) == {}


def test_translates_the_library_s_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(Forgetful):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise PasswordSetError(service, username, password)

    monkeypatch.setattr(backends, "build", lambda _backend: Refusing())

    with pytest.raises(KeyringUnavailable) as caught:
        KeyringVault().store("wecom", "kefu", Secret("Test-1234"))
    assert "Test-1234" not in str(caught.value)


def test_allows_three_keyrings_and_no_fourth() -> None:
    assert {(backend.module, backend.keyring_class) for backend in backends.ALLOWED.values()} == {
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.macOS", "Keyring"),
    }
    with pytest.raises(KeyringUnavailable):
        backends.allowed_backend("freebsd14")


def test_drops_the_variables_that_steer_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["PYTHON_KEYRING_BACKEND", "KEYRING_PROPERTY_PREFERRED_COLLECTION", "KEYCHAIN_PATH"]
    for name in names:
        monkeypatch.setenv(name, "attacker")

    KeyringVault()

    assert not [name for name in names if name in os.environ]


def test_a_missing_library_is_an_unavailable_keyring() -> None:
    missing = backends.Backend(name="none", module="keyring.backends.no_such", keyring_class="Keyring")

    with pytest.raises(KeyringUnavailable) as caught:
        backends.build(missing)
    assert caught.value.parameters == {"backend": "none", "reason": "not_installed"}
