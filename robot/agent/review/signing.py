"""An approver's signature under exactly the release that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from robot.agent.review.candidate import read_candidate, whole_path
from robot.domain.clock import business_date
from robot.domain.errors import StateConflict
from robot.domain.release_views import ReleaseSigned
from robot.governance import Side, TrustPlace
from robot.governance import manifest as manifests
from robot.governance.building import Desk, sign_document, write_signature
from robot.governance.private_keys import open_key
from robot.governance.signatures import Purpose
from robot.governance.trust import read_authority
from robot.store.releases import remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOrder:
    """What somebody wants signed, and with which key."""

    #: The release's folder, as it was typed.
    folder: str
    #: Of the manifest that was looked at.
    manifest_sha256: str
    side: Side
    #: The private key's file, as it was typed.
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningPlace:
    """What the agent gives to it."""

    trust: TrustPlace
    database: Path
    now: datetime


def sign_reviewed(order: SigningOrder, passphrase: str, place: SigningPlace) -> ReleaseSigned:
    """Sign, if this person may; opens the key, which takes a moment, so it runs in a thread.

    :raises StateConflict: the folder holds another release than was looked at, or the side has signed.
    :raises ReleaseRefused: this person may not sign, or the key cannot be opened.
    :raises InputRefused: a path is not whole, or the signature cannot be written.
    """
    candidate = read_candidate(order.folder)
    if candidate.manifest_sha256 != order.manifest_sha256:
        raise StateConflict(
            "the folder holds another release than the one that was looked at; nothing was signed:"
            " look at it again",
            code="release.changed_since_review",
        )
    memory = remembered(place.database)
    authority = read_authority(place.trust.folder, memory, business_date(place.now))
    signed = sign_document(
        # These very bytes: what lies in the folder by now may be something else.
        candidate.manifest_bytes,
        Purpose.RELEASE,
        order.side,
        open_key(whole_path(order.key), passphrase),
        Desk(roles=authority.roles, revocations=authority.revocations, now=place.now),
        present=candidate.signatures,
        authors=candidate.manifest.authors,
    )
    write_signature(candidate.folder / manifests.SIGNATURES, order.side, signed)
    return ReleaseSigned(
        side=order.side,
        person=signed.person.id,
        name=signed.person.name,
        release_id=candidate.manifest.release_id,
        version=candidate.manifest.version,
        manifest_sha256=candidate.manifest_sha256,
    )
