"""What really reached whom, read from the files of the chat server and from nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from chatserver.lua_values import NotLuaError, Table, read_items
from chatserver.prosody import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Direction(Enum):
    """Seen from the account whose archive it is."""

    #: the account sent it
    OUT = "out"
    #: the account received it
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One message with text in one account's archive."""

    #: bare address of the other side
    other: str
    #: who sent it
    direction: Direction
    #: the text as it was sent
    text: str
    #: id that the client gave it; the same in both archives
    message_id: str
    #: id that this archive gave it
    archive_id: str
    #: when the server took it, to the second
    stamp: datetime


def messages_of(data: Path, user: str) -> list[Archived]:
    """All messages with a text in the archive of an account, oldest first.

    :param data: the server's data folder, `ChatServer.data`.
    :raises NotLuaError: the file is not what the server writes.
    """
    file = data / DOMAIN / "archive" / f"{user}.list"
    if not file.exists():
        return []
    found = (_message(_table(item), f"{user}@{DOMAIN}") for item in read_items(file.read_bytes()))
    return [message for message in found if message is not None]


def received(data: Path, user: str, *, sender: str) -> list[str]:
    """Texts that a person received from somebody: the effects."""
    return [
        message.text
        for message in messages_of(data, user)
        if message.direction is Direction.IN and message.other == f"{sender}@{DOMAIN}"
    ]


def effects(data: Path, users: Iterable[str], *, sender: str) -> Counter[tuple[str, str]]:
    """How often each text reached each person, as (person, text)."""
    return Counter((user, text) for user in users for text in received(data, user, sender=sender))


def _message(item: Table, owner: str) -> Archived | None:
    attributes = _table(item["attr"])
    text = next(
        (
            str(child.get(1, ""))
            for child in item.values()
            if isinstance(child, dict) and child.get("name") == "body"
        ),
        None,
    )
    if text is None:
        return None
    sender = str(attributes.get("from", owner)).partition("/")[0]
    # A message to oneself counts as sent.
    return Archived(
        other=str(item["with"]),
        direction=Direction.OUT if sender == owner else Direction.IN,
        text=text,
        message_id=str(attributes.get("id", "")),
        archive_id=str(item["key"]),
        stamp=datetime.fromtimestamp(float(str(item["when"])), UTC),
    )


def _table(value: object) -> Table:
    if not isinstance(value, dict):
        raise NotLuaError(value)
    return value
