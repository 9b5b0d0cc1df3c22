"""`tandem release revoke` and `rollback`: signed papers that an administrator installs beside the keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError

from robot.domain.clock import business_date
from robot.domain.errors import InputRefused
from robot.governance import TrustPlace, revocations, rollback
from robot.governance.building import Desk, read_unsigned, sign_document, write_new, write_signature
from robot.governance.documents import DocumentUnreadableError, parse
from robot.governance.memory import ForgetfulMemory
from robot.governance.private_keys import open_key
from robot.governance.refusal import Refusal
from robot.governance.revocations import Revocations, RevokedKey, RevokedRelease, RevokedVersion
from robot.governance.rollback import RollbackOrder
from robot.governance.signatures import Purpose, Side
from robot.governance.trust import signed_bytes
from robot.terminal.printing import say
from robot.terminal.release_keys import read_passphrase

_T = TypeVar("_T")
_Out = Annotated[Path, typer.Option("--out", help="Folder for the signed paper.")]
_KeyFile = Annotated[Path, typer.Option("--key", help="Your private key's file.")]
_Reason = Annotated[str, typer.Option("--reason", help="Stands in the paper, for everybody.")]


class OrderCommands:
    """Papers that end the use of a release."""

    def __init__(
        self,
        desk: Callable[[], Desk],
        memory: Callable[[], ForgetfulMemory],
        trust: Callable[[], TrustPlace],
    ) -> None:
        """:param desk: who may sign, now."""
        self._desk, self._memory, self._trust = desk, memory, trust

    def revoke(
        self,
        to: _Out,
        key: _KeyFile,
        reason: _Reason,
        version: Annotated[list[int] | None, typer.Option("--version", help="A version.")] = None,
        release: Annotated[list[str] | None, typer.Option("--release", help="A release's id.")] = None,
        revoked_key: Annotated[
            list[str] | None, typer.Option("--revoked-key", help="A key's fingerprint.")
        ] = None,
        below: Annotated[int, typer.Option("--below", help="Everything below this version.")] = 0,
    ) -> None:
        """Sign the next list of revocations, for compliance: the installed list and what is named here."""
        desk = self._desk()
        on = business_date(desk.now)
        before = desk.revocations
        listed = _made(
            lambda: Revocations(
                serial=before.serial + 1,
                lowest_version=max(before.lowest_version, below),
                versions=(
                    *before.versions,
                    *(RevokedVersion(version=each, reason=reason, on=on) for each in version or ()),
                ),
                releases=(
                    *before.releases,
                    *(RevokedRelease(release_id=each, reason=reason, on=on) for each in release or ()),
                ),
                keys=(
                    *before.keys,
                    *(RevokedKey(fingerprint=each, reason=reason, on=on) for each in revoked_key or ()),
                ),
            )
        )
        if listed == before.model_copy(update={"serial": before.serial + 1}):
            raise InputRefused("nothing new to revoke was named; nothing was signed", code="request.invalid")
        content = listed.encode()
        opened = open_key(key, read_passphrase("Passphrase of your key: "))
        signed = sign_document(content, Purpose.REVOCATIONS, Side.COMPLIANCE, opened, desk, present={})
        write_new(to / revocations.NAME, content)
        write_signature(to / revocations.SIGNATURES, Side.COMPLIANCE, signed)
        say(f"List {listed.serial} is signed by {signed.person.id} and lies in {to}.")
        say(f"An administrator puts it into {self._trust().folder}; robots read it before their next send.")

    def rollback(
        self,
        release: Annotated[Path, typer.Argument(help="Folder of the older release to go back to.")],
        to: _Out,
        key: _KeyFile,
        side: Annotated[Side, typer.Option("--as", help="The side that you sign for.")],
        reason: _Reason = "",
        leave: Annotated[
            int, typer.Option("--from-version", help="The version to leave; the one accepted here.")
        ] = 0,
        expires: Annotated[
            datetime | None, typer.Option("--expires", formats=["%Y-%m-%d"], help="The order's last day.")
        ] = None,
    ) -> None:
        """Sign an order to go back to an older release; the first side writes it, the second signs it too."""
        desk = self._desk()
        content, present = signed_bytes(
            to, rollback.NAME, rollback.SIGNATURES, rollback.MAX_BYTES, Refusal.ROLLBACK_BAD
        )
        is_new = content is None
        if content is None:
            content = self._order(release, leave, reason, expires.date() if expires else None).encode()
        order = self._fitting(content, release)
        say(
            f"Order: leave version {order.from_version}, go back to {order.to_version}"
            f" ({order.to_release}), until {order.expires_on.isoformat()}: {order.reason}"
        )
        opened = open_key(key, read_passphrase("Passphrase of your key: "))
        signed = sign_document(content, Purpose.ROLLBACK, side, opened, desk, present=present)
        if is_new:
            write_new(to / rollback.NAME, content)
        write_signature(to / rollback.SIGNATURES, side, signed)
        say(f"Signed for the side {side} by {signed.person.id}; it lies in {to}.")
        if present:
            say(f"Both sides have signed: an administrator puts it into {self._trust().folder}.")

    def _order(self, release: Path, leave: int, reason: str, expires: date | None) -> RollbackOrder:
        manifest, content, _files, _signatures = read_unsigned(release)
        highest = self._memory().highest()
        if leave == 0 and highest is not None:
            leave = highest.version
        if expires is None or not reason or not leave:
            raise InputRefused(
                "a new order needs --reason, --expires and --from-version; nothing was signed",
                code="request.invalid",
            )
        return _made(
            lambda: RollbackOrder(
                from_version=leave,
                to_version=manifest.version,
                to_release=manifest.release_id,
                to_manifest=_sha256(content),
                reason=reason,
                expires_on=expires,
            )
        )

    def _fitting(self, content: bytes, release: Path) -> RollbackOrder:
        """The order, which must be about this very release.

        :raises InputRefused: it is about another.
        """
        manifest, raw, _files, _signatures = read_unsigned(release)
        try:
            order = parse(content, RollbackOrder, limit=rollback.MAX_BYTES)
        except DocumentUnreadableError as err:
            raise InputRefused(f"the order cannot be read: {err}; nothing was signed") from err
        why = order.why_not(manifest, _sha256(raw), order.from_version, order.expires_on)
        if why:
            raise InputRefused(f"the order is about another release: {why}; nothing was signed")
        return order


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _made(make: Callable[[], _T]) -> _T:
    try:
        return make()
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputRefused(
            f"{where or 'the paper'}: {first['msg']}; nothing was signed", code="request.invalid"
        ) from err
