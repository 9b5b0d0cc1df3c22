"""What the send path asks of the outside; adapters in channels, store and journal answer."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from robot.domain.contact import ContactKey, ContactState, LedgerEntry
from robot.domain.customer import Recipient
from robot.domain.outcome import Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A chat that was opened and proved to be the recipient's."""

    #: Names of the signals that matched, at least as many as the profile's quorum.
    matched: tuple[str, ...]
    #: Own messages of these days with exactly this text that the chat already shows.
    equal_messages: int
    #: What stands in the composer, if anything.
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """What the sending page shows of its own message."""

    #: The site's id of the message, or empty where it shows none.
    message_id: str
    #: The platform's no, if it shows one.
    refusal: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photograph that is not on disk yet."""

    #: Raw JPEG; empty if none could be taken.
    jpeg: bytes = b""
    #: Boxes to black out before writing: left, top, width, height in pixels.
    masks: tuple[tuple[float, float, float, float], ...] = ()


class ChannelRefusal(Exception):
    """The channel stopped before the effect; nothing was sent, and the composer is as it was found."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """:param detail: what was seen, free of names and texts."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What an independent session found on the server for one expected message."""

    #: Site ids (or positions, where the site has none) of own messages with exactly the text.
    found: tuple[str, ...]
    #: Ids of own messages that look like the text, cut or altered.
    altered: tuple[str, ...] = ()
    #: Ids of the message found under another customer.
    misdirected: tuple[str, ...] = ()
    #: The list was read to its end; only then does not finding a message mean anything.
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A message that another session should find on the server."""

    recipient: Recipient
    #: `robot.sites.wording.text_sha256` of the text.
    text_sha256: str
    #: The text itself where it is known; after a crash only the hash may be.
    text: str
    business_date: date
    #: Id that the sending page showed for the message, or empty.
    message_id: str = ""
    #: The sending page says that the site refused it, so it is no surprise if it is not found.
    is_refused: bool = False


class MessageChannel(Protocol):
    """The page that acts. One message at a time; the caller holds it from `open` to `after_click`."""

    #: Site id of the profile.
    site: str

    async def open(self, recipient: Recipient, text: str, business_date: date) -> Opened:
        """Open the recipient's chat and prove who it is.

        :raises ChannelRefusal: if the recipient cannot be found or proved.
        """

    async def fill(self, text: str) -> None:
        """Put the text into the composer and read it back.

        :raises ChannelRefusal: if what stands there is not exactly the text; the composer is emptied again.
        """

    async def recheck(self, recipient: Recipient, text: str) -> None:
        """Prove recipient and composer once more, right before the click.

        :raises ChannelRefusal: as above.
        """

    async def ready_to_click(self) -> None:
        """Everything that can still fail without an effect, such as two send buttons.

        :raises ChannelRefusal: as above.
        """

    async def click(self) -> None:
        """The one act that cannot be taken back. Any error after this call began means: may have happened."""

    async def clear(self) -> None:
        """Empty the composer of what the robot put there."""

    async def echo(self, text: str) -> Echo:
        """What the sending page says of the message just sent. Never proof: it shows its own echo."""

    async def close_layers(self) -> bool:
        """Close layers that the profile declares harmless; whether any was closed."""

    def picture(self) -> Awaitable[Picture]:
        """Begin to photograph the chat panel, in memory; the next `open` waits until it is taken."""


class Witness(Protocol):
    """Another session that reads from the server; it never acts."""

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        """Read the server's list once and say what it holds of each expected message.

        :raises ChannelRefusal: if it could not be read.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """What is written into the CRM after a contact."""

    customer_id: str
    customer_name: str
    channel: str
    talk_track: str
    content: str
    result: str


class RecordChannel(Protocol):
    """The CRM: writes a contact record, and reads the records from another session."""

    site: str

    async def prepare(self, record: ContactRecord) -> None:
        """Open the form of the right customer, fill it and read it back.

        :raises ChannelRefusal: if the customer cannot be proved or the form differs.
        """

    async def submit(self) -> None:
        """The act."""

    async def count(self, record: ContactRecord) -> Sighting:
        """Records with exactly this content, read by another session."""


class ContactLedger(Protocol):
    """The truth about effects; every change is durable, with its journal record, when the call returns."""

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int
    ) -> LedgerEntry:
        """Write INTENDED before the act.

        :raises StateConflict: if the key already has an effect or an unsettled attempt.
        """

    async def mark_clicked(self, entry: LedgerEntry) -> None:
        """The click was made."""

    async def resolve(
        self,
        entry: LedgerEntry,
        state: ContactState,
        *,
        decided_by: str,
        effect_ids: Sequence[str] = (),
        detail: str = "",
    ) -> None:
        """Say what is known now."""

    async def find(self, key: ContactKey) -> LedgerEntry | None:
        """The entry of a key."""

    async def unsettled(self) -> list[LedgerEntry]:
        """Entries that only reading can settle, oldest first."""

    async def equal_effects(self, key: ContactKey, text_sha256: str) -> int:
        """Confirmed messages of exactly this text to the same customer on that date, by other entries."""

    async def contacts(self, customer_id: str, on: date, *, other_than: str) -> tuple[int, int]:
        """Messages to the customer on that date, and in its month, that may exist; one task left out."""


class TaskBook(Protocol):
    """Where tasks stand; every change is durable, with its journal record, when the call returns."""

    async def begin(self, task_id: str, facts: dict[str, Any], *, order: Approval | None = None) -> None:
        """READY or HELD becomes RUNNING; `facts` (the decision) go to the journal.

        :param order: what was queued; it begins only if the task still stands as it did then.
        :raises StateConflict: if the task was skipped, put off, taken back or changed meanwhile.
        """

    async def await_witness(self, task_id: str) -> None:
        """RUNNING becomes AWAITING_WITNESS."""

    async def end(
        self, task_id: str, outcome: TaskOutcome, *, evidence: str = "", order: Approval | None = None
    ) -> None:
        """The task has its one outcome.

        :param order: given for an order that is dropped before it began; a task that moved on meanwhile is
            left alone.
        :raises StateConflict: if it did.
        """


class Evidence(Protocol):
    """Where masked pictures are kept."""

    async def keep(self, picture: Picture) -> str:
        """Mask, then store a picture; returns the hex SHA-256 that names it, empty for no picture."""
