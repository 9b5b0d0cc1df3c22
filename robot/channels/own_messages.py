"""Rows of a chat or of a list of sent messages as messages of our side, for whoever looks what was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from robot.channels.chat_rows import Row, is_own, is_recent, platform_refusal
from robot.domain.review_views import ContextLine
from robot.execution.hand_typed import OwnMessage
from robot.execution.ports import Expected, Sighting
from robot.sites.profile import Chat, SiteProfile
from robot.sites.wording import is_altered, text_sha256

#: Told of our side's messages whenever they were read anyway; takes them at once.
OnRead = Callable[[Sequence[OwnMessage]], object]
#: Lines before a message that are kept with it, and characters of each.
_CONTEXT_LINES = 3
_CONTEXT_CHARACTERS = 200


def tell_nobody(_messages: Sequence[OwnMessage]) -> None:
    """Nobody wants to know."""


def of_list(
    profile: SiteProfile,
    rows: Iterable[Row],
    business_date: date,
    looked_for: Sequence[tuple[Expected, Sighting]],
) -> tuple[OwnMessage, ...]:
    """The messages of a list of sent messages; what was looked for and found is the robot's and left out."""
    messages = []
    counted: Counter[tuple[str, str]] = Counter()
    ids = {expected.message_id for expected, _ in looked_for if expected.message_id}
    hashes = {expected.text_sha256 for expected, _ in looked_for}
    unseen: dict[str, list[str]] = {}
    for expected, sighting in looked_for:
        # Once the message itself was found, what only resembles it is a copy that somebody changed.
        if expected.text and not sighting.found:
            unseen.setdefault(expected.recipient.external_id, []).append(expected.text)
    for row in rows:
        if platform_refusal(profile.texts, row.get("state", "")) is not None:
            continue
        external_id = row.get("external_id", "")
        made = _message(profile.site, row, external_id, business_date, counted)
        is_its = made.message_id in ids or made.text_sha256 in hashes
        if not is_its and not any(is_altered(text, made.text) for text in unseen.get(external_id, ())):
            messages.append(made)
    return tuple(messages)


def of_chat(
    profile: SiteProfile,
    chat: Chat,
    rows: Sequence[Row],
    *,
    username: str,
    external_id: str,
    business_date: date,
    leave_out: Callable[[Row], bool],
) -> tuple[OwnMessage, ...]:
    """Our side's messages of one chat from a business date on; the customer's are only what stood before.

    :param leave_out: rows that are the robot's own, or that no server knows.
    """
    messages = []
    counted: Counter[tuple[str, str]] = Counter()
    for place, row in enumerate(rows):
        is_refused = platform_refusal(profile.texts, row.get("state", "")) is not None
        if not is_own(chat, row, username) or is_refused or not is_recent(row, business_date):
            continue
        before = rows[max(0, place - _CONTEXT_LINES) : place]
        context = tuple(_line(chat, line, username) for line in before if line.get("text"))
        made = _message(profile.site, row, external_id, business_date, counted, context)
        if not leave_out(row):
            messages.append(made)
    return tuple(messages)


def is_looked_for(expected: Expected, sighting: Sighting) -> Callable[[Row], bool]:
    """Whether a row of the expected one's chat is what was looked for."""

    def is_it(row: Row) -> bool:
        text = row.get("text", "")
        if row.get("id") and row.get("id") == expected.message_id:
            return True
        if _hash(text) == expected.text_sha256:
            return True
        # As in a list: what resembles a message that was found is not the robot's.
        return bool(expected.text) and not sighting.found and is_altered(expected.text, text)

    return is_it


def nobodys_message(_row: Row) -> bool:
    """No row is left out."""
    return False


@lru_cache(maxsize=4096)
def _hash(text: str) -> str:
    # A list is read again every few seconds, with the same texts in it.
    return text_sha256(text)


def _message(
    site: str,
    row: Row,
    external_id: str,
    business_date: date,
    counted: Counter[tuple[str, str]],
    context: tuple[ContextLine, ...] = (),
) -> OwnMessage:
    text = row.get("text", "")
    sha256 = _hash(text)
    position = counted[external_id, sha256]
    counted[external_id, sha256] += 1
    return OwnMessage(
        site=site,
        external_id=external_id,
        message_id=row.get("id", ""),
        text=text,
        text_sha256=sha256,
        position=position,
        business_date=business_date,
        context=context,
    )


def _line(chat: Chat, row: Row, username: str) -> ContextLine:
    who = "rm" if is_own(chat, row, username) else "customer"
    return ContextLine(who=who, text=row.get("text", "")[:_CONTEXT_CHARACTERS])


class ChatListener:
    """Passes on what an open chat shows of our side."""

    def __init__(self, profile: SiteProfile, chat: Chat, on_read: OnRead) -> None:
        """:param on_read: told at once, with every reading."""
        self._profile, self._chat, self._on_read = profile, chat, on_read
        #: Whose chat stands open, and the business date that it was opened for.
        self.open_for: tuple[str, date] | None = None

    def tell(
        self, rows: Sequence[Row], username: str, leave_out: Callable[[Row], bool] = nobodys_message
    ) -> None:
        """Our side's messages among the rows of the open chat."""
        if self.open_for is None or self._on_read is tell_nobody:
            return
        external_id, business_date = self.open_for
        self._on_read(
            of_chat(
                self._profile,
                self._chat,
                rows,
                username=username,
                external_id=external_id,
                business_date=business_date,
                leave_out=leave_out,
            )
        )
