"""The kill switch: a file that anyone at this workstation can make, looked at right before every effect."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

_LOG = structlog.get_logger("execution.stop")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNote:
    """Who stopped the robot, when and why."""

    by: str
    at: datetime
    reason: str


class StopSwitch:
    """While the file exists nothing is sent. Reading it costs microseconds, so it is never cached."""

    def __init__(self, path: Path) -> None:
        """:param path: the stop file of this workstation's home."""
        self.path = path
        #: The file could not be made (a full disk, say); the stop holds here until it is released.
        self._is_held = False
        #: What was typed by whoever stopped; it may name a customer, so it is on no disk but in the journal.
        self._reason = ""

    @property
    def is_engaged(self) -> bool:
        """Whether the stop file exists; an unreadable folder counts as stopped."""
        if self._is_held:
            return True
        try:
            self.path.stat()
        except FileNotFoundError:
            self._reason = ""
            return False
        except OSError:
            return True
        return True

    def engage(self, note: StopNote) -> None:
        """Make the file. An earlier note stays; a disk that takes none does not keep the robot going."""
        if self.is_engaged:
            self._reason = self._reason or note.reason
            return
        content = {"by": note.by, "at": note.at.isoformat()}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        except OSError as err:
            _LOG.warning("stop_file_not_written", kind=type(err).__name__)
            self._is_held = not self.is_engaged
        self._reason = note.reason

    def note(self, now: datetime) -> StopNote | None:
        """Who engaged it, or None; a file made by hand says little, and that is enough to stop."""
        if not self.is_engaged:
            return None
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return StopNote(
                by=str(content["by"]),
                at=datetime.fromisoformat(content["at"]),
                reason=str(content.get("reason", "")) or self._reason,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return StopNote(by="stop file", at=now, reason="")

    def release(self) -> None:
        """Remove the file."""
        self._is_held, self._reason = False, ""
        self.path.unlink(missing_ok=True)
