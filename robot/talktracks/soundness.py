"""What must be true of a talk track beyond its shape, said to its author in the author's terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePath

from robot.domain.task import Channel
from robot.talktracks.channel_forms import FORMS, is_always_said
from robot.talktracks.characters import fits_free, has_invisible, leading_away
from robot.talktracks.duties import duty_faults
from robot.talktracks.fault import Fault
from robot.talktracks.fields import TASK_FIELDS
from robot.talktracks.reading import Pack
from robot.talktracks.slots import free_problems
from robot.talktracks.template import fixed_parts, has_stray_brace, placeholders, says, slot_names
from robot.talktracks.track import PartKind, Slot, SlotType, TalkTrack, TextClass, VariantText

#: What an author has still to write, as `tandem talktrack new` leaves it; `〔2019〕` is a document's.
BLANK = re.compile(r"〔(?![0-9]{4}〕)[^〕]*〕")
_PERSONAL = frozenset({SlotType.NAME, SlotType.NAME_WITH_TITLE, SlotType.AMOUNT})


def faults(track: TalkTrack, path: PurePath, pack: Pack) -> Iterator[Fault]:
    """Everything that keeps a talk track from being used."""
    yield from _heading_faults(track)
    yield from _place_faults(track, path, pack)
    for slot in track.slots.values():
        yield from _slot_faults(slot)
    for number, variant in enumerate(track.variants):
        yield from _variant_faults(track, variant, f"variants.{number}")
    yield from _library_faults(track)
    yield from _channel_faults(track)
    yield from _span_faults(track)
    yield from duty_faults(track)


def _heading_faults(track: TalkTrack) -> Iterator[Fault]:
    """Blanks that are left to fill in; and what is shown about the words must be as plain as they are."""
    headings = [("title", track.title), ("author", track.author), ("change_note", track.change_note)]
    headings += [(f"required_spans.{number}", span) for number, span in enumerate(track.required_spans)]
    for key, text in headings:
        if has_invisible(text):
            yield Fault(rule="text.invisible", key=key, what="holds a character that nobody sees")
    texts = headings
    for number, variant in enumerate(track.variants):
        texts.append((f"variants.{number}.label", variant.label))
        texts += [(f"variants.{number}.{part.key}", part.text) for part in variant.parts]
    for key, text in texts:
        for blank in BLANK.findall(text):
            yield Fault(
                rule="file.blank",
                key=key,
                what=f"{blank} is not filled in",
                mark=blank,
                suggestion="write it",
            )


def _place_faults(track: TalkTrack, path: PurePath, pack: Pack) -> Iterator[Fault]:
    if track.id != path.stem:
        yield Fault(
            rule="track.id",
            key="id",
            what=f"must equal the file's name, {path.stem}",
            suggestion=f"id: {path.stem}, or rename the file to {track.id}.yaml",
        )
    if track.product_line not in pack.product_lines:
        lines = ", ".join(sorted(pack.product_lines))
        yield Fault(
            rule="pack.line",
            key="product_line",
            what=f"must be one of the lines of its pack {pack.id}: {lines}",
            suggestion="move the file to that line's pack, or let the pack's owner take the line on",
        )
    if track.valid_from > track.valid_until:
        yield Fault(
            rule="track.validity",
            key="valid_until",
            what=f"is before valid_from, {track.valid_from}",
            suggestion="name the last day on which the words may be used",
        )


# --- slots -------------------------------------------------------------------------------------------------


def _slot_faults(slot: Slot) -> Iterator[Fault]:
    key = f"slots.{slot.name}"
    if slot.is_free:
        yield from _free_slot_faults(slot, key)
        return
    field = TASK_FIELDS.get(slot.source)
    if slot.text_class is not None:
        yield Fault(rule="slot.shape", key=f"{key}.class", what="class is for free slots")
    if field is None:
        yield Fault(
            rule="slot.source", key=_from(key, slot), what=f"from must be one of {', '.join(TASK_FIELDS)}"
        )
    elif slot.type not in field.types:
        types = ", ".join(sorted(field.types))
        yield Fault(
            rule="slot.source",
            key=f"{key}.type",
            what=f"{slot.source} cannot be shown as {slot.type}",
            suggestion=f"type: {types}",
        )
    if slot.default and not fits_free(TextClass.CHINESE_TEXT, slot.default):
        yield Fault(rule="slot.default", key=f"{key}.default", what="the default must be Chinese text")


def _from(key: str, slot: Slot) -> str:
    return f"{key}.from" if slot.source else key


def _free_slot_faults(slot: Slot, key: str) -> Iterator[Fault]:
    if slot.source:
        yield Fault(rule="slot.shape", key=f"{key}.from", what="a free slot has no from")
    if slot.text_class is None:
        classes = ", ".join(TextClass)
        yield Fault(
            rule="slot.shape",
            key=key,
            what="a free slot needs a class",
            suggestion=f"class: one of {classes}",
        )
    elif slot.default:
        for problem in free_problems(slot, slot.default):
            yield Fault(
                rule="slot.default",
                key=f"{key}.default",
                what=f"the default does not fit: {problem.rule}",
                suggestion="shorten it, keep to the class's characters, or choose a wider class",
            )


# --- words -------------------------------------------------------------------------------------------------


def _variant_faults(track: TalkTrack, variant: VariantText, key: str) -> Iterator[Fault]:
    if has_invisible(variant.label):
        yield Fault(rule="text.invisible", key=f"{key}.label", what="holds a character that nobody sees")
    for part in variant.parts:
        where = f"{key}.{part.key}"
        yield from _text_faults(part.text, where)
        for name in sorted(placeholders(part.text) - track.slots.keys()):
            yield Fault(
                rule="slot.unknown",
                key=where,
                what=f"names a slot that is not described: {name}",
                mark=f"{{{name}}}",
                suggestion=_meant(name, track),
            )
    length = sum(len(part) for part in fixed_parts(variant.text))
    if length > track.max_length:
        yield Fault(
            rule="text.length",
            key=key,
            what=f"{length} fixed characters are longer than max_length, {track.max_length}",
            suggestion="shorten the words or raise max_length",
        )


def _meant(name: str, track: TalkTrack) -> str:
    near = get_close_matches(name, track.slots, n=1)
    if near:
        return f"did you mean {{{near[0]}}}? Otherwise describe {name} under slots"
    return f"describe {name} under slots, or use one of those described: {', '.join(track.slots) or 'none'}"


def _text_faults(text: str, where: str) -> Iterator[Fault]:
    if has_stray_brace(text):
        yield Fault(
            rule="text.brace",
            key=where,
            what="holds a brace that is not part of a placeholder",
            suggestion="a placeholder is {name}: small letters, digits and _, without blanks",
            mark=next((sign for sign in ("{{", "}}", "{", "}") if sign in text), ""),
        )
    if has_invisible(text):
        yield Fault(
            rule="text.invisible",
            key=where,
            what="holds a line break or a character that nobody sees",
            mark=next(character for character in text if has_invisible(character)),
            suggestion="delete it, or type the words anew",
        )
    if unicodedata.normalize("NFC", text) != text:
        yield Fault(
            rule="text.form",
            key=where,
            what="is not in Unicode normal form C",
            suggestion="type the letters with accents anew",
        )
    if link := next(filter(None, map(leading_away, fixed_parts(text))), ""):
        yield Fault(
            rule="text.link",
            key=where,
            what="holds a link, an address or a long number",
            mark=link,
            suggestion="name the place in the mobile bank or the branch instead",
        )


def _library_faults(track: TalkTrack) -> Iterator[Fault]:
    keys = [variant.key for variant in track.variants]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield Fault(
                rule="variant.key",
                key=f"variants.{number}.key",
                what=f"two variants have the same key, {key}",
            )
    used = {name for variant in track.variants for name in placeholders(variant.text)}
    for name in sorted(track.slots.keys() - used):
        yield Fault(
            rule="slot.unused",
            key=f"slots.{name}",
            what=f"described but not used: {name}",
            suggestion=f"write {{{name}}} in a text, or delete the slot",
        )


# --- the channel -------------------------------------------------------------------------------------------


def _channel_faults(track: TalkTrack) -> Iterator[Fault]:
    form = FORMS[track.channel]
    if track.max_length > form.longest:
        yield Fault(
            rule="channel.length",
            key="max_length",
            what=f"a text for {track.channel} has at most {form.longest} characters",
            suggestion=f"max_length: {form.longest}",
        )
    if not form.shows_person:
        for slot in track.slots.values():
            if slot.type in _PERSONAL:
                yield Fault(
                    rule="channel.personal",
                    key=f"slots.{slot.name}",
                    what=f"a text for {track.channel} shows no name and no amount",
                    suggestion="say it without, and let the customer look in the mobile bank",
                )
    for number, variant in enumerate(track.variants):
        key = f"variants.{number}"
        yield from _part_faults(track.channel, variant, key)
        if form.names_sender:
            yield from _sender_faults(track, variant, key)
        if track.channel is Channel.PUSH:
            yield from _room_faults(track, variant, key)


def _part_faults(channel: Channel, variant: VariantText, key: str) -> Iterator[Fault]:
    form = FORMS[channel]
    kinds = {part.kind for part in variant.parts}
    if missing := [kind.value for kind in form.required if kind not in kinds]:
        words = "title and text" if channel is Channel.PUSH else form.container
        yield Fault(
            rule="channel.parts",
            key=key,
            what=f"a text for {channel} lacks {', '.join(missing)}",
            suggestion=f"write {words}",
        )
    if surplus := sorted(kind.value for kind in kinds - set(form.required)):
        yield Fault(
            rule="channel.parts",
            key=key,
            what=f"a text for {channel} has no {', '.join(surplus)}",
            suggestion="delete it, or change the channel",
        )


def _sender_faults(track: TalkTrack, variant: VariantText, key: str) -> Iterator[Fault]:
    identity = [part for part in variant.parts if part.kind is PartKind.IDENTITY] or variant.parts
    shown = {
        track.slots[name].source
        for part in identity
        for name in placeholders(part.text)
        if name in track.slots
    }
    for source, who in (("rm_name", "the relationship manager"), ("branch", "the branch")):
        if source not in shown:
            yield Fault(
                rule="channel.sender",
                key=key,
                what=f"does not name {who}",
                suggestion=f"show a slot from {source} where you say who writes or calls",
            )


def _room_faults(track: TalkTrack, variant: VariantText, key: str) -> Iterator[Fault]:
    """A notice that is too long is cut by the system, with the opt-out at its end."""
    names = [name for name in slot_names(variant.text) if name in track.slots]
    fixed = sum(len(part) for part in fixed_parts(variant.text))
    longest = fixed + sum(max(track.slots[name].max_length, len(track.slots[name].default)) for name in names)
    if fixed <= track.max_length < longest:
        yield Fault(
            rule="channel.length",
            key=key,
            what=f"may become {longest} characters long, over max_length, {track.max_length}",
            suggestion="give its slots a smaller max_length, or shorten the words",
        )


def _span_faults(track: TalkTrack) -> Iterator[Fault]:
    for span in track.required_spans:
        for number, variant in enumerate(track.variants):
            said = [part.text for part in variant.parts if is_always_said(part)]
            if any(says(text, span) for text in said):
                continue
            if any(span in words for text in said for words in fixed_parts(text)):
                what, suggestion = "says inside another sentence", f"end the words before and after {span}"
            else:
                what, suggestion = "lacks", f"add {span}" + _where_said(track.channel)
            yield Fault(
                rule="span.missing",
                key=f"variants.{number}",
                what=f"{what} the required sentence {span}",
                suggestion=suggestion,
            )


def _where_said(channel: Channel) -> str:
    return " to disclosures" if channel in (Channel.PHONE, Channel.COUNTER) else " to the text"
