"""What the send path asks of the outside; adapters in channels, store and journal answer."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from robot.domain.contact import ContactKey, ContactState, LedgerEntry
from robot.domain.customer import LineDate, Recipient
from robot.domain.outcome import Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.approval import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A chat that was opened and proved to be the recipient's."""

    #: Names of the signals that matched, at least as many as the profile's quorum. `last_message` is among
    #: them when the chat shows a message that the ledger confirmed for this customer earlier.
    matched: tuple[str, ...]
    #: Own messages of these days with exactly this text that the chat already shows.
    equal_messages: int
    #: What stands in the composer, if anything.
    draft: str
    #: The customer wrote, after our own last message, that they want no more of them.
    opted_out: bool = False


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
    #: Where the element stands that is clicked next: left, top, width, height in pixels; None if not asked.
    target: tuple[float, float, float, float] | None = None


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
    #: Under which customer each of them was found: external ids, parallel to `misdirected`.
    elsewhere: tuple[str, ...] = ()
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
    """The page that acts. One message at a time; the caller holds it from `open` to `echo`.

    Every refusal means that nothing was sent, and that the composer holds nothing of the robot's.
    """

    #: Site id of the profile.
    site: str

    async def open(
        self, recipient: Recipient, text: str, business_date: date, *, fingerprints: Sequence[str] = ()
    ) -> Opened:
        """Open the recipient's chat and prove who it is, and that the session is still the employee's.

        :param fingerprints: `text_sha256` of messages that the ledger confirmed for this customer earlier,
            newest first; one of them in the chat is one more signal.
        :raises ChannelRefusal: if the recipient cannot be found or proved, or the session is another's.
        """

    async def fill(self, recipient: Recipient, text: str) -> None:
        """Put the text into the composer, then read composer and recipient's signals back in one look.

        :raises ChannelRefusal: if either is not exactly as wanted; only what is ours is taken out again.
        """

    async def recheck(self, recipient: Recipient, text: str) -> None:
        """Right before the click: account, recipient, text, and that nobody wrote what changes everything.

        The same look arms a guard in the page, which stops the click if recipient or text change after it.

        :raises ChannelRefusal: also if an equal message (`ALREADY_IN_CHAT`) or the customer's opt-out
            (`OPTED_OUT_IN_CHAT`) came since `open`.
        """

    async def ready_to_click(self) -> None:
        """Everything that can still fail without an effect, such as two send buttons.

        :raises ChannelRefusal: as above.
        """

    async def click(self) -> None:
        """The one act that cannot be taken back.

        :raises ChannelRefusal: if it was provably not made: no button, or the page's guard stopped it
            because recipient or text were others at that very moment. Any other error after this call
            began means: may have happened.
        """

    async def clear(self) -> None:
        """Empty the composer of what the robot put there."""

    async def echo(self, text: str) -> Echo:
        """What the sending page says of the message just sent. Never proof: it shows its own echo."""

    async def later_word(self, recipient: Recipient, text: str, message_id: str) -> Echo:
        """What the sending page shows now for a message sent earlier; changes nothing.

        Opens the chat again, so it is held one at a time like `open`. A refusal that came late shows here.

        :param message_id: the site's id of it; empty takes the newest own message of that text.
        :returns: an empty echo if message or page are gone, or the chat cannot be proved.
        """

    async def close_layers(self) -> bool:
        """Close layers that the profile declares harmless; whether any was closed."""

    def picture(self) -> Awaitable[Picture]:
        """Begin to photograph the chat panel, in memory; the next `open` waits until it is taken."""

    def picture_before(self) -> Awaitable[Picture]:
        """The same before the click, with the place of what is clicked; waited for before the click."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSend:
    """A message or call that exists or may exist."""

    #: Business date.
    on: date
    channel: str
    #: A `ProductLine` value and the id of the talk track; empty if its task is not kept any more.
    line: str
    talk_track: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What speaks about a customer, and the account that would write, before another contact."""

    #: Messages and calls that exist or may exist, on the business date and in its month; the task's own is
    #: left out.
    contacts_today: int
    contacts_this_month: int
    #: The customer said no, wherever it was learnt.
    opted_out: bool = False
    #: An unsettled message was filed under the wrong customer, and this is one of the two.
    is_flagged: bool = False
    #: Messages of the same RM on the same channel and business date that exist or may exist.
    account_sends_today: int = 0
    #: Contacts of the year before the business date and of its week and month, with what each was about.
    past: tuple[PastSend, ...] = ()
    #: What the customer refused where it was only a part; scopes such as `marketing:wecom`.
    opted_out_scopes: frozenset[str] = frozenset()
    #: When the customer refused something of a product line, as a person noted it.
    refused_on: tuple[LineDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeByHand:
    """A contact that a person made, as the ledger keeps it."""

    #: Where it stands, or `phone`.
    site: str
    #: Hash of the text that was found, or empty for a call.
    text_sha256: str = ""
    #: How it became known.
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A task may begin again: its effect was shown to be absent."""

    why: str


class ContactLedger(Protocol):
    """The truth about effects; every change is durable, with its journal record, when the call returns."""

    async def intend(
        self, key: ContactKey, *, task: Task, site: str, text_sha256: str, baseline: int, review: int = 0
    ) -> LedgerEntry:
        """Write INTENDED before the act.

        :param review: number of the approved review that lets this text go; it does so once.
        :raises StateConflict: if the key already has an effect or an unsettled attempt, or the review was
            used.
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
        elsewhere: Sequence[str] = (),
        moves: TaskOutcome | Reopened | None = None,
    ) -> None:
        """Say what is known now, and move the entry's task on in the same transaction.

        :param elsewhere: external ids of other customers under whom the site filed it; all are flagged.
        :param moves: the ending of the entry's task, or that it may begin again.
        """

    async def find(self, key: ContactKey) -> LedgerEntry | None:
        """The entry of a key."""

    async def unsettled(self) -> list[LedgerEntry]:
        """Entries that only reading can settle, oldest first."""

    async def equal_effects(self, key: ContactKey, text_sha256: str) -> int:
        """Confirmed messages of exactly this text to the same customer on that date, by other entries."""

    async def fingerprints(self, customer_id: str, site: str) -> tuple[str, ...]:
        """Hashes of the newest confirmed messages to a customer on a site."""

    async def standing(self, task: Task) -> Standing:
        """What speaks about the task's customer, its own entry left out."""

    async def sends_since(self, rm_id: str, channel: str, moment: datetime) -> tuple[datetime, ...]:
        """When an account's messages on a channel were intended, from a moment on, oldest first."""

    async def opt_out(self, customer_id: str, source: str) -> None:
        """The customer said no; it holds from now on, whatever a list says."""


class TaskBook(Protocol):
    """Where tasks stand; every change is durable, with its journal record, when the call returns."""

    async def begin(self, task_id: str, facts: dict[str, Any], *, order: Approval | None = None) -> None:
        """READY or HELD becomes RUNNING; `facts` (the decision) go to the journal.

        :param order: what was queued; it begins only if the task still stands as it did then.
        :raises StateConflict: if the task was skipped, put off, taken back or changed meanwhile.
        """

    async def await_witness(self, task_id: str) -> None:
        """RUNNING becomes AWAITING_WITNESS."""

    async def note_retry(self, task_id: str, attempt: int, reason: str, detail: str) -> None:
        """An attempt ended before its effect and is made anew from the start."""

    async def put_back(self, task_id: str, why: str) -> None:
        """RUNNING becomes READY: nothing was sent, and the order waits at the front."""

    async def end(
        self,
        task_id: str,
        outcome: TaskOutcome,
        *,
        evidence: str = "",
        order: Approval | None = None,
        by_hand: MadeByHand | None = None,
    ) -> None:
        """The task has its one outcome.

        :param order: given for an order that is dropped before it began; a task that moved on meanwhile is
            left alone.
        :param by_hand: the contact that a person made instead; the ledger learns of it with the ending.
        :raises StateConflict: if it did.
        """


class Evidence(Protocol):
    """Where masked pictures are kept."""

    async def keep(self, picture: Picture) -> str:
        """Mask, then store a picture; returns the hex SHA-256 that names it, empty for no picture."""
