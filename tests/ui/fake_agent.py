"""A small agent for the window's tests: the real protocol over a real socket, invented people."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from typing import Any

from robot.agent.endpoint import Home
from robot.agent.protocol import VERBS
from robot.domain import views
from robot.domain.errors import InputRefused, NotPermitted, StateConflict, TandemError
from robot.domain.views import RobotMood, SegmentKind
from tests.ui.fake_day import make_cards, make_run

TODAY = date(2026, 11, 23)


class FakeAgent:
    """Holds the day in memory; every verb is a method `do_<verb>`."""

    def __init__(self, home: Home, tasks: int = 90) -> None:
        """:param tasks: how many the day has."""
        self.home = home
        self.cards = make_cards(tasks, TODAY)
        self.order = list(self.cards)
        self.changed = threading.Condition()
        self.revision = 1
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.holds: dict[str, views.HoldView] = {}
        self.sent: list[tuple[str, str, dict[str, str]]] = []
        self.refuse_next: TandemError | None = None
        self.attention: tuple[views.Attention, ...] = ()
        self.run: views.RunProgress | None = None
        self.stop: views.StopView | None = None
        self.offline_sites: tuple[str, ...] = ()
        self.stopped_sites: tuple[str, ...] = ()
        self.frame: views.Frame | None = None
        self.delay_s: dict[str, float] = {}
        self.accounts = _accounts()
        self.settings = {
            "pull.source": ("file", "default"),
            "night.start": ("20:30", "policy"),
            "hold_s": ("8", "default"),
        }
        self._listener: Listener | None = None
        self._connections: set[Connection] = set()
        self._timers: list[threading.Timer] = []

    # --- the line ----------------------------------------------------------------------------------------

    def start(self) -> FakeAgent:
        """Listen at the home's address."""
        self.home.path.mkdir(parents=True, exist_ok=True)
        key = os.urandom(32)
        self.home.session_key.write_bytes(key)
        self._listener = Listener(self.home.address)
        threading.Thread(target=self._accept, args=(self._listener, key), daemon=True).start()
        return self

    def close(self) -> None:
        """Hang up on everybody, as a crash would."""
        listener, self._listener = self._listener, None
        if listener is not None:
            # An accept under way is not woken by closing, only by a caller.
            with contextlib.suppress(OSError):
                Client(self.home.address).close()
            listener.close()
        for timer in self._timers:
            timer.cancel()
        with self.changed:
            self.changed.notify_all()
        for connection in list(self._connections):
            _shut(connection)

    def _accept(self, listener: Listener, key: bytes) -> None:
        while self._listener is listener:
            try:
                connection = listener.accept()
            except OSError:
                return
            if self._listener is not listener:
                connection.close()
                return
            threading.Thread(target=self._serve, args=(connection, key), daemon=True).start()

    def _serve(self, connection: Connection, key: bytes) -> None:
        self._connections.add(connection)
        try:
            deliver_challenge(connection, key)
            answer_challenge(connection, key)
            while True:
                message = json.loads(connection.recv_bytes())
                connection.send_bytes(json.dumps(self._answer(message), default=_plain).encode())
        except (AuthenticationError, EOFError, OSError):
            pass
        finally:
            self._connections.discard(connection)
            connection.close()

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        verb = message["verb"]
        args = VERBS[verb].request.model_validate(message["args"]).model_dump()
        self.calls.append((verb, args))
        if delay := self.delay_s.get(verb):
            time.sleep(delay)
        try:
            do: Callable[..., Any] = getattr(self, f"do_{verb}")
            return {"ok": as_json(do(**args))}
        except TandemError as error:
            fault = {
                "kind": type(error).__name__,
                "code": error.code,
                "message": str(error),
                "params": error.params,
            }
            return {"error": fault}

    def touch(self) -> None:
        """Something changed that a front would show."""
        with self.changed:
            self.revision += 1
            self.changed.notify_all()

    def verbs(self) -> list[str]:
        """What was asked, without the watching."""
        return [verb for verb, _ in self.calls if verb not in ("watch", "status", "tasks", "task")]

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
        )

    def _mood(self) -> RobotMood:
        if self.stop is not None:
            return RobotMood.STOPPED
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
        return replace(judged, **_judge(judged, script))

    def do_frame(self) -> views.Frame | None:
        """The latest picture."""
        return self.frame

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

    def do_reconcile(self) -> views.Done:
        """Settle."""
        self.stopped_sites = ()
        self.touch()
        return views.Done()

    def do_accounts(self) -> tuple[views.AccountRow, ...]:
        """All accounts."""
        return tuple(self.accounts.values())

    def do_account_set(self, site: str, purpose: str, username: str, secret: str) -> views.Done:
        """Keep that there is one."""
        row = self.accounts[site, purpose]
        self.accounts[site, purpose] = replace(
            row, username=username, has_secret=bool(secret), test_result=""
        )
        return views.Done(detail=site)

    def do_account_test(self, site: str, purpose: str) -> views.AccountRow:
        """Try to log in."""
        row = self.accounts[site, purpose]
        result = "ok" if row.has_secret else "site.login_needed"
        self.accounts[site, purpose] = replace(row, test_result=result, tested_at=datetime.now(UTC))
        return self.accounts[site, purpose]

    def do_account_delete(self, site: str, purpose: str) -> views.Done:
        """Forget one."""
        row = self.accounts[site, purpose]
        self.accounts[site, purpose] = replace(
            row, username="", has_secret=False, tested_at=None, test_result=""
        )
        return views.Done()

    def do_sites(self) -> tuple[views.SiteRow, ...]:
        """Profiles in force."""
        return (
            views.SiteRow(site="wecom", title="企业微信", origin="https://127.0.0.1:8443", profile_version=3),
            views.SiteRow(
                site="crm", title="客户关系管理", origin="https://127.0.0.1:8444", profile_version=2
            ),
        )

    def do_settings(self) -> tuple[views.SettingRow, ...]:
        """All settings."""
        return tuple(views.SettingRow(key=k, value=v, source=s) for k, (v, s) in self.settings.items())

    def do_setting_set(self, key: str, value: str) -> views.Done:
        """Change one."""
        if self.settings[key][1] == "policy":
            raise NotPermitted("locked by policy", code="permit.denied")
        self.settings[key] = (value, "user")
        return views.Done()

    def _set(self, task_id: str, **changes: Any) -> None:
        card = self.cards[task_id]
        self.cards[task_id] = replace(card, row=replace(card.row, **changes))
        self.touch()


def _judge(script: views.ScriptPreview, original: views.ScriptPreview) -> dict[str, Any]:
    found = [f for f in original.findings if f.end == f.start]
    at = 0
    for segment in script.segments:
        if segment.kind is SegmentKind.FREE:
            for word, better in (("保本", "历史业绩不预示未来"), ("稳赚", "")):
                if word in segment.text:
                    start = at + segment.text.index(word)
                    found.append(
                        views.Finding(
                            rule="lexicon.promise",
                            severity="block",
                            params={"word": word},
                            start=start,
                            end=start + len(word),
                            replacement=better,
                        )
                    )
            if len(segment.text) > segment.max_length:
                params = {"slot": segment.slot, "max_length": str(segment.max_length)}
                found.append(views.Finding(rule="slot.too_long", severity="block", params=params))
        at += len(segment.text)
    verdict = "deny" if any(f.severity == "block" for f in found) else "review" if found else "allow"
    return {"findings": tuple(found), "verdict": verdict}


def _accounts() -> dict[tuple[str, str], views.AccountRow]:
    rows = [
        ("wecom", "企业微信", "robot", "rm_liming", True, "ok"),
        ("wecom", "企业微信", "witness", "audit_read", True, ""),
        ("crm", "客户关系管理", "robot", "", False, ""),
    ]
    return {
        (site, purpose): views.AccountRow(
            site=site,
            site_title=title,
            origin="https://127.0.0.1:8443",
            purpose=purpose,
            username=username,
            has_secret=has_secret,
            tested_at=datetime(2026, 11, 23, 8, 12, tzinfo=UTC) if result else None,
            test_result=result,
        )
        for site, title, purpose, username, has_secret, result in rows
    }


def as_json(value: Any) -> Any:
    """A view as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _plain(value: object) -> str:
    return str(value)


def _shut(connection: Connection) -> None:
    try:
        with socket.fromfd(connection.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as end:
            end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
