"""A conversation with one customer on a chat site: WeCom, or any whose profile describes a chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.async_api import Error

from robot.channels.recipients import Standing, judge, matching_rows
from robot.domain.customer import Recipient
from robot.domain.errors import (
    ElementAmbiguous,
    ElementMissing,
    LoginNeeded,
    NotClicked,
    SiteFault,
    SiteUnreachable,
    WrongAccount,
)
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Echo, Opened, Picture
from robot.sites.page import SitePage
from robot.sites.picture import Camera
from robot.sites.profile import Chat
from robot.sites.session import SiteSession
from robot.sites.wording import as_read, same_text

#: How often a list that re-sorts under the hand is tried again.
_OPEN_ATTEMPTS = 3
#: A message just sent stands among the last rows.
_TAIL = 6
#: Longest wait for the page's own word about a sent message, seconds; the witness decides anyway.
_ECHO_PATIENCE_S = 3.0


@dataclass(slots=True)
class _Open:
    """The chat that stands open."""

    page: SitePage
    camera: Camera


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """A chat that stands open and is the recipient's."""

    matched: tuple[str, ...]
    #: What stands in the composer.
    draft: str


class WecomChannel:
    """The acting page. One message at a time, from `open` to `echo`."""

    def __init__(self, session: SiteSession) -> None:
        """:raises ValueError: if the profile describes no chat."""
        if session.profile.chat is None:
            raise ValueError(f"the profile {session.profile.site} describes no chat")
        self.site = session.profile.site
        self._session = session
        self._chat: Chat = session.profile.chat
        self._open: _Open | None = None
        self._known_ids: frozenset[str] = frozenset()
        self._rows_before = 0
        #: The text that `fill` put into the composer.
        self._mine: str | None = None
        self._capture: asyncio.Task[Picture] | None = None

    # --- recipient -----------------------------------------------------------------------------------------

    async def open(self, recipient: Recipient, text: str, business_date: date) -> Opened:
        """Open the recipient's chat and prove who it is.

        :raises ChannelRefusal: if the recipient cannot be found or proved; nothing was typed.
        """
        try:
            page = await self._ready_page()
            proof = await self._choose(page, recipient)
            return await self._look_around(page, proof, text, business_date)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def _ready_page(self) -> SitePage:
        page = await self._session.page()
        if self._open is None or self._open.page is not page:
            self._open = _Open(page=page, camera=Camera(page))
        page.check_origin()
        return page

    async def _choose(self, page: SitePage, recipient: Recipient) -> _Proof:
        standing = Standing.none()
        for attempt in range(_OPEN_ATTEMPTS):
            if attempt:
                # Whatever stood in the way the first time: a notice, or the end of the session.
                await page.close_harmless()
                await self._session.ensure_logged_in()
            try:
                await self._click_contact(page, recipient, is_last=attempt == _OPEN_ATTEMPTS - 1)
            except SiteFault:
                if attempt == _OPEN_ATTEMPTS - 1:
                    raise
                continue

            async def proved() -> _Proof | None:
                nonlocal standing
                signals, draft = await self._look_at_chat(page, recipient)
                standing = judge(recipient, signals, self._chat.quorum)
                return (
                    _Proof(matched=standing.matched, draft=draft)
                    if standing.is_proved and draft is not None
                    else None
                )

            # Right after the click the page still shows the last chat: a mismatch is final only if it stays.
            proof = await page.until(proved, patience_s=self._session.profile.patience_s / _OPEN_ATTEMPTS)
            if proof is not None:
                return proof
        if standing.is_proved:
            raise ChannelRefusal(Reason.PAGE_CHANGED, "the composer or the history is not there")
        raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, standing.describe())

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
        # The picture of the message before must be taken before its chat is left.
        await self._taken()
        await page.click_row(chat.contacts, index)

    async def _look_at_chat(
        self, page: SitePage, recipient: Recipient
    ) -> tuple[dict[str, str | None], str | None]:
        """The signals and the composer's text in one look; no text until composer and history stand."""
        specs = self._chat.signals
        loaded = self._chat.history_loaded or self._chat.composer
        wanted = [(spec.element, spec.attribute) for spec in specs.values()]
        # Whether the history stands is asked by an attribute: its text may be long.
        wanted += [(self._chat.composer, ""), (loaded, "class")]
        *values, composed, history = await page.read(wanted, first=getattr(recipient, next(iter(specs))))
        return dict(zip(specs, values, strict=True)), composed if history is not None else None

    async def _look_around(self, page: SitePage, proof: _Proof, text: str, business_date: date) -> Opened:
        rows = await page.rows(self._chat.messages)
        own = self._own(page, rows)
        self._known_ids = frozenset(row["id"] for row in own)
        self._rows_before = len(rows)
        equal = [
            row
            for row in own
            if same_text(row["text"], text) and is_recent(row, business_date) and not self._is_refused(row)
        ]
        return Opened(matched=proof.matched, equal_messages=len(equal), draft=as_read(proof.draft))

    def _own(self, page: SitePage, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return own_rows(self._chat, rows, page.username)

    def _is_refused(self, row: dict[str, str]) -> bool:
        return platform_refusal(self._session, row.get("state", "")) is not None

    async def read_own(
        self, recipient: Recipient, is_enough: Callable[[list[dict[str, str]]], bool], patience_s: float
    ) -> list[dict[str, str]]:
        """Own messages of the recipient's chat; for a session that only reads.

        :param is_enough: the chat may still be fetching, so it is read again until this is true or
            patience ends.
        :raises ChannelRefusal: if the chat cannot be opened and proved.
        """
        rows: list[dict[str, str]] = []

        async def read() -> bool | None:
            nonlocal rows
            found = self._own(page, await page.rows(self._chat.messages))
            rows = [row for row in found if not self._is_refused(row)]
            return True if is_enough(rows) else None

        try:
            page = await self._ready_page()
            await self._choose(page, recipient)
            await page.until(read, patience_s=patience_s)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        return rows

    # --- text ----------------------------------------------------------------------------------------------

    async def fill(self, text: str) -> None:
        """Put the text into the composer and read it back."""
        page = self._page()
        try:
            await page.fill(self._chat.composer, text)
            (found,) = await page.read([(self._chat.composer, "")])
        except (SiteFault, Error) as err:
            await self._empty()
            raise refusal_of(err) from err
        except asyncio.CancelledError:
            await self._empty()
            raise
        self._mine = text
        if found is None or not same_text(found, text):
            await self._empty()
            raise ChannelRefusal(
                Reason.READ_BACK_DIFFERS, f"{len(text)} characters put in, {len(found or '')} read"
            )

    async def recheck(self, recipient: Recipient, text: str) -> None:
        """Prove recipient and composer once more, in one look, right before the click."""
        page = self._page()
        specs = self._chat.signals
        wanted = [(spec.element, spec.attribute) for spec in specs.values()]
        try:
            page.check_origin()
            *signals, found = await page.read([*wanted, (self._chat.composer, "")])
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        standing = judge(recipient, dict(zip(specs, signals, strict=True)), self._chat.quorum)
        if not standing.is_proved:
            await self.clear()
            raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, f"just before sending: {standing.describe()}")
        if found is None or not same_text(found, text):
            await self.clear()
            raise ChannelRefusal(Reason.READ_BACK_DIFFERS, "the text changed just before sending")

    async def clear(self) -> None:
        """Empty the composer of what the robot put there.

        By now the chat may be another's, or a person may write in it: what is not ours is left alone.
        """
        try:
            (found,) = await self._page().read([(self._chat.composer, "")])
        except (SiteFault, Error):
            return
        if found is not None and self._mine is not None and same_text(found, self._mine):
            await self._empty()

    async def _empty(self) -> None:
        try:
            await self._page().fill(self._chat.composer, "")
        except (SiteFault, Error):
            # The page is gone, and the text with it.
            return

    # --- the act -------------------------------------------------------------------------------------------

    async def ready_to_click(self) -> None:
        """Everything that can still fail without an effect: exactly one button in scope."""
        page = self._page()
        try:
            await page.locate(self._chat.send or self._chat.composer)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def click(self) -> None:
        """The one act that cannot be taken back.

        :raises ChannelRefusal: if it was provably not made. Any other error may have come after it.
        """
        page = self._page()
        try:
            if self._chat.send:
                await page.click(self._chat.send)
            else:
                await (await page.find(self._chat.composer, patience_s=1.0)).press("Enter")
        except (NotClicked, ElementMissing, ElementAmbiguous) as err:
            raise refusal_of(err) from err

    async def close_layers(self) -> bool:
        """Close layers that the profile declares harmless; whether any was closed."""
        try:
            return await self._page().close_harmless()
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def echo(self, text: str) -> Echo:
        """What the sending page says of the message: its id, and a platform's refusal if it shows one."""
        page = self._page()
        texts = self._session.profile.texts
        latest = Echo(message_id="", refusal=None)
        window_ends = time.monotonic() + self._chat.refusal_window_s

        async def answered() -> bool | None:
            nonlocal latest
            first, rows = await page.tail(self._chat.messages, _TAIL)
            new = [row for place, row in enumerate(rows, first) if self._is_new(place, row)]
            fresh = [row for row in self._own(page, new) if same_text(row["text"], text)]
            if not fresh:
                return None
            if self._capture is None:
                # The picture takes two frames; the site's word for the message usually stands in the second.
                self._capture = asyncio.create_task(self._take())
            state = fresh[-1].get("state", "")
            latest = Echo(message_id=fresh[-1]["id"], refusal=platform_refusal(self._session, state))
            if latest.refusal is not None or any(word in state for word in texts.sent):
                return True
            is_over = time.monotonic() >= window_ends
            return True if is_over and not any(word in state for word in texts.sending) else None

        try:
            await page.until(answered, patience_s=_ECHO_PATIENCE_S)
        except (SiteFault, Error):
            return Echo(message_id="", refusal=None)
        return latest

    def _is_new(self, place: int, row: dict[str, str]) -> bool:
        # A message under way has no id yet on some sites, and a list that drops old rows does not grow.
        return place >= self._rows_before or (row["id"] != "" and row["id"] not in self._known_ids)

    def picture(self) -> asyncio.Task[Picture]:
        """Begin to photograph the chat panel; the next chat is not opened before it is done."""
        if self._capture is None:
            self._capture = asyncio.create_task(self._take())
        return self._capture

    async def _take(self) -> Picture:
        return await self._open.camera.take(self._chat.picture) if self._open else Picture()

    async def _taken(self) -> None:
        if self._capture is not None:
            await asyncio.wait([self._capture])
            self._capture = None

    def _page(self) -> SitePage:
        if self._open is None:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE, "no chat is open")
        return self._open.page


def own_rows(chat: Chat, rows: list[dict[str, str]], username: str) -> list[dict[str, str]]:
    """The rows of a chat that the account itself wrote, in order."""
    own = chat.own
    if own.equals:
        return [row for row in rows if row.get(own.field, "") == own.equals]
    start = own.starts_with.replace("{username}", username)
    return [row for row in rows if row.get(own.field, "").startswith(start)]


def is_recent(row: Mapping[str, str], business_date: date) -> bool:
    """Whether a row is of the business date, give or take the zones; a row without a date counts.

    Only long past messages with the same words must not be taken for today's.
    """
    stamp = row.get("date", "")
    try:
        return not stamp or date.fromisoformat(stamp[:10]) >= business_date - timedelta(days=1)
    except ValueError:
        return True


def platform_refusal(session: SiteSession, state: str) -> Reason | None:
    """What a message's state says, in the profile's words."""
    refused = session.profile.texts.refused
    for texts, reason in (
        (refused.quota_reached, Reason.PLATFORM_QUOTA),
        (refused.already_received, Reason.PLATFORM_ALREADY_RECEIVED),
        (refused.not_a_friend, Reason.PLATFORM_NOT_A_FRIEND),
        (refused.other, Reason.PLATFORM_OTHER),
    ):
        if any(text in state for text in texts):
            return reason
    return None


def refusal_of(err: Exception) -> ChannelRefusal:
    """A fault of the page before the effect, as a reason for the task's ending."""
    reasons: tuple[tuple[type[Exception], Reason], ...] = (
        (LoginNeeded, Reason.LOGIN_NEEDED),
        (WrongAccount, Reason.WRONG_ACCOUNT),
        (SiteUnreachable, Reason.PAGE_UNREACHABLE),
        (ElementMissing, Reason.PAGE_CHANGED),
        (ElementAmbiguous, Reason.PAGE_CHANGED),
    )
    for kind, reason in reasons:
        if isinstance(err, kind):
            return ChannelRefusal(reason, str(err))
    return ChannelRefusal(Reason.PAGE_CHANGED, str(err).splitlines()[0][:200])
