"""Fills one slot and says what is wrong with the value; never raises, whatever the value."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from robot.domain.task import Task
from robot.talktracks.characters import fits_data, fits_free, holds_contact
from robot.talktracks.track import Slot
from robot.talktracks.wording import word


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with a value; holds nothing of the value itself."""

    rule: str
    params: dict[str, str]
    #: Approved words that may stand there instead, or empty.
    replacement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValue:
    """What stands in the gap, exactly as it was checked."""

    text: str
    problems: tuple[Problem, ...] = ()


def fill(slot: Slot, task: Task, free_slots: Mapping[str, str]) -> SlotValue:
    """The value of a slot for a task, NFC-normalised."""
    return _fill_free(slot, free_slots) if slot.is_free else _fill_data(slot, task)


def _fill_data(slot: Slot, task: Task) -> SlotValue:
    text = word(slot, task)
    if not text:
        # The default was checked when the talk track was loaded.
        return SlotValue(text=slot.default, problems=_if_missing(slot))
    problems = _length_problems(slot, text)
    if not fits_data(slot.type, text):
        problems += (_problem(slot, "slot.bad_character", type=slot.type.value),)
    return SlotValue(text=text, problems=problems)


def _fill_free(slot: Slot, free_slots: Mapping[str, str]) -> SlotValue:
    # An emptied slot is not a slot left alone: the default must not come back behind the RM's back.
    text = unicodedata.normalize("NFC", free_slots.get(slot.name, slot.default))
    if not text:
        return SlotValue(text="", problems=() if slot.is_optional else (_problem(slot, "slot.required"),))
    return SlotValue(text=text, problems=free_problems(slot, text))


def free_problems(slot: Slot, text: str) -> tuple[Problem, ...]:
    """What is wrong with words for a free slot."""
    if slot.text_class is None:
        raise ValueError(f"slot {slot.name} is not free")
    problems = _length_problems(slot, text)
    if holds_contact(slot.text_class, text):
        problems += (_problem(slot, "slot.link_not_allowed"),)
    if not fits_free(slot.text_class, text):
        problems += (_problem(slot, "slot.bad_character", type=slot.text_class.value),)
    return problems


def _if_missing(slot: Slot) -> tuple[Problem, ...]:
    if slot.is_optional or slot.default:
        return ()
    return (_problem(slot, "slot.missing", source=slot.source),)


def _length_problems(slot: Slot, text: str) -> tuple[Problem, ...]:
    if len(text) <= slot.max_length:
        return ()
    return (_problem(slot, "slot.too_long", length=str(len(text)), max_length=str(slot.max_length)),)


def _problem(slot: Slot, rule: str, **params: str) -> Problem:
    replacement = slot.default if slot.is_free else ""
    return Problem(rule=rule, params={"slot": slot.name, **params}, replacement=replacement)
