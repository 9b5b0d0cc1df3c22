"""All talk tracks of a workstation, read once and checked whole: one bad file and none is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from robot.compliance.strict_yaml import (
    YamlUnreadableError,
    hidden_at,
    one_spelling,
    parse,
    read_bytes,
    text_of,
)
from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine
from robot.domain.task import Channel
from robot.talktracks.reading import PACK_FILE, Pack, pack_of, slot_shape_faults, track_of
from robot.talktracks.schema import PackFile, TalkTrackFile
from robot.talktracks.search import SearchIndex
from robot.talktracks.soundness import faults
from robot.talktracks.track import TalkTrack

_File = TypeVar("_File", bound=BaseModel)


class Library:
    """Talk tracks by id, and the packs they lie in."""

    def __init__(self, tracks: Mapping[str, TalkTrack], packs: Mapping[str, Pack] | None = None) -> None:
        """:param tracks: id -> talk track, already checked."""
        self._tracks = dict(sorted(tracks.items()))
        self._packs = dict(sorted((packs or {}).items()))

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, sorted."""
        return tuple(self._tracks)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All packs, sorted by id."""
        return tuple(self._packs.values())

    @property
    def tracks(self) -> tuple[TalkTrack, ...]:
        """All talk tracks, sorted by id."""
        return tuple(self._tracks.values())

    def get(self, track_id: str) -> TalkTrack | None:
        """The talk track with that id."""
        return self._tracks.get(track_id)

    def search(
        self, query: str = "", *, line: ProductLine | None = None, channel: Channel | None = None
    ) -> tuple[TalkTrack, ...]:
        """Talk tracks in which every word of the query occurs; those that match best come first.

        :param query: parted by blanks: words of id, title, pack, labels or text, the name of a product line,
            a channel or a purpose in Chinese or English, pinyin or its initials; empty finds all.
        """
        return tuple(
            track
            for track in self._index.search(query)
            if (line is None or track.product_line is line) and (channel is None or track.channel is channel)
        )

    def haystacks(self) -> dict[str, tuple[str, ...]]:
        """Id -> what a search looks through, folded, in the order in which it counts."""
        return self._index.haystacks()

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self.tracks, self._packs)


def load_library(directory: Path) -> Library:
    """Read every pack under a directory: a folder with `pack.yaml` and one `<id>.yaml` a talk track.

    :raises InputRefused: code `talktrack.unreadable` with `file`, `key` and `why`, for the first unfit file.
    """
    if not directory.is_dir():
        raise _refused(directory, "", "no such directory")
    root = directory.resolve()
    files: dict[PurePath, bytes] = {}
    for path in sorted(directory.rglob("*.yaml")):
        if not path.resolve().is_relative_to(root):
            raise _refused(path, "", "leads out of the directory")
        files[path] = _content(path)
    return _library_of(files)


def library_of(files: Mapping[str, bytes], folder: PurePath) -> Library:
    """The library that files say whose content was read before; what is no `.yaml` is left alone.

    :param files: path below `folder` -> content.
    :param folder: where they were read, for messages; it is not opened.
    :raises InputRefused: as `load_library`.
    """
    return _library_of(
        {folder / name: content for name, content in sorted(files.items()) if name.endswith(".yaml")}
    )


def _library_of(files: Mapping[PurePath, bytes]) -> Library:
    packs: dict[str, Pack] = {}
    tracks: dict[str, TalkTrack] = {}
    homes: dict[PurePath, Pack] = {}
    for path, content in files.items():
        if path.parent not in homes:
            pack = homes[path.parent] = _pack(path.parent, files.get(path.parent / PACK_FILE))
            if packs.setdefault(pack.id, pack) is not pack:
                raise _refused(path.parent / PACK_FILE, "id", f"{pack.id} exists twice")
        if path.name == PACK_FILE:
            continue
        track = _track(path, content, homes[path.parent])
        if track.id in tracks:
            raise _refused(path, "id", f"{track.id} exists twice")
        tracks[track.id] = track
    return Library(tracks, packs)


def load_track(path: Path) -> TalkTrack:
    """Read one talk track and the pack of its folder; the other files there may be unfit.

    :raises InputRefused: code `talktrack.unreadable`.
    """
    pack = load_pack(path.parent)
    return _track(path, _content(path), pack)


def load_pack(folder: Path) -> Pack:
    """Read a folder's `pack.yaml`.

    :raises InputRefused: code `talktrack.unreadable`.
    """
    path = folder / PACK_FILE
    return _pack(folder, _content(path) if path.is_file() else None)


def _pack(folder: PurePath, content: bytes | None) -> Pack:
    path = folder / PACK_FILE
    if content is None:
        raise _refused(path, "", f"the folder {folder.name} is no pack: it has no {PACK_FILE}")
    file, sha256 = _parsed(path, content, PackFile)
    if file.id != folder.name:
        raise _refused(path, "id", f"must equal the folder's name, {folder.name}")
    _refuse_hidden(path, content)
    return pack_of(file, sha256)


def _track(path: PurePath, content: bytes, pack: Pack) -> TalkTrack:
    file, sha256 = _parsed(path, content, TalkTrackFile)
    track = track_of(file, pack=pack.id, sha256=sha256)
    for fault in chain(slot_shape_faults(file), faults(track, path, pack)):
        raise _refused(path, fault.key, fault.what)
    _refuse_hidden(path, content)
    return track


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except YamlUnreadableError as err:
        raise _refused(path, "", str(err)) from err


def _parsed(path: PurePath, content: bytes, shape: type[_File]) -> tuple[_File, str]:
    try:
        content = one_spelling(content)
        return shape.model_validate(parse(content)), hashlib.sha256(content).hexdigest()
    except YamlUnreadableError as err:
        raise _refused(path, "", str(err)) from err
    except ValidationError as err:
        first = err.errors()[0]
        raise _refused(path, ".".join(str(part) for part in first["loc"]), first["msg"]) from err


def _refuse_hidden(path: PurePath, content: bytes) -> None:
    """After all that can name a key; what is left stands in a comment or between the values."""
    text = text_of(one_spelling(content))
    if (place := hidden_at(text)) is not None:
        line = text.count("\n", 0, place) + 1
        raise _refused(path, "", f"line {line} holds a character that nobody sees")


def _refused(path: PurePath, key: str, why: str) -> InputRefused:
    message = f"the talk track {path} cannot be used ({key or 'file'}: {why}); nothing was changed"
    return InputRefused(message, code="talktrack.unreadable", file=str(path), key=key, why=why)
