"""Making and signing: a folder of files becomes a release, people put their signatures under documents."""

from __future__ import annotations

import fnmatch
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from robot.domain.clock import business_date
from robot.domain.errors import InputRefused, StateConflict
from robot.governance import manifest as manifests
from robot.governance.documents import DocumentUnreadableError
from robot.governance.manifest import (
    PARTS,
    Manifest,
    altered_file,
    collision,
    path_problem,
    read_manifest,
    released_files,
)
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.revocations import Revocations
from robot.governance.roles import Person, RoleDocument
from robot.governance.signatures import SUFFIX, Purpose, Side, sign
from robot.governance.signers import SIDES, SignedBy, read_signers, refuse_at, refuse_unless_two_people
from robot.governance.tree import Limits, TreeRefusedError, read_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What the builder decides."""

    release_id: str
    version: int
    created_at: datetime
    #: The last day on which it may be used.
    expires_on: date
    minimum_product: str
    #: Whoever the talk tracks name as their authors.
    authors: tuple[str, ...] = ()


def collect(source: Path, leave_out: Sequence[str] = ()) -> dict[str, bytes]:
    """The files of a release from a folder with one folder for each part; what else lies there is left out.

    :param leave_out: patterns of paths, such as `policy/demo.yaml`.
    :raises InputRefused: nothing is there, or a file has a name or size that no release may have.
    """
    files: dict[str, bytes] = {}
    for part in PARTS:
        try:
            found = read_tree(source / part, Limits())
        except FileNotFoundError:
            continue
        except TreeRefusedError as err:
            raise _refused(f"{part}: {err}") from err
        files |= {f"{part}/{name}": content for name, content in found.items()}
    for pattern in leave_out:
        files = {path: content for path, content in files.items() if not fnmatch.fnmatchcase(path, pattern)}
    if not files:
        raise _refused(f"{source} has none of the folders {', '.join(PARTS)}, or nothing in them")
    for path in sorted(files):
        if why := path_problem(path):
            raise _refused(f"{path} {why}; rename it or leave it out")
    if why := collision(sorted(files)):
        raise _refused(why)
    return files


def build(files: Mapping[str, bytes], facts: ReleaseFacts, out: Path) -> Manifest:
    """Write a release without signatures; it appears whole or not at all.

    :param out: must not exist.
    :raises InputRefused: a name that no release may have, or `out` exists or cannot be written.
    """
    try:
        manifest = Manifest(
            release_id=facts.release_id,
            version=facts.version,
            created_at=facts.created_at.replace(microsecond=0),
            expires_on=facts.expires_on,
            minimum_product=facts.minimum_product,
            authors=tuple(sorted(set(facts.authors))),
            files=released_files(files),
        )
    except ValueError as err:
        raise _refused(str(err)) from err
    if manifest.expires_on < business_date(facts.created_at):
        raise _refused("it would have expired before it was made")
    if out.exists():
        raise _refused(f"{out} exists already; releases are never overwritten")
    try:
        made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
        try:
            for path, content in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(content)
            (made / manifests.NAME).write_bytes(manifest.encode())
            made.chmod(0o755)
            made.rename(out)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    except OSError as err:
        raise _refused(f"{out} cannot be written ({err.strerror})") from err
    return manifest


def read_unsigned(folder: Path) -> tuple[Manifest, bytes, dict[str, bytes], dict[str, bytes]]:
    """Manifest, its bytes, the files and the signatures of a release, its files compared with the manifest.

    :raises ReleaseRefused: it is not there, not readable, or altered.
    """
    try:
        found = read_tree(folder, Limits())
    except FileNotFoundError as err:
        raise ReleaseRefused(Refusal.NOT_FOUND, folder) from err
    except TreeRefusedError as err:
        raise ReleaseRefused(Refusal.TOO_LARGE, err) from err
    content = found.pop(manifests.NAME, None)
    if content is None:
        raise ReleaseRefused(Refusal.NOT_FOUND, folder / manifests.NAME)
    try:
        manifest = read_manifest(content)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the manifest cannot be used: {err}") from err
    prefix = f"{manifests.SIGNATURES}/"
    signatures = {n: c for n, c in found.items() if n.startswith(prefix) and n.endswith(SUFFIX)}
    files = {name: raw for name, raw in found.items() if name not in signatures}
    if altered := altered_file(manifest, files):
        raise ReleaseRefused(Refusal.ALTERED, altered)
    return manifest, content, files, signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a signer needs besides a key."""

    roles: RoleDocument
    revocations: Revocations
    #: Aware.
    now: datetime


def sign_release(folder: Path, side: Side, key: SigningKey, desk: Desk) -> SignedBy:
    """Put one side's signature under a release.

    :raises ReleaseRefused: this person may not, or not with this key, or has signed for the other side.
    :raises StateConflict: the side has signed already.
    """
    manifest, content, _files, present = read_unsigned(folder)
    signed = sign_document(
        content, Purpose.RELEASE, side, key, desk, present=present, authors=manifest.authors
    )
    write_signature(folder / manifests.SIGNATURES, side, signed)
    return signed


def sign_document(
    content: bytes,
    purpose: Purpose,
    side: Side,
    key: SigningKey,
    desk: Desk,
    *,
    present: Mapping[str, bytes],
    authors: Sequence[str] = (),
) -> SignedBy:
    """One side's signature, made only if it would be accepted beside those that are there.

    :raises ReleaseRefused: this person may not.
    :raises StateConflict: the side has signed already.
    """
    before = read_signers(content, present, purpose, desk.roles)
    if any(signer.side is side for signer in before):
        raise StateConflict(
            f"the side {side} has signed already; nothing was changed", code="release.signed_already"
        )
    person = _entitled(key, side, desk)
    signature = sign(content, purpose, side, person=person.id, key=key, signed_at=desk.now)
    owner = desk.roles.key(key.public.fingerprint)
    assert owner is not None  # noqa: S101 - it was found a moment ago
    made = SignedBy(side=side, person=person, key=owner[1], signature=signature)
    try:
        refuse_unless_two_people((*before, made), authors)
    except ReleaseRefused as err:
        # The other side may still be missing.
        if err.reason is not Refusal.UNSIGNED or before:
            raise
    return made


def _entitled(key: SigningKey, side: Side, desk: Desk) -> Person:
    if side not in SIDES:
        raise ReleaseRefused(Refusal.ROLE_MISSING, f"nobody signs this for the side {side}")
    owner = desk.roles.key(key.public.fingerprint)
    if owner is None:
        raise ReleaseRefused(Refusal.KEY_UNKNOWN, f"with the key {key.public.fingerprint[:16]}")
    person, held = owner
    if desk.revocations.is_key_revoked(held.fingerprint):
        raise ReleaseRefused(Refusal.KEY_REVOKED, f"{held.fingerprint[:16]} of {person.id}")
    refuse_at(person, held, side, business_date(desk.now))
    return person


def write_signature(folder: Path, side: Side | str, signed: SignedBy) -> Path:
    """Write a signature's file.

    :raises StateConflict: there is one already.
    """
    return write_new(folder / f"{side}{SUFFIX}", signed.signature.encode())


def write_new(path: Path, content: bytes) -> Path:
    """Write a file that must not exist yet.

    :raises StateConflict: it exists.
    :raises InputRefused: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as err:
        raise StateConflict(f"{path} exists already; it was left alone", code="release.exists") from err
    except OSError as err:
        raise _refused(f"{path} cannot be written ({err.strerror})") from err
    return path


def sign_roles(path: Path, name: str, key: SigningKey, now: datetime) -> Path:
    """Put a root key's signature beside a role document; both root keys must do so.

    :param name: whose key it is, for readers.
    :raises InputRefused: the document is not there.
    """
    try:
        content = path.read_bytes()
    except OSError as err:
        raise _refused(f"{path} cannot be read ({err.strerror})") from err
    signature = sign(content, Purpose.ROLES, Side.ROOT, person=name, key=key, signed_at=now)
    folder = path.parent / f"{path.stem}-signatures"
    return write_new(folder / f"{key.public.fingerprint[:16]}{SUFFIX}", signature.encode())


def _refused(why: str) -> InputRefused:
    return InputRefused(f"no release was made: {why}", code="release.not_built")
