"""`tandem journal new-segment …`: the lawful way on, where the journal does not fit what was seen of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.endpoint import Home
from robot.agent.journal_desk import HEAD_SITE
from robot.agent.os_account import os_account
from robot.agent.settings import load_settings
from robot.agent.single_instance import InstanceLock
from robot.domain.clock import SystemClock, business_date
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.governance import TrustPlace
from robot.governance.building import Desk, write_new
from robot.governance.private_keys import open_key
from robot.governance.refusal import Refusal
from robot.governance.segment_orders import (
    MAX_BYTES,
    NAME,
    SIGNATURES,
    SegmentOrder,
    SegmentReason,
    read_order,
    sign_order,
    signed_by,
)
from robot.governance.signatures import SUFFIX, Side
from robot.governance.trust import Authority, read_authority, signed_bytes
from robot.journal.segment import LocalState, draft_order, end_segment, local_state
from robot.journal.start_check import SeenHead
from robot.journal.witness_directory import WitnessDirectory
from robot.store.database import Database, connect
from robot.store.releases import remembered
from robot.terminal.printing import say
from robot.terminal.release_keys import read_passphrase
from robot.vault import KeyringVault, SecretRef, Vault, VaultError

_Folder = Annotated[Path, typer.Argument(help="Folder of the order.")]
_HELP = "End a journal that cannot go on, and begin the next, with the signatures of two people."


def make_commands(
    trust: Callable[[], TrustPlace] = TrustPlace.of_system, vault: Callable[[], Vault] = KeyringVault
) -> typer.Typer:
    """The commands.

    :param trust: the system's, and the account's keyring; only a test passes others.
    """
    commands = typer.Typer(no_args_is_help=True, help=_HELP)
    desk = SegmentCommands(trust, vault)
    commands.command("prepare")(desk.prepare)
    commands.command("sign")(desk.sign)
    commands.command("open")(desk.open)
    return commands


class SegmentCommands:
    """An order is prepared at the workstation, signed by two people elsewhere, and carried out here."""

    def __init__(self, trust: Callable[[], TrustPlace], vault: Callable[[], Vault]) -> None:
        """:param trust: where the keys lie."""
        self._trust, self._vault = trust, vault

    def prepare(
        self,
        reason: Annotated[SegmentReason, typer.Option("--reason", help="Why the old one cannot go on.")],
        to: Annotated[Path, typer.Option("--out", help="Folder to make.")],
        case: Annotated[str, typer.Option("--case", help="Number of the case that looked into it.")] = "",
    ) -> None:
        """Write the order that two people sign: what is here, and what was last seen of it outside."""
        home = Home.of_user()
        state, seen = _state(home), self._seen(home)
        order = draft_order(state, seen, reason, case, business_date(SystemClock().now()))
        write_new(to / NAME, order.encode())
        _show(order)
        say(
            f"It lies in {to} and holds until {order.expires_on.isoformat()}. Now compliance and a supervisor"
        )
        say("sign it, each with `tandem journal new-segment sign`.")

    def sign(
        self,
        folder: _Folder,
        key: Annotated[Path, typer.Option("--key", help="Your private key's file.")],
        side: Annotated[Side, typer.Option("--as", help="compliance or supervisor.")],
    ) -> None:
        """Put your signature under an order. Exit code 2 if you may not."""
        content, present = _papers(folder)
        _show(read_order(content))
        now = SystemClock().now()
        authority = self._authority()
        opened = open_key(key, read_passphrase("Passphrase of your key: "))
        desk = Desk(roles=authority.roles, revocations=authority.revocations, now=now)
        made = sign_order(content, side, opened, desk, present)
        write_new(folder / SIGNATURES / f"{side}{SUFFIX}", made.encode())
        say(f"Signed for the side {side} by {made.person}; it lies in {folder}.")

    def open(self, folder: _Folder) -> None:
        """Carry out a signed order: archive the old journal; the agent's next start begins the new one."""
        home = Home.of_user()
        content, present = _papers(folder)
        day = business_date(SystemClock().now())
        signers = signed_by(content, list(present.values()), self._authority(), day, watched=[os_account()])
        lock = InstanceLock(home.lock)
        try:
            archive = _carry_out(home, content, dict(present))
        finally:
            lock.release()
        say(f"Ordered by {' and '.join(signer.person.id for signer in signers)}.")
        if archive is not None:
            say(f"The old journal lies in {archive}; `tandem journal verify {archive}` reads it.")
        say("Start the agent: its new journal begins by citing this order.", "green")

    def _authority(self) -> Authority:
        day = business_date(SystemClock().now())
        return read_authority(self._trust().folder, remembered(Home.of_user().database), day)

    def _seen(self, home: Home) -> SeenHead | None:
        """The newest head that is kept outside: the keyring's, which is the last that the witness took."""
        try:
            kept = self._vault().load(SecretRef(site=HEAD_SITE, username=home.mark))
            return SeenHead.decode(kept.reveal())
        except VaultError:
            pass
        state = _state(home)
        named = load_settings(home.settings).journal.witness
        witness = WitnessDirectory(Path(named) if named else home.default_witness)
        with suppress(EnvironmentFault):
            head = witness.head(state.log_id) if state.log_id else None
            return SeenHead.of_witness(head, witness.name) if head is not None else None
        return None


def _state(home: Home) -> LocalState:
    if not home.database.is_file():
        return LocalState(log_id="", size=0, head="0" * 64)
    with closing(connect(home.database, read_only=True)) as db:
        return local_state(db)


def _carry_out(home: Home, content: bytes, signatures: dict[str, bytes]) -> Path | None:
    # Opened once as the agent does, so that a store that is missing or older is made or brought up to date.
    Database(home.database).close()
    with closing(connect(home.database)) as db:
        return end_segment(db, home.path / "segments", home.journal_key, content, signatures)


def _papers(folder: Path) -> tuple[bytes, dict[str, bytes]]:
    content, present = signed_bytes(folder, NAME, SIGNATURES, MAX_BYTES, Refusal.MALFORMED)
    if content is None:
        raise InputRefused(f"there is no {NAME} in {folder}; nothing was done", code="segment.no_order")
    return content, dict(present)


def _show(order: SegmentOrder) -> None:
    say(f"Order to end the journal {order.old_log}: {order.reason} {order.case}".rstrip())
    say(f"  seen outside: {order.witnessed_size:,} records, root {order.witnessed_root[:16]}…")
    say(f"  here now:     {order.local_size:,} records, head {order.local_head[:16]}…")
