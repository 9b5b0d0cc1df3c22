"""A text that a supervisor may let go: exactly these bytes, for exactly this task, once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from robot.domain.task import Task
from robot.domain.views import SegmentKind
from robot.governance.documents import encode
from robot.talktracks.rendering import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedText:
    """What a review is about; two that differ in one byte are two."""

    task: Task
    rendering: Rendering

    @property
    def slots(self) -> dict[str, str]:
        """The RM's words by slot, those left at their default included."""
        return {
            segment.slot: segment.text
            for segment in self.rendering.segments
            if segment.kind is SegmentKind.FREE
        }

    @property
    def subject(self) -> str:
        """Hex SHA-256 over task, talk track with its version and file, variant, slots and the whole text."""
        rendering = self.rendering
        about = {
            "task": self.task.task_id,
            "business_date": self.task.business_date.isoformat(),
            "customer": self.task.customer.customer_id,
            "recipient": self.task.customer.recipient.external_id,
            "channel": str(self.task.channel),
            "talk_track": rendering.track_id,
            "version": rendering.version,
            "talk_track_sha256": rendering.sha256_of_track,
            "variant": rendering.variant,
            "slots": self.slots,
            "text_sha256": rendering.sha256_of_text,
        }
        return hashlib.sha256(encode(about)).hexdigest()


class Reviews(Protocol):
    """What supervisors decided."""

    async def clearance(self, text: ReviewedText) -> int:
        """Number of the review that lets exactly this text go, not used yet and still proved; else 0."""

    async def still_clears(self, review: int, text: ReviewedText) -> bool:
        """Whether the review that let a send begin is still proved, right before the click."""
