"""A talk track: approved words with typed gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from robot.domain.customer import Tier
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose, Sensitivity
from robot.domain.task import Channel


class SlotType(StrEnum):
    """What a slot may hold; each type has its own length and characters."""

    #: `王芳女士`.
    NAME_WITH_TITLE = "name_with_title"
    NAME = "name"
    #: `50.0 万元`, `8,000 元`.
    AMOUNT = "amount"
    #: `2.60%-3.10%`.
    RATE = "rate"
    #: `R2`.
    RISK = "risk"
    #: `11月25日`.
    DATE = "date"
    #: `15:00`.
    TIME = "time"
    BRANCH = "branch"
    PRODUCT = "product"
    #: The relationship manager's name.
    RM = "rm"
    #: Words of the RM; the only type that is free.
    TEXT = "text"


class TextClass(StrEnum):
    """Which characters the RM may use in a free slot; the narrower, the less can go wrong."""

    #: Chinese characters, digits and Chinese punctuation.
    CHINESE_TEXT = "chinese_text"
    #: Chinese characters and digits.
    PHRASE = "phrase"
    #: Only the characters in which times are told, such as `今天下午3点`.
    TIME_PHRASE = "time_phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One typed gap."""

    name: str
    type: SlotType
    #: Most characters of its value.
    max_length: int
    #: Dotted field of the task for the bank's data; empty for a free slot.
    source: str = ""
    #: Allowed characters of a free slot; None for the bank's data.
    text_class: TextClass | None = None
    #: The author's words for when there is no value; empty if there are none.
    default: str = ""
    #: The text reads well with nothing in the gap.
    is_optional: bool = False

    @property
    def is_free(self) -> bool:
        """Whether the RM writes it."""
        return self.type is SlotType.TEXT


class PartKind(StrEnum):
    """What a piece of an author's words is for; each channel has its own pieces."""

    #: The whole of a chat message.
    TEXT = "text"
    #: Of a push notice; its body is a `TEXT`.
    TITLE = "title"
    #: Of a call: first words, who is calling, why, what is asked, what the law wants said, an objection with
    #: its answer, last words.
    OPENING = "opening"
    IDENTITY = "identity"
    PURPOSE = "purpose"
    QUESTIONS = "questions"
    DISCLOSURES = "disclosures"
    OBJECTIONS = "objections"
    CLOSING = "closing"
    #: At the counter: what the teller should know, may say, must say (`DISCLOSURES`), and does then.
    SITUATION = "situation"
    SAY = "say"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of an author's words."""

    kind: PartKind
    #: Where it stands in the file below its variant, such as `steps.questions.0`.
    key: str
    #: With `{slot_name}` placeholders.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantText:
    """One arm of a talk track."""

    key: str
    label: str
    #: The pieces put together, with `{slot_name}` placeholders; what is rendered.
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTrack:
    """Approved words for one occasion, channel and product line."""

    id: str
    #: Grows by one with every change.
    version: int
    channel: Channel
    product_line: ProductLine
    #: Customer tiers it was approved for.
    tiers: frozenset[Tier]
    purpose: Purpose
    sensitivity: Sensitivity
    #: Most characters of the rendered text.
    max_length: int
    variants: tuple[VariantText, ...]
    slots: Mapping[str, Slot]
    #: Sentences that must stand in the text, word for word.
    required_spans: tuple[str, ...]
    valid_from: date
    #: The last day on which it may be used.
    valid_until: date
    author: str
    change_note: str
    #: Hex SHA-256 of the file, with `\n` line ends.
    sha256: str
    #: What authors and fronts call it; empty if its author did not say.
    title: str = ""
    #: Id of the pack it lies in.
    pack: str = ""

    def variant(self, key: str) -> VariantText | None:
        """The variant with that key."""
        return next((variant for variant in self.variants if variant.key == key), None)
