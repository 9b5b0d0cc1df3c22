"""Reads as much of a misshapen talk track as can be read, so that an author sees all faults at once."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from robot.domain.customer import Tier
from robot.talktracks.fault import Fault
from robot.talktracks.schema import (
    ObjectionFile,
    PackFile,
    PromptFile,
    SlotFile,
    StepsFile,
    TalkTrackFile,
    VariantFile,
)

#: Stands in for a value that is missing or misshapen; what it leads to is not told.
_STAND_INS: dict[str, object] = {
    "id": "stand-in",
    "title": "",
    "version": 1,
    "channel": "wecom",
    "product_line": "service",
    "tiers": "all",
    "purpose": "care",
    "sensitivity": "S3",
    "max_length": None,
    "valid_from": date(2000, 1, 1),
    "valid_until": date(2999, 12, 31),
    "author": "-",
    "change_note": "-",
    "slots": {},
    "required_spans": [],
}
#: What the rest of a talk track is judged by; without one of them most rules have nothing to go by.
_DECISIVE = frozenset({"channel", "product_line", "purpose", "slots", "required_spans"})
_HINTS = {
    "tiers": f"all, or a list of {', '.join(Tier)}",
    "version": "a whole number without quotes",
    "valid_from": "a day such as 2026-01-01, without quotes",
    "valid_until": "a day such as 2026-12-31, without quotes",
    "key": 'small letters and digits in quotes, such as "1"',
    "required_spans": "a list, each entry with a leading -",
    "slots": "a mapping; {} if there are none",
}
_SHAPES = (TalkTrackFile, SlotFile, VariantFile, StepsFile, PromptFile, ObjectionFile, PackFile)
_KEYS = sorted({field.alias or name for shape in _SHAPES for name, field in shape.model_fields.items()})
#: From this on two words are taken for one of which one is misspelt.
_ALIKE = 0.75
_Location = tuple[int | str, ...]


@dataclass(slots=True, kw_only=True)
class Salvaged:
    """What could be read, and the faults of what could not."""

    file: TalkTrackFile | None
    faults: list[Fault]
    #: Top-level keys that hold a stand-in.
    stood_in: set[str] = field(default_factory=set)
    #: Slots that were left out.
    lost_slots: set[str] = field(default_factory=set)
    #: Number of each variant that is left -> its number in the file.
    variant_numbers: list[int] = field(default_factory=list)

    def is_worth_telling(self, fault: Fault) -> bool:
        """Whether a fault comes from the file and not from a stand-in."""
        if fault.key.split(".")[0] in self.stood_in:
            return False
        if any(f": {name}" in fault.what for name in self.lost_slots) and fault.rule == "slot.unknown":
            return False
        by_slots = fault.rule in {"channel.sender", "duty.suitability", "slot.unused", "duty.benchmark"}
        if by_slots and (self.lost_slots or self._lost_variants):
            return False
        is_judged = fault.rule.startswith(("channel.", "duty.", "pack.", "span.", "slot.unknown"))
        return not (is_judged and self.stood_in & _DECISIVE)

    @property
    def _lost_variants(self) -> bool:
        return self.variant_numbers != list(range(len(self.variant_numbers)))

    def in_file(self, key: str) -> str:
        """A key of what was read as a key of the file."""
        parts = key.split(".")
        if parts[0] == "variants" and len(parts) > 1 and int(parts[1]) < len(self.variant_numbers):
            parts[1] = str(self.variant_numbers[int(parts[1])])
        return ".".join(parts)


def salvage(data: object) -> Salvaged:
    """Read a document, leaving out or replacing what does not fit its shape."""
    count = len(data["variants"]) if isinstance(data, dict) and isinstance(data.get("variants"), list) else 0
    made = Salvaged(file=None, faults=[], variant_numbers=list(range(count)))
    try:
        made.file = TalkTrackFile.model_validate(data)
    except ValidationError as err:
        errors = err.errors()
        made.faults = shape_faults(errors)
    else:
        return made
    if isinstance(data, dict):
        rest = copy.deepcopy(data)
        for error in errors:
            _mend(rest, error["loc"], error["type"], made)
        _drop_lost_variants(rest, made)
        try:
            made.file = TalkTrackFile.model_validate(rest)
        except ValidationError:
            # What was told is all that can be told before it is put right.
            made.file = None
    return made


def shape_faults(errors: Sequence[Any]) -> list[Fault]:
    """One for each place; a value that fits none of several shapes is told once.

    :param errors: of a `ValidationError`.
    """
    told: dict[str, Fault] = {}
    for error in errors:
        location = [str(part) for part in error["loc"] if not _is_branch(part)]
        key = ".".join(part for part in location if part != "[key]")
        told.setdefault(
            key, Fault(rule="file.shape", key=key, what=_what(error, key), suggestion=_hint(error))
        )
    return list(told.values())


def _is_branch(part: int | str) -> bool:
    """Whether this names one of several shapes of a value and no place in the file."""
    return isinstance(part, str) and (part.startswith(("literal[", "list[", "constrained-", "function-")))


def _what(error: Mapping[str, Any], key: str) -> str:
    name = key.rsplit(".", 1)[-1] or "the file"
    if error["type"] == "missing":
        return f"{name} is missing"
    if error["type"] == "extra_forbidden":
        return f"{name} is no key of this place"
    if error["type"] == "model_type":
        return f"{name} holds no keys" if key else "holds no keys such as id and version"
    return f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _hint(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    name = next((str(part) for part in reversed(error["loc"]) if not _is_branch(part)), "")
    if error["type"] == "missing":
        return f"add {error['loc'][-1]}"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), _KEYS, n=1, cutoff=_ALIKE)
        return f"did you mean {near[0]}?" if near else "delete it"
    if name in _HINTS:
        return _HINTS[name]
    if "pattern" in context:
        return f"it has the form {context['pattern']}"
    return ""


def _mend(rest: dict[object, object], location: _Location, kind: str, made: Salvaged) -> None:
    if not location:
        return
    top = location[0]
    if top == "slots" and len(location) > 1 and isinstance(rest.get("slots"), dict):
        name = str(location[1])
        slots = rest["slots"]
        assert isinstance(slots, dict)  # noqa: S101 - asked a line before
        slots.pop(location[1], None)
        made.lost_slots.add(name)
    elif top == "variants" and len(location) > 1 and isinstance(location[1], int):
        if location[1] in made.variant_numbers:
            made.variant_numbers.remove(location[1])
    elif kind == "extra_forbidden" and len(location) == 1:
        rest.pop(top, None)
    elif isinstance(top, str) and top in _STAND_INS:
        made.stood_in.add(top)
        rest[top] = _STAND_INS[top]


def _drop_lost_variants(rest: dict[object, object], made: Salvaged) -> None:
    variants = rest.get("variants")
    if isinstance(variants, list):
        rest["variants"] = [variants[number] for number in made.variant_numbers]
