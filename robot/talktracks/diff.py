"""What changed between two versions of talk tracks: words, slots, rules, validity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from robot.compliance.strict_yaml import YamlUnreadableError, read_bytes
from robot.domain.errors import InputRefused
from robot.talktracks.marks import read_document
from robot.talktracks.reading import PACK_FILE, track_of
from robot.talktracks.salvage import salvage
from robot.talktracks.track import Slot, TalkTrack, VariantText
from robot.talktracks.words import Run, compare


class Subject(StrEnum):
    """What a change is about."""

    WORDS = "words"
    SLOT = "slot"
    #: Who may get it, for what, and which sentences it must hold.
    RULE = "rule"
    VALIDITY = "validity"
    #: Title, author, note, labels, version.
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs."""

    subject: Subject
    #: Dotted key in the file; variants by their own key.
    key: str
    before: str
    after: str
    #: Word by word, for words only.
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDiff:
    """One talk track that was added, removed or changed."""

    id: str
    #: None where there is none.
    old_version: int | None
    new_version: int | None
    changes: tuple[Change, ...]

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.old_version is None:
            return "added"
        return "removed" if self.new_version is None else "changed"

    @property
    def is_version_raised(self) -> bool:
        """Whether the version grew with the change; True where nothing was to be raised."""
        if self.old_version is None or self.new_version is None:
            return True
        return self.new_version > self.old_version


def diff(old: Path, new: Path) -> tuple[TrackDiff, ...]:
    """Compare two files, or two folders by the ids in them.

    :raises InputRefused: code `talktrack.not_comparable` if a file cannot be read well enough.
    """
    if old.is_file() and new.is_file():
        before, after = _track(old), _track(new)
        if before.id != after.id:
            # Asked for these two, whatever they are called.
            return tuple(filter(None, [compare_tracks(before, after)]))
        return _compare({before.id: before}, {after.id: after})
    for path in (old, new):
        if not path.is_dir():
            raise InputRefused(
                f"{path} is not there, or only one of the two is a folder; nothing was compared",
                code="talktrack.not_comparable",
            )
    return _compare(_tracks(old), _tracks(new))


def compare_tracks(old: TalkTrack | None, new: TalkTrack | None) -> TrackDiff | None:
    """What changed in one talk track; None if nothing did."""
    if old is None or new is None:
        only = old or new
        if only is None:
            return None
        changes = tuple(
            Change(
                subject=Subject.WORDS,
                key=f"variants.{variant.key}",
                before=variant.text if new is None else "",
                after=variant.text if old is None else "",
                runs=compare(variant.text if new is None else "", variant.text if old is None else ""),
            )
            for variant in only.variants
        )
    else:
        changes = tuple(_changes(old, new))
        if not changes:
            return None
    return TrackDiff(
        id=(new or old).id,  # type: ignore[union-attr] # one of them is there
        old_version=old.version if old else None,
        new_version=new.version if new else None,
        changes=changes,
    )


def _compare(old: Mapping[str, TalkTrack], new: Mapping[str, TalkTrack]) -> tuple[TrackDiff, ...]:
    found = (compare_tracks(old.get(key), new.get(key)) for key in sorted({*old, *new}))
    return tuple(filter(None, found))


def _tracks(folder: Path) -> dict[str, TalkTrack]:
    paths = (path for path in sorted(folder.rglob("*.yaml")) if path.name != PACK_FILE)
    return {track.id: track for track in map(_track, paths)}


def _track(path: Path) -> TalkTrack:
    try:
        read = salvage(read_document(read_bytes(path).decode("utf-8")).data)
    except (YamlUnreadableError, UnicodeDecodeError) as err:
        raise _not_comparable(path, str(err)) from err
    if read.file is None or read.faults:
        why = read.faults[0].what if read.faults else "it is no talk track"
        raise _not_comparable(path, why)
    return track_of(read.file, pack=path.parent.name, sha256="")


def _not_comparable(path: Path, why: str) -> InputRefused:
    return InputRefused(
        f"{path} cannot be compared ({why}); `tandem talktrack lint` says more",
        code="talktrack.not_comparable",
        file=str(path),
    )


# --- one talk track ----------------------------------------------------------------------------------------


def _changes(old: TalkTrack, new: TalkTrack) -> Iterator[Change]:
    yield from _word_changes(old, new)
    yield from _slot_changes(old.slots, new.slots)
    yield from _fields(
        Subject.RULE,
        old,
        new,
        ("channel", "product_line", "purpose", "sensitivity", "max_length"),
    )
    yield from _field(Subject.RULE, "tiers", ", ".join(sorted(old.tiers)), ", ".join(sorted(new.tiers)))
    for span in old.required_spans:
        if span not in new.required_spans:
            yield Change(subject=Subject.RULE, key="required_spans", before=span, after="")
    for span in new.required_spans:
        if span not in old.required_spans:
            yield Change(subject=Subject.RULE, key="required_spans", before="", after=span)
    yield from _fields(Subject.VALIDITY, old, new, ("valid_from", "valid_until"))
    yield from _fields(Subject.ABOUT, old, new, ("id", "title", "author", "change_note", "version"))


def _word_changes(old: TalkTrack, new: TalkTrack) -> Iterator[Change]:
    for key in dict.fromkeys([v.key for v in old.variants] + [v.key for v in new.variants]):
        before, after = old.variant(key), new.variant(key)
        if before is not None and after is not None:
            yield from _field(Subject.ABOUT, f"variants.{key}.label", before.label, after.label)
        old_parts, new_parts = _by_key(before), _by_key(after)
        for part in dict.fromkeys([*old_parts, *new_parts]):
            was, now = old_parts.get(part, ""), new_parts.get(part, "")
            if was != now:
                yield Change(
                    subject=Subject.WORDS,
                    key=f"variants.{key}.{part}",
                    before=was,
                    after=now,
                    runs=compare(was, now),
                )


def _by_key(variant: VariantText | None) -> dict[str, str]:
    return {part.key: part.text for part in variant.parts} if variant else {}


def _slot_changes(old: Mapping[str, Slot], new: Mapping[str, Slot]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        yield from _field(Subject.SLOT, f"slots.{name}", _shown(before), _shown(after))


def _shown(slot: Slot | None) -> str:
    if slot is None:
        return ""
    facts = {
        "type": slot.type.value,
        "from": slot.source,
        "class": slot.text_class.value if slot.text_class else "",
        "max_length": str(slot.max_length),
        "default": slot.default,
        "optional": "true" if slot.is_optional else "",
    }
    return ", ".join(f"{key}: {value}" for key, value in facts.items() if value)


def _fields(subject: Subject, old: TalkTrack, new: TalkTrack, names: tuple[str, ...]) -> Iterator[Change]:
    for name in names:
        yield from _field(subject, name, str(getattr(old, name)), str(getattr(new, name)))


def _field(subject: Subject, key: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(subject=subject, key=key, before=before, after=after)
