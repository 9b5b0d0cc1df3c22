"""Takes a bundle of another workstation in: verified, unpacked beside its own zip, ready to be indexed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import signal
import tempfile
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from robot.domain.errors import EnvironmentFault, TandemError
from robot.journal.bundle_manifest import BundleManifest, BundleRefused
from robot.journal.bundle_reading import opened_bundle, verify_bundle
from robot.journal.verify_journal import VerifyWith
from robot.review.journals import BUNDLE_FILE, bundles_folder, note_bundle

#: A year of records is verified in a minute or two.
_PATIENCE_S = 900.0
_NICE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was taken in."""

    #: Id of the source here.
    source: str
    log_id: str
    label: str
    #: `good`, or the layer that the first bad record failed.
    verified: str
    manifest_sha256: str
    #: Whether the same bundle was here before.
    was_here: bool = False


def import_bundle(home: Path, bundle: Path, at: datetime) -> Imported:
    """Verify and unpack in a process of its own; blocks, so call it in a thread.

    A bundle with a bad record is taken in too, and says so: whoever reviews it wants to see what is wrong.

    :raises BundleRefused: it is no bundle, or not what its manifest says.
    :raises EnvironmentFault: the process broke off; nothing was taken in.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_import, args=(theirs, home, bundle, at), name="import", daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(_PATIENCE_S):
            raise TimeoutError  # noqa: TRY301 - ends like a broken line
        outcome = ours.recv()
    except (EOFError, OSError, TimeoutError) as err:
        raise EnvironmentFault(
            "the bundle could not be taken in; nothing was changed, try again", code="log.import_failed"
        ) from err
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(outcome, Imported):
        return outcome
    code, message = outcome
    kind = BundleRefused if code == BundleRefused.code else EnvironmentFault
    raise kind(message, code=code)


def _import(line: Connection, home: Path, bundle: Path, at: datetime) -> None:
    """The child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        line.send(take_in(home, bundle, at))
    except TandemError as err:
        line.send((err.code, str(err)))
    except OSError as err:
        line.send(("log.import_failed", f"the bundle could not be taken in ({err}); nothing was changed"))


def take_in(home: Path, bundle: Path, at: datetime) -> Imported:
    """As `import_bundle`, in this process.

    :raises BundleRefused: as there.
    """
    report, manifest = verify_bundle(bundle, VerifyWith(workers=1))
    verified = "good" if report.fault is None else report.fault.layer
    with opened_bundle(bundle) as opened:
        source, was_here = _place_for(home, manifest, opened.manifest_sha256)
        label = bundle.stem[:80]
        found = Imported(
            source=source,
            log_id=manifest.log_id,
            label=label,
            verified=verified,
            manifest_sha256=opened.manifest_sha256,
            was_here=was_here,
        )
        if was_here:
            return found
        folder = bundles_folder(home)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made beside and put in place whole, so that a crash leaves no half of a log.
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as beside:
            place = Path(beside) / "log"
            place.mkdir(mode=0o700)
            shutil.copyfile(opened.database, place / "journal.db")
            if opened.evidence.is_dir():
                shutil.copytree(opened.evidence, place / "evidence")
            shutil.copyfile(bundle, place / BUNDLE_FILE)
            note_bundle(place, label=label, verified=verified, manifest=opened.manifest_sha256, at=at)
            place.rename(folder / source)
    return found


def _place_for(home: Path, manifest: BundleManifest, manifest_sha256: str) -> tuple[str, bool]:
    """Id of the source, and whether this very bundle is there; further ones of a log get ids of their own."""
    further = hashlib.sha256(f"{manifest.log_id}|{manifest_sha256}".encode()).hexdigest()[:32]
    for source in (manifest.log_id, further):
        place = bundles_folder(home) / source
        if not place.exists():
            return source, False
        if manifest_sha256 in (place / "bundle.json").read_text(encoding="utf-8"):
            return source, True
    return further, True
