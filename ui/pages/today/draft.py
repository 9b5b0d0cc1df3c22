"""What the RM changed in a task's text: the arm of the talk track and the free slots, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from robot.domain.views import ScriptPreview, SegmentKind


@dataclass(slots=True, kw_only=True)
class Draft:
    """One task's choices; lives as long as the window."""

    #: Key of the chosen arm; empty is the plan's choice.
    variant: str = ""
    #: Slot name to the RM's words.
    free_slots: dict[str, str] = field(default_factory=dict)


def free_slots_of(script: ScriptPreview) -> dict[str, str]:
    """The RM's words as they stand in a rendered text."""
    return {s.slot: s.text for s in script.segments if s.kind is SegmentKind.FREE and s.text}
