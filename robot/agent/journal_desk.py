"""The agent's care for its journal: opened with its keys, sealed in time, signed, and shown to a witness."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from robot.agent.endpoint import Home
from robot.agent.segments import lawful_successor
from robot.agent.store_keys import store_kek
from robot.domain.clock import Clock
from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoint import checkpoint_key
from robot.journal.checkpoints import Checkpoints, extension_from, mark_witnessed, size_of
from robot.journal.data_keys import DataKeys
from robot.journal.journal import Journal
from robot.journal.keeper import JournalKeeper, LogBegun, log_id_of
from robot.journal.key_file import KeyFile
from robot.journal.reading_keys import ReadingKey
from robot.journal.sealed_fields import RecordSealer
from robot.journal.segment import cite_pending
from robot.journal.start_check import SeenHead, refuse_unless_whole
from robot.journal.verify_journal import Keyed, read_keyed
from robot.journal.witness import (
    Anchoring,
    Cosigned,
    Extension,
    Witness,
    WitnessRefused,
    WitnessUnreachable,
    encode_answer,
)
from robot.journal.witness_directory import WitnessDirectory
from robot.store.database import Database
from robot.vault import Secret, SecretNotFound, SecretRef, Vault, VaultError

if TYPE_CHECKING:
    from robot.agent.engine import EngineParts

_LOG = structlog.get_logger("agent.journal")
#: Where the seed of a log's signing key is kept; the user name is the log's id.
SIGNING_SITE = "tandem.journal"
#: Where a home's last witnessed head is kept, so that it does not go back with a restored folder.
HEAD_SITE = "tandem.journal.head"
_LOOK_S = 1.0
_SEED_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalParts:
    """What the journal is opened with."""

    home: Home
    database: Database
    clock: Clock
    vault: Vault
    #: 32 bytes from the keyring.
    key_encryption_key: bytes
    sealer: RecordSealer
    #: To whom the first epoch key is wrapped.
    readers: Callable[[], Sequence[ReadingKey]]
    #: Folder or share of the witness.
    witness: Path
    #: Whether a journal lawfully takes the place of the one with that id.
    is_lawful: Callable[[sqlite3.Connection, str], bool] = lambda _db, _old_log: False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorState:
    """How far the journal is out of this account's reach."""

    #: Records covered by the last head that the witness took.
    witnessed: int = 0
    #: The witness's clock, microseconds since 1970; 0 if it took none since the start.
    witnessed_at_us: int = 0
    anchoring: Anchoring | None = None
    #: Why the last try failed; empty if it did not.
    trouble: str = ""


class JournalDesk:
    """One journal, one signing key, one witness."""

    def __init__(self, parts: JournalParts) -> None:
        """Open the journal, or begin it.

        :raises EnvironmentFault: keys, store and witness do not fit together; nothing was written.
        :raises VaultError: the keyring cannot be used.
        """
        self._parts = parts
        self.witness: Witness = WitnessDirectory(parts.witness)
        self.state = AnchorState()
        self._keeper = keeper = JournalKeeper(
            parts.database, parts.clock, KeyFile(parts.home.journal_key, parts.key_encryption_key)
        )
        present = parts.database.transact(log_id_of)
        seen = self._seen(present)
        parts.database.transact(lambda db: refuse_unless_whole(db, present, seen, parts.is_lawful))
        self.log_id = keeper.log_id()
        seed = _seed(parts.vault, self.log_id, parts.database.transact(read_keyed))
        #: Signs checkpoints and the manifests of bundles.
        self.signing_key = checkpoint_key(self.log_id, seed)
        self.checkpoints = Checkpoints(self.log_id, self.signing_key)
        self.journal: Journal = keeper.open(self.log_id, self._begun, parts.sealer)
        parts.sealer.tell = self.journal.append
        parts.database.transact(lambda db: cite_pending(db, self.journal.append))
        parts.database.transact(self.checkpoints.load)
        #: One at a time: the loop's look, a run's end and the shutdown may meet.
        self._making = asyncio.Lock()

    @classmethod
    def of_engine(cls, parts: EngineParts, database: Database, keys: DataKeys) -> JournalDesk:
        """The journal of an engine.

        :raises EnvironmentFault: as above.
        """
        home, named = parts.home, parts.settings.journal.witness
        return cls(
            JournalParts(
                home=home,
                database=database,
                clock=parts.clock,
                vault=parts.vault,
                key_encryption_key=store_kek(parts.vault, home.database),
                sealer=RecordSealer(keys),
                readers=keys.readers,
                witness=Path(named) if named else home.default_witness,
                is_lawful=lawful_successor(home, parts.trust, parts.clock),
            )
        )

    def _seen(self, log_id: str) -> list[SeenHead]:
        """Heads that are kept outside the store; a witness that is not there now has no say."""
        seen: list[SeenHead] = []
        with suppress(SecretNotFound):
            kept = self._parts.vault.load(SecretRef(site=HEAD_SITE, username=self._parts.home.mark))
            seen.append(SeenHead.decode(kept.reveal()))
        try:
            held = self.witness.head(log_id) if log_id else None
        except WitnessUnreachable as err:
            _LOG.warning("witness_failed", code=err.code)
            held = None
        if held is not None:
            seen.append(SeenHead.of_witness(held, self.witness.name))
        return seen

    def _begun(self) -> LogBegun:
        def wrap(key: bytes) -> dict[str, bytes]:
            return {reader.fingerprint: reader.wrap(key) for reader in self._parts.readers()}

        return LogBegun(signing_key=self.checkpoints.public_key, wrap=wrap)

    async def watch(self, on_fatal: Callable[[Exception], None]) -> None:
        """Seal, sign and show for as long as the agent lives; cancel to end.

        :param on_fatal: told when the journal cannot go on: the disk refuses, or the witness holds another.
        """
        while True:
            try:
                await self.look()
            except Exception as err:  # noqa: BLE001 - an unsealed, unsigned log must not go on in silence
                on_fatal(err)
                return
            await asyncio.sleep(_LOOK_S)

    async def look(self) -> None:
        """Seal, sign and show what is due.

        :raises EnvironmentFault: as `checkpoint`.
        """
        await asyncio.to_thread(self._keeper.tick, self.journal)
        if await self._is_due():
            await self.checkpoint()

    async def _is_due(self) -> bool:
        size = await self._parts.database.run(size_of)
        return self.checkpoints.due(self._now_us(), size)

    def _now_us(self) -> int:
        return int(self._parts.clock.now().timestamp() * 1_000_000)

    async def checkpoint(self) -> None:
        """Sign what is new and show it to the witness; a witness that is not there now is tried again later.

        :raises EnvironmentFault: the disk refuses, or the witness holds what this journal does not continue.
        """
        async with self._making:
            now_us = self._now_us()
            await self._parts.database.run(lambda db: self.checkpoints.make(db, now_us))
            try:
                await self._show()
            except WitnessRefused:
                raise
            except (WitnessUnreachable, VaultError) as err:
                _LOG.warning("witness_failed", kind=type(err).__name__, code=getattr(err, "code", ""))
                self.state = replace(self.state, trouble=str(err))

    async def _show(self) -> None:
        self._make_default_folder()
        while True:
            head = await asyncio.to_thread(self.witness.head, self.log_id)
            held = head.checkpoint.size if head is not None else 0
            step = await self._parts.database.run(partial(extension_from, held=held))
            if step is None:
                return
            await self._take(step)

    async def _take(self, step: Extension) -> None:
        public_key = self.checkpoints.public_key
        taken = await asyncio.to_thread(self.witness.extend, self.log_id, step, public_key)
        anchoring = await asyncio.to_thread(self.witness.is_anchored, self.log_id)
        answer = encode_answer(taken, anchoring)
        await self._parts.database.run(lambda db: mark_witnessed(db, taken.size, answer))
        await asyncio.to_thread(self._keep_head, taken)
        self.state = AnchorState(witnessed=taken.size, witnessed_at_us=taken.at_us, anchoring=anchoring)

    def _make_default_folder(self) -> None:
        # A share that the bank named must be there already: making it here would hide that it is not mounted.
        if self._parts.witness == self._parts.home.default_witness:
            with suppress(OSError):
                self._parts.witness.mkdir(mode=0o700, exist_ok=True)

    def _keep_head(self, taken: Cosigned) -> None:
        head = SeenHead(log_id=self.log_id, size=taken.size, root=taken.root)
        self._parts.vault.store(HEAD_SITE, self._parts.home.mark, Secret(head.encode()))

    async def close(self) -> None:
        """A last checkpoint, at an orderly stop; without one the next start signs what is left."""
        try:
            await self.checkpoint()
        except EnvironmentFault as err:
            _LOG.warning("last_checkpoint_failed", code=err.code)


def _seed(vault: Vault, log_id: str, keyed: Keyed | None) -> bytes:
    """The seed of the log's signing key, made with the log and never again.

    :param keyed: what the log says of its keys.
    :raises EnvironmentFault: `journal.signing_key_lost`: one checkpoint by another key would spoil the log.
    """
    seed = b""
    with suppress(SecretNotFound, ValueError):
        seed = bytes.fromhex(vault.load(SecretRef(site=SIGNING_SITE, username=log_id)).reveal())
    if keyed is None or keyed.signing_key is None:
        if not seed:
            seed = secrets.token_bytes(_SEED_BYTES)
            vault.store(SIGNING_SITE, log_id, Secret(seed.hex()))
        return seed
    if len(seed) != _SEED_BYTES or checkpoint_key(log_id, seed).public != keyed.signing_key:
        raise EnvironmentFault(
            "the keyring does not hold the key with which this journal's checkpoints are signed; nothing was"
            " written and nothing will be sent. Restore the keyring, or open a new segment with two"
            " signatures: tandem journal new-segment",
            code="journal.signing_key_lost",
        )
    return seed
