"""Passwords live in the operating system's keyring only, so that no file of ours is worth stealing."""

from robot.vault.errors import (
    KeyringLocked,
    KeyringUnavailable,
    SecretNotFound,
    SecretNotStored,
    VaultError,
)
from robot.vault.keyring_vault import KeyringVault
from robot.vault.memory import MemoryVault
from robot.vault.port import SecretRef, Vault
from robot.vault.redaction import MASK, SecretMaskingFilter, mask, mask_event
from robot.vault.secret import Secret

__all__ = [
    "MASK",
    "KeyringLocked",
    "KeyringUnavailable",
    "KeyringVault",
    "MemoryVault",
    "Secret",
    "SecretMaskingFilter",
    "SecretNotFound",
    "SecretNotStored",
    "SecretRef",
    "Vault",
    "VaultError",
    "mask",
    "mask_event",
]
