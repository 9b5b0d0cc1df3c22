"""The task fields that a talk track may show: a closed table, so that no template reaches further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from robot.domain.task import Task
from robot.talktracks.track import SlotType

RawValue = str | Decimal | date | time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskField:
    """How a field is read, and as which slot types it may be shown."""

    read: Callable[[Task], RawValue]
    types: frozenset[SlotType]


def _field(read: Callable[[Task], RawValue], *types: SlotType) -> TaskField:
    return TaskField(read=read, types=frozenset(types))


#: Name in a talk track's `from` -> the field.
TASK_FIELDS: dict[str, TaskField] = {
    "customer.name": _field(lambda task: task.customer.name, SlotType.NAME, SlotType.NAME_WITH_TITLE),
    "rm_name": _field(lambda task: task.rm_name, SlotType.RM, SlotType.NAME),
    "branch": _field(lambda task: task.branch, SlotType.BRANCH),
    "product.name": _field(lambda task: task.product.name, SlotType.PRODUCT),
    # The customer is told the grade that suitability is judged by: the higher of two.
    "product.risk": _field(lambda task: task.product.effective_risk, SlotType.RISK),
    "product.rate": _field(lambda task: task.product.rate, SlotType.RATE),
    "product.maturing_amount": _field(lambda task: task.product.maturing_amount, SlotType.AMOUNT),
    "product.maturity_date": _field(lambda task: task.product.maturity_date, SlotType.DATE),
    "business_date": _field(lambda task: task.business_date, SlotType.DATE),
    "due_at": _field(lambda task: task.due_at, SlotType.TIME),
}
