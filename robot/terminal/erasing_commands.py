"""`tandem journal erase-month`, `erase-customer`, `reading-key`: what is kept, for whom, and how long."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.client import AgentClient
from robot.domain.clock import SystemClock
from robot.domain.erasure_views import Erased, ErasureAsked
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.governance.erasure_orders import ErasureOrder, sign_erasure
from robot.governance.private_keys import open_key
from robot.journal.bundle_reading import opened_bundle
from robot.journal.data_keys import DataKeys
from robot.journal.evidence import EvidenceFolder
from robot.journal.opened_records import sealed_record
from robot.journal.reading_keys import new_reading_key, open_reading_key
from robot.journal.verify_source import open_source
from robot.terminal.options import AsJson
from robot.terminal.printing import print_json, say
from robot.terminal.release_keys import read_passphrase

reading_key_commands = typer.Typer(
    no_args_is_help=True, help="Keys that open sealed data away from the workstation."
)
_Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept in the log, sealed.")]
_Key = Annotated[Path, typer.Option("--key", help="A supervisor's encrypted key file.")]
_Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again; it cannot be undone.")]


def erase_month(
    month: Annotated[str, typer.Argument(help="Such as 2025-11.")],
    reason: _Reason,
    key: _Key,
    *,
    yes: _Yes = False,
    as_json: AsJson = False,
) -> None:
    """Delete a month's key and pictures: its names, texts and amounts are gone for everybody."""
    _erase("month", month, reason, key, yes=yes, as_json=as_json)


def erase_customer(
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    reason: _Reason,
    key: _Key,
    *,
    yes: _Yes = False,
    as_json: AsJson = False,
) -> None:
    """Delete what records and lists say of one customer; numbers and the refusal of contact stay."""
    _erase("customer", customer, reason, key, yes=yes, as_json=as_json)


def _erase(what: str, of: str, reason: str, path: Path, *, yes: bool, as_json: bool) -> None:
    with AgentClient() as client:
        asked: ErasureAsked = client.call("erasure", what=what, of=of)
        if not yes and not typer.confirm(
            f"{asked.records:,} records and {asked.pictures:,} pictures of {of}: erase them for good?"
        ):
            raise typer.Exit(1)
        key = open_key(path, read_passphrase("Passphrase of the supervisor's key: "))
        person = asked.signers.get(key.public.fingerprint)
        if person is None:
            raise InputRefused(
                f"the key {key.public.fingerprint[:16]} is no supervisor's in the role document; nothing was"
                " erased",
                code="review.key_no_supervisor",
            )
        order = ErasureOrder.model_validate({"log": asked.log, "what": what, "of": of, "reason": reason})
        signature = sign_erasure(order, key, person=person, signed_at=asked.now)
        done: Erased = client.call(
            "erase", order=order.encode().decode(), signature=signature.encode().decode()
        )
    if as_json:
        print_json(done)
        return
    say(f"Erased: {done.records:,} records and {done.pictures:,} pictures of {done.of}; the log says so.")
    if not done.is_log_emptied:
        say("The store's write-ahead log was busy; it is emptied when the agent ends.", "yellow")


def open_records(
    seqs: Annotated[list[int], typer.Argument(help="Numbers of records, of those that have a sealed part.")],
    source: Annotated[Path, typer.Option("--source", help="A bundle, or a store of a lost workstation.")],
    key: Annotated[Path, typer.Option("--key", help="A reader's encrypted key file.")],
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="Folder for the records' pictures, in the clear.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Open sealed parts of records with a reading key; needs no agent and no keyring."""
    reader = open_reading_key(key, read_passphrase("Passphrase of the reading key: "))
    with _journal_of(source) as (path, evidence), closing(open_source(path)) as db:
        keys = DataKeys.open_with_reading_key(db, reader)
        folder = EvidenceFolder(evidence, SystemClock().now, keys)
        for seq in seqs:
            record = sealed_record(db, seq)
            facts = record.opened(keys)
            if as_json:
                print_json({"seq": seq, "type": record.type, "facts": facts})
            else:
                say(f"{seq} {record.type} {json.dumps(facts, ensure_ascii=False)}")
            for name in record.pictures if pictures is not None else ():
                _put(Path(str(pictures)) / f"{seq}-{name[:12]}.jpg", folder.open_jpeg(name))


@contextmanager
def _journal_of(source: Path) -> Iterator[tuple[Path, Path]]:
    if zipfile.is_zipfile(source):
        with opened_bundle(source) as bundle:
            yield bundle.database, bundle.evidence
    else:
        yield source, source.parent / "evidence"


def _put(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
    except OSError as err:
        raise EnvironmentFault(f"the picture {path} was not written ({err.strerror})") from err


@reading_key_commands.command("new")
def new(
    name: Annotated[str, typer.Option("--name", help="Whose key it is: the id in the role document.")],
    to: Annotated[Path, typer.Option("--out", help="File to make.")],
) -> None:
    """Make a reading key; the passphrase is asked for, or is the first line of standard input."""
    public = new_reading_key(to, read_passphrase("New passphrase (12 characters or more): ", twice=True))
    say(f"The private key is in {to}. Keep it and its passphrase apart, and give away this line only:")
    say(public.line(name))
    say(f"fingerprint {public.fingerprint}")
    say("It is entered as one of the person's reading_keys in the role document: docs/privacy.md")
