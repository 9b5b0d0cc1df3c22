"""An approval: what is to be sent, and by whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from robot.domain.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What is to be sent, and by whose word."""

    task: Task
    #: Empty means the talk track's first variant.
    variant: str = ""
    free_slots: Mapping[str, str] = field(default_factory=dict)
    #: A person pressed Enter.
    attended: bool = False
    #: A picture is taken before the click too; it costs a frame of the browser.
    is_pictured_before: bool = True
