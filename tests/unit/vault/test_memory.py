"""The fake keeps the promises that it stands in for."""

from __future__ import annotations

import pytest

from robot.vault import KeyringLocked, MemoryVault, Secret, SecretRef, Vault
from tests.unit.vault.contract import VaultContract


class TestMemoryVault(VaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return MemoryVault()


def test_fails_every_call_when_told_to() -> None:
    vault = MemoryVault(failure=KeyringLocked(backend="memory"))

    with pytest.raises(KeyringLocked):
        vault.store("site", "kefu", Secret("Test-1234"))
    with pytest.raises(KeyringLocked):
        vault.load(SecretRef(site="site", username="kefu"))
    with pytest.raises(KeyringLocked):
        vault.probe()
