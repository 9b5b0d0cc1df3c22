"""From a cell to what the contact rules ask of a customer: consents, refusals, class, zone, dates by line."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from robot.domain.customer import InvestorClass, LineDate
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.tasklist.cells import Cell
from robot.tasklist.hygiene import clean
from robot.tasklist.refusals import RowFault
from robot.tasklist.texts import WAYS, as_line, as_parts, as_word, folded_word
from robot.tasklist.values import as_date, scalar_text

_SEPARATORS = r"[;；,，、|]"
_PURPOSES = {
    **{str(purpose): purpose for purpose in Purpose},
    "营销": Purpose.MARKETING,
    "服务": Purpose.SERVICE,
    "关怀": Purpose.CARE,
}
_INVESTORS = {
    "普通": InvestorClass.ORDINARY,
    "普通投资者": InvestorClass.ORDINARY,
    "专业": InvestorClass.PROFESSIONAL,
    "专业投资者": InvestorClass.PROFESSIONAL,
}


def as_consents(cell: Cell) -> frozenset[str]:
    """What a customer agreed to: `wecom` (marketing there), or `service:wecom` and `care:wecom` for less.

    :raises RowFault: a channel or purpose that is not known, because a consent must not be guessed.
    """
    found = set()
    for part in as_parts(cell, _SEPARATORS):
        purpose, way = _scope(part)
        if way is None:
            raise RowFault("row.unknown_word", "names a channel that is not known", value=part)
        found.add(way if purpose in (None, Purpose.MARKETING) else f"{purpose}:{way}")
    return frozenset(found)


def as_opt_outs(cell: Cell) -> tuple[str, ...]:
    """What a customer refuses: a channel, a purpose, or a purpose on a channel such as `marketing:phone`.

    :raises RowFault: a channel or purpose that is not known, because a refusal must not be lost.
    """
    found = set()
    for part in as_parts(cell, _SEPARATORS):
        purpose, way = _scope(part)
        found.add(":".join(str(piece) for piece in (purpose, way) if piece is not None))
    return tuple(sorted(found))


def _scope(part: str) -> tuple[Purpose | None, str | None]:
    """Purpose and channel of `phone`, `marketing` or `marketing:phone`."""
    words = [folded_word(word) for word in part.replace("：", ":").split(":")]
    purpose, way = _PURPOSES.get(words[0]), WAYS.get(words[-1])
    is_known = purpose is not None or way is not None if len(words) == 1 else purpose and way
    if len(words) > 2 or not is_known:  # noqa: PLR2004 - a purpose and a channel
        raise RowFault("row.unknown_word", "names a channel or purpose that is not known", value=part)
    return purpose, way


def as_investor(cell: Cell) -> InvestorClass:
    """Ordinary or professional."""
    return as_word(cell, InvestorClass, _INVESTORS)


def as_zone(cell: Cell) -> str:
    """A zone of the IANA data, such as `Asia/Urumqi`.

    :raises RowFault: one that this machine does not know, because hours must not be guessed.
    """
    text = clean(scalar_text(cell))
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RowFault("row.unknown_word", "is not a time zone such as Asia/Urumqi", value=text) from None


def as_line_dates(cell: Cell) -> tuple[LineDate, ...]:
    """The last date for each product line, written `wealth:2026-11-01; loan:2026-10-20`; sorted.

    :raises RowFault: a line or date that is not understood, or a line twice.
    """
    found: dict[ProductLine, LineDate] = {}
    for part in as_parts(cell, _SEPARATORS):
        line_text, _, day = part.replace("：", ":").partition(":")
        line = as_line(line_text)
        if line in found:
            raise RowFault("row.duplicate", f"names {line} twice", value=part)
        found[line] = LineDate(line=line, on=as_date(day))
    return tuple(sorted(found.values(), key=lambda one: one.line))
