"""One look at a release, every check by its name and in its order; what fails first is the refusal."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from robot.domain.clock import business_date
from robot.governance import manifest as manifests
from robot.governance.documents import DocumentUnreadableError
from robot.governance.manifest import Manifest, altered_file, read_manifest
from robot.governance.memory import VersionMemory
from robot.governance.protection import trust_is_protected
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.signatures import SUFFIX, Purpose
from robot.governance.signers import SignedBy, read_signers, refuse_unentitled, refuse_unless_two_people
from robot.governance.tree import Limits, TreeOddError, TreeRefusedError, read_tree
from robot.governance.trust import Authority, TrustPlace, read_authority, read_rollback

_T = TypeVar("_T")
#: Refusals of a release whose words are still the two signers': nothing is sent with it, but what was sent
#: may be read and reported with it.
READABLE = frozenset(
    {
        Refusal.EXPIRED,
        Refusal.REVOKED,
        Refusal.ROLE_EXPIRED,
        Refusal.KEY_EXPIRED,
        Refusal.CLOCK_BEHIND,
        Refusal.OLDER,
        Refusal.ROLLBACK_BAD,
    }
)


class CheckState(StrEnum):
    """How a check ended."""

    OK = "ok"
    FAILED = "failed"
    #: An earlier check failed, without which this one has nothing to look at.
    NOT_LOOKED_AT = "not_looked_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of an examination."""

    name: str
    state: CheckState
    #: A `Refusal` value, or empty.
    code: str
    #: What was found, or what to do.
    said: str


@dataclass(slots=True, kw_only=True)
class Examination:
    """What is known while the checks go on, and afterwards."""

    folder: Path
    #: The latest day that can be today.
    day: date
    trust: TrustPlace
    memory: VersionMemory
    product_version: str
    checks: list[Check] = field(default_factory=list)
    refusal: ReleaseRefused | None = None
    #: Whether content and signatures are good, even if the release may not be used any more.
    is_readable: bool = True
    authority: Authority | None = None
    manifest: Manifest | None = None
    manifest_sha256: str = ""
    signers: tuple[SignedBy, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    _found: dict[str, bytes] = field(default_factory=dict)
    _manifest_bytes: bytes = b""

    def run(self) -> None:
        """Make every check that can be made."""
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("trust", self._look_at_trust),
            ("roles", self._look_at_roles),
            ("folder", self._look_at_folder),
            ("manifest", self._look_at_manifest),
            ("files", self._look_at_files),
            ("signatures", self._look_at_signatures),
            ("people", self._look_at_people),
            ("rights", self._look_at_rights),
            ("revocation", self._look_at_revocation),
            ("expiry", self._look_at_expiry),
            ("version", self._look_at_version),
            ("product", self._look_at_product),
        )
        for name, look in steps:
            self._step(name, look)

    def _step(self, name: str, look: Callable[[], str]) -> None:
        if not self.is_readable:
            self.checks.append(Check(name=name, state=CheckState.NOT_LOOKED_AT, code="", said=""))
            return
        try:
            said = look()
        except ReleaseRefused as err:
            self.refusal = self.refusal or err
            self.is_readable = err.reason in READABLE
            self.checks.append(Check(name=name, state=CheckState.FAILED, code=err.code, said=str(err)))
        else:
            self.checks.append(Check(name=name, state=CheckState.OK, code="", said=said))

    # --- the keys ------------------------------------------------------------------------------------------

    def _look_at_trust(self) -> str:
        folder = self.trust.folder
        if not folder.is_dir():
            raise ReleaseRefused(Refusal.TRUST_MISSING, f"{folder} is not there")
        if self.trust.is_throwaway:
            return f"{folder} is a throw-away trust of a demonstration or a test, and proves nothing"
        if problem := trust_is_protected(folder):
            raise ReleaseRefused(Refusal.TRUST_WRITABLE, problem)
        return f"only an administrator can write to {folder}"

    def _look_at_roles(self) -> str:
        self.authority = authority = read_authority(self.trust.folder, self.memory, self.day)
        listed = authority.revocations.serial
        return (
            f"role document {authority.roles.version}, signed by both root keys; list of revocations {listed}"
        )

    # --- the content ---------------------------------------------------------------------------------------

    def _look_at_folder(self) -> str:
        try:
            self._found = read_tree(self.folder, Limits())
        except FileNotFoundError as err:
            if not self.folder.is_dir():
                raise ReleaseRefused(Refusal.NOT_FOUND, self.folder) from err
            raise ReleaseRefused(Refusal.ALTERED, "a file was removed") from err
        except TreeOddError as err:
            raise ReleaseRefused(Refusal.ALTERED, err) from err
        except TreeRefusedError as err:
            raise ReleaseRefused(Refusal.TOO_LARGE, err) from err
        if manifests.NAME not in self._found:
            raise ReleaseRefused(Refusal.NOT_FOUND, self.folder / manifests.NAME)
        return f"{len(self._found)} files, {sum(map(len, self._found.values())):,} bytes"

    def _look_at_manifest(self) -> str:
        self._manifest_bytes = self._found.pop(manifests.NAME)
        try:
            self.manifest = manifest = _manifest_of(self._manifest_bytes)
        except DocumentUnreadableError as err:
            raise ReleaseRefused(Refusal.MALFORMED, f"the manifest cannot be used: {err}") from err
        self.manifest_sha256 = hashlib.sha256(self._manifest_bytes).hexdigest()
        return (
            f"release {manifest.release_id}, version {manifest.version}, SHA-256 {self.manifest_sha256[:16]}"
        )

    def _look_at_files(self) -> str:
        files = {name: content for name, content in self._found.items() if not _is_signature(name)}
        if altered := altered_file(self._read(self.manifest), files):
            raise ReleaseRefused(Refusal.ALTERED, altered)
        self.files = MappingProxyType(files)
        return f"{len(files)} files as signed"

    # --- the signatures ------------------------------------------------------------------------------------

    def _look_at_signatures(self) -> str:
        found = {name: content for name, content in self._found.items() if _is_signature(name)}
        roles = self._read(self.authority).roles
        self.signers = read_signers(self._manifest_bytes, found, Purpose.RELEASE, roles)
        return ", ".join(f"{signer.side} {signer.person.id}" for signer in self.signers) or "none"

    def _look_at_people(self) -> str:
        refuse_unless_two_people(self.signers, self._read(self.manifest).authors)
        return "two people, two keys, both sides"

    def _look_at_rights(self) -> str:
        refuse_unentitled(self.signers, self._read(self.authority).revocations, self.day)
        ends = min(signer.key.valid_until for signer in self.signers)
        return f"both hold their roles; the first key ends on {ends.isoformat()}"

    # --- whether it still may be used ----------------------------------------------------------------------

    def _look_at_revocation(self) -> str:
        revoked = self._read(self.authority).revocations
        if why := revoked.why_revoked(self._read(self.manifest)):
            raise ReleaseRefused(Refusal.REVOKED, why)
        return "not revoked" if revoked.serial else "not revoked; no list of revocations was installed yet"

    def _look_at_expiry(self) -> str:
        manifest = self._read(self.manifest)
        made_on = business_date(manifest.created_at)
        if self.day < made_on:
            raise ReleaseRefused(Refusal.CLOCK_BEHIND, made_on.isoformat())
        if self.day > manifest.expires_on:
            raise ReleaseRefused(Refusal.EXPIRED, manifest.expires_on.isoformat())
        return f"until {manifest.expires_on.isoformat()}, {(manifest.expires_on - self.day).days} days left"

    def _look_at_version(self) -> str:
        manifest, highest = self._read(self.manifest), self.memory.highest()
        if highest is None:
            return f"version {manifest.version}; none was accepted on this workstation before"
        if manifest.version > highest.version:
            return f"version {manifest.version}, newer than {highest.version}"
        if manifest.version == highest.version:
            if highest.manifest_sha256 != self.manifest_sha256:
                raise ReleaseRefused(Refusal.VERSION_REUSED, manifest.version)
            return f"version {manifest.version}, as accepted before"
        return self._look_at_rollback(manifest, highest.version)

    def _look_at_rollback(self, manifest: Manifest, highest: int) -> str:
        order = read_rollback(self.trust.folder, self._read(self.authority), self.day)
        older = f"version {manifest.version} is older than {highest}, which was accepted before"
        if order is None:
            raise ReleaseRefused(Refusal.OLDER, older)
        if why := order.why_not(manifest, self.manifest_sha256, highest, self.day):
            raise ReleaseRefused(Refusal.OLDER, f"{older}, and the order to go back does not hold: {why}")
        return f"back from {highest} to {manifest.version} by order, until {order.expires_on.isoformat()}"

    def _look_at_product(self) -> str:
        wanted = self._read(self.manifest).minimum_product
        if _numbers(self.product_version) < _numbers(wanted):
            raise ReleaseRefused(Refusal.PRODUCT_TOO_OLD, wanted)
        return f"Tandem {self.product_version}, {wanted} is enough"

    @staticmethod
    def _read(known: _T | None) -> _T:
        # An earlier step made it, or this one is not reached.
        assert known is not None  # noqa: S101
        return known


@functools.lru_cache(maxsize=4)
def _manifest_of(content: bytes) -> Manifest:
    return read_manifest(content)


def _is_signature(name: str) -> bool:
    return name.startswith(f"{manifests.SIGNATURES}/") and name.endswith(SUFFIX)


def _numbers(version: str) -> tuple[int, ...]:
    parts = [part for part in version.split(".")[:3] if part.isdigit()]
    return tuple(int(part) for part in parts) + (0,) * (3 - len(parts))
