"""`tandem journal verify`: the journal of this workstation, a copy of it, or a bundle from another."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from robot.agent.endpoint import Home
from robot.agent.settings import load_settings
from robot.domain.errors import EnvironmentFault, InputRefused
from robot.governance.keys import PublicKey
from robot.journal.bundle_manifest import BundleManifest
from robot.journal.bundle_reading import opened_bundle, verify_bundle
from robot.journal.checkpoint import Checkpoint, read_checkpoint
from robot.journal.reading_keys import OpenedReadingKey, open_reading_key
from robot.journal.signed_note import NoteRefusedError
from robot.journal.start_check import SeenHead
from robot.journal.verify_journal import (
    JournalReport,
    Keyed,
    VerifyWith,
    begin_at,
    keyed_of,
    read_keyed,
    verify_journal,
)
from robot.journal.verify_source import open_source
from robot.journal.witness import Witness
from robot.journal.witness_directory import WitnessDirectory
from robot.reporting.words import layer_words
from robot.terminal.options import AsJson
from robot.terminal.printing import complain, out, print_json, say
from robot.terminal.release_keys import read_passphrase

#: Somebody ended it with Ctrl+C.
EXIT_LEFT = 130
_ZIP = b"PK\x03\x04"
_COUNT = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """What is verified."""

    path: Path
    is_bundle: bool = False
    witness: Witness | None = None
    evidence: Path | None = None


def verify(
    export: Annotated[
        Path | None,
        typer.Argument(help="A bundle, a copy of the store or an archived segment; this store by default."),
    ] = None,
    begin: Annotated[
        str,
        typer.Option(
            "--from", help="A checkpoint that you trust: its size, or its note's file. Earlier is not read."
        ),
    ] = "",
    witness: Annotated[Path | None, typer.Option("--witness", help="Folder of the witness's heads.")] = None,
    reading_key: Annotated[
        Path | None, typer.Option("--reading-key", help="Your reading key's file: the MACs are checked too.")
    ] = None,
    signing_key: Annotated[
        str,
        typer.Option("--signing-key", help="The workstation's checkpoint key, in base64, as you know it."),
    ] = "",
    *,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="Whether pictures are compared too.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Read everything and compare it, without the agent. Exit code 1 at the first record that is bad."""
    target = _target(export, witness, with_evidence=evidence)
    began = time.monotonic()
    try:
        with _shown(as_json=as_json) as on_progress:
            having = VerifyWith(
                witness=target.witness,
                evidence=target.evidence,
                signing_key=_raw_key(signing_key),
                first_key=_first_key(target, reading_key),
                on_progress=on_progress,
            )
            report, manifest = _verified(target, having, begin)
    except KeyboardInterrupt:
        complain("You ended it; nothing was changed, and nothing is known about what was not read yet.")
        raise typer.Exit(EXIT_LEFT) from None
    if as_json:
        print_json(report)
    else:
        _tell(report, manifest, target.path, time.monotonic() - began)
    raise typer.Exit(0 if report.fault is None else 1)


def _target(export: Path | None, witness: Path | None, *, with_evidence: bool) -> _Target:
    heads = WitnessDirectory(witness) if witness is not None else None
    if export is not None:
        if not export.is_file():
            raise InputRefused(f"there is no file {export}; nothing was verified", code="journal.unreadable")
        with export.open("rb") as file:
            is_bundle = file.read(len(_ZIP)) == _ZIP
        return _Target(path=export, is_bundle=is_bundle, witness=heads)
    home = Home.of_user()
    if not home.database.is_file():
        raise EnvironmentFault(
            f"there is no store at {home.database}; nothing was pulled on this workstation yet",
            code="store.missing",
        )
    if heads is None:
        named = load_settings(home.settings).journal.witness
        heads = WitnessDirectory(Path(named) if named else home.default_witness)
    pictures = home.evidence if with_evidence else None
    return _Target(path=home.database, witness=heads, evidence=pictures)


def _verified(target: _Target, having: VerifyWith, begin: str) -> tuple[JournalReport, BundleManifest | None]:
    if target.is_bundle:
        if begin:
            raise InputRefused("a bundle is verified whole: leave out --from", code="request.invalid")
        return verify_bundle(target.path, having)
    if begin:
        having = _beginning(target, having, begin)
    return verify_journal(target.path, having), None


def _beginning(target: _Target, having: VerifyWith, begin: str) -> VerifyWith:
    said = None if _COUNT.fullmatch(begin) else _note(Path(begin))
    size = said.size if said is not None else int(begin)
    with closing(open_source(target.path)) as db:
        start = begin_at(db, size)
    if start is None:
        raise InputRefused(
            f"the journal has fewer than {size:,} records: it was cut, or the checkpoint is another's",
            code="journal.shorter_than_witnessed",
        )
    if said is None:
        return replace(having, beginning=start)
    head = SeenHead(log_id=said.log_id, size=said.size, root=said.root, keeper=f"the note {begin}")
    return replace(having, beginning=start, seen=(*having.seen, head))


def _note(path: Path) -> Checkpoint:
    try:
        return read_checkpoint(path.read_bytes())
    except (OSError, NoteRefusedError) as err:
        raise InputRefused(f"{path} is no checkpoint ({err}); nothing was verified") from err


def _raw_key(text: str) -> bytes | None:
    if not text:
        return None
    try:
        return PublicKey.from_text(text).raw
    except ValueError as err:
        raise InputRefused(f"--signing-key: {err}", code="request.invalid") from err


def _first_key(target: _Target, reading_key: Path | None) -> bytes | None:
    if reading_key is None:
        return None
    opened = open_reading_key(reading_key, read_passphrase("Passphrase of your reading key: "))
    return _unwrapped(_keyed(target), opened)


def _keyed(target: _Target) -> Keyed | None:
    if target.is_bundle:
        with opened_bundle(target.path) as bundle:
            return keyed_of(*bundle.manifest.keyed) if bundle.manifest.keyed is not None else None
    with closing(open_source(target.path)) as db:
        return read_keyed(db)


def _unwrapped(keyed: Keyed | None, opened: OpenedReadingKey) -> bytes:
    blob = keyed.wraps.get(opened.public.fingerprint) if keyed is not None else None
    if blob is None:
        raise InputRefused(
            "the journal's first key was not wrapped to this reading key; verify without --reading-key, or"
            " with the key of somebody who was a reader when the journal began",
            code="keys.not_for_this_reader",
        )
    return opened.unwrap(blob)


@contextmanager
def _shown(*, as_json: bool) -> Iterator[_Told]:
    """A bar on a terminal, nothing into a pipe."""
    console = out()
    told = _Told()
    if as_json or not console.is_terminal:
        yield told
        return
    bar = Progress(
        TextColumn("verifying"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        told.bar, told.task = bar, bar.add_task("verifying", total=None)
        yield told


class _Told:
    """Passes on what a verification says of its progress."""

    def __init__(self) -> None:
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __call__(self, done: int, of: int) -> None:
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done, total=of)


def _tell(report: JournalReport, manifest: BundleManifest | None, path: Path, seconds: float) -> None:
    if manifest is not None:
        selected = sum(last - first + 1 for first, last in manifest.selected)
        say(
            f"Bundle of {manifest.by}, {manifest.made_at}: {manifest.reason}. {selected:,} of"
            f" {manifest.end - manifest.first:,} records are there whole, {report.pictures} pictures."
        )
        if manifest.limit:
            say(f"Limit of its use: {manifest.limit}")
    if report.fault is not None:
        why = layer_words(report.fault.layer, "en")
        detail = f" ({report.fault.detail})" if report.fault.detail else ""
        complain(
            f"The journal is NOT whole: record {report.fault.seq} is bad ({report.fault.layer}: {why})"
            f"{detail}; the {report.records:,} before it are good. Keep {path} as it is and tell the auditor."
        )
    else:
        since = f", from record {report.first:,} on" if report.first else ""
        say(f"The journal is whole: {report.records:,} records{since}, in {seconds:.1f} s.", "green")
        say(f"journal {report.log_id}  head {report.head[:16]}…  root {report.root[:16]}…")
    say(f"checked: {', '.join(report.checked)}", "dim")
    for layer, why in report.unchecked.items():
        say(f"not checked: {layer}: {why}", "yellow")
    if report.fault is None and manifest is None:
        say(f"signed: {report.signed:,} records, with the key {report.signing_key[:16] or 'of nobody'}")
        say(_anchored(report), "" if report.is_anchored else "yellow")


def _anchored(report: JournalReport) -> str:
    tail = f"{report.tail_records:,} records of {report.tail_seconds:,.0f} s"
    if report.is_anchored:
        return f"anchored: the witness holds {report.witnessed:,} records; {tail} are not anchored yet."
    if "witness" in report.unchecked:
        return f"NOT COMPARED with a witness; the store says that one holds {report.witnessed:,} records."
    if report.witnessed:
        return (
            f"NOT ANCHORED: a witness holds {report.witnessed:,} records, but this workstation's account can"
            f" change what it holds; {tail} rest on this workstation alone."
        )
    return f"NOT ANCHORED: no witness holds anything of it; {tail} rest on this workstation alone."
