"""A small agent for the window's tests: the real protocol over a real socket, invented people."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from robot.agent.endpoint import Home
from robot.domain import views
from robot.domain.errors import InputRefused, NotPermitted, StateConflict
from robot.domain.night_views import Digest
from robot.domain.views import RobotMood, SegmentKind
from tests.ui.fake_day import make_cards, make_run
from tests.ui.fake_digest import make_digest
from tests.ui.fake_judge import judge
from tests.ui.fake_library import FakeLibrary
from tests.ui.fake_line import FakeLine
from tests.ui.fake_log import FakeLog
from tests.ui.fake_page import FakePage
from tests.ui.fake_reviews import FakeReviews
from tests.ui.fake_setup import FakeSetup

TODAY = date(2026, 11, 23)


class FakeAgent(FakeLine, FakeSetup, FakePage, FakeReviews, FakeLibrary, FakeLog):
    """Holds the day in memory; every verb is a method `do_<verb>`."""

    def __init__(self, home: Home, tasks: int = 90) -> None:
        """:param tasks: how many the day has."""
        FakeLine.__init__(self, home)
        FakeSetup.__init__(self)
        FakeReviews.__init__(self)
        FakeLog.__init__(self)
        FakePage.__init__(self, TODAY)
        FakeLibrary.__init__(self, TODAY)
        self.cards = make_cards(tasks, TODAY)
        self.order = list(self.cards)
        self.holds: dict[str, views.HoldView] = {}
        self.sent: list[tuple[str, str, dict[str, str]]] = []
        self.attention: tuple[views.Attention, ...] = ()
        self.run: views.RunProgress | None = None
        self.stop: views.StopView | None = None
        self.offline_sites: tuple[str, ...] = ()
        #: Text -> what the supervisor said of it.
        self.reviews: dict[str, str] = {}
        self.digest = make_digest(TODAY, str(home.reports))

    # --- reading -----------------------------------------------------------------------------------------

    def do_status(self) -> views.AgentStatus:
        """The moment."""
        rows = [card.row for card in self.cards.values()]
        ended = [row for row in rows if row.state == "ended"]
        counts: dict[str, int] = {}
        for row in ended:
            counts[row.outcome] = counts.get(row.outcome, 0) + 1
        return views.AgentStatus(
            revision=self.revision,
            mood=self._mood(),
            now=datetime.now(UTC),
            time_source="system",
            business_date=TODAY,
            rm_id="E1024",
            rm_name="李明",
            total=len(rows),
            done=len(ended),
            by_outcome=counts,
            holds=tuple(self.holds.values()),
            attention=self.attention,
            run=self.run,
            stop=self.stop,
            offline_sites=self.offline_sites,
            stopped_sites=self.stopped_sites,
            waits=self.waits,
            night=self.night,
            taken_over_by=self.taken_over_by,
        )

    def _mood(self) -> RobotMood:
        if self.stop is not None:
            return RobotMood.STOPPED
        if self.taken_over_by:
            return RobotMood.PAUSED
        if self.attention:
            return RobotMood.NEEDS_YOU
        if self.run is not None and self.run.state != "ended":
            return RobotMood.PAUSED if self.run.state == "paused" else RobotMood.RUNNING
        return RobotMood.IDLE

    def do_watch(self, since: int, timeout_s: float) -> views.AgentStatus:
        """Wait for a change."""
        with self.changed:
            self.changed.wait_for(lambda: self.revision != since or self._listener is None, timeout_s)
        return self.do_status()

    def do_tasks(self, limit: int, offset: int) -> tuple[views.QueueRow, ...]:
        """The day."""
        return tuple(self.cards[task_id].row for task_id in self.order[offset : offset + limit])

    def do_task(self, task_id: str) -> views.TaskCard:
        """One card."""
        if task_id not in self.cards:
            raise InputRefused("no such task", code="task.unknown")
        return self.cards[task_id]

    def do_preview(self, task_id: str, variant: str, free_slots: dict[str, str]) -> views.ScriptPreview:
        """Render and judge."""
        script = self.cards[task_id].script
        if script is None:
            raise InputRefused("no talk track")
        segments = tuple(
            replace(s, text=free_slots.get(s.slot, "")) if s.kind is SegmentKind.FREE else s
            for s in script.segments
        )
        if variant and variant != script.variant:
            label = next(arm.label for arm in script.variants if arm.key == variant)
            segments = (replace(segments[0], text=f"【{label}】{segments[0].text}"), *segments[1:])
        judged = replace(script, segments=segments, variant=variant or script.variant)
        judged = replace(judged, **judge(judged, script))
        review = self.reviews.get(judged.text, "")
        is_cleared = review == "approved" and judged.verdict == "review"
        return replace(judged, review=review, verdict="allow" if is_cleared else judged.verdict)

    def do_digest(self, date: date | None, write: bool) -> Digest:
        """The last run."""
        return self.digest

    # --- intents -----------------------------------------------------------------------------------------

    def do_approve(
        self, task_id: str, variant: str, free_slots: dict[str, str], hold_s: int
    ) -> views.HoldView:
        """Hold."""
        if self.refuse_next is not None:
            error, self.refuse_next = self.refuse_next, None
            raise error
        if self.stop is not None:
            raise NotPermitted("stopped", code="permit.stopped")
        row = self.cards[task_id].row
        if row.state not in ("ready", "ended") and not (
            task_id in self.holds and self.holds[task_id].is_waiting
        ):
            raise StateConflict("begun")
        due_at = datetime.now(UTC) + timedelta(seconds=hold_s)
        hold = views.HoldView(task_id=task_id, name=row.name, due_at=due_at, seconds=hold_s, is_waiting=False)
        self.holds[task_id] = hold
        self.sent.append((task_id, variant, free_slots))
        self._set(task_id, state="held", until=due_at, outcome="", outcome_reason="")
        timer = threading.Timer(hold_s, self._elapse, args=(task_id, due_at))
        timer.daemon = True
        self._timers.append(timer)
        timer.start()
        return hold

    def _elapse(self, task_id: str, due_at: datetime) -> None:
        hold = self.holds.get(task_id)
        if hold is not None and hold.due_at == due_at and self._listener is not None:
            del self.holds[task_id]
            self.end(task_id, "confirmed", "effect.read_back")

    def end(self, task_id: str, outcome: str, reason: str) -> None:
        """A task ends."""
        self.holds.pop(task_id, None)
        self._set(task_id, state="ended", outcome=outcome, outcome_reason=reason, until=None)

    def do_review_send(
        self, task_id: str, variant: str, free_slots: dict[str, str], comment: str = ""
    ) -> views.Done:
        """A supervisor is asked; the task waits."""
        text = self.do_preview(task_id, variant, free_slots).text
        self.reviews.setdefault(text, "open")
        self.end(task_id, "needs_person", "words.review")
        return views.Done(task_id=task_id, detail="1")

    def do_undo(self, task_id: str) -> views.Done:
        """Recall."""
        if task_id not in self.holds:
            raise StateConflict("already sent")
        del self.holds[task_id]
        self._set(task_id, state="ready", until=None)
        return views.Done(task_id=task_id)

    def do_skip(self, task_id: str, reason: str) -> views.Done:
        """End without contact."""
        self._set(task_id, state="ended", outcome="cancelled", outcome_reason="cancelled.skipped")
        return views.Done(task_id=task_id, detail=reason)

    def do_snooze(self, task_id: str, until: datetime) -> views.Done:
        """Put off."""
        self._set(task_id, state="snoozed", until=until)
        return views.Done(task_id=task_id)

    def do_call_outcome(self, task_id: str, result: str) -> views.Done:
        """A call ends the task."""
        self._set(task_id, state="ended", outcome="confirmed", outcome_reason="effect.done_by_person")
        return views.Done(task_id=task_id, detail=result)

    def do_note(self, task_id: str, text: str) -> views.Done:
        """Keep a note."""
        self.cards[task_id] = replace(self.cards[task_id], note=text)
        return views.Done(task_id=task_id)

    def do_run(self, limit: int | None) -> views.RunProgress:
        """Begin a run."""
        self.run = make_run("running", limit or len(self.cards))
        self.touch()
        return self.run

    def do_pause(self) -> views.Done:
        """Pause."""
        if self.run is None:
            raise StateConflict("no run")
        self.run = replace(self.run, state="paused")
        self.touch()
        return views.Done()

    def do_resume(self) -> views.Done:
        """Go on."""
        if self.run is None:
            raise StateConflict("no run")
        self.run = replace(self.run, state="running")
        self.touch()
        return views.Done()

    def do_stop(self, reason: str) -> views.Done:
        """The kill switch."""
        self.stop = views.StopView(by="E1024", at=datetime.now(UTC), reason=reason)
        self.touch()
        return views.Done()

    def do_release_stop(self) -> views.Done:
        """Release it."""
        self.stop = None
        self.touch()
        return views.Done()

    def _set(self, task_id: str, **changes: Any) -> None:
        card = self.cards[task_id]
        self.cards[task_id] = replace(card, row=replace(card.row, **changes))
        self.touch()
