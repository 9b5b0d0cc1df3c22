"""Whether it was a person: input in the robot's window outside the moments in which the robot itself acts.

The browser's own protocol puts the listener into a world of its own beside the page, so the site can neither
see it nor feign a person. What the robot does with mouse and keys is trusted input too; its calls are known.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.async_api import Error, Page

#: Spans of own input that are remembered; the browser tells of an event within milliseconds.
_KEPT = 32
#: The browser's wall clock counts whole milliseconds, seconds.
_SLACK_S = 0.005
_WORLD = "tandem"
_BINDING = "tandemPerson"
#: A mouse that only passes over the window is nobody's wish to take part. A wheel tells of every notch, so it
#: gets five words a second; of clicks and keys each is told: a person's may follow one of the robot.
_LISTEN = f"""(() => {{
    let told = 0;
    const on = (event) => {{
        const now = Date.now();
        if (!event.isTrusted || (event.type === 'wheel' && now - told < 200)) return;
        if (event.type === 'wheel') told = now;
        globalThis.{_BINDING}(String(now));
    }};
    for (const type of ['pointerdown', 'keydown', 'wheel', 'compositionstart']) {{
        window.addEventListener(type, on, {{ capture: true, passive: true }});
    }}
}})()"""


class OwnInput:
    """The moments in which the robot itself uses mouse or keys, by the wall clock."""

    def __init__(self, wall_clock: Callable[[], float] = time.time) -> None:
        """:param wall_clock: seconds since the epoch, as the browser counts them."""
        self._wall_clock = wall_clock
        self._over: deque[tuple[float, float]] = deque(maxlen=_KEPT)
        self._since: list[float] = []

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Around a call that may move the mouse or press a key."""
        began = self._wall_clock()
        self._since.append(began)
        try:
            yield
        finally:
            self._since.remove(began)
            self._over.append((began, self._wall_clock()))

    def covers(self, at: float) -> bool:
        """Whether something at that moment (seconds since the epoch) may be the robot's own."""
        if any(at >= began - _SLACK_S for began in self._since):
            return True
        return any(began - _SLACK_S <= at <= ended + _SLACK_S for began, ended in self._over)


async def watch_for_person(page: Page, own: OwnInput, on_person: Callable[[], None]) -> None:
    """Tell of every use of mouse or keyboard in a page that is not the robot's own; lives with the page.

    :param on_person: called on the loop, again and again while a person is at work.
    """

    def called(event: dict[str, Any]) -> None:
        if event.get("name") != _BINDING:
            return
        try:
            at = json.loads(str(event.get("payload", ""))) / 1000
        except (ValueError, TypeError):
            return
        if not own.covers(at):
            on_person()

    try:
        session = await page.context.new_cdp_session(page)
        session.on("Runtime.bindingCalled", called)
        await session.send("Runtime.enable")
        await session.send("Runtime.addBinding", {"name": _BINDING, "executionContextName": _WORLD})
        await session.send("Page.enable")
        await session.send(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": _LISTEN, "worldName": _WORLD, "runImmediately": True},
        )
    except Error:
        # The page is gone already; the next one is watched anew.
        return
