"""The order to go on in a new segment of the journal, where the old one does not fit what was seen of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from robot.domain.clock import business_date
from robot.domain.errors import StateConflict
from robot.governance.building import Desk
from robot.governance.documents import (
    Document,
    DocumentUnreadableError,
    encode,
    parse,
    refuse_other_spelling,
)
from robot.governance.known_signers import signer_of
from robot.governance.private_keys import SigningKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.signatures import Fingerprint, Purpose, Side, Signature, sign
from robot.governance.signers import SignedBy, refuse_at
from robot.governance.trust import Authority

#: Name of its file, and of the folder of its signatures.
NAME, SIGNATURES = "segment.json", "segment-signatures"
MAX_BYTES = 16 * 1024
#: Who must sign: whoever approves, and whoever watches. Neither is the one who is watched.
SIDES = (Side.COMPLIANCE, Side.SUPERVISOR)

LogId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
_Count = Annotated[int, Field(ge=0, le=1_000_000_000_000)]


class SegmentReason(StrEnum):
    """Why the old segment cannot go on."""

    DISK_LOST = "disk_lost"
    BACKUP_RESTORED = "backup_restored"
    KEYRING_LOST = "keyring_lost"
    CLOCK_WRONG = "clock_wrong"
    WORKSTATION_MOVED = "workstation_moved"
    #: Somebody changed it, and it was looked into.
    TAMPERED = "tampered"


class SegmentOrder(Document):
    """The content of `segment.json`."""

    kind: Literal["tandem.segment"] = "tandem.segment"
    format: Literal[1] = 1
    #: The journal that ends.
    old_log: LogId
    #: Records that were last seen outside of the workstation, and their Merkle root; zeros if none were.
    witnessed_size: _Count
    witnessed_root: Fingerprint
    #: Records that are there now, and the hash of the last; zeros if none are.
    local_size: _Count
    local_head: Fingerprint
    reason: Annotated[SegmentReason, Field(strict=False)]
    #: Number of the case where it was looked into.
    case: Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]{0,40}$")] = ""
    made_on: date
    #: The last day on which it may be used.
    expires_on: date

    def encode(self) -> bytes:
        """The bytes of its file."""
        return encode(self.model_dump(mode="json"))


def read_order(content: bytes) -> SegmentOrder:
    """The order that a file holds.

    :raises ReleaseRefused: it holds none in the one canonical spelling.
    """
    try:
        order = parse(content, SegmentOrder, limit=MAX_BYTES)
        refuse_other_spelling(order.encode(), content)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.MALFORMED, f"the order cannot be read: {err}") from err
    return order


def signed_by(
    content: bytes,
    signatures: Collection[bytes],
    authority: Authority,
    day: date,
    *,
    watched: Collection[str] = (),
) -> tuple[SignedBy, ...]:
    """Who signed an order, and that they may; both sides by different people, or it is refused.

    :param watched: accounts and ids of whoever works at the workstation; none may be a signer's.
    :raises ReleaseRefused: a signature is missing, bad, of an unknown, expired or revoked key, or of one
        person twice, or of whoever is watched.
    """
    order = read_order(content)
    if day > order.expires_on:
        raise ReleaseRefused(Refusal.EXPIRED, order.expires_on.isoformat())
    signers = tuple(_signer(raw, content, authority, day) for raw in signatures)
    for side in SIDES:
        if side not in {signer.side for signer in signers}:
            raise ReleaseRefused(Refusal.UNSIGNED, side)
    people = [signer.person.id for signer in signers]
    if len(signers) != len(SIDES) or len(set(people)) != len(SIDES):
        raise ReleaseRefused(Refusal.ONE_PERSON, "the order needs two signatures of different people")
    names = {name.casefold() for signer in signers for name in (signer.person.id, *signer.person.accounts)}
    if names & {each.casefold() for each in watched}:
        raise ReleaseRefused(Refusal.ONE_PERSON, "whoever works at this workstation cannot sign for its log")
    return signers


def _signer(raw: bytes, content: bytes, authority: Authority, day: date) -> SignedBy:
    signer = signer_of(raw, content, authority, Purpose.SEGMENT, SIDES, "the order")
    for on in (business_date(signer.signature.signed_at), day):
        refuse_at(signer.person, signer.key, signer.side, on)
    return signer


def sign_order(
    content: bytes, side: Side, key: SigningKey, desk: Desk, present: Mapping[str, bytes]
) -> Signature:
    """One side's signature, made only if that person may give it.

    :param present: file name -> signatures that are there.
    :raises ReleaseRefused: the person may not, or signed for the other side.
    :raises StateConflict: the side has signed already.
    """
    read_order(content)
    authority = Authority(roots=(), roles=desk.roles, revocations=desk.revocations)
    day = business_date(desk.now)
    owner = desk.roles.key(key.public.fingerprint)
    if side not in SIDES:
        raise ReleaseRefused(Refusal.ROLE_MISSING, f"nobody signs this for the side {side}")
    if owner is None:
        raise ReleaseRefused(Refusal.KEY_UNKNOWN, f"with the key {key.public.fingerprint[:16]}")
    for raw in present.values():
        before = _signer(raw, content, authority, day)
        if before.side is side:
            raise StateConflict(
                f"the side {side} has signed already; nothing was changed", code="release.signed_already"
            )
        if before.person.id == owner[0].id:
            raise ReleaseRefused(Refusal.ONE_PERSON, f"{owner[0].id} signed for the other side")
    made = sign(content, Purpose.SEGMENT, side, person=owner[0].id, key=key, signed_at=desk.now)
    _signer(made.encode(), content, authority, day)
    return made
