"""What the rows of an open chat mean: whose they are, of which day, in which state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from robot.channels.opt_out import says_no_more
from robot.domain.clock import BANK_ZONE
from robot.domain.outcome import Reason
from robot.sites.profile import Chat, Texts
from robot.sites.wording import text_sha256

Row = Mapping[str, str]
#: No chat cuts a history that is shorter than this.
_SURELY_ALL = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a chat showed that was opened to be read."""

    #: The account's own rows that the site did not refuse.
    own: tuple[dict[str, str], ...]
    #: Nothing of the business date can be missing.
    is_whole: bool
    #: All that was read, the customer's rows included.
    rows: tuple[dict[str, str], ...] = ()
    #: Of the account that reads, where rows name their writer by it.
    username: str = ""


def is_own(chat: Chat, row: Row, username: str) -> bool:
    """Whether the account itself wrote the row."""
    own = chat.own
    written = row.get(own.field, "")
    if own.equals:
        return written == own.equals
    return written.startswith(own.starts_with.replace("{username}", username))


def own_rows(chat: Chat, rows: Iterable[dict[str, str]], username: str) -> list[dict[str, str]]:
    """The rows of a chat that the account itself wrote, in order."""
    return [row for row in rows if is_own(chat, row, username)]


def is_recent(row: Row, business_date: date) -> bool:
    """Whether a row is of the business date or later; a row without a date counts.

    A stamp with its zone is exact, so that yesterday's message with the same words is not taken for today's.
    One without may be of any zone, so the day before counts too.
    """
    stamp = row.get("date", "")
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return _is_recent_day(stamp, business_date)
    if moment.tzinfo is None:
        return _is_recent_day(stamp, business_date)
    return moment.astimezone(BANK_ZONE).date() >= business_date


def _is_recent_day(stamp: str, business_date: date) -> bool:
    try:
        return date.fromisoformat(stamp[:10]) >= business_date - timedelta(days=1)
    except ValueError:
        return True


def is_all_of(rows: Sequence[Row], business_date: date) -> bool:
    """Whether a history shows all that was said on a business date: a long one may be cut in its midst."""
    return len(rows) < _SURELY_ALL or any(not is_recent(row, business_date) for row in rows)


def platform_refusal(texts: Texts, state: str) -> Reason | None:
    """What a message's state says, in the profile's words."""
    refused = texts.refused
    for words, reason in (
        (refused.quota_reached, Reason.PLATFORM_QUOTA),
        (refused.already_received, Reason.PLATFORM_ALREADY_RECEIVED),
        (refused.not_a_friend, Reason.PLATFORM_NOT_A_FRIEND),
        (refused.rejected, Reason.PLATFORM_REJECTED),
        (refused.other, Reason.PLATFORM_OTHER),
    ):
        if any(word in state for word in words):
            return reason
    return None


def has_opted_out(chat: Chat, texts: Texts, rows: Sequence[Row], username: str) -> bool:
    """Whether the customer said no after our own last message; system lines say nothing."""
    for row in reversed(rows):
        if is_own(chat, row, username):
            return False
        if row.get(chat.own.field) and says_no_more(row["text"], texts.opt_out):
            return True
    return False


def knows_one(rows: Iterable[Row], fingerprints: Sequence[str]) -> bool:
    """Whether one of the own rows is a message that the ledger confirmed earlier."""
    known = frozenset(fingerprints)
    return bool(known) and any(text_sha256(row["text"]) in known for row in rows)
