"""Records as the watchers see them, and what they say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

#: Type of the records that say what was found.
FOUND_TYPE = "anomaly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One record."""

    seq: int
    #: Aware, in the bank's zone.
    at: datetime
    #: Random id of the agent's start that wrote it.
    boot: str
    type: str
    payload: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A field of the payload; empty if it has none."""
        value = self.payload.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that a supervisor should look at."""

    #: A value of `robot.domain.log_views.AnomalyKind`.
    kind: str
    #: Records that it is about, in order; the first is where it began.
    seqs: tuple[int, ...]
    #: 1 (when there is time) to 5 (now).
    weight: int
    #: Codes and figures that say why; no names, no texts.
    why: Mapping[str, str | int] = field(default_factory=dict)

    def payload(self) -> dict[str, object]:
        """As the journal keeps it."""
        return {"kind": self.kind, "seqs": list(self.seqs), "weight": self.weight, "why": dict(self.why)}


class Watcher(Protocol):
    """Looks for one kind of thing; sees every record once, in order."""

    def see(self, record: Seen) -> Iterable[Found]:
        """Take one record; what it completes."""
