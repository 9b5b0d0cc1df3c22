"""A conversation with one customer on a chat site: WeCom, or any whose profile describes a chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import date

from playwright.async_api import Error

from robot.channels.chat_door import ChatDoor, Proof, Seen
from robot.channels.chat_pictures import ChatPictures
from robot.channels.chat_rows import (
    History,
    has_opted_out,
    is_all_of,
    is_own,
    is_recent,
    knows_one,
    own_rows,
    platform_refusal,
)
from robot.channels.chosen import Chosen, OpenPage
from robot.channels.faults import refusal_of
from robot.channels.own_messages import ChatListener, OnRead, tell_nobody
from robot.channels.pressing import press, stopped_by
from robot.channels.recipients import MESSAGE_SIGNAL
from robot.channels.unreadable import missing_fields
from robot.domain.customer import Recipient
from robot.domain.errors import NotClicked, SiteFault
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Echo, Opened, Picture
from robot.sites.kept import keep_only
from robot.sites.last_look import LastLook, Verdict
from robot.sites.page import SitePage
from robot.sites.picture import Camera
from robot.sites.profile import Chat
from robot.sites.session import SiteSession
from robot.sites.wording import as_read, is_ours, same_text

#: A message just sent stands among the last rows.
_TAIL = 6
#: Longest wait for the page's own word about a sent message, seconds; the witness decides anyway.
_ECHO_PATIENCE_S = 3.0
_NO_WORD = Echo(message_id="", refusal=None)


class WecomChannel:
    """The acting page. One message at a time, from `open` to `echo`."""

    def __init__(
        self,
        session: SiteSession,
        *,
        is_stopped: Callable[[], bool] = lambda: False,
        on_read: OnRead = tell_nobody,
    ) -> None:
        """:param is_stopped: the kill switch; asked right before every click.

        :param on_read: told of our side's messages in every chat that is opened to be sent to.
        :raises ValueError: if the profile describes no chat.
        """
        if session.profile.chat is None:
            raise ValueError(f"the profile {session.profile.site} describes no chat")
        self.site = session.profile.site
        self._session = session
        self._is_stopped = is_stopped
        self._chat: Chat = session.profile.chat
        self._texts = session.profile.texts
        self._pictures = ChatPictures(self._chat)
        self._door = ChatDoor(session, self._chat, self._pictures.taken)
        self._listener = ChatListener(session.profile, self._chat, on_read)
        self._open: OpenPage | None = None
        self._chosen: Chosen | None = None
        #: The text that `fill` put into the composer.
        self._mine: str | None = None
        #: The site has given a message an id at least once.
        self._gives_ids = False

    # --- recipient -----------------------------------------------------------------------------------------

    async def open(
        self, recipient: Recipient, text: str, business_date: date, *, fingerprints: Sequence[str] = ()
    ) -> Opened:
        """Open the recipient's chat and prove who it is, and whose session it is.

        :raises ChannelRefusal: if the recipient cannot be found or proved; nothing was typed.
        """
        self._mine = self._chosen = None
        try:
            page = await self._ready_page()
            proof = await self._door.open(page, recipient, fingerprints)
            rows = await page.rows(self._chat.messages)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        self._gives_ids = self._gives_ids or any(row["id"] for row in rows)
        self._chosen = Chosen.of(recipient, tuple(fingerprints), proof, rows)
        self._listener.open_for = recipient.external_id, business_date
        return self._opened(page, proof, rows, text, business_date)

    def _opened(
        self, page: SitePage, proof: Proof, rows: list[dict[str, str]], text: str, business_date: date
    ) -> Opened:
        own = own_rows(self._chat, rows, page.username)
        self._listener.tell(self._of_server(rows), page.username)
        equal = [
            row
            for row in self._of_server(own)
            if same_text(row["text"], text) and is_recent(row, business_date) and not self._is_refused(row)
        ]
        matched = proof.matched
        if self._chosen and MESSAGE_SIGNAL not in matched and knows_one(own, self._chosen.fingerprints):
            matched += (MESSAGE_SIGNAL,)
        return Opened(
            matched=matched,
            equal_messages=len(equal),
            draft=as_read(proof.draft),
            opted_out=has_opted_out(self._chat, self._texts, rows, page.username),
        )

    async def _ready_page(self) -> SitePage:
        page = await self._session.fresh_page()
        if self._open is None or self._open.page is not page:
            self._open = OpenPage(page=page, camera=Camera(page), last_look=LastLook(page))
        page.check_origin()
        return page

    def _of_server(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        """The rows that the server knows: where it gives ids, one without is only the page's memory.

        Such as a bubble whose sending failed: it reached nobody, and what is known of it the ledger says.
        """
        return [row for row in rows if row["id"] or not self._gives_ids]

    def _is_refused(self, row: dict[str, str]) -> bool:
        return platform_refusal(self._texts, row.get("state", "")) is not None

    async def read_own(
        self,
        recipient: Recipient,
        business_date: date,
        is_enough: Callable[[list[dict[str, str]]], bool],
        patience_s: float,
    ) -> History:
        """Own messages of the recipient's chat; for a session that only reads.

        :param is_enough: the chat may still be fetching, so it is read again until this is true or
            patience ends; a chat that shows nothing at all is given the profile's patience.
        :raises ChannelRefusal: if the chat cannot be opened and proved, or its rows cannot be read.
        """
        rows: list[dict[str, str]] = []
        found: list[dict[str, str]] = []
        lacking = ""

        async def read() -> bool | None:
            nonlocal rows, found, lacking
            seen = await page.rows_as_found(self._chat.messages)
            lacking = missing_fields(seen, always=("id", self._chat.own.field), sometimes=("text",))
            found = [{field: value or "" for field, value in row.items()} for row in seen]
            own = own_rows(self._chat, found, page.username)
            rows = [row for row in own if not self._is_refused(row)]
            return True if not lacking and is_enough(rows) else None

        try:
            page = await self._ready_page()
            await self._door.open(page, recipient)
            if await page.until(read, patience_s=patience_s) is None and not found:
                await page.until(read)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        if lacking:
            raise ChannelRefusal(Reason.PAGE_CHANGED, f"messages without {lacking} cannot be read")
        is_whole = is_all_of(found, business_date)
        return History(own=tuple(rows), is_whole=is_whole, rows=tuple(found), username=page.username)

    # --- text ----------------------------------------------------------------------------------------------

    async def fill(self, recipient: Recipient, text: str) -> None:
        """Put the text into the composer, then read composer and recipient back in one trip."""
        page, chosen = self._page(), self._chosen_for(recipient)
        self._mine = text
        try:
            await page.fill(self._chat.composer, text)
            seen = await self._door.look(page, recipient)
            standing = await self._door.standing(page, recipient, seen.signals, chosen.fingerprints)
        except (SiteFault, Error) as err:
            await self.clear()
            raise refusal_of(err) from err
        except asyncio.CancelledError:
            await self.clear()
            raise
        if not standing.is_proved:
            await self.clear()
            raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, f"after the text: {standing.describe()}")
        chosen.seen, found = seen, seen.draft
        if found is None or not same_text(found, text):
            if found and is_ours(text, found):
                await self._empty()
            raise ChannelRefusal(
                Reason.READ_BACK_DIFFERS, f"{len(text)} characters put in, {len(found or '')} read"
            )

    def _chosen_for(self, recipient: Recipient) -> Chosen:
        if self._chosen is None or self._chosen.recipient != recipient:
            raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, "another chat was opened")
        return self._chosen

    async def recheck(self, recipient: Recipient, text: str) -> None:
        """Right before the click: news in the chat, then account, recipient and text in the arming look."""
        page, chosen = self._page(), self._chosen_for(recipient)
        try:
            page.check_origin()
            # Both are asked at once and answered in this order: the look that arms is the last.
            (first, rows), _ = await asyncio.gather(
                page.tail(self._chat.messages, _TAIL), self._arm(page, chosen, text)
            )
            self._judge_news(page, chosen.news(first, rows), text)
        except ChannelRefusal:
            await self.clear()
            raise
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    def _judge_news(self, page: SitePage, news: list[dict[str, str]], text: str) -> None:
        """What came since `open`: the same message by a person's hand, or the customer's no."""
        own = self._of_server([row for row in news if is_own(self._chat, row, page.username)])
        self._listener.tell(own, page.username)
        if any(same_text(row["text"], text) and not self._is_refused(row) for row in own):
            raise ChannelRefusal(Reason.ALREADY_IN_CHAT, "somebody has just sent this text")
        if has_opted_out(self._chat, self._texts, news, page.username):
            raise ChannelRefusal(Reason.OPTED_OUT_IN_CHAT, "the customer has just said no")

    async def _arm(self, page: SitePage, chosen: Chosen, text: str) -> None:
        chat, account = self._chat, self._session.profile.login.account
        # A second look for a harmless change in between: a header drawn anew, a customer's new name.
        for _look in range(2):
            seen, is_armed = await self._guard().arm(
                chosen.watched(chat, account, text), chat.send or chat.composer, by_enter=chat.send is None
            )
            *values, found, shown = seen if account else [*seen, None]
            self._session.check_shown(shown)
            signals: dict[str, str | None] = dict(zip(chat.signals, values, strict=True))
            standing = await self._door.standing(page, chosen.recipient, signals, chosen.fingerprints)
            if not standing.is_proved:
                raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, f"just before sending: {standing.describe()}")
            if found is None or not same_text(found, text):
                raise ChannelRefusal(Reason.READ_BACK_DIFFERS, "the text changed just before sending")
            if is_armed:
                return
            chosen.seen = Seen(signals=signals, draft=found, account=shown)
        raise ChannelRefusal(Reason.PAGE_CHANGED, "the page does not stand still")

    async def clear(self) -> None:
        """Empty the composer of what the robot put there, and leave the page to whoever uses it.

        By now the chat may be another's, or a person may write in it: what is not ours is left alone.
        """
        if self._open is None:
            return
        await self._open.last_look.disarm()
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
        await self._keep_control()

    async def _keep_control(self) -> None:
        chat = self._chat
        try:
            await keep_only(self._page(), chat.send or chat.composer, unless=chat.send_unless)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def click(self) -> None:
        """The one act that cannot be taken back.

        :raises ChannelRefusal: if it was provably not made. Any other error may have come after it.
        """
        verdict = await self._clicked()
        if verdict.is_not_made and not verdict.has_begun:
            # A page may draw its header anew without changing it; what really changed is refused here.
            await self._look_again()
            verdict = await self._clicked()
        if verdict.is_not_made:
            raise stopped_by(verdict)

    async def _look_again(self) -> None:
        if self._chosen is None or self._mine is None:
            raise ChannelRefusal(Reason.RECIPIENT_MISMATCH, "no chat was proved")
        await self._keep_control()
        await self.recheck(self._chosen.recipient, self._mine)

    async def _clicked(self) -> Verdict:
        """Click once; what the guard saw of it."""
        fault = await press(self._page(), self._chat, self._guard(), self._is_stopped)
        verdict = await self._guard().verdict()
        if isinstance(fault, ChannelRefusal):
            raise fault
        if isinstance(fault, NotClicked):
            raise refusal_of(fault) from fault
        if fault is not None and not verdict.is_not_made:
            raise fault
        return verdict

    def _guard(self) -> LastLook:
        if self._open is None:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE, "no chat is open")
        return self._open.last_look

    async def close_layers(self) -> bool:
        """Close layers that the profile declares harmless; whether any was closed."""
        try:
            return await self._page().close_harmless()
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    # --- what the page says afterwards ---------------------------------------------------------------------

    async def echo(self, text: str) -> Echo:
        """What the sending page says of the message: its id, and a platform's refusal if it shows one."""
        page, chosen = self._page(), self._chosen
        latest = _NO_WORD
        window_ends = time.monotonic() + self._chat.refusal_window_s
        if chosen is None:
            return latest

        async def answered() -> bool | None:
            nonlocal latest
            first, rows = await page.tail(self._chat.messages, _TAIL)
            new = [row for place, row in enumerate(rows, first) if chosen.is_new(place, row)]
            fresh = [row for row in own_rows(self._chat, new, page.username) if same_text(row["text"], text)]
            if not fresh:
                return None
            # The picture takes two frames; the site's word for the message usually stands in the second.
            self._pictures.begin_after(self._open)
            state = fresh[-1].get("state", "")
            latest = self._word(fresh[-1])
            if latest.refusal is not None or any(word in state for word in self._texts.sent):
                return True
            is_over = time.monotonic() >= window_ends
            return True if is_over and not any(word in state for word in self._texts.sending) else None

        try:
            await page.until(answered, patience_s=_ECHO_PATIENCE_S)
        except (SiteFault, Error):
            return _NO_WORD
        return latest

    async def later_word(self, recipient: Recipient, text: str, message_id: str) -> Echo:
        """What the page shows now for a message sent earlier; an empty echo if it shows it no more."""
        self._mine = self._chosen = None
        try:
            page = await self._ready_page()
            await self._door.open(page, recipient)
            own = own_rows(self._chat, await page.rows(self._chat.messages), page.username)
        except (SiteFault, Error, ChannelRefusal):
            return _NO_WORD
        mine = [
            row for row in own if (row["id"] == message_id if message_id else same_text(row["text"], text))
        ]
        return self._word(mine[-1]) if mine else _NO_WORD

    def _word(self, row: dict[str, str]) -> Echo:
        return Echo(message_id=row["id"], refusal=platform_refusal(self._texts, row.get("state", "")))

    def picture(self) -> asyncio.Task[Picture]:
        """Begin to photograph the chat panel; the next chat is not opened before it is done."""
        return self._pictures.after(self._open)

    def picture_before(self) -> asyncio.Task[Picture]:
        """Begin to photograph what is about to be sent, with the button that is clicked next."""
        return self._pictures.before(self._open)

    def _page(self) -> SitePage:
        if self._open is None:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE, "no chat is open")
        return self._open.page
