"""Ranges are looked at by several processes and come back in their order, only a few of them in memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from robot.journal.verify_range import RANGE, RangeFound, RangeTask, examine

#: Below so many records a second process costs more than it saves.
_WORTH_A_PROCESS = 6 * RANGE


def examined(tasks: Iterable[RangeTask], records: int, workers: int = 0) -> Iterator[RangeFound]:
    """What was found in each range, in their order. Close the iterator to end the processes.

    :param records: about how many there are in all.
    :param workers: processes; one for each core by default.
    """
    workers = workers or _cores()
    if workers < 2 or records < _WORTH_A_PROCESS:  # noqa: PLR2004 - one is no company
        yield from map(examine, tasks)
        return
    context = multiprocessing.get_context(_method())
    # Ctrl+C reaches the whole group; only this process answers it.
    with ProcessPoolExecutor(workers, context, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        waiting: deque[Future[RangeFound]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(examine, task))
                if len(waiting) > workers + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _method() -> str:
    # A copy of this process begins at once; with threads in it that is not safe, and Windows has none.
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
