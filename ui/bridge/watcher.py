"""The thread that keeps asking the agent how things stand, starts one when none answers, reconnects."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ui.bridge.fault import Fault, fault_of
from ui.bridge.line import Client, ClientFactory

#: Seconds the agent may keep a `watch` open.
WATCH_S = 20.0
#: Waits between attempts to reach the agent, in seconds; the last one repeats.
RETRY_S = (0.15, 0.15, 0.3, 0.3, 0.5, 0.5, 1.0, 2.0)


class Watcher:
    """Long-polls `watch` on a connection of its own."""

    def __init__(
        self,
        connect: ClientFactory,
        launch: Callable[[], None],
        on_status: Callable[[Any], None],
        on_lost: Callable[[Fault], None],
        watch_s: float = WATCH_S,
    ) -> None:
        """Nothing happens before `start`.

        :param launch: starts an agent; called in the thread, once for every loss.
        :param on_status: called in the thread with every `AgentStatus`.
        :param on_lost: called in the thread when nobody answers.
        """
        self._connect = connect
        self._launch = launch
        self._on_status = on_status
        self._on_lost = on_lost
        self._watch_s = watch_s
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="tandem-watch", daemon=True)

    def start(self) -> None:
        """Begin watching."""
        self._thread.start()

    def close(self) -> None:
        """End after the poll under way; nothing is delivered any more."""
        self._closing.set()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; whether it ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        attempt = 0
        while not self._closing.is_set():
            try:
                client = self._connect()
            except Exception as error:  # noqa: BLE001 - the thread's border
                self._report_loss(error)
                if attempt == 0:
                    self._launch()
            else:
                attempt = 0
                self._follow(client)
            self._closing.wait(RETRY_S[min(attempt, len(RETRY_S) - 1)])
            attempt += 1

    def _follow(self, client: Client) -> None:
        try:
            # A revision that never was is answered at once.
            status = client.call("watch", since=-1, timeout_s=0)
            while not self._closing.is_set():
                self._on_status(status)
                status = client.call("watch", since=status.revision, timeout_s=self._watch_s)
        except Exception as error:  # noqa: BLE001 - the thread's border
            self._report_loss(error)
        finally:
            client.close()

    def _report_loss(self, error: Exception) -> None:
        if not self._closing.is_set():
            self._on_lost(fault_of(error))
