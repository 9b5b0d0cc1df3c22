"""Amounts, dates and durations as a person writes them in the window's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from robot.domain.clock import BANK_ZONE, business_date
from ui.i18n import Speaker

_WAN = Decimal(10_000)
_YI = Decimal(100_000_000)
_THOUSAND = Decimal(1000)
_MILLION = Decimal(1_000_000)
#: Less than this is under a minute, in seconds; more minutes than that are said in hours.
_SHORT_S = 45
_LONG_MIN = 90

translate = QCoreApplication.translate


class Counts(Speaker):
    """Figures that have a plural."""

    def days_after(self, days: int) -> str:
        """In so many days."""
        return self.tr("{day}（%n 天后）", "", days)

    def days_over(self, days: int) -> str:
        """So many days too late."""
        return self.tr("{day}（已过 %n 天）", "", days)

    def days_ago(self, days: int) -> str:
        """So many days back."""
        return self.tr("%n 天前", "", days)

    def minutes(self, minutes: int) -> str:
        """So many minutes."""
        return self.tr("%n 分钟", "", minutes)

    def minutes_ago(self, minutes: int) -> str:
        """So many minutes back."""
        return self.tr("%n 分钟前", "", minutes)

    def seconds(self, seconds: int) -> str:
        """So many seconds."""
        return self.tr("%n 秒", "", seconds)


_COUNTS = Counts()


def is_chinese() -> bool:
    """Whether the window speaks Chinese now."""
    # i18n: the code of the language, zh or en
    return translate("Figures", "zh") == "zh"


def amount(yuan: str) -> str:
    """A decimal string of yuan, short: `50.0 万` or `500K`; a dash when there is none."""
    try:
        value = Decimal(yuan)
    except InvalidOperation:
        return yuan or "—"
    if is_chinese():
        if abs(value) >= _YI:
            return translate("Figures", "{value} 亿").format(value=f"{value / _YI:.2f}")
        if abs(value) >= _WAN:
            return translate("Figures", "{value} 万").format(value=f"{value / _WAN:,.1f}")
        return f"{value:,.0f}"
    if abs(value) >= _MILLION:
        return f"{value / _MILLION:,.2f}M"
    return f"{value / _THOUSAND:,.1f}K" if abs(value) >= _THOUSAND else f"{value:,.0f}"


def money(yuan: str) -> str:
    """An amount with the yuan sign, or a dash."""
    return f"¥ {amount(yuan)}" if yuan else "—"


def day(on: date) -> str:
    """Month and day."""
    return f"{on:%m-%d}"


def past_day(on: date, today: date) -> str:
    """Month and day, with the year when it is another than this one."""
    return day(on) if on.year == today.year else f"{on:%Y-%m-%d}"


def day_with_weekday(on: date) -> str:
    """Month, day and weekday in the window's language."""
    locale = QLocale(QLocale.Language.Chinese) if is_chinese() else QLocale(QLocale.Language.English)
    return locale.toString(QDate(on.year, on.month, on.day), translate("Figures", "M月d日 dddd"))


def days_ahead(on: date, today: date) -> str:
    """`11-25（3 天）`, today or days over."""
    gap = (on - today).days
    if gap == 0:
        return translate("Figures", "{day}（今天）").format(day=day(on))
    if gap > 0:
        return _COUNTS.days_after(gap).format(day=day(on))
    return _COUNTS.days_over(-gap).format(day=day(on))


def days_ago(on: date | None, today: date) -> str:
    """How long ago something was, or a dash."""
    if on is None:
        return translate("Figures", "从未")
    gap = (today - on).days
    return translate("Figures", "今天") if gap <= 0 else _COUNTS.days_ago(gap)


def clock(at: datetime, *, with_seconds: bool = False) -> str:
    """The time of day in the bank's zone, whatever the machine is set to."""
    local = at.astimezone(BANK_ZONE)
    return f"{local:%H:%M:%S}" if with_seconds else f"{local:%H:%M}"


def moment(at: datetime) -> str:
    """Day and time of day in the bank's zone."""
    return f"{day(business_date(at))} {clock(at)}"


def duration(seconds: float) -> str:
    """About how long, in minutes or hours."""
    minutes = max(1, round(seconds / 60))
    if seconds < _SHORT_S:
        return translate("Figures", "不到 1 分钟")
    if minutes < _LONG_MIN:
        return _COUNTS.minutes(minutes)
    return translate("Figures", "{hours} 小时").format(hours=f"{minutes / 60:.1f}")


def age(seconds: float) -> str:
    """How long ago, from half a second to minutes."""
    if seconds < _SHORT_S:
        shown = f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}"  # noqa: PLR2004 - tenths say nothing then
        return translate("Figures", "{seconds} 秒前").format(seconds=shown)
    return _COUNTS.minutes_ago(max(1, round(seconds / 60)))


def seconds_text(seconds: float) -> str:
    """Whole seconds, rounded up."""
    return _COUNTS.seconds(max(0, round(seconds)))
