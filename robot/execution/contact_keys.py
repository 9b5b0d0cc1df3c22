"""Under which key the ledger knows the effects of a task."""

from __future__ import annotations

from robot.domain.contact import ContactKey, Effect
from robot.domain.task import Task


def message_key(task: Task) -> ContactKey:
    """The ledger key of a task's message."""
    return contact_key(task, Effect.MESSAGE)


def contact_key(task: Task, effect: Effect) -> ContactKey:
    """The ledger key of one effect of a task."""
    return ContactKey(
        effect=effect,
        customer_id=task.customer.customer_id,
        strategy=task.strategy,
        step=task.step,
        business_date=task.business_date,
    )
