"""Another session that reads from the server what was sent; never the sending page with its own echo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from playwright.async_api import Error

from robot.channels.wecom import WecomChannel, is_recent, platform_refusal, refusal_of
from robot.domain.errors import SiteFault
from robot.execution.ports import Expected, Sighting, Witness
from robot.sites.session import SiteSession
from robot.sites.wording import is_altered, text_sha256

#: A list is read page by page, newest first, at most so far back.
_MAX_PAGES = 20
#: A chat opened anew may still be fetching; after this long the message counts as not seen this time.
_CHAT_PATIENCE_S = 2.0


class ListWitness:
    """Reads the site's own list of sent messages."""

    def __init__(self, session: SiteSession) -> None:
        """:raises ValueError: if the profile describes no list."""
        spec = session.profile.witness
        if spec is None or spec.kind != "list" or spec.rows is None or spec.ready is None:
            raise ValueError(f"the profile {session.profile.site} describes no list of sent messages")
        self._session = session
        self._spec = spec
        self._rows_name = spec.rows
        self._ready = spec.ready

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        """Read the list once for all that is expected.

        :raises ChannelRefusal: if it could not be read; nothing can be said then.
        """
        try:
            return await self._look(expected)
        except (SiteFault, Error) as err:
            raise refusal_of(err) from err

    async def _look(self, expected: Sequence[Expected]) -> list[Sighting]:
        path = self._spec.path.replace("{business_date}", expected[0].business_date.isoformat())
        page = await self._session.visit(path, self._ready)
        by_id: dict[str, dict[str, str]] = {}
        sightings: list[Sighting] = []
        is_whole = False
        for _page in range(_MAX_PAGES):
            # A page read twice while it turns must not look like a message stored twice.
            by_id |= {row["id"]: row for row in await page.rows(self._rows_name)}
            rows = list(by_id.values())
            sightings = [self._sighting(wanted, rows) for wanted in expected]
            older = self._spec.next_page
            is_whole = not older or not await page.is_shown(older)
            missing = [
                wanted
                for wanted, sighting in zip(expected, sightings, strict=True)
                if not sighting.found and not wanted.is_refused
            ]
            if older is None or is_whole or not missing:
                break
            await page.click(older)
            page.forget()
            await page.find(self._ready)
        return [replace(sighting, is_whole=is_whole) for sighting in sightings]

    def _sighting(self, wanted: Expected, rows: Sequence[Mapping[str, str]]) -> Sighting:
        stored = [
            row
            for row in rows
            if row.get("external_id") == wanted.recipient.external_id
            and platform_refusal(self._session, row.get("state", "")) is None
        ]
        elsewhere = [row for row in rows if row.get("external_id") != wanted.recipient.external_id]
        return sighting(wanted, stored, elsewhere)


class ChatWitness:
    """Opens the conversation itself in a session that starts from nothing: all of it came from the server."""

    def __init__(self, session: SiteSession) -> None:
        """:param session: a login of its own, never the one that sends."""
        self._session = session

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
        return [await self._read(channel, wanted) for wanted in expected]

    async def _read(self, channel: WecomChannel, wanted: Expected) -> Sighting:
        def is_enough(rows: list[dict[str, str]]) -> bool:
            seen = sighting(wanted, rows, ())
            return wanted.message_id in seen.found if wanted.message_id else bool(seen.found)

        return sighting(wanted, await channel.read_own(wanted.recipient, is_enough, _CHAT_PATIENCE_S), ())


def make_witness(session: SiteSession) -> Witness:
    """The witness that the profile asks for.

    :raises ValueError: if it asks for none.
    """
    spec = session.profile.witness
    if spec is None:
        raise ValueError(f"the profile {session.profile.site} names no witness")
    return ListWitness(session) if spec.kind == "list" else ChatWitness(session)


def sighting(
    wanted: Expected, stored: Sequence[Mapping[str, str]], elsewhere: Sequence[Mapping[str, str]]
) -> Sighting:
    """Which stored messages are the expected one, which are it altered, and whether another chat has it."""
    found, altered = [], []
    for position, row in enumerate(row for row in stored if is_recent(row, wanted.business_date)):
        name = row.get("id") or f"#{position}"
        if text_sha256(row["text"]) == wanted.text_sha256:
            found.append(name)
        elif (wanted.message_id and name == wanted.message_id) or (
            wanted.text and is_altered(wanted.text, row["text"])
        ):
            altered.append(name)
    misdirected = [row["id"] for row in elsewhere if wanted.message_id and row.get("id") == wanted.message_id]
    return Sighting(found=tuple(found), altered=tuple(altered), misdirected=tuple(misdirected))
