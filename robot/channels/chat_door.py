"""Opening the one chat that is the recipient's: the contact's row, then proof from what it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from robot.channels.chat_rows import knows_one, own_rows
from robot.channels.recipients import Standing, judge, matching_rows
from robot.domain.customer import Recipient
from robot.domain.errors import SiteFault, WrongAccount
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal
from robot.sites.page import SitePage
from robot.sites.profile import Chat
from robot.sites.session import SiteSession

#: How often a list that re-sorts under the hand is tried again.
_OPEN_ATTEMPTS = 4
#: From this one on the page is loaded anew each time: it may have failed to load, or be an old one.
_RELOADED_FROM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look at an open chat gave; None for what is not shown."""

    signals: dict[str, str | None]
    #: What stands in the composer; None until the history stands too.
    draft: str | None
    #: Whose session the page says it is; None where it does not say.
    account: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A chat that stands open and is the recipient's."""

    matched: tuple[str, ...]
    seen: Seen
    #: What stands in the composer.
    draft: str


class ChatDoor:
    """Finds and proves; types nothing."""

    def __init__(
        self, session: SiteSession, chat: Chat, before_leaving: Callable[[], Awaitable[None]]
    ) -> None:
        """:param before_leaving: awaited before another chat is opened."""
        self._session = session
        self._chat = chat
        self._before_leaving = before_leaving

    async def open(self, page: SitePage, recipient: Recipient, fingerprints: Sequence[str] = ()) -> Proof:
        """Open the recipient's chat.

        :raises ChannelRefusal: if it cannot be found or proved.
        :raises SiteFault: if the page does not behave, or the session is another employee's.
        """
        standing = Standing.none()
        for attempt in range(_OPEN_ATTEMPTS):
            is_last = attempt == _OPEN_ATTEMPTS - 1
            if attempt:
                await self._clear_the_way(page, reload=attempt >= _RELOADED_FROM)
            try:
                await self._click_contact(page, recipient, is_last=is_last)
            except WrongAccount:
                raise
            except SiteFault:
                if is_last:
                    raise
                continue

            async def proved() -> Proof | None:
                nonlocal standing
                seen = await self.look(page, recipient)
                standing = await self.standing(page, recipient, seen.signals, fingerprints)
                if not standing.is_proved or seen.draft is None:
                    return None
                return Proof(matched=standing.matched, seen=seen, draft=seen.draft)

            # Right after the click the page still shows the last chat: a mismatch is final only if it stays.
            proof = await page.until(proved, patience_s=self._session.profile.patience_s / _OPEN_ATTEMPTS)
            if proof is not None:
                return proof
        if standing.is_proved:
            raise ChannelRefusal(Reason.PAGE_CHANGED, "the composer or the history is not there")
        raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, standing.describe())

    async def _clear_the_way(self, page: SitePage, *, reload: bool) -> None:
        """Whatever stood in the way: a notice, the end of the session, an old page."""
        await page.close_harmless()
        if reload:
            # What an old page still shows may be untrue by now, whose session it is above all.
            await self._session.reload()
        else:
            await self._session.ensure_logged_in()

    async def _click_contact(self, page: SitePage, recipient: Recipient, *, is_last: bool) -> None:
        chat = self._chat
        if chat.search:
            await page.fill(chat.search, getattr(recipient, chat.search_by) or recipient.name)
        several = 0

        async def found() -> int | None:
            nonlocal several
            hits = matching_rows(recipient, await page.rows(chat.contacts))
            several = len(hits)
            return hits[0] if several == 1 else None

        patience_s = self._session.profile.patience_s
        index = await page.until(found, patience_s=patience_s if is_last else patience_s / _OPEN_ATTEMPTS)
        if index is None:
            if not is_last:
                raise SiteFault("the contact is not in sight")
            if several:
                raise ChannelRefusal(Reason.RECIPIENT_AMBIGUOUS, f"{several} contacts fit all that is known")
            raise ChannelRefusal(Reason.RECIPIENT_NOT_FOUND, "no contact carries the id and name of the list")
        await self._before_leaving()
        await page.click_row(chat.contacts, index)

    async def look(self, page: SitePage, recipient: Recipient) -> Seen:
        """Signals, composer and account in one trip.

        :raises WrongAccount: if the page shows another employee's session.
        """
        specs = self._chat.signals
        account = self._session.profile.login.account
        wanted = [(spec.element, spec.attribute) for spec in specs.values()]
        # Whether the history stands is asked by an attribute: its text may be long.
        wanted += [(self._chat.composer, ""), (self._chat.history_loaded or self._chat.composer, "class")]
        wanted += [(account, "")] if account else []
        first = getattr(recipient, next(iter(specs)))
        seen = await page.read(wanted, first=first)
        *values, composed, history, shown = seen if account else [*seen, None]
        self._session.check_shown(shown)
        return Seen(
            signals=dict(zip(specs, values, strict=True)),
            draft=composed if history is not None else None,
            account=shown,
        )

    async def standing(
        self,
        page: SitePage,
        recipient: Recipient,
        signals: dict[str, str | None],
        fingerprints: Sequence[str],
    ) -> Standing:
        """What the signals prove; the history is read only where they do not suffice without it."""
        standing = judge(recipient, signals, self._chat.quorum)
        if standing.is_proved or not fingerprints or not standing.matched:
            return standing
        own = own_rows(self._chat, await page.rows(self._chat.messages), page.username)
        return judge(recipient, signals, self._chat.quorum, knows_message=knows_one(own, fingerprints))
