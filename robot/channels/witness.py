"""Another session that reads from the server what was sent; never the sending page with its own echo."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from playwright.async_api import Error

from robot.channels.chat_rows import is_recent, platform_refusal
from robot.channels.faults import refusal_of
from robot.channels.known_rows import KnownRows, Row
from robot.channels.misdirection import Before, Reading, misdirected
from robot.channels.own_messages import ChatListener, OnRead, is_looked_for, of_list, tell_nobody
from robot.channels.unreadable import missing_fields
from robot.channels.wecom import WecomChannel
from robot.domain.errors import SiteFault
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Expected, Sighting, Witness
from robot.sites.page import SitePage
from robot.sites.session import SiteSession
from robot.sites.wording import is_altered, text_sha256

#: A list is read page by page, newest first, to its end if need be: only the whole list proves a message
#: absent. This bounds one that never ends.
_MAX_PAGES = 2_000
#: A page opened anew may still be fetching; what does not stand after this long counts as not seen this time.
_PATIENCE_S = 2.0


class ListWitness:
    """Reads the site's own list of sent messages."""

    def __init__(self, session: SiteSession, *, on_read: OnRead = tell_nobody) -> None:
        """:param on_read: told of our side's messages with every reading.

        :raises ValueError: if the profile describes no list.
        """
        spec = session.profile.witness
        if spec is None or spec.kind != "list" or spec.rows is None or spec.ready is None:
            raise ValueError(f"the profile {session.profile.site} describes no list of sent messages")
        self._session = session
        self._spec = spec
        self._rows_name = spec.rows
        self._ready = spec.ready
        self._before = Before()
        self._known = KnownRows()
        self._on_read = on_read

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        """Read the list once for all that is expected.

        :raises ChannelRefusal: if it could not be read whole, or is another employee's; nothing can be said
            then.
        """
        try:
            reading, sightings = await self._look(expected)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        self._tell(expected, reading, sightings)
        strays = misdirected(expected, sightings, reading, self._before)
        self._before.take(expected, sightings, reading)
        return [
            replace(sighting, is_whole=reading.is_whole, misdirected=ids, elsewhere=customers)
            for sighting, (ids, customers) in zip(sightings, strays, strict=True)
        ]

    def _tell(self, expected: Sequence[Expected], reading: Reading, sightings: list[Sighting]) -> None:
        looked_for = list(zip(expected, sightings, strict=True))
        rows = reading.rows[: reading.read_now]
        self._on_read(of_list(self._session.profile, rows, expected[0].business_date, looked_for))

    async def _look(self, expected: Sequence[Expected]) -> tuple[Reading, list[Sighting]]:
        day = expected[0].business_date
        page = await self._session.visit(
            self._spec.path.replace("{business_date}", day.isoformat()), self._ready
        )
        before = dict(self._known.of(day))
        by_id: dict[str, dict[str, str]] = {}
        sightings: list[Sighting] = []
        is_whole = is_complete = False
        first_total = total = await self._total(page)
        for _page in range(_MAX_PAGES):
            count = len(by_id)
            rows = {row["id"]: row for row in await self._rows(page, total)}
            # A page read twice while it turns must not look like a message stored twice.
            by_id |= rows
            sightings = [self._sighting(wanted, list(by_id.values())) for wanted in expected]
            older = self._spec.next_page
            is_whole = not older or not await page.is_shown(older)
            missing = [
                wanted
                for wanted, sighting in zip(expected, sightings, strict=True)
                if not sighting.found and not wanted.is_refused
            ]
            is_complete = self._known.complete(rows, by_id, total) and not self._was_seen(missing, before)
            if older is None or is_whole or is_complete or not missing or len(by_id) == count:
                break
            await page.click(older)
            page.forget()
            await page.find(self._ready)
            total = await self._total(page)
        if is_whole and first_total is not None and len(by_id) < first_total:
            raise ChannelRefusal(
                Reason.PAGE_CHANGED, f"the list counts {first_total} rows, {len(by_id)} were read"
            )
        self._known.take(by_id, is_whole=is_whole)
        # Newest first: what was known before stands below.
        below = [row for name, row in before.items() if name not in by_id] if is_complete else []
        reading = Reading(
            rows=[*by_id.values(), *below], is_whole=is_whole or is_complete, read_now=len(by_id)
        )
        return reading, sightings

    def _was_seen(self, missing: Sequence[Expected], before: Mapping[str, Row]) -> bool:
        """Whether an earlier reading held what is missing; where it stands now must be seen."""
        rows = list(before.values())
        seen = [self._sighting(wanted, rows) for wanted in missing]
        return any(sighting.found or sighting.altered for sighting in seen)

    async def _total(self, page: SitePage) -> int | None:
        """How many rows the list says it has; the same look shows whose list it is."""
        names = [name for name in (self._session.profile.login.account, self._spec.total) if name]
        seen = dict(zip(names, await page.read([(name, "") for name in names]), strict=True))
        account = self._session.profile.login.account
        self._session.check_shown(seen.get(account) if account else None)
        if self._spec.total is None:
            return None
        text = seen[self._spec.total]
        if text is None:
            (text,) = await page.read([(self._spec.total, "")], patience_s=_PATIENCE_S)
        number = re.search(r"[0-9][0-9,]*", text or "")
        if number is None:
            raise ChannelRefusal(Reason.PAGE_CHANGED, "the list does not say how many rows it has")
        return int(number.group().replace(",", ""))

    async def _rows(self, page: SitePage, total: int | None) -> list[dict[str, str]]:
        rows = await page.rows_as_found(self._rows_name)
        if total and not rows:
            raise ChannelRefusal(Reason.PAGE_CHANGED, f"the list counts {total} rows, none can be read")
        # The text of a picture is empty; that no text was found at all is another thing.
        lacking = missing_fields(rows, always=("id", "external_id"))
        if lacking or any(row["text"] is None for row in rows):
            raise ChannelRefusal(Reason.PAGE_CHANGED, f"rows without {lacking or 'text'} cannot be read")
        return [{name: value or "" for name, value in row.items()} for row in rows]

    def _sighting(self, wanted: Expected, rows: Sequence[Mapping[str, str]]) -> Sighting:
        texts = self._session.profile.texts
        stored = [
            row
            for row in rows
            if row.get("external_id") == wanted.recipient.external_id
            and platform_refusal(texts, row.get("state", "")) is None
        ]
        return sighting(wanted, stored)


class ChatWitness:
    """Opens the conversation itself in a session that starts from nothing: all of it came from the server."""

    def __init__(self, session: SiteSession, *, on_read: OnRead = tell_nobody) -> None:
        """:param session: a login of its own, never the one that sends.

        :param on_read: told of our side's messages with every reading.
        """
        self._session = session
        self._on_read = on_read

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        """One new login (or reload) for all that is expected, then each chat once.

        :raises ChannelRefusal: if the site could not be read.
        """
        spec = self._session.profile.witness
        try:
            if spec is not None and spec.refresh == "reload" and self._session.is_open:
                await self._session.reload()
            else:
                await self._session.renew()
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err
        channel = WecomChannel(self._session)
        chat = self._session.profile.chat
        listener = ChatListener(self._session.profile, chat, self._on_read) if chat else None
        return [await self._read(channel, listener, wanted) for wanted in expected]

    async def _read(self, channel: WecomChannel, listener: ChatListener | None, wanted: Expected) -> Sighting:
        def is_enough(rows: list[dict[str, str]]) -> bool:
            seen = sighting(wanted, rows)
            return wanted.message_id in seen.found if wanted.message_id else bool(seen.found)

        read = await channel.read_own(wanted.recipient, wanted.business_date, is_enough, _PATIENCE_S)
        seen = sighting(wanted, read.own)
        if listener is not None:
            listener.open_for = wanted.recipient.external_id, wanted.business_date
            listener.tell(read.rows, read.username, is_looked_for(wanted, seen))
        return replace(seen, is_whole=read.is_whole)


def make_witness(session: SiteSession, *, on_read: OnRead = tell_nobody) -> Witness:
    """The witness that the profile asks for.

    :param on_read: told of our side's messages with every reading.
    :raises ValueError: if it asks for none.
    """
    spec = session.profile.witness
    if spec is None:
        raise ValueError(f"the profile {session.profile.site} names no witness")
    if spec.kind == "list":
        return ListWitness(session, on_read=on_read)
    return ChatWitness(session, on_read=on_read)


def sighting(wanted: Expected, stored: Sequence[Mapping[str, str]]) -> Sighting:
    """Which of the customer's stored messages are the expected one, and which are it altered."""
    found, altered = [], []
    for position, row in enumerate(row for row in stored if is_recent(row, wanted.business_date)):
        name = row.get("id") or f"#{position}"
        if text_sha256(row["text"]) == wanted.text_sha256:
            found.append(name)
        elif (wanted.message_id and name == wanted.message_id) or (
            wanted.text and is_altered(wanted.text, row["text"])
        ):
            altered.append(name)
    return Sighting(found=tuple(found), altered=tuple(altered))
