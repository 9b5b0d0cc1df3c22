"""The folder of keys and roles: where it lies, and what it says once every signature in it was checked."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from robot.governance import revocations, roles, rollback
from robot.governance.documents import DocumentUnreadableError, parse
from robot.governance.keys import PublicKey
from robot.governance.memory import Numbered, VersionMemory
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.revocations import Revocations
from robot.governance.roles import RoleDocument, read_roles
from robot.governance.rollback import RollbackOrder
from robot.governance.signatures import SUFFIX, Purpose, Side, read_signature
from robot.governance.signers import read_signers, refuse_unentitled, refuse_unless_two_people
from robot.governance.tree import Limits, TreeRefusedError, read_plain, read_tree

#: Two lines, each as `tandem release key new` prints it.
ROOT_KEYS = "root-keys.txt"
#: How many root keys there are; each must sign the role document.
ROOTS = 2
_ROOTS_MAX_BYTES = 4096
_SIGNATURES = Limits(entries=16, levels=1, file_bytes=4096, all_bytes=65536)
_PROGRAM_DATA = 0x23


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPlace:
    """Where keys and roles lie."""

    folder: Path
    #: Made by the demonstration or a test, and not protected from anybody.
    is_throwaway: bool = False

    @classmethod
    def of_system(cls) -> TrustPlace:
        """The one place of an installation; neither settings nor environment can move it."""
        return cls(folder=_system_folder())


def _system_folder() -> Path:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        # Not from %ProgramData%: a variable can be set by whoever starts the robot.
        name = ctypes.create_unicode_buffer(260)
        if ctypes.windll.shell32.SHGetFolderPathW(None, _PROGRAM_DATA, None, 0, name) != 0:
            raise ReleaseRefused(Refusal.TRUST_MISSING, "Windows does not say where ProgramData is")
        return Path(name.value) / "Tandem" / "trust"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Tandem/trust")
    return Path("/etc/tandem/trust")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What the trust folder says, verified."""

    roots: tuple[PublicKey, ...]
    roles: RoleDocument
    revocations: Revocations


def read_authority(folder: Path, memory: VersionMemory, day: date) -> Authority:
    """Read keys, roles and revocations, and check every signature on them.

    :raises ReleaseRefused: naming the document that cannot be used.
    """
    document, roots = _roles(folder)
    known = memory.number(Numbered.ROLES)
    if document.version < known:
        raise ReleaseRefused(
            Refusal.ROLES_BAD, f"it has version {document.version}, and {known} was seen before"
        )
    return Authority(roots=roots, roles=document, revocations=_revocations(folder, document, memory, day))


def read_roles_of(folder: Path) -> tuple[RoleDocument, tuple[PublicKey, ...]]:
    """The role document of a folder, whatever was seen before, and its root keys.

    :raises ReleaseRefused: it cannot be used.
    """
    return _roles(folder)


def _roles(folder: Path) -> tuple[RoleDocument, tuple[PublicKey, ...]]:
    roots = _root_keys(folder)
    content, signatures = signed_bytes(
        folder, roles.NAME, roles.SIGNATURES, roles.MAX_BYTES, Refusal.ROLES_BAD
    )
    if content is None:
        raise ReleaseRefused(Refusal.TRUST_MISSING, f"{folder / roles.NAME} is not there")
    signed = set()
    for name, raw in signatures.items():
        signed.add(_root_signature(name, raw, content, roots))
    for root in roots:
        if root.fingerprint not in signed:
            raise ReleaseRefused(
                Refusal.ROLES_BAD, f"it lacks the signature of the root key {root.fingerprint[:16]}"
            )
    return _roles_of(content, roots), roots


@functools.lru_cache(maxsize=4)
def _roles_of(content: bytes, roots: tuple[PublicKey, ...]) -> RoleDocument:
    return read_roles(content, roots)


def _root_signature(name: str, raw: bytes, content: bytes, roots: tuple[PublicKey, ...]) -> str:
    try:
        signature = read_signature(raw)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.ROLES_BAD, f"{name}: {err}") from err
    if signature.purpose is not Purpose.ROLES or signature.side is not Side.ROOT:
        raise ReleaseRefused(Refusal.ROLES_BAD, f"{name} was made for another kind of document")
    for root in roots:
        if signature.fits(root, content):
            return root.fingerprint
    raise ReleaseRefused(Refusal.ROLES_BAD, f"the signature {name} is no root key's over it")


def _root_keys(folder: Path) -> tuple[PublicKey, ...]:
    path = folder / ROOT_KEYS
    try:
        text = read_plain(path, _ROOTS_MAX_BYTES).decode("ascii")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        keys = tuple(PublicKey.from_line(line) for line in lines)
    except FileNotFoundError as err:
        raise ReleaseRefused(Refusal.TRUST_MISSING, f"{path} is not there") from err
    except (TreeRefusedError, ValueError) as err:
        raise ReleaseRefused(Refusal.TRUST_MISSING, f"{path} cannot be used ({err})") from err
    if len(set(keys)) != ROOTS or len(keys) != ROOTS:
        raise ReleaseRefused(Refusal.TRUST_MISSING, f"{path} must hold {ROOTS} different keys")
    return keys


def _revocations(folder: Path, document: RoleDocument, memory: VersionMemory, day: date) -> Revocations:
    known = memory.number(Numbered.REVOCATIONS)
    content, signatures = signed_bytes(
        folder, revocations.NAME, revocations.SIGNATURES, revocations.MAX_BYTES, Refusal.REVOCATIONS_BAD
    )
    if content is None:
        if known:
            raise ReleaseRefused(
                Refusal.REVOCATIONS_BAD, f"list {known} was seen before, and now there is none"
            )
        return revocations.NONE
    try:
        listed = parse(content, Revocations, limit=revocations.MAX_BYTES)
        signers = read_signers(content, signatures, Purpose.REVOCATIONS, document)
        refuse_unentitled(signers, listed, day)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.REVOCATIONS_BAD, err) from err
    except ReleaseRefused as err:
        raise ReleaseRefused(Refusal.REVOCATIONS_BAD, f"{err.reason}: {err.params['what']}") from err
    if not any(signer.side is Side.COMPLIANCE for signer in signers):
        raise ReleaseRefused(Refusal.REVOCATIONS_BAD, "it lacks the signature of compliance")
    if listed.serial < known:
        raise ReleaseRefused(
            Refusal.REVOCATIONS_BAD, f"it is list {listed.serial}, and {known} was seen before"
        )
    return listed


def read_rollback(folder: Path, authority: Authority, day: date) -> RollbackOrder | None:
    """The order to go back, checked as a release is; None if there is none.

    :raises ReleaseRefused: there is one that cannot be used.
    """
    content, signatures = signed_bytes(
        folder, rollback.NAME, rollback.SIGNATURES, rollback.MAX_BYTES, Refusal.ROLLBACK_BAD
    )
    if content is None:
        return None
    try:
        order = parse(content, RollbackOrder, limit=rollback.MAX_BYTES)
        signers = read_signers(content, signatures, Purpose.ROLLBACK, authority.roles)
        refuse_unless_two_people(signers)
        refuse_unentitled(signers, authority.revocations, day)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.ROLLBACK_BAD, err) from err
    except ReleaseRefused as err:
        raise ReleaseRefused(Refusal.ROLLBACK_BAD, f"{err.reason}: {err.params['what']}") from err
    return order


def signed_bytes(
    folder: Path, name: str, signatures: str, limit: int, reason: Refusal
) -> tuple[bytes | None, Mapping[str, bytes]]:
    """A signed document of a folder and its signatures by file name; None where there is no document.

    :param limit: most bytes of the document.
    :raises ReleaseRefused: with `reason`, if one of the files is no plain small file.
    """
    try:
        content = read_plain(folder / name, limit, name)
    except FileNotFoundError:
        return None, {}
    except TreeRefusedError as err:
        raise ReleaseRefused(reason, err) from err
    try:
        found = read_tree(folder / signatures, _SIGNATURES)
    except FileNotFoundError:
        found = {}
    except TreeRefusedError as err:
        raise ReleaseRefused(reason, err) from err
    return content, {file: raw for file, raw in found.items() if file.endswith(SUFFIX)}
