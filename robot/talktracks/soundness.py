"""What must be true of a talk track beyond its shape, said to its author in the author's terms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from robot.domain.product import ProductLine
from robot.talktracks.characters import fits_free, has_invisible
from robot.talktracks.fields import TASK_FIELDS
from robot.talktracks.slots import free_problems
from robot.talktracks.template import fixed_parts, has_stray_brace, placeholders
from robot.talktracks.track import Purpose, Slot, TalkTrack, TextClass

#: A text that speaks for something must say how to refuse more of it (广告法第四十三条).
OPT_OUT_WORD = "退订"
#: Wealth products are not deposits, and their texts must say so.
NOT_A_DEPOSIT = "理财非存款"

#: Key in the file, and what is wrong with it.
Fault = tuple[str, str]


def faults(track: TalkTrack, path: PurePath) -> Iterator[Fault]:
    """Everything that keeps a talk track from being used."""
    yield from _place_faults(track, path)
    for slot in track.slots.values():
        yield from ((f"slots.{slot.name}", why) for why in _slot_faults(slot))
    yield from _variant_faults(track)
    yield from _required_faults(track)


def _place_faults(track: TalkTrack, path: PurePath) -> Iterator[Fault]:
    if track.id != path.stem:
        yield "id", f"must equal the file's name, {path.stem}"
    if track.product_line != path.parent.name:
        yield "product_line", f"must equal the folder's name, {path.parent.name}"
    if track.valid_from > track.valid_until:
        yield "valid_until", "is before valid_from"


def _slot_faults(slot: Slot) -> Iterator[str]:
    if slot.is_free:
        yield from _free_slot_faults(slot)
        return
    field = TASK_FIELDS.get(slot.source)
    if slot.text_class is not None:
        yield "class is for free slots"
    if field is None:
        yield f"from must be one of {', '.join(TASK_FIELDS)}"
    elif slot.type not in field.types:
        yield f"{slot.source} cannot be shown as {slot.type}"
    if slot.default and not fits_free(TextClass.CHINESE_TEXT, slot.default):
        yield "the default must be Chinese text"


def _free_slot_faults(slot: Slot) -> Iterator[str]:
    if slot.source:
        yield "a free slot has no from"
    if slot.text_class is None:
        yield "a free slot needs a class"
    elif slot.default:
        yield from (
            f"the default does not fit: {problem.rule}" for problem in free_problems(slot, slot.default)
        )


def _variant_faults(track: TalkTrack) -> Iterator[Fault]:
    keys = [variant.key for variant in track.variants]
    if len(set(keys)) < len(keys):
        yield "variants", "two variants have the same key"
    used: set[str] = set()
    for variant in track.variants:
        where = f"variants.{variant.key}.text"
        named = placeholders(variant.text)
        used |= named
        if has_stray_brace(variant.text):
            yield where, "holds a brace that is not part of a placeholder"
        if unknown := sorted(named - track.slots.keys()):
            yield where, f"names slots that are not described: {', '.join(unknown)}"
        if has_invisible(variant.text + variant.label):
            yield where, "holds a line break or a character that nobody sees"
        if unicodedata.normalize("NFC", variant.text) != variant.text:
            yield where, "is not in Unicode normal form C"
        if sum(len(part) for part in fixed_parts(variant.text)) > track.max_length:
            yield where, f"is longer than max_length, {track.max_length}"
    if unused := sorted(track.slots.keys() - used):
        yield "slots", f"described but not used: {', '.join(unused)}"


def _required_faults(track: TalkTrack) -> Iterator[Fault]:
    for span in track.required_spans:
        for variant in track.variants:
            if not any(span in part for part in fixed_parts(variant.text)):
                yield f"variants.{variant.key}.text", f"lacks the required sentence {span}"
    said = "".join(track.required_spans)
    if track.purpose is Purpose.MARKETING and OPT_OUT_WORD not in said:
        yield "required_spans", f"a marketing text must say how to refuse ({OPT_OUT_WORD})"
    if track.product_line is ProductLine.WEALTH and NOT_A_DEPOSIT not in said:
        yield "required_spans", f"a wealth text must say {NOT_A_DEPOSIT}"
