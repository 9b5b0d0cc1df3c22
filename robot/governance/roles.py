"""The role document: who may do what, with which keys, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, Field, model_validator

from robot.governance.documents import Document, DocumentUnreadableError, parse
from robot.governance.keys import PublicKey
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.signatures import PersonId, Side

#: Name of its file in the trust folder.
NAME = "roles.json"
#: Folder of its signatures.
SIGNATURES = "roles-signatures"
#: A document of 1,000 people has about 500 KiB.
MAX_BYTES = 1024 * 1024


class Role(StrEnum):
    """Duties of people, which a bank gives to different ones."""

    #: Writes talk tracks and signs for the authors.
    AUTHOR = "author"
    #: Approves, revokes.
    COMPLIANCE = "compliance"
    #: Signs for the authors' side when the author has no key.
    SIGNER = "signer"
    #: Works with the robot.
    OPERATOR = "operator"
    #: Reads the log.
    REVIEWER = "reviewer"
    #: Keeps the accounts' secrets.
    CUSTODIAN = "custodian"
    #: Decides on single texts: what an RM wants sent, and what an RM typed by hand.
    SUPERVISOR = "supervisor"


#: Which roles may sign for which side.
MAY_SIGN: dict[Side, frozenset[Role]] = {
    Side.AUTHOR: frozenset({Role.AUTHOR, Role.SIGNER}),
    Side.COMPLIANCE: frozenset({Role.COMPLIANCE}),
    Side.SUPERVISOR: frozenset({Role.SUPERVISOR}),
}
#: Who may open sensitive data away from the workstation, with a reading key.
MAY_READ: frozenset[Role] = frozenset({Role.REVIEWER, Role.SUPERVISOR})
#: Duties that nobody holds together, not even one after the other on the same day.
APART: frozenset[frozenset[Role]] = frozenset(
    {
        frozenset({Role.OPERATOR, Role.REVIEWER}),
        frozenset({Role.OPERATOR, Role.SUPERVISOR}),
        frozenset({Role.AUTHOR, Role.COMPLIANCE}),
        frozenset({Role.SIGNER, Role.COMPLIANCE}),
    }
)


class _Span(Document):
    valid_from: Annotated[date, Field(validation_alias=AliasChoices("from", "valid_from"))]
    #: The last day.
    valid_until: Annotated[date, Field(validation_alias=AliasChoices("until", "valid_until"))]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from > self.valid_until:
            raise ValueError("until is before from")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the day is within."""
        return self.valid_from <= day <= self.valid_until

    def meets(self, other: _Span) -> bool:
        """Whether some day is within both."""
        return self.valid_from <= other.valid_until and other.valid_from <= self.valid_until


class HeldRole(_Span):
    """A role and its time."""

    role: Annotated[Role, Field(strict=False)]


class HeldKey(_Span):
    """A key and its time."""

    #: Base64 of the 32 bytes.
    public_key: Annotated[str, Field(max_length=64)]
    #: For readers; it must be the key's own.
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @model_validator(mode="after")
    def _is_a_key(self) -> Self:
        if PublicKey.from_text(self.public_key).fingerprint != self.fingerprint:
            raise ValueError("the fingerprint is another key's")
        return self

    @property
    def public(self) -> PublicKey:
        """The key."""
        return PublicKey.from_text(self.public_key)


class Person(Document):
    """Somebody with duties."""

    id: PersonId
    name: Annotated[str, Field(min_length=1, max_length=80)]
    roles: Annotated[tuple[HeldRole, ...], Field(strict=False, max_length=20)]
    keys: Annotated[tuple[HeldKey, ...], Field(strict=False, max_length=10)] = ()
    #: X25519: what is sensitive is encrypted to these too, while the person is a reviewer or supervisor.
    reading_keys: Annotated[tuple[HeldKey, ...], Field(strict=False, max_length=10)] = ()
    #: Names under which this person works with Tandem: RM ids and accounts of the operating system.
    accounts: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=64)], ...], Field(strict=False)
    ] = ()

    def holds(self, roles: frozenset[Role], day: date) -> bool:
        """Whether the person holds one of the roles on a day."""
        return any(held.role in roles and held.holds_on(day) for held in self.roles)

    def reads_with(self, day: date) -> tuple[HeldKey, ...]:
        """Reading keys of a person who may read on a day."""
        if not self.holds(MAY_READ, day):
            return ()
        return tuple(key for key in self.reading_keys if key.holds_on(day))

    def ever_holds(self, roles: frozenset[Role]) -> bool:
        """Whether the document names one of the roles for the person, whenever."""
        return any(held.role in roles for held in self.roles)


class RoleDocument(Document):
    """The content of `roles.json`."""

    kind: Literal["tandem.roles"]
    format: Literal[1]
    #: Grows with every change.
    version: Annotated[int, Field(ge=1, le=1_000_000_000)]
    people: Annotated[tuple[Person, ...], Field(strict=False, min_length=1, max_length=2000)]

    def key(self, fingerprint: str) -> tuple[Person, HeldKey] | None:
        """Whose key it is."""
        for person in self.people:
            for held in person.keys:
                if held.fingerprint == fingerprint:
                    return person, held
        return None

    def reading_keys(self, day: date) -> tuple[HeldKey, ...]:
        """Reading keys of everybody who may read on a day, in the document's order."""
        return tuple(key for person in self.people for key in person.reads_with(day))

    def of_account(self, account: str) -> Person | None:
        """Who works under that name."""
        # Windows knows an account in any capitals.
        name = account.casefold()
        return next(
            (each for each in self.people if name in {known.casefold() for known in each.accounts}), None
        )


def read_roles(content: bytes, roots: tuple[PublicKey, ...]) -> RoleDocument:
    """The role document, checked for duties that must be apart.

    :param roots: the keys above it; none of them may be a person's.
    :raises ReleaseRefused: `release.roles_bad` or `release.roles_conflict`.
    """
    try:
        document = parse(content, RoleDocument, limit=MAX_BYTES)
    except DocumentUnreadableError as err:
        raise ReleaseRefused(Refusal.ROLES_BAD, err) from err
    for why in _conflicts(document, roots):
        raise ReleaseRefused(Refusal.ROLES_CONFLICT, why)
    return document


def _conflicts(document: RoleDocument, roots: tuple[PublicKey, ...]) -> Iterator[str]:
    ids = [person.id for person in document.people]
    keys = [held.fingerprint for person in document.people for held in (*person.keys, *person.reading_keys)]
    accounts = [account.casefold() for person in document.people for account in person.accounts]
    yield from (f"two people have the id {twice}" for twice in _doubled(ids))
    yield from (f"the key {twice[:16]} is two people's" for twice in _doubled(keys))
    yield from (f"the account {twice} is two people's" for twice in _doubled(accounts))
    for root in roots:
        if root.fingerprint in keys:
            yield f"the root key {root.fingerprint[:16]} is a person's key too"
    for person in document.people:
        for one, other in combinations(person.roles, 2):
            if frozenset({one.role, other.role}) in APART and one.meets(other):
                yield f"{person.id} is {one.role} and {other.role}"


def _doubled(values: list[str]) -> list[str]:
    return sorted({value for value in values if values.count(value) > 1})


def refuse_self_review(roles: RoleDocument, operator: str, reviewer: str, day: date) -> None:
    """Nobody looks over their own shoulder: the reviewer of a log is another person than who made it.

    :param operator: the RM id or account under which the work was done.
    :param reviewer: the account that reviews it.
    :raises ReleaseRefused: they are one, or the reviewer does not hold the role.
    """
    person = roles.of_account(reviewer)
    is_one = person is not None and person is roles.of_account(operator)
    if is_one or reviewer.casefold() == operator.casefold():
        raise ReleaseRefused(Refusal.ONE_PERSON, f"{reviewer} would review work of their own")
    if person is None or not person.holds(frozenset({Role.REVIEWER}), day):
        raise ReleaseRefused(Refusal.ROLE_MISSING, f"{reviewer} does not hold the role {Role.REVIEWER}")
