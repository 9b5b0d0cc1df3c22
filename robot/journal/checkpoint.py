"""A checkpoint: the journal's size and Merkle root, signed; what a witness keeps and a verifier compares."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from robot.journal.merkle import HASH_BYTES
from robot.journal.signed_note import Note, NoteKey, NoteRefusedError, read_note

_ORIGIN = "tandem/"
_LOG_ID = re.compile(r"[0-9a-f]{32}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,14}")
_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One signed head."""

    log_id: str
    #: Records covered.
    size: int
    root: bytes
    note: bytes


def origin_of(log_id: str) -> str:
    """First line of the note, and name of the key that signs it."""
    return _ORIGIN + log_id


def checkpoint_key(log_id: str, seed: bytes) -> NoteKey:
    """The key that signs a log's checkpoints.

    :param seed: 32 bytes from the keyring.
    """
    return NoteKey(origin_of(log_id), seed)


def sign_checkpoint(log_id: str, size: int, root: bytes, key: NoteKey) -> Checkpoint:
    """Sign a head."""
    text = f"{origin_of(log_id)}\n{size}\n{base64.b64encode(root).decode()}\n"
    return Checkpoint(log_id=log_id, size=size, root=root, note=key.sign(text))


def read_checkpoint(note: bytes) -> Checkpoint:
    """What a note says; its signature is not looked at.

    :raises NoteRefusedError: it is no checkpoint of a journal in the one spelling.
    """
    return _said(read_note(note), note)


def verify_checkpoint(note: bytes, log_id: str, public: bytes) -> Checkpoint:
    """What a note says, once it is known to be this log's and signed by its key.

    :param public: 32 raw bytes.
    :raises NoteRefusedError: it is another log's, or nobody's.
    """
    taken = read_note(note)
    said = _said(taken, note)
    if said.log_id != log_id:
        raise NoteRefusedError(f"it is the checkpoint of another log, {said.log_id}")
    if not taken.is_signed(origin_of(log_id), public):
        raise NoteRefusedError("the log's key did not sign it")
    return said


def _said(taken: Note, note: bytes) -> Checkpoint:
    lines = taken.text[:-1].split("\n")
    if len(lines) != _LINES:
        raise NoteRefusedError("a checkpoint has three lines")
    origin, size, root = lines
    log_id = origin.removeprefix(_ORIGIN)
    if origin == log_id or _LOG_ID.fullmatch(log_id) is None:
        raise NoteRefusedError("its first line names no journal")
    if _SIZE.fullmatch(size) is None:
        raise NoteRefusedError("its size is no number")
    return Checkpoint(log_id=log_id, size=int(size), root=_root(root), note=note)


def _root(line: str) -> bytes:
    try:
        root = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as err:
        raise NoteRefusedError("its root is not base64") from err
    if len(root) != HASH_BYTES or base64.b64encode(root).decode() != line:
        raise NoteRefusedError("its root is no hash")
    return root
