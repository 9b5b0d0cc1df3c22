"""Bringing trouble about, and taking it away again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from campaign.announcing import Place
from campaign.episode import Episode
from campaign.judge import Taken
from campaign.proxy import Condition
from campaign.workplace import Workplace

#: How long trouble lasts that says nothing about it, seconds.
_LASTS_S = 4.0


class Scene:
    """One episode's trouble at one workplace."""

    def __init__(self, place: Workplace, episode: Episode, target: Taken) -> None:
        self._place = place
        self._target = target
        self._params = dict(episode.params)
        self._lasts_s = float(self._params.pop("lasts_s", _LASTS_S))
        self._is_clock_set_right = bool(self._params.pop("is_set_right", False))
        self._clock_was_wrong_by = place.clock.is_wrong_by
        self._act = ACTS[episode.trouble.act]
        self._where: Place = episode.place
        self._over: threading.Timer | None = None
        self._lock = threading.Lock()
        #: Monotonic time at which the robot stood at the place.
        self.fired_at: float | None = None
        #: Later than this, nothing of the bank's is still on its way.
        self.settled_at = 0.0

    def arm(self) -> None:
        """Let it happen when the robot stands at the place."""
        home = self._place.robot.home.path
        target = self._target
        self._place.listener.arm(home, self._where, target.task_id, target.external_id, self._happen)

    def _happen(self) -> str:
        self.fired_at = time.monotonic()
        delays = ("store_delay_ms", "answer_delay_ms", "hang_ms", "witness_lag_ms")
        self.settled_at = (
            self.fired_at + max((self._params.get(name, 0) for name in delays), default=0) / 1000
        )
        self._over = threading.Timer(self._lasts_s, self.restore)
        self._over.daemon = True
        self._over.start()
        return self._act(self._place, self._target, self._params)

    def restore(self) -> None:
        """All is well again; what was done stays done."""
        with self._lock:
            place = self._place
            place.network.become(Condition.WELL)
            place.end_trouble()
            if self._is_clock_set_right:
                place.clock.shift(self._clock_was_wrong_by - place.clock.is_wrong_by)
            place.robot.empty_disk()

    def end(self) -> None:
        """The episode is over."""
        self._place.listener.disarm()
        if self._over is not None:
            self._over.cancel()
        self.restore()


def _nothing(_place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    return ""


def _kill_agent(place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    place.robot.kill()
    return ""


def _power_off(place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    place.robot.power_off()
    return ""


def _kill_browser(place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    place.robot.kill_browser()
    return ""


def _fill_disk(place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    place.robot.fill_disk()
    return ""


def _read_only(_place: Workplace, _target: Taken, _params: dict[str, Any]) -> str:
    return "read_only"


def _sleep(place: Workplace, _target: Taken, params: dict[str, Any]) -> str:
    place.robot.freeze()
    time.sleep(params["frozen_s"])  # the machine sleeps
    place.clock.shift(params["slept_s"])
    place.robot.thaw()
    return ""


def _set_clock(place: Workplace, _target: Taken, params: dict[str, Any]) -> str:
    place.clock.shift(params["by_s"])
    return ""


def _network(place: Workplace, _target: Taken, params: dict[str, Any]) -> str:
    place.network.become(Condition(params["condition"]))
    return ""


def _site(place: Workplace, target: Taken, params: dict[str, Any]) -> str:
    place.trouble(**{name: target.text if value == "@text" else value for name, value in params.items()})
    return ""


def _redesign(place: Workplace, target: Taken, params: dict[str, Any]) -> str:
    """A new design shows from the next load of a page on; the sessions' end makes them load."""
    return _site(place, target, {**params, "expire_sessions": True})


def _order(_place: Workplace, _target: Taken, params: dict[str, Any]) -> str:
    return str(params["order"])


ACTS: dict[str, Callable[[Workplace, Taken, dict[str, Any]], str]] = {
    "nothing": _nothing,
    "kill_agent": _kill_agent,
    "power_off": _power_off,
    "kill_browser": _kill_browser,
    "fill_disk": _fill_disk,
    "read_only": _read_only,
    "sleep": _sleep,
    "set_clock": _set_clock,
    "network": _network,
    "site": _site,
    "redesign": _redesign,
    "order": _order,
}
