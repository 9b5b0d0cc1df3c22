"""Was the message filed under another customer? Its id says so, or that nothing else explains an equal text.

A text without a name may rightly go to many customers. So an equal text elsewhere means something only if
the message is nowhere under its own customer, the row was not in the list before the message was looked for,
and no other message of the robot explains the row. Where nobody knows what was in the list before, as at a
witness's first look, only a text that names its customer is sought elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from robot.execution.ports import Expected, Sighting
from robot.sites.wording import text_sha256

#: A single sign is no name.
_NAME = 2
_Key = tuple[str, str, date]
#: Message ids and, parallel to them, external ids of the customers under whom they were found.
Strays = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list as it was read: newest first."""

    rows: Sequence[Mapping[str, str]]
    is_whole: bool
    #: So many of the rows were read in this look; what stands below them was read before.
    read_now: int = 0


def _key(wanted: Expected) -> _Key:
    return (wanted.recipient.external_id, wanted.text_sha256, wanted.business_date)


@dataclass(slots=True)
class Before:
    """What earlier looks at the lists saw; bounded by what one look reads of one day."""

    day: date | None = None
    #: Ids that the last look saw; None if it did not read to the list's end.
    ids: frozenset[str] = frozenset()
    is_whole: bool = False
    #: Ids that were found as somebody's expected message.
    claimed: set[str] = field(default_factory=set)
    #: For each message still looked for: what was in the list before its first look, None if nobody knows.
    known: dict[_Key, frozenset[str] | None] = field(default_factory=dict)

    def known_before(self, wanted: Expected) -> frozenset[str] | None:
        """The ids that cannot be this message, since they were there before; None if nobody knows."""
        if _key(wanted) in self.known:
            return self.known[_key(wanted)]
        if self.day != wanted.business_date or not (self.ids or self.is_whole):
            return None
        return self.ids

    def take(self, expected: Sequence[Expected], sightings: Sequence[Sighting], reading: Reading) -> None:
        """Remember a look."""
        self.known = {_key(wanted): self.known_before(wanted) for wanted in expected}
        day = expected[0].business_date
        if day != self.day:
            self.claimed.clear()
        self.claimed.update(name for sighting in sightings for name in sighting.found)
        self.day, self.is_whole = day, reading.is_whole
        self.ids = frozenset(row["id"] for row in reading.rows)


def misdirected(
    expected: Sequence[Expected], sightings: Sequence[Sighting], reading: Reading, before: Before
) -> list[Strays]:
    """For each expected message: where else it was found."""
    others = {wanted.message_id for wanted in expected if wanted.message_id}
    explained = before.claimed | others | {name for sighting in sightings for name in sighting.found}
    claims = {(wanted.recipient.external_id, wanted.text_sha256) for wanted in expected}
    strays = []
    for wanted, sighting in zip(expected, sightings, strict=True):
        if wanted.message_id:
            rows = [row for row in reading.rows if row["id"] == wanted.message_id]
        elif sighting.found or wanted.is_refused:
            rows = []
        else:
            rows = [
                row
                for row in _new_rows(reading, before.known_before(wanted), wanted)
                if row["id"] not in explained
                and text_sha256(row["text"]) == wanted.text_sha256
                and (row["external_id"], wanted.text_sha256) not in claims
            ]
        elsewhere = [row for row in rows if row["external_id"] != wanted.recipient.external_id]
        strays.append((tuple(row["id"] for row in elsewhere), tuple(row["external_id"] for row in elsewhere)))
    return strays


def _new_rows(
    reading: Reading, known: frozenset[str] | None, wanted: Expected
) -> Sequence[Mapping[str, str]]:
    """Rows above the first one that was there before: the list is newest first."""
    if known is None:
        name = wanted.recipient.name
        return reading.rows if len(name) >= _NAME and name in wanted.text else ()
    for place, row in enumerate(reading.rows):
        if row["id"] in known:
            return reading.rows[:place]
    # Nothing of what was there is among them: either nothing was, or they lie on a page that was not read.
    return reading.rows if reading.is_whole or not known else ()
