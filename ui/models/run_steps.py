"""What is told of the robot's steps: the path of the message in hand, and how the last ones ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from robot.domain.views import StepLine
from ui.words import labels

#: What the engine notes of a step that was broken off.
_WITHDRAWN = "CancelledError"
#: Endings that are listed, the newest first.
_ENDINGS_SHOWN = 30
#: Outcome -> key of a status look.
_LOOKS = {
    "confirmed": "ok",
    "refused": "refused",
    "platform_refused": "refused",
    "halted": "failed",
    "needs_person": "needs_you",
    "unknown": "unknown",
    "cancelled": "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One step of the fixed path, done, under way or still to come."""

    step: str
    #: `done`, `running`, `failed` or `next`.
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What became of a message."""

    at: datetime
    name: str
    #: An outcome, or the step that was not passed.
    code: str
    look: str


def task_in_hand(steps: tuple[StepLine, ...]) -> StepLine | None:
    """The newest line of the message on the acting page; its witness and record come beside others."""
    before_witness = labels.PATH[: labels.PATH.index("witness")]
    newest = [line for line in reversed(steps) if line.step in before_witness]
    return newest[0] if newest else None


def path_of(steps: tuple[StepLine, ...]) -> tuple[PathStep, ...]:
    """Every step of the fixed path for the message in hand; empty before any."""
    current = task_in_hand(steps)
    if current is None:
        return ()
    # A step may be done several times, as after a retry; what stands last counts.
    mine = {line.step: line for line in steps if line.task_id == current.task_id}
    return tuple(
        PathStep(step=step, state=mine[step].state, at=mine[step].at)
        if step in mine and not _is_withdrawn(mine[step])
        else PathStep(step=step, state="next")
        for step in labels.PATH
    )


def _is_withdrawn(line: StepLine) -> bool:
    """Broken off for a person or a stop, which is no failure: it is still to come."""
    return line.state == "failed" and line.detail == _WITHDRAWN


def endings_of(steps: tuple[StepLine, ...]) -> tuple[Ending, ...]:
    """Messages that ended, the newest first."""
    found = [
        Ending(at=line.at, name=line.name, code=line.detail, look=_LOOKS.get(line.detail, "none"))
        for line in steps
        if line.step == "outcome" and line.detail
    ]
    return tuple(reversed(found))[:_ENDINGS_SHOWN]
