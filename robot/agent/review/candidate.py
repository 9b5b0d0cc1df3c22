"""A release as it lies in a folder, whoever signed it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from robot.domain.errors import InputRefused
from robot.domain.release_views import CheckView, ReleaseFacts, SignerView
from robot.governance import Examination, VerifiedRelease
from robot.governance.building import read_unsigned
from robot.governance.documents import DocumentUnreadableError
from robot.governance.manifest import Manifest
from robot.governance.signatures import read_signature
from robot.governance.signers import SignedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What was read, once; everything that is shown of it comes from these bytes."""

    folder: Path
    manifest: Manifest
    manifest_bytes: bytes
    files: Mapping[str, bytes]
    #: Name -> content of each signature's file.
    signatures: Mapping[str, bytes]

    @property
    def manifest_sha256(self) -> str:
        """Hex SHA-256 of the manifest's bytes."""
        return hashlib.sha256(self.manifest_bytes).hexdigest()


def read_candidate(named: str) -> Candidate:
    """Read a folder.

    :param named: absolute, or beginning with `~`.
    :raises InputRefused: a path that depends on where the agent was started.
    :raises ReleaseRefused: there is no release, or its files are not those of its manifest.
    """
    folder = whole_path(named)
    manifest, content, files, signatures = read_unsigned(folder)
    return Candidate(
        folder=folder, manifest=manifest, manifest_bytes=content, files=files, signatures=signatures
    )


def whole_path(named: str) -> Path:
    """The path that somebody typed.

    :raises InputRefused: it depends on where the agent was started.
    """
    try:
        path = Path(named.strip()).expanduser()
    except RuntimeError as err:
        raise InputRefused(f"{named} names nobody's folder", code="release.path_not_whole") from err
    if not path.is_absolute():
        raise InputRefused(
            f"{named} is no whole path; nothing was read: begin with / or a drive",
            code="release.path_not_whole",
        )
    return path


def candidate_facts(candidate: Candidate, examined: Examination) -> ReleaseFacts:
    """What manifest and signatures say; signers by name where the role document could be asked."""
    checked = {signer.person.id for signer in examined.signers}
    claimed = (signer for signer in _claimed(candidate.signatures) if signer.person not in checked)
    return _facts(
        candidate.folder,
        candidate.manifest,
        candidate.manifest_sha256,
        candidate.files,
        (*map(signer_view, examined.signers), *claimed),
    )


def release_facts(release: VerifiedRelease) -> ReleaseFacts:
    """What the release in use says of itself."""
    signers = tuple(map(signer_view, release.signers))
    return _facts(release.folder, release.manifest, release.manifest_sha256, release.files, signers)


def signer_view(signed: SignedBy) -> SignerView:
    """A signature that fits."""
    return SignerView(
        side=signed.side,
        person=signed.person.id,
        name=signed.person.name,
        signed_at=signed.signature.signed_at,
        is_checked=True,
    )


def check_views(examined: Examination) -> tuple[CheckView, ...]:
    """Every check of an examination."""
    return tuple(
        CheckView(name=check.name, state=check.state, code=check.code, said=check.said)
        for check in examined.checks
    )


def _facts(
    folder: Path,
    manifest: Manifest,
    sha256: str,
    files: Mapping[str, bytes],
    signers: tuple[SignerView, ...],
) -> ReleaseFacts:
    return ReleaseFacts(
        folder=str(folder),
        release_id=manifest.release_id,
        version=manifest.version,
        created_at=manifest.created_at,
        expires_on=manifest.expires_on,
        minimum_product=manifest.minimum_product,
        authors=manifest.authors,
        files=len(files),
        size=sum(map(len, files.values())),
        manifest_sha256=sha256,
        signers=signers,
    )


def _claimed(signatures: Mapping[str, bytes]) -> Iterator[SignerView]:
    """What the signatures' files say of themselves; nobody vouches for it."""
    for _name, content in sorted(signatures.items()):
        try:
            signature = read_signature(content)
        except DocumentUnreadableError:
            continue
        yield SignerView(
            side=signature.side,
            person=signature.person,
            name="",
            signed_at=signature.signed_at,
            is_checked=False,
        )
