"""The manifest: every file of a release with size and hash, and until when it may be used."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from robot.governance.documents import Document, encode, parse, refuse_other_spelling

#: Name of the manifest's file.
NAME = "manifest.json"
#: Folder of the signatures.
SIGNATURES = "signatures"
#: Folders that a release may have.
PARTS = ("lexicons", "policy", "profiles", "strategies", "talktracks")
#: 2,000 files take about 300 KiB.
MAX_BYTES = 1024 * 1024
MAX_FILES = 2000
_LONGEST_PATH = 200
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\Z")
#: Names that are devices on Windows, with any ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}
)
_VERSION = r"^[0-9]{1,5}(\.[0-9]{1,5}){1,2}$"

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
#: Monotonic number of a release.
Version = Annotated[int, Field(ge=1, le=1_000_000_000)]
ReleaseId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]


class ReleasedFile(Document):
    """One file."""

    #: Relative, with `/`, beginning with one of `PARTS`.
    path: Annotated[str, Field(max_length=_LONGEST_PATH)]
    #: Bytes.
    size: Annotated[int, Field(ge=0, le=2**32)]
    sha256: Sha256

    @model_validator(mode="after")
    def _has_a_plain_path(self) -> Self:
        if why := path_problem(self.path):
            raise ValueError(f"the path {self.path!r} {why}")
        return self


class Manifest(Document):
    """What the two signatures are made over."""

    kind: Literal["tandem.release"] = "tandem.release"
    format: Literal[1] = 1
    release_id: ReleaseId
    version: Version
    created_at: AwareDatetime
    #: The last day on which it may be used.
    expires_on: date
    #: The oldest Tandem that understands it.
    minimum_product: Annotated[str, Field(pattern=_VERSION)]
    #: Whoever the talk tracks name as their authors; none of them may approve.
    authors: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(strict=False)]
    files: Annotated[tuple[ReleasedFile, ...], Field(strict=False, min_length=1, max_length=MAX_FILES)]

    @model_validator(mode="after")
    def _names_each_file_once(self) -> Self:
        paths = [file.path for file in self.files]
        if paths != sorted(paths):
            raise ValueError("the files are not sorted by path")
        if why := collision(paths):
            raise ValueError(why)
        return self

    def encode(self) -> bytes:
        """The bytes of `manifest.json`."""
        return encode(self.model_dump(mode="json"))


def read_manifest(content: bytes) -> Manifest:
    """The manifest that a file holds.

    :raises DocumentUnreadableError: it holds none in the one canonical spelling.
    """
    manifest = parse(content, Manifest, limit=MAX_BYTES)
    refuse_other_spelling(manifest.encode(), content)
    return manifest


def released_files(files: Mapping[str, bytes]) -> tuple[ReleasedFile, ...]:
    """The manifest's rows for these files, sorted.

    :raises ValueError: a name that no release may have.
    """
    return tuple(
        ReleasedFile(path=path, size=len(content), sha256=hashlib.sha256(content).hexdigest())
        for path, content in sorted(files.items())
    )


def path_problem(path: str) -> str:
    """Why no release may hold a file of that name; empty if it may. Holds for every operating system."""
    segments = path.split("/")
    if len(path) > _LONGEST_PATH:
        return "is too long"
    if segments[0] not in PARTS or len(segments) == 1:
        return f"does not begin with one of {', '.join(PARTS)}"
    for segment in segments:
        if not _SEGMENT.match(segment):
            return "has a part with characters that not every system keeps, or none"
        if segment.endswith("."):
            return "has a part that ends with a dot"
        if segment.partition(".")[0].lower() in _DEVICES:
            return "names a device"
    return ""


def collision(paths: Iterable[str]) -> str:
    """Two names that are one on some system, or a file that is another's folder; empty if none."""
    folded: set[str] = set()
    for path in paths:
        name = path.lower()
        if name in folded:
            return f"{path} stands twice, if only in other letters"
        folded.add(name)
    for name in folded:
        parts = name.split("/")
        if any("/".join(parts[:count]) in folded for count in range(1, len(parts))):
            return f"{name} lies in a folder that is also a file"
    return ""


def altered_file(manifest: Manifest, found: Mapping[str, bytes]) -> str:
    """What differs between the files found and those named, in words; empty if nothing does."""
    named = {file.path: file for file in manifest.files}
    if missing := sorted(named.keys() - found.keys()):
        return f"{missing[0]} was removed"
    if added := sorted(found.keys() - named.keys()):
        return f"{added[0]} was added"
    for path, content in found.items():
        file = named[path]
        if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
            return f"{path} was changed"
    return ""
