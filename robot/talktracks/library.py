"""All talk tracks of a workstation, read once and checked whole: one bad file and none is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from robot.domain.customer import Tier
from robot.domain.errors import InputRefused
from robot.talktracks.schema import SlotFile, TalkTrackFile
from robot.talktracks.soundness import faults
from robot.talktracks.strict_yaml import YamlUnreadableError, parse, read_bytes
from robot.talktracks.track import Slot, SlotType, TalkTrack, VariantText

#: Most characters of a value where the talk track does not say.
_USUAL_LENGTH: dict[SlotType, int] = {
    SlotType.NAME: 30,
    SlotType.NAME_WITH_TITLE: 32,
    SlotType.RM: 30,
    SlotType.BRANCH: 40,
    SlotType.PRODUCT: 40,
    SlotType.AMOUNT: 20,
    SlotType.RATE: 24,
    SlotType.RISK: 2,
    SlotType.DATE: 11,
    SlotType.TIME: 5,
    SlotType.TEXT: 20,
}


class Library:
    """Talk tracks by id."""

    def __init__(self, tracks: Mapping[str, TalkTrack]) -> None:
        """:param tracks: id -> talk track, already checked."""
        self._tracks = dict(sorted(tracks.items()))

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, sorted."""
        return tuple(self._tracks)

    def get(self, track_id: str) -> TalkTrack | None:
        """The talk track with that id."""
        return self._tracks.get(track_id)


def load_library(directory: Path) -> Library:
    """Read every `<line>/<id>.yaml` under a directory.

    :raises InputRefused: code `talktrack.unreadable` with `file`, `key` and `why`, for the first unfit file.
    """
    if not directory.is_dir():
        raise _refused(directory, "", "no such directory")
    root = directory.resolve()
    tracks: dict[str, TalkTrack] = {}
    for path in sorted(directory.rglob("*.yaml")):
        if not path.resolve().is_relative_to(root):
            raise _refused(path, "", "leads out of the directory")
        track = _load(path)
        if track.id in tracks:
            raise _refused(path, "id", f"{track.id} exists twice")
        tracks[track.id] = track
    return Library(tracks)


def _load(path: Path) -> TalkTrack:
    try:
        content = read_bytes(path)
        file = TalkTrackFile.model_validate(parse(content))
    except YamlUnreadableError as err:
        raise _refused(path, "", str(err)) from err
    except ValidationError as err:
        first = err.errors()[0]
        raise _refused(path, ".".join(str(part) for part in first["loc"]), first["msg"]) from err
    for name, slot in file.slots.items():
        if slot.free is not (slot.type is SlotType.TEXT):
            raise _refused(path, f"slots.{name}.free", "a slot is free if and only if its type is text")
    track = _track(file, hashlib.sha256(content).hexdigest())
    for key, why in faults(track, path):
        raise _refused(path, key, why)
    return track


def _track(file: TalkTrackFile, sha256: str) -> TalkTrack:
    return TalkTrack(
        id=file.id,
        version=file.version,
        channel=file.channel,
        product_line=file.product_line,
        tiers=frozenset(Tier if file.tiers == "all" else file.tiers),
        purpose=file.purpose,
        sensitivity=file.sensitivity,
        max_length=file.max_length,
        variants=tuple(VariantText(key=v.key, label=v.label, text=v.text) for v in file.variants),
        slots={name: _slot(name, slot) for name, slot in file.slots.items()},
        required_spans=tuple(file.required_spans),
        valid_from=file.valid_from,
        valid_until=file.valid_until,
        author=file.author,
        change_note=file.change_note,
        sha256=sha256,
    )


def _slot(name: str, file: SlotFile) -> Slot:
    return Slot(
        name=name,
        type=file.type,
        max_length=file.max_length or _USUAL_LENGTH[file.type],
        source=file.source,
        text_class=file.text_class,
        default=file.default,
        is_optional=file.optional,
    )


def _refused(path: Path, key: str, why: str) -> InputRefused:
    message = f"the talk track {path} cannot be used ({key or 'file'}: {why}); nothing was changed"
    return InputRefused(message, code="talktrack.unreadable", file=str(path), key=key, why=why)
