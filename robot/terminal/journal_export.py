"""`tandem journal export`: records for somebody elsewhere, who can verify them without this workstation."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.endpoint import Home
from robot.agent.journal_desk import SIGNING_SITE
from robot.agent.os_account import os_account
from robot.agent.settings import load_settings
from robot.domain.clock import SystemClock
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.journal.bundle import BundleOrder, write_bundle
from robot.journal.checkpoint import checkpoint_key
from robot.journal.segment import local_state
from robot.journal.signed_note import NoteKey
from robot.journal.start_check import SeenHead
from robot.journal.verify_records import payload_field
from robot.journal.verify_source import open_source
from robot.journal.witness_directory import WitnessDirectory
from robot.terminal.printing import say
from robot.vault import KeyringVault, SecretRef, Vault, VaultError

_SPAN = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?")
_FIELD = re.compile(r"(task|customer|run)=(.{1,128})")
_TYPE = re.compile(r"type=([A-Za-z0-9_.\-]{1,64})")
#: Records of a bundle at most.
_MOST = 1_000_000


def make_export(vault: Callable[[], Vault] = KeyringVault) -> Callable[..., None]:
    """The command.

    :param vault: this account's keyring, which holds the key that signs; only a test passes another.
    """

    def export(
        to: Annotated[Path, typer.Argument(help="File to make, such as evidence.zip.")],
        reason: Annotated[str, typer.Option("--reason", help="Why, for whoever gets it.")],
        begin: Annotated[int, typer.Option("--from", min=0, help="The first record.")] = 0,
        until: Annotated[int | None, typer.Option("--until", min=0, help="The last record.")] = None,
        select: Annotated[
            list[str] | None,
            typer.Option(
                "--select",
                help="To be there whole: 12, 12-40, task=ID, customer=ID, run=ID or type=NAME."
                " All of them without it.",
            ),
        ] = None,
        limit: Annotated[str, typer.Option("--limit", help="What it may be used for, and until when.")] = "",
    ) -> None:
        """Write a bundle that `tandem journal verify` accepts elsewhere; names, pictures stay encrypted."""
        home = Home.of_user()
        with closing(open_source(home.database)) as db:
            state = local_state(db)
            last = state.size - 1 if until is None else min(until, state.size - 1)
            chosen = _chosen(db, begin, last, tuple(select or ()))
        order = BundleOrder(
            selected=chosen, reason=reason, by=os_account(), at=SystemClock().now(), limit=limit
        )
        made = write_bundle(
            home.database,
            home.evidence,
            to.absolute(),
            order,
            _key(vault(), state.log_id),
            witnessed=_seen(home, state.log_id),
        )
        say(
            f"{made.path}: {made.selected:,} records whole, headers of {made.records:,}, {made.pictures}"
            f" pictures, {made.size / 1_000_000:.1f} MB.",
            "green",
        )
        say(f"manifest {made.manifest_sha256}")

    return export


def _chosen(db: sqlite3.Connection, first: int, last: int, wanted: tuple[str, ...]) -> list[int]:
    if last - first >= _MOST and not wanted:
        raise InputRefused(f"more than {_MOST:,} records; use --from, --until or --select")
    if not wanted:
        return list(range(first, last + 1))
    numbers = {number for each in wanted for number in _numbers(each) if first <= number <= last}
    fields = [found.groups() for each in wanted if (found := _FIELD.fullmatch(each))]
    types = {found[1] for each in wanted if (found := _TYPE.fullmatch(each))}
    if fields or types:
        rows = db.execute(
            "SELECT seq, CAST(header AS TEXT), payload FROM journal WHERE seq >= ? AND seq <= ?",
            (first, last),
        )
        for seq, header, payload in rows:
            if any(f'"type":"{kind}"' in header for kind in types) or any(
                payload_field(payload, name) == value for name, value in fields
            ):
                numbers.add(seq)
    return sorted(numbers)


def _numbers(text: str) -> Iterator[int]:
    found = _SPAN.fullmatch(text)
    if found is not None:
        first, last = int(found[1]), int(found[2] or found[1])
        if last - first >= _MOST:
            raise InputRefused(f"more than {_MOST:,} records in {text}")
        yield from range(first, last + 1)
    elif not _FIELD.fullmatch(text) and not _TYPE.fullmatch(text):
        raise InputRefused(f"--select {text}: use 12, 12-40, task=ID, customer=ID, run=ID or type=NAME")


def _key(vault: Vault, log_id: str) -> NoteKey:
    try:
        seed = bytes.fromhex(vault.load(SecretRef(site=SIGNING_SITE, username=log_id)).reveal())
    except VaultError as err:
        raise EnvironmentFault(
            f"the keyring does not give the key that signs ({err}); nothing was written", code="bundle.no_key"
        ) from err
    return checkpoint_key(log_id, seed)


def _seen(home: Home, log_id: str) -> SeenHead | None:
    named = load_settings(home.settings).journal.witness
    witness = WitnessDirectory(Path(named) if named else home.default_witness)
    with suppress(EnvironmentFault):
        head = witness.head(log_id)
        return SeenHead.of_witness(head, witness.name) if head is not None else None
    return None
