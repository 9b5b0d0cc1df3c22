"""What must not be used any more: versions, releases and keys, in a list that only grows in number."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from robot.governance.documents import Document, encode
from robot.governance.manifest import Manifest, ReleaseId, Version
from robot.governance.signatures import Fingerprint

#: Name of its file in the trust folder.
NAME = "revocations.json"
#: Folder of its signatures.
SIGNATURES = "revocations-signatures"
MAX_BYTES = 1024 * 1024


class _Revoked(Document):
    #: For people.
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    on: date


class RevokedVersion(_Revoked):
    """A release by its number."""

    version: Version


class RevokedRelease(_Revoked):
    """A release by its id."""

    release_id: ReleaseId


class RevokedKey(_Revoked):
    """A key, with everything that it ever signed."""

    fingerprint: Fingerprint


class Revocations(Document):
    """The content of `revocations.json`."""

    kind: Literal["tandem.revocations"] = "tandem.revocations"
    format: Literal[1] = 1
    #: Grows with every list, so that an older one is known as such.
    serial: Annotated[int, Field(ge=0, le=1_000_000_000)]
    #: Every release below is revoked. It holds even where a workstation's store was deleted.
    lowest_version: Annotated[int, Field(ge=1, le=1_000_000_000)] = 1
    versions: Annotated[tuple[RevokedVersion, ...], Field(strict=False, max_length=5000)] = ()
    releases: Annotated[tuple[RevokedRelease, ...], Field(strict=False, max_length=5000)] = ()
    keys: Annotated[tuple[RevokedKey, ...], Field(strict=False, max_length=5000)] = ()

    def encode(self) -> bytes:
        """The bytes of its file."""
        return encode(self.model_dump(mode="json"))

    def why_revoked(self, manifest: Manifest) -> str:
        """What of a release was revoked; empty if nothing was."""
        if manifest.version < self.lowest_version:
            return f"version {manifest.version} (everything before {self.lowest_version})"
        for version in self.versions:
            if version.version == manifest.version:
                return f"version {version.version} ({version.reason})"
        for release in self.releases:
            if release.release_id == manifest.release_id:
                return f"release {release.release_id} ({release.reason})"
        return ""

    def is_key_revoked(self, fingerprint: str) -> bool:
        """Whether nothing by this key counts any more."""
        return any(key.fingerprint == fingerprint for key in self.keys)


#: Where no list was ever installed.
NONE = Revocations(serial=0)
