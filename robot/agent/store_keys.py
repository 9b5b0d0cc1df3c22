"""The key above all data keys, from the OS keyring; and whom data keys are wrapped to besides."""

from __future__ import annotations

import base64
import binascii
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from robot.agent.endpoint import Home
from robot.domain.clock import Clock, business_date
from robot.domain.errors import EnvironmentFault
from robot.governance.refusal import ReleaseRefused
from robot.governance.trust import TrustPlace, read_authority
from robot.journal.data_keys import KEY_BYTES, DataKeys
from robot.journal.reading_keys import ReadingKey
from robot.store.database import connect
from robot.store.releases import remembered
from robot.vault.errors import SecretNotFound, VaultError
from robot.vault.keyring_vault import KeyringVault
from robot.vault.port import SecretRef, Vault
from robot.vault.secret import Secret

#: Where the keyring holds the key-encryption key.
KEK_REF = SecretRef(site="tandem.store", username="key")


def store_kek(vault: Vault, database: Path) -> bytes:
    """The key-encryption key: 32 bytes, made at the first start.

    Blocks on the operating system.

    :raises EnvironmentFault: `store.no_keyring` without a keyring, `store.key_lost` if the store has keys
        and the keyring has not; nothing was made or written then.
    """
    try:
        return _decoded(vault.load(KEK_REF))
    except SecretNotFound:
        if has_data_keys(database):
            raise EnvironmentFault(
                f"the keyring of this account holds no key for the store {database}, which is encrypted;"
                " nothing was written and nothing will be sent. Restore the keyring, or open the data with"
                " a supervisor's reading key: docs/privacy.md",
                code="store.key_lost",
            ) from None
    except VaultError as err:
        raise _no_keyring(err) from err
    key = os.urandom(KEY_BYTES)
    try:
        vault.store(KEK_REF.site, KEK_REF.username, Secret(base64.b64encode(key).decode()))
    except VaultError as err:
        raise _no_keyring(err) from err
    return key


def has_data_keys(database: Path) -> bool:
    """Whether a store holds anything that only its keyring opens."""
    if not database.is_file():
        return False
    try:
        with closing(connect(database, read_only=True)) as db:
            return db.execute("SELECT 1 FROM data_key LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError:
        # A store of a version before there were keys.
        return False


def reading_keys(home: Home, trust: TrustPlace, day: date) -> tuple[ReadingKey, ...]:
    """Reading keys of whoever is reviewer or supervisor today, by the signed role document.

    Nobody's where the document cannot be verified: then a key is wrapped to the keyring alone, and to the
    readers at the first start at which the document is good.
    """
    try:
        authority = read_authority(trust.folder, remembered(home.database), day)
    except ReleaseRefused:
        return ()
    held = authority.roles.reading_keys(day)
    return tuple(
        ReadingKey(key.public.raw)
        for key in held
        if not authority.revocations.is_key_revoked(key.fingerprint)
    )


def data_keys(home: Home, trust: TrustPlace, vault: Vault, clock: Clock) -> DataKeys:
    """Keys of the agent's store, to be given to its `Database`.

    :raises EnvironmentFault: as `store_kek`.
    """
    return DataKeys(
        store_kek(vault, home.database),
        readers=lambda: reading_keys(home, trust, business_date(clock.now())),
        now=clock.now,
    )


def keys_beside(home: Home, vault: Vault | None = None) -> DataKeys | None:
    """Keys to read a store beside its agent; None without a keyring, for what goes on without names.

    :param vault: this account's keyring by default.
    :raises EnvironmentFault: if keyring and store do not belong together.
    """
    try:
        kek = _decoded((vault or KeyringVault()).load(KEK_REF))
    except VaultError:
        return None
    keys = DataKeys(kek)
    try:
        with closing(connect(home.database, read_only=True)) as db:
            keys.load(db)
    except sqlite3.OperationalError:
        return None
    return keys


def _decoded(secret: Secret) -> bytes:
    try:
        key = base64.b64decode(secret.reveal(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise EnvironmentFault(
            f"what the keyring holds as {KEK_REF.site} is no key; nothing was written and nothing is sent",
            code="store.key_lost",
        )
    return key


def _no_keyring(err: VaultError) -> EnvironmentFault:
    return EnvironmentFault(
        f"the keyring gives no key for the store ({err}), and without one nothing is written and nothing is"
        " sent. Log in to the desktop, unlock the keyring and start again; see `tandem doctor`",
        code="store.no_keyring",
    )
