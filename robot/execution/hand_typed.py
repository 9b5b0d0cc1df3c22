"""Messages that an RM typed by hand: read when a chat is read anyway, checked, and found once. Never acts."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import structlog

from robot.compliance import Checked, Verdict
from robot.domain.errors import JournalUnwritable
from robot.domain.review_views import ContextLine

_LOG = structlog.get_logger("execution.hand_typed")
#: Messages that are known to be no finding; older ones are looked up again.
_KNOWN_LIMIT = 20_000
#: Messages that wait for a send under way; more are forgotten and read again with the next look.
_WAITING_LIMIT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMessage:
    """A message of our side as a chat or a list of sent messages shows it."""

    site: str
    external_id: str
    #: The site's id, or empty where it shows none.
    message_id: str
    text: str
    #: `robot.sites.wording.text_sha256` of the text, as the ledger keeps it.
    text_sha256: str
    #: Which of the equal messages of that chat it is, from 0.
    position: int
    #: The business date that was read for.
    business_date: date
    #: Lines that stood before it, oldest first.
    context: tuple[ContextLine, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The same message read twice, wherever, is one: by its id, or by chat, day, text and place."""
        if self.message_id:
            return (self.site, self.message_id)
        day = self.business_date.isoformat()
        return (self.site, day, self.external_id, self.text_sha256, str(self.position))

    @property
    def seen_as(self) -> str:
        """Hex SHA-256 of its key."""
        return hashlib.sha256("#".join(self.key).encode()).hexdigest()


class Explained(StrEnum):
    """Whether the robot's ledger explains a message."""

    #: The robot's own, or known already.
    YES = "yes"
    #: Nothing explains it: a person typed it.
    NO = "no"
    #: A message to this customer is under way; what the site made of it is not known yet.
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWhom:
    """What the store knows of a chat; empty where it knows nothing."""

    customer_id: str = ""
    name: str = ""
    task_id: str = ""
    product: str = ""
    rm_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandTyped:
    """A message that a person typed and that the check of words objects to."""

    message: OwnMessage
    checked: Checked
    whom: ToWhom


class HandTypedBook(Protocol):
    """What is known of messages; every record is durable, with its journal record, when the call returns."""

    async def explained(self, messages: Sequence[OwnMessage]) -> list[Explained]:
        """Of each message, whether a ledger entry explains it or it was recorded before."""

    async def whom(self, message: OwnMessage) -> ToWhom:
        """Whose chat it is."""

    async def record(self, found: HandTyped) -> int:
        """Put it into the queue; returns its number, or 0 if it stands there already."""


#: Judges a text; names of customers and products are not read as words.
CheckWords = Callable[[str, Sequence[str]], Checked]


class HandTypedWatch:
    """Takes what the sessions read, and judges it beside the work."""

    def __init__(
        self, book: HandTypedBook, check: CheckWords, *, on_found: Callable[[int], None] = lambda _n: None
    ) -> None:
        """:param on_found: told the number of every new finding."""
        self._book, self._check, self._on_found = book, check, on_found
        self._waiting: OrderedDict[tuple[str, ...], OwnMessage] = OrderedDict()
        self._known: OrderedDict[tuple[str, ...], None] = OrderedDict()

    def read(self, messages: Iterable[OwnMessage]) -> bool:
        """Take what was read, at once and without waiting; whether anything is new."""
        is_new = False
        for message in messages:
            key = message.key
            if key in self._known or not message.text.strip():
                continue
            # The newest reading may know more of what stood before it.
            self._waiting[key] = message if message.context else self._waiting.get(key, message)
            is_new = True
            if len(self._waiting) > _WAITING_LIMIT:
                self._waiting.popitem(last=False)
        return is_new

    @property
    def waiting(self) -> int:
        """How many were read and are not judged yet."""
        return len(self._waiting)

    async def judge(self) -> int:
        """Judge all that was read; returns how many findings are new.

        :raises JournalUnwritable: a finding could not be recorded; it is kept and judged again.
        """
        batch = list(self._waiting.items())
        if not batch:
            return 0
        answers = await self._book.explained([message for _, message in batch])
        new = 0
        for (key, message), answer in zip(batch, answers, strict=True):
            if answer is Explained.NOT_YET:
                continue
            if answer is Explained.NO:
                new += await self._judge_one(message)
            self._done_with(key)
        return new

    async def _judge_one(self, message: OwnMessage) -> int:
        whom = await self._book.whom(message)
        try:
            checked = self._check(message.text, [name for name in (whom.name, whom.product) if name])
        except JournalUnwritable:
            raise
        except Exception as err:  # noqa: BLE001 - a text that breaks the check must not lose the others
            _LOG.warning("check_broke", kind=type(err).__name__)
            return 0
        if checked.verdict is Verdict.ALLOW:
            return 0
        number = await self._book.record(HandTyped(message=message, checked=checked, whom=whom))
        if number:
            self._on_found(number)
        return 1 if number else 0

    def _done_with(self, key: tuple[str, ...]) -> None:
        self._waiting.pop(key, None)
        self._known[key] = None
        if len(self._known) > _KNOWN_LIMIT:
            self._known.popitem(last=False)
