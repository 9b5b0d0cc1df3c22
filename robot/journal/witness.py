"""An outside witness keeps the journal's heads, and takes a new one only if it continues the last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from robot.domain.errors import EnvironmentFault
from robot.journal.checkpoint import Checkpoint, verify_checkpoint
from robot.journal.merkle import Frontier
from robot.journal.signed_note import NoteRefusedError


class WitnessUnreachable(EnvironmentFault):
    """The witness cannot be read or written now; the journal goes on, without its word."""

    code = "witness.unreachable"


class WitnessRefused(EnvironmentFault):
    """The witness holds something that this journal does not continue: it was cut, forked or rewritten."""

    code = "witness.refused"

    def __init__(self, why: str) -> None:
        """:param why: what does not fit, without what follows from it."""
        super().__init__(
            f"the witness and this journal do not fit: {why}. Nothing will be sent; keep all files as they"
            " are, run `tandem journal verify` and tell the auditor"
        )
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The step from the head that a witness holds to a newer one, with its proof."""

    old_size: int
    #: `Frontier.to_bytes` of the old size.
    old_frontier: bytes
    #: Merkle leaves of the records since, in order.
    leaves: tuple[bytes, ...]
    #: The new checkpoint.
    note: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessHead:
    """The newest head that a witness holds."""

    checkpoint: Checkpoint
    #: Raw Ed25519 public key that was pinned with the first head.
    public_key: bytes
    #: The witness's own clock, microseconds since 1970.
    at_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A witness's answer."""

    size: int
    root: bytes
    #: The witness's own clock, microseconds since 1970.
    at_us: int
    #: Which witness.
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """Whether a witness's word counts against whoever works at this workstation."""

    is_anchored: bool
    #: What this account could do to the heads, in words; empty if nothing.
    why_not: str = ""


class Witness(Protocol):
    """Keeps heads of journals, out of reach of whoever is watched; calls may block."""

    #: What people know it by.
    name: str

    def head(self, log_id: str, at_most: int | None = None) -> WitnessHead | None:
        """The newest head of a log; None if it knows none.

        :param at_most: the newest that covers no more records than that.
        :raises WitnessUnreachable: it cannot be asked.
        :raises WitnessRefused: what it holds does not fit together.
        """

    def extend(self, log_id: str, extension: Extension, public_key: bytes) -> Cosigned:
        """Take a newer head, if it is proved to continue the one held; durable when it returns.

        :param public_key: of the log's checkpoints; pinned with the first head, compared ever after.
        :raises WitnessUnreachable: it cannot be asked.
        :raises WitnessRefused: a smaller or forked tree, a wrong proof, another key, a bad signature.
        """

    def is_anchored(self, log_id: str) -> Anchoring:
        """Whether this account could rewrite or delete what it wrote there; tried out, never assumed."""


def refuse_unless_continued(
    held: WitnessHead | None, log_id: str, extension: Extension, public_key: bytes
) -> Checkpoint:
    """The rule of every witness: the new head, once it is proved to continue the held one.

    :raises WitnessRefused: it does not.
    """
    if held is not None and held.public_key != public_key:
        raise WitnessRefused("the journal is signed with another key than the one that was pinned")
    try:
        new = verify_checkpoint(extension.note, log_id, public_key)
        tree = Frontier.from_bytes(extension.old_size, extension.old_frontier)
    except (NoteRefusedError, ValueError) as err:
        raise WitnessRefused(f"the new head cannot be used: {err}") from err
    held_size = held.checkpoint.size if held is not None else 0
    if new.size <= held_size:
        raise WitnessRefused(f"it covers {new.size} records, and {held_size} are held already")
    if extension.old_size != held_size:
        raise WitnessRefused(f"it continues a head of {extension.old_size} records, and {held_size} are held")
    if held is not None and tree.root() != held.checkpoint.root:
        raise WitnessRefused(f"it continues another log: its first {held_size} records are not the held ones")
    tree.extend(extension.leaves)
    if tree.size != new.size or tree.root() != new.root:
        raise WitnessRefused("the records that it sends do not give its root")
    return new


def encode_answer(taken: Cosigned, anchoring: Anchoring) -> str:
    """What the table `checkpoint` keeps of a witness's answer, as JSON."""
    said = {"anchored": anchoring.is_anchored, "at_us": taken.at_us, "witness": taken.witness}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
