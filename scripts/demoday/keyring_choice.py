"""Which keyring the demonstration uses: the desk's own where one answers, else a private, real one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demoday.private_keyring import private_keyring
from robot.vault.errors import VaultError
from robot.vault.keyring_vault import KeyringVault


@contextmanager
def usable_keyring(folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Variables for the programs that shall use the keyring, and what was chosen: `system` or `private`."""
    if _system_keyring_answers():
        yield {}, "system"
        return
    if sys.platform != "linux":
        raise SystemExit(
            "the keyring of this computer does not answer; unlock it (or log in again) and start once more"
        )
    with private_keyring(folder) as variables:
        yield variables, "private"


def _system_keyring_answers() -> bool:
    try:
        KeyringVault().probe()
    except VaultError:
        return False
    return True
