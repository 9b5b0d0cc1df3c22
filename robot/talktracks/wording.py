"""How the bank's data is written in a message, before anything is checked."""

from __future__ import annotations

import unicodedata
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from robot.domain.task import Task
from robot.talktracks.fields import TASK_FIELDS, RawValue
from robot.talktracks.track import Slot, SlotType

_TEN_THOUSAND = Decimal(10_000)
#: No customer of a bank has a deposit beyond this; the figure would be a fault of the list. Yuan.
_AMOUNT_LIMIT = Decimal(10) ** 12
#: Blanks that lists carry around values; they mean nothing and would not be seen.
_PADDING = " \u00a0\u3000"


def word(slot: Slot, task: Task) -> str:
    """The text of a data slot, NFC and without padding; empty if the task has no value."""
    raw = TASK_FIELDS[slot.source].read(task)
    text = _as_text(raw, task)
    text = unicodedata.normalize("NFC", text).strip(_PADDING)
    if text and slot.type is SlotType.NAME_WITH_TITLE:
        return text + task.customer.title.value
    return text


def _as_text(raw: RawValue, task: Task) -> str:
    if raw is None:
        return ""
    if isinstance(raw, Decimal):
        return amount(raw)
    if isinstance(raw, date):
        return day(raw, task.business_date)
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    return raw


def amount(yuan: Decimal) -> str:
    """`8,000 元`, `8,000.50 元`, `50.0 万元`; a figure that cannot be an amount comes back unformatted."""
    if not yuan.is_finite() or not 0 < yuan < _AMOUNT_LIMIT:
        return str(yuan)
    if yuan >= _TEN_THOUSAND:
        return f"{(yuan / _TEN_THOUSAND).quantize(Decimal('0.1'), ROUND_HALF_UP):,} 万元"
    fen = yuan.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not fen:
        return str(yuan)
    return f"{fen:,.0f} 元" if fen == fen.to_integral_value() else f"{fen:,} 元"


def day(on: date, today: date) -> str:
    """`11月25日`, with the year if it is not this year's."""
    text = f"{on.month}月{on.day}日"
    return text if on.year == today.year else f"{on.year}年{text}"
