"""A message after its click: what only the witness can settle now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Protocol

from robot.domain.contact import LedgerEntry
from robot.domain.task import Task
from robot.execution.approval import Approval
from robot.execution.ports import Echo, Expected
from robot.talktracks.rendering import Rendering


class HashText(Protocol):
    """How a text is hashed for ledger and archive alike."""

    def __call__(self, text: str, /) -> str:
        """Hex SHA-256 of the text as a page gives it back."""


@dataclass(slots=True, kw_only=True)
class Sent:
    """The click was made (or may have been); only the witness can say more."""

    approval: Approval
    rendering: Rendering
    entry: LedgerEntry
    expected: Expected
    echo: Echo
    #: Writes that run beside the next task; all are awaited before the task ends.
    beside: list[asyncio.Task[Any]]
    #: Name of the masked picture, once kept.
    evidence: asyncio.Task[str] | None = None


def expected_effect(task: Task, rendering: Rendering, sha256: str, echo: Echo) -> Expected:
    """What the witness has to find, by what the acting page said of it.

    :param sha256: of the text, as `HashText` gives it.
    """
    return Expected(
        recipient=task.customer.recipient,
        text_sha256=sha256,
        text=rendering.text,
        business_date=task.business_date,
        message_id=echo.message_id,
        is_refused=echo.refusal is not None,
    )
