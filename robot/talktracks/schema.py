"""The shape of a talk track's and a pack's file, before anything is said about their sense."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from robot.domain.customer import Tier
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel
from robot.talktracks.track import SlotType, TextClass

_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Words = Annotated[str, Field(max_length=60)]
_Piece = Annotated[str, Field(min_length=1, max_length=400)]
_SlotName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class _Model(BaseModel):
    # Strict, so that `valid_until: 20271231` is an error and not some day in 1970; enums come as text.
    model_config = ConfigDict(extra="forbid", strict=True)


class SlotFile(_Model):
    """One entry of `slots`."""

    type: Annotated[SlotType, Field(strict=False)]
    source: Annotated[str, Field(alias="from")] = ""
    free: bool = False
    text_class: Annotated[TextClass | None, Field(alias="class", strict=False)] = None
    max_length: Annotated[int, Field(ge=1, le=60)] | None = None
    default: _Words = ""
    optional: bool = False


class ObjectionFile(_Model):
    """What a customer may say against it, and the approved answer."""

    says: _Piece
    answer: _Piece


class StepsFile(_Model):
    """A call, step by step."""

    opening: _Piece
    identity: _Piece
    purpose: _Piece
    questions: Annotated[list[_Piece], Field(min_length=1, max_length=6)]
    disclosures: Annotated[list[_Piece], Field(min_length=1, max_length=6)]
    objections: Annotated[list[ObjectionFile], Field(min_length=1, max_length=6)]
    closing: _Piece


class PromptFile(_Model):
    """What the teller sees when the customer's number is called."""

    situation: _Piece
    say: _Piece
    disclosures: Annotated[list[_Piece], Field(min_length=1, max_length=4)]
    next: _Piece


class VariantFile(_Model):
    """One entry of `variants`; which of the last four it has depends on the channel."""

    key: Annotated[str, Field(pattern=r"^[0-9a-z]{1,8}$")]
    label: Annotated[str, Field(min_length=1, max_length=20)]
    title: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    text: Annotated[str, Field(min_length=1, max_length=1000)] | None = None
    steps: StepsFile | None = None
    prompt: PromptFile | None = None


class TalkTrackFile(_Model):
    """The whole file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,63}$")]
    title: Annotated[str, Field(max_length=30)] = ""
    version: Annotated[int, Field(ge=1)]
    channel: Annotated[Channel, Field(strict=False)]
    product_line: Annotated[ProductLine, Field(strict=False)]
    tiers: Literal["all"] | Annotated[list[Annotated[Tier, Field(strict=False)]], Field(min_length=1)]
    purpose: Annotated[Purpose, Field(strict=False)]
    sensitivity: Annotated[Sensitivity, Field(strict=False)]
    max_length: Annotated[int, Field(ge=1, le=2000)] | None = None
    slots: dict[_SlotName, SlotFile] = Field(default_factory=dict)
    variants: Annotated[list[VariantFile], Field(min_length=1, max_length=9)]
    required_spans: list[Annotated[str, Field(min_length=4, max_length=100)]] = Field(default_factory=list)
    valid_from: date
    valid_until: date
    author: _Line
    change_note: _Line


class PackFile(_Model):
    """`pack.yaml`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,63}$")]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    owner: _Line
    version: Annotated[int, Field(ge=1)]
    product_lines: Annotated[
        list[Annotated[ProductLine, Field(strict=False)]], Field(min_length=1, max_length=len(ProductLine))
    ]
