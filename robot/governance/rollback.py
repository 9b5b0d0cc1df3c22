"""The order to go back: names the one version to leave and the one release to go back to, for a time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from robot.governance.documents import Document, encode
from robot.governance.manifest import Manifest, ReleaseId, Sha256, Version

#: Name of its file in the trust folder.
NAME = "rollback.json"
#: Folder of its signatures.
SIGNATURES = "rollback-signatures"
MAX_BYTES = 16 * 1024


class RollbackOrder(Document):
    """The content of `rollback.json`, signed by both sides as a release is."""

    kind: Literal["tandem.rollback"] = "tandem.rollback"
    format: Literal[1] = 1
    #: Holds only while this is the highest version ever accepted; so a used order does not hold for the next.
    from_version: Version
    to_version: Version
    to_release: ReleaseId
    #: Hex SHA-256 of that release's manifest.
    to_manifest: Sha256
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    #: The last day on which the older release may be used.
    expires_on: date

    @model_validator(mode="after")
    def _goes_back(self) -> Self:
        if self.to_version >= self.from_version:
            raise ValueError("to_version must be lower than from_version")
        return self

    def encode(self) -> bytes:
        """The bytes of its file."""
        return encode(self.model_dump(mode="json"))

    def why_not(self, manifest: Manifest, manifest_sha256: str, highest: int, day: date) -> str:
        """Why the order does not let this release be used; empty if it does."""
        if (self.to_version, self.to_release, self.to_manifest) != (
            manifest.version,
            manifest.release_id,
            manifest_sha256,
        ):
            return f"it names version {self.to_version}, release {self.to_release}"
        if self.from_version != highest:
            return f"it was made to leave version {self.from_version}, and {highest} was accepted since"
        if day > self.expires_on:
            return f"its last day was {self.expires_on.isoformat()}"
        return ""
