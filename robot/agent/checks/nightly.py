"""The schedule: its windows, the holiday calendar behind it, and whether the agent comes back by itself."""

from __future__ import annotations

from robot.agent.autostart import has_user_systemd, means
from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.domain.clock import business_date
from robot.domain.views import DoctorItem
from robot.policy.workdays import ENDS_SOON, ChinaCalendar

_UPDATE = "Install a newer chinesecalendar; a year's holidays are announced late in the year before."


def check_schedule(place: Workplace) -> DoctorItem:
    """What starts unattended runs, and what would bring the agent back after a restart."""
    settings = place.settings.schedule
    if not settings.windows:
        return ok("schedule", "no unattended runs are planned")
    spans = ", ".join(f"{window.starts} to {window.until}" for window in settings.windows)
    found = f"windows {spans}; {'on' if settings.is_on else 'off'} until the user says otherwise"
    comes_back = means(
        place.home,
        place.environ,
        platform=place.platform,
        has_systemd=has_user_systemd(place.environ),
    )
    if not comes_back.is_on:
        return warning(
            "schedule",
            f"{found}; the agent is not started with this user's session",
            "Run: tandem autostart on",
        )
    return ok("schedule", f"{found}; started by {comes_back.kind}")


def check_calendar(place: Workplace) -> DoctorItem:
    """How long the holiday calendar still holds."""
    until = ChinaCalendar().until
    found = f"holidays are known until {until.isoformat()}"
    left = until - business_date(place.now)
    if left.days < 0:
        return failed("calendar", f"{found}; nothing is started unattended any more", _UPDATE)
    if left < ENDS_SOON:
        return warning("calendar", f"{found}: {left.days} days left", _UPDATE)
    return ok("calendar", found)
