"""A whole campaign: its episodes shared out among workers, taken up again where a worker died."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from campaign import results
from demoday.programs import python_path

#: An episode at which a worker died so often is left out and said so.
_TRIES = 2
#: Site and seed.
Part = tuple[str, int]


def run_campaign(
    part: Part, indexes: Sequence[int], out: Path, jobs: int, on_progress: Callable[[int], None]
) -> list[int]:
    """Play episodes that the file does not hold yet, in so many processes at once.

    :param on_progress: told how many were played; from any thread.
    :return: numbers of episodes that could not be played.
    """
    held = {record["index"] for record in results.read([out]) if part == (record["site"], record["seed"])}
    todo = [index for index in indexes if index not in held]
    on_progress(len(indexes) - len(todo))
    size = -(-len(todo) // jobs) if todo else 1
    shares = [todo[start : start + size] for start in range(0, len(todo), size)]
    broken: list[int] = []
    threads = [
        threading.Thread(target=_work, args=(part, share, out, on_progress, broken)) for share in shares
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(broken)


def _work(
    part: Part, share: Sequence[int], out: Path, on_progress: Callable[[int], None], broken: list[int]
) -> None:
    left, tries = list(share), 0
    while left:
        command = [
            sys.executable,
            "-P",
            "-m",
            "campaign.worker",
            part[0],
            str(part[1]),
            str(out),
            json.dumps(left),
        ]
        environment = {**os.environ, "PYTHONPATH": python_path()}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None  # noqa: S101 - a pipe was asked for
            for _line in worker.stdout:
                left.pop(0)
                tries = 0
                on_progress(1)
        if left:
            tries += 1
            if tries == _TRIES:
                broken.append(left.pop(0))
                tries = 0
