"""What a person does at the robot's page, and what a site waits for, in the window's tests."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from robot.domain import views
from robot.domain.errors import EnvironmentFault, StateConflict, TandemError
from robot.domain.night_views import LoginPrompt, NightDay, NightPlan, SiteWait
from tests.ui.fake_frame import login_code


class FakePage:
    """The verbs of the Run page beside the run itself."""

    touch: Callable[[], None]

    def __init__(self, today: date) -> None:
        """A browser with a window, and the schedule on."""
        self.frame: views.Frame | None = None
        #: What the next intent is answered with.
        self.refuse_next: TandemError | None = None
        self.is_headless = False
        self.taken_over_by = ""
        #: What the robot finds when it is given the page back: nothing, a reason, or that it cannot yet.
        self.finds: str | TandemError = ""
        self.waits: tuple[SiteWait, ...] = ()
        self.stopped_sites: tuple[str, ...] = ()
        self.settled: list[tuple[str, str, str]] = []
        self.code: bytes = login_code("first")
        start = datetime(today.year, today.month, today.day, 12, 30, tzinfo=UTC)
        self.night: NightPlan | None = NightPlan(
            is_on=True, next_start=start, note="", calendar_until=date(today.year, 12, 31), missed=None
        )

    def do_frame(self) -> views.Frame | None:
        """The latest picture."""
        return self.frame

    def do_take_over(self) -> views.Done:
        """Give way."""
        if self.is_headless:
            raise EnvironmentFault("no window", code="takeover.headless")
        self.taken_over_by = "liming"
        self.touch()
        return views.Done()

    def do_hand_back(self) -> views.Done:
        """Look at the page again."""
        if not self.taken_over_by:
            raise StateConflict("nobody", code="takeover.none")
        if isinstance(self.finds, TandemError):
            raise self.finds
        self.taken_over_by = ""
        self.touch()
        return views.Done(detail=self.finds)

    def do_login_prompt(self) -> LoginPrompt | None:
        """The code of the site that waits."""
        if not self.code:
            return None
        png = base64.b64encode(self.code).decode()
        return LoginPrompt(site="wecom", png_base64=png, taken_at=datetime.now(UTC))

    def do_reconcile(self) -> views.Done:
        """Settle by reading."""
        self.stopped_sites = ()
        self.touch()
        return views.Done()

    def do_settle(self, task_id: str, verdict: str, effect: str) -> views.Done:
        """Settle by a person's word."""
        if self.refuse_next is not None:
            error, self.refuse_next = self.refuse_next, None
            raise error
        self.settled.append((task_id, verdict, effect))
        self.touch()
        return views.Done(task_id=task_id, detail=verdict)

    def do_release_site(self, site: str) -> views.Done:
        """Let it be used again."""
        self.waits = tuple(wait for wait in self.waits if wait.site != site)
        self.touch()
        return views.Done(detail=site)

    def do_schedule_set(self, is_on: bool) -> views.Done:
        """Switch the schedule."""
        assert self.night is not None
        self.night = replace(self.night, is_on=is_on, note="" if is_on else "schedule.off")
        self.touch()
        return views.Done(detail="on" if is_on else "off")

    def do_night_plan(self, days: int) -> tuple[NightDay, ...]:
        """Every day at half past eight in the evening."""
        if self.night is None or not self.night.is_on or self.night.next_start is None:
            return ()
        starts = [self.night.next_start + timedelta(days=ahead) for ahead in range(days)]
        return tuple(
            NightDay(
                on=start.date(), starts=(start,), until=(start + timedelta(hours=2),), why="", holiday=""
            )
            for start in starts
        )
