"""The talk-track library as the fronts see it: what each one says, for whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from robot.domain.release_views import ExampleView, SignerView


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmUse:
    """What came of one variant's tasks."""

    #: Key of the variant; empty where the plan's choice was not changed.
    variant: str
    tasks: int
    confirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackUse:
    """What the store knows of one talk track's tasks; nothing in it is estimated."""

    talk_track: str
    #: Tasks with a business date in the time asked for.
    tasks: int
    #: `Outcome` value -> tasks; those that have none yet are left out.
    by_outcome: dict[str, int]
    #: Customers with at least one confirmed contact.
    reached: int
    #: How many of them said no to further contact after that; from the chat or noted by a person.
    opted_out: int
    #: What came of calls, as persons noted it -> tasks.
    calls: dict[str, int]
    arms: tuple[ArmUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """One talk track in the list."""

    id: str
    #: What its author calls it; the id where they did not say.
    title: str
    pack: str
    pack_title: str
    channel: str
    product_line: str
    purpose: str
    sensitivity: str
    #: In the order of the bank's tiers, lowest first.
    tiers: tuple[str, ...]
    version: int
    author: str
    valid_from: date
    #: The last day.
    valid_until: date
    #: How many variants it has.
    variants: int
    #: Searched in this order, all folded: names, pinyin and initials, words.
    haystacks: tuple[str, ...]
    #: None where the store knows no task of it.
    use: TrackUse | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInUse:
    """The signed release that the words come from."""

    release_id: str
    version: int
    expires_on: date
    #: Hex SHA-256 of its manifest.
    manifest_sha256: str
    signers: tuple[SignerView, ...]
    #: Why nothing may be sent with it now, as a code; empty while it may.
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """All talk tracks of the workstation."""

    rows: tuple[LibraryRow, ...]
    #: Business date by the agent's clock.
    today: date
    #: First day of the time that use is counted in; it ends today.
    since: date
    #: None where the words come from no signed release.
    release: ReleaseInUse | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """One gap of a talk track."""

    name: str
    type: str
    #: Field of the bank's data, or empty for a free slot.
    source: str
    #: Characters of a free slot, or empty.
    text_class: str
    max_length: int
    default: str
    is_optional: bool
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDetail:
    """One talk track whole."""

    id: str
    version: int
    pack_owner: str
    change_note: str
    #: One for each variant, in the author's order.
    examples: tuple[ExampleView, ...]
    slots: tuple[SlotView, ...]
    required_spans: tuple[str, ...]
    #: Hex SHA-256 of its file.
    sha256: str
