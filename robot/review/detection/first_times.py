"""What the robot's account never did before: a site, a channel, a talk track, an hour of the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from robot.domain.log_views import AnomalyKind
from robot.review.detection.stream import Found, Seen

#: Acts of the account itself, told whenever they happen for the first time.
_ACTS = frozenset(
    {
        "account.set",
        "account.removed",
        "setting.changed",
        "site.released",
        "takeover.begun",
        "stop.released",
        "payload.erased",
        "key.erased",
        "record.unmasked",
    }
)
_WEIGHT = {"site": 4, "channel": 4, "track": 1, "hour": 2, "act": 2}


class FirstTimes:
    """Learns on the first day on which messages were sent, and tells from the second on."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._known: set[tuple[str, str]] = set()
        self._learning: date | None = None

    def see(self, record: Seen) -> Iterable[Found]:
        """Tell what was not there before."""
        if self._learning is None and record.type == "contact.clicked":
            self._learning = record.at.date()
        is_learning = self._learning is None or record.at.date() <= self._learning
        for what, value in _done(record):
            if (what, value) in self._known:
                continue
            self._known.add((what, value))
            if not is_learning:
                yield Found(
                    kind=AnomalyKind.FIRST_TIME,
                    seqs=(record.seq,),
                    weight=_WEIGHT[what],
                    why={"what": what, "value": value},
                )


def _done(record: Seen) -> Iterator[tuple[str, str]]:
    if record.type == "contact.intended":
        yield "site", record.text("site")
        yield "channel", record.text("channel")
    elif record.type == "task.begun" and record.text("talk_track"):
        yield "track", record.text("talk_track")
    elif record.type == "contact.clicked":
        yield "hour", f"{record.at.hour:02d}"
    elif record.type in _ACTS:
        yield "act", record.type
