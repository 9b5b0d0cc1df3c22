"""Who reviews the log here: the account itself, if it is a reviewer's, or whoever signed in with a key."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from robot.agent.os_account import os_account
from robot.domain.errors import NotPermitted
from robot.domain.log_views import LogSignedIn, LogSignIn
from robot.governance.reviewer_sessions import ReviewerSession, readers, signed_in
from robot.governance.roles import MAY_READ, Person
from robot.governance.signatures import read_signature

if TYPE_CHECKING:
    from robot.agent.engine import Engine

#: Records of a sign-in and of its end.
SIGNED_IN, SIGNED_OUT = "log.signed_in", "log.signed_out"
#: A session ends by itself: whoever walks away leaves no open door for long.
SESSION = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Somebody who may mark, comment, unmask and export."""

    person: Person
    #: Account or person that marks are told of.
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    person: Person
    #: Fingerprint of the key that signed.
    key: str
    until: datetime
    #: Monotonic nanoseconds: a clock that is set back keeps no session open.
    until_ns: int


class ReviewerDesk:
    """At most one reviewer at a time."""

    def __init__(self, engine: Engine) -> None:
        """Nobody has signed in."""
        self._engine = engine
        self._asked: ReviewerSession | None = None
        self._session: _Session | None = None

    async def ask(self) -> LogSignIn:
        """A question that a reviewer's key answers, and whose keys those are; the one before is void.

        :raises ReleaseRefused: the role document cannot be used.
        """
        authority = await asyncio.to_thread(self._engine.reviews.authority)
        self._asked = ReviewerSession(log=self._engine.log.log_id, nonce=secrets.token_hex(16))
        return LogSignIn(
            asked=self._asked.encode().decode(),
            signers=readers(authority, self._engine.today),
            now=self._engine.clock.now(),
        )

    async def sign_in(self, signature: str) -> LogSignedIn:
        """Open a session; journalled before it is open.

        :raises NotPermitted: nothing was asked, or it was answered already.
        :raises ReleaseRefused: the signature is nobody's who may review.
        """
        asked, self._asked = self._asked, None
        if asked is None:
            raise NotPermitted("ask for a sign-in first; nobody is signed in", code="log.sign_in_not_asked")
        authority = await asyncio.to_thread(self._engine.reviews.authority)
        now = self._engine.clock.now()
        person = signed_in(asked.encode(), signature.encode(), authority, now)
        until = now + SESSION
        await self._engine.note(SIGNED_IN, {"person": person.id, "until": until.isoformat()})
        held_ns = int(SESSION.total_seconds() * 1e9)
        self._session = _Session(
            person=person,
            key=read_signature(signature.encode()).key,
            until=until,
            until_ns=self._engine.clock.monotonic_ns() + held_ns,
        )
        return LogSignedIn(person=person.id, name=person.name, until=until)

    async def sign_out(self) -> None:
        """End the session; nothing happens without one."""
        session, self._session = self._session, None
        if session is not None:
            await self._engine.note(SIGNED_OUT, {"person": session.person.id})

    async def here(self) -> Reviewer:
        """Who reviews now.

        :raises NotPermitted: nobody.
        :raises ReleaseRefused: the role document cannot be used.
        """
        session = self._session
        authority = await asyncio.to_thread(self._engine.reviews.authority)
        # Roles may have been taken away meanwhile, and a lost key revoked.
        may_read = readers(authority, self._engine.today)
        if (
            session is not None
            and self._engine.clock.monotonic_ns() < session.until_ns
            and may_read.get(session.key) == session.person.id
        ):
            return Reviewer(person=session.person, by=session.person.id)
        self._session = None
        person = authority.roles.of_account(os_account())
        if person is None or not person.holds(MAY_READ, self._engine.today):
            raise NotPermitted(
                f"the account {os_account()} is neither reviewer nor supervisor today, and nobody has signed"
                " in with a reviewer's key; nothing was opened or changed",
                code="unmask.not_permitted",
            )
        return Reviewer(person=person, by=os_account())
