"""The talk-track library: what there is, what it says, and what became of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.reader import ReaderProcess
from robot.agent.review.candidate import signer_view
from robot.agent.review.examples import examples_of
from robot.domain.customer import Tier
from robot.domain.errors import StateConflict
from robot.domain.library_views import (
    LibraryRow,
    LibraryView,
    ReleaseInUse,
    SlotView,
    TrackDetail,
    TrackUse,
)
from robot.talktracks.library import Library
from robot.talktracks.track import Slot, TalkTrack

#: Use is counted over so many days, today among them.
_DAYS = 30


class LibraryVerbs:
    """Answers about talk tracks."""

    def __init__(self, engine: Engine, reader: ReaderProcess) -> None:
        """:param reader: counts in the store, so that no send waits for it."""
        self._engine = engine
        self._reader = reader

    async def library(self, _request: protocol.Nothing) -> LibraryView:
        engine = self._engine
        today = engine.today
        since = today - timedelta(days=_DAYS - 1)
        uses = {use.talk_track: use for use in await self._reader.track_uses(since, today)}
        # The first search loads the dictionary of pinyin.
        rows = await asyncio.to_thread(_rows, engine.library, uses)
        return LibraryView(rows=rows, today=today, since=since, release=_release(engine))

    async def library_track(self, request: protocol.OneTrack) -> TrackDetail:
        library = self._engine.library
        track = library.get(request.talk_track)
        if track is None:
            raise StateConflict(
                f"the talk track {request.talk_track} is not in the library any more",
                code="talktrack.unknown",
            )
        owners = {pack.id: pack.owner for pack in library.packs}
        return TrackDetail(
            id=track.id,
            version=track.version,
            pack_owner=owners.get(track.pack, ""),
            change_note=track.change_note,
            # Approved words and their defaults were checked when they were approved.
            examples=examples_of(track, None),
            slots=tuple(map(_slot, track.slots.values())),
            required_spans=track.required_spans,
            sha256=track.sha256,
        )


def _release(engine: Engine) -> ReleaseInUse | None:
    live = engine.live
    release = live.release
    if release is None:
        return None
    return ReleaseInUse(
        release_id=release.manifest.release_id,
        version=release.manifest.version,
        expires_on=release.manifest.expires_on,
        manifest_sha256=release.manifest_sha256,
        signers=tuple(map(signer_view, release.signers)),
        refusal=live.refusal.code if live.refusal is not None else "",
    )


def _rows(library: Library, uses: dict[str, TrackUse]) -> tuple[LibraryRow, ...]:
    haystacks = library.haystacks()
    titles = {pack.id: pack.title for pack in library.packs}
    return tuple(
        _row(track, titles.get(track.pack, track.pack), haystacks[track.id], uses.get(track.id))
        for track in library.tracks
    )


def _row(track: TalkTrack, pack_title: str, haystacks: tuple[str, ...], use: TrackUse | None) -> LibraryRow:
    return LibraryRow(
        id=track.id,
        title=track.title or track.id,
        pack=track.pack,
        pack_title=pack_title,
        channel=track.channel,
        product_line=track.product_line,
        purpose=track.purpose,
        sensitivity=track.sensitivity,
        tiers=tuple(tier for tier in Tier if tier in track.tiers),
        version=track.version,
        author=track.author,
        valid_from=track.valid_from,
        valid_until=track.valid_until,
        variants=len(track.variants),
        haystacks=haystacks,
        use=use,
    )


def _slot(slot: Slot) -> SlotView:
    return SlotView(
        name=slot.name,
        type=slot.type,
        source=slot.source,
        text_class=slot.text_class or "",
        max_length=slot.max_length,
        default=slot.default,
        is_optional=slot.is_optional,
        is_free=slot.is_free,
    )
