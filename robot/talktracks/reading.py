"""From a checked file to a talk track or a pack; says nothing about their sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from robot.domain.customer import Tier
from robot.domain.product import ProductLine
from robot.talktracks.channel_forms import FORMS, compose
from robot.talktracks.fault import Fault
from robot.talktracks.schema import PackFile, PromptFile, SlotFile, StepsFile, TalkTrackFile, VariantFile
from robot.talktracks.track import Part, PartKind, Slot, SlotType, TalkTrack, VariantText

#: Name of the file that makes a folder a pack.
PACK_FILE = "pack.yaml"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A folder of talk tracks that one owner answers for."""

    #: Equals the folder's name.
    id: str
    title: str
    owner: str
    #: Grows by one with every change of any file of the pack.
    version: int
    #: Lines that its talk tracks may be about.
    product_lines: frozenset[ProductLine]
    #: Hex SHA-256 of `pack.yaml`, with `\n` line ends.
    sha256: str


def pack_of(file: PackFile, sha256: str) -> Pack:
    """The pack that a `pack.yaml` describes."""
    return Pack(
        id=file.id,
        title=file.title,
        owner=file.owner,
        version=file.version,
        product_lines=frozenset(file.product_lines),
        sha256=sha256,
    )


def track_of(file: TalkTrackFile, *, pack: str, sha256: str) -> TalkTrack:
    """The talk track that a file describes."""
    return TalkTrack(
        id=file.id,
        version=file.version,
        channel=file.channel,
        product_line=file.product_line,
        tiers=frozenset(Tier if file.tiers == "all" else file.tiers),
        purpose=file.purpose,
        sensitivity=file.sensitivity,
        max_length=file.max_length or FORMS[file.channel].usual_length,
        variants=tuple(_variant(variant) for variant in file.variants),
        slots={name: _slot(name, slot) for name, slot in file.slots.items()},
        required_spans=tuple(file.required_spans),
        valid_from=file.valid_from,
        valid_until=file.valid_until,
        author=file.author,
        change_note=file.change_note,
        sha256=sha256,
        title=file.title,
        pack=pack,
    )


def slot_shape_faults(file: TalkTrackFile) -> Iterator[Fault]:
    """Slots that are not clearly the bank's data or clearly the manager's words."""
    for name, slot in file.slots.items():
        if slot.free is not (slot.type is SlotType.TEXT):
            yield Fault(
                rule="slot.shape",
                key=f"slots.{name}.free",
                what="a slot is free if and only if its type is text",
                suggestion="free: true with type: text and a class, or from: with another type",
            )
        elif slot.free and slot.max_length is None:
            yield Fault(
                rule="slot.shape",
                key=f"slots.{name}",
                what="a free slot needs a max_length",
                suggestion="max_length: as few characters as will do",
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


def _variant(file: VariantFile) -> VariantText:
    parts = tuple(_parts(file))
    return VariantText(key=file.key, label=file.label, text=compose(parts), parts=parts)


def _parts(file: VariantFile) -> Iterator[Part]:
    if file.title is not None:
        yield Part(kind=PartKind.TITLE, key="title", text=file.title)
    if file.text is not None:
        yield Part(kind=PartKind.TEXT, key="text", text=file.text)
    if file.steps is not None:
        yield from _steps(file.steps)
    if file.prompt is not None:
        yield from _prompt(file.prompt)


def _steps(steps: StepsFile) -> Iterator[Part]:
    yield Part(kind=PartKind.OPENING, key="steps.opening", text=steps.opening)
    yield Part(kind=PartKind.IDENTITY, key="steps.identity", text=steps.identity)
    yield Part(kind=PartKind.PURPOSE, key="steps.purpose", text=steps.purpose)
    yield from _listed(PartKind.QUESTIONS, "steps.questions", steps.questions)
    yield from _listed(PartKind.DISCLOSURES, "steps.disclosures", steps.disclosures)
    for number, objection in enumerate(steps.objections):
        key = f"steps.objections.{number}"
        yield Part(kind=PartKind.OBJECTIONS, key=f"{key}.says", text=objection.says)
        yield Part(kind=PartKind.OBJECTIONS, key=f"{key}.answer", text=objection.answer)
    yield Part(kind=PartKind.CLOSING, key="steps.closing", text=steps.closing)


def _prompt(prompt: PromptFile) -> Iterator[Part]:
    yield Part(kind=PartKind.SITUATION, key="prompt.situation", text=prompt.situation)
    yield Part(kind=PartKind.SAY, key="prompt.say", text=prompt.say)
    yield from _listed(PartKind.DISCLOSURES, "prompt.disclosures", prompt.disclosures)
    yield Part(kind=PartKind.NEXT, key="prompt.next", text=prompt.next)


def _listed(kind: PartKind, key: str, texts: list[str]) -> Iterator[Part]:
    for number, text in enumerate(texts):
        yield Part(kind=kind, key=f"{key}.{number}", text=text)
