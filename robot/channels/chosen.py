"""The chat that was proved, as it stood then: what later looks are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from robot.channels.chat_door import Proof, Seen
from robot.domain.customer import Recipient
from robot.sites.last_look import LastLook, Watched
from robot.sites.page import SitePage
from robot.sites.picture import Camera
from robot.sites.profile import Chat
from robot.sites.wording import as_read


@dataclass(slots=True)
class OpenPage:
    """The page that stands open."""

    page: SitePage
    camera: Camera
    last_look: LastLook


@dataclass(slots=True, kw_only=True)
class Chosen:
    """One chat between `open` and `echo`."""

    recipient: Recipient
    fingerprints: tuple[str, ...]
    #: What it read when it was last judged to be the recipient's.
    seen: Seen
    known_ids: frozenset[str]
    rows: int

    @classmethod
    def of(
        cls, recipient: Recipient, fingerprints: tuple[str, ...], proof: Proof, rows: list[dict[str, str]]
    ) -> Self:
        """A chat that was just proved, with the rows that it shows."""
        return cls(
            recipient=recipient,
            fingerprints=fingerprints,
            seen=proof.seen,
            known_ids=frozenset(row["id"] for row in rows),
            rows=len(rows),
        )

    def is_new(self, place: int, row: dict[str, str]) -> bool:
        """Whether a row came since the chat was opened."""
        # A message under way has no id yet on some sites, and a list that drops old rows does not grow.
        return row["id"] not in self.known_ids if row["id"] else place >= self.rows

    def news(self, first: int, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        """The rows below the last one that stood here then; older ones may be loaded above at any time.

        :param first: place of the first of these rows.
        """
        places = range(len(rows), 0, -1)
        start = next((end for end in places if not self.is_new(first + end - 1, rows[end - 1])), 0)
        return rows[start:]

    def watched(self, chat: Chat, account: str | None, text: str) -> list[Watched]:
        """What must still read the same when the click arrives: signals, text, and account where shown."""
        watched = [
            Watched(
                part="recipient",
                element=spec.element,
                attribute=spec.attribute,
                expected=_read(self.seen.signals[name]),
            )
            for name, spec in chat.signals.items()
        ]
        watched.append(Watched(part="text", element=chat.composer, expected=as_read(text)))
        if account:
            watched.append(Watched(part="account", element=account, expected=_read(self.seen.account)))
        return watched


def _read(value: str | None) -> str | None:
    return None if value is None else as_read(value)
