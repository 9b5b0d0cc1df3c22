"""The window's part of the review: how fast the page opens and scrolls over a long log, and its memory.

Runs the real window offscreen in a process of its own: against an agent that listens at a home, or against
the fake of the window's tests, which makes any number of records or reads a real journal by the real reader.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_LIMIT_S = 300.0


def measure_window(
    home: Path | None = None, *, log: Path | None = None, records: int = 10_000_000
) -> dict[str, float]:
    """Open the page and scroll.

    :param home: of a running agent; None starts the fake.
    :param log: folder with a journal and its index, which the fake reads with the real reader.
    :param records: that the fake makes when it reads none.
    :return: `reader_start_ms` of the first question to the log, which starts the reader; `first_open_ms` from
        the page's key to rows painted, the page built for it; `open_ms` from the press on a saved view to its
        rows painted; `scroll_p50_ms`, `scroll_p95_ms`, `scroll_max_ms` of a turn of the wheel until it is
        painted; `jump_p95_ms` of a jump to anywhere until its rows are painted; `rss_mb` of the window's
        process after all that.
    :raises subprocess.CalledProcessError: if it could not be measured; its words are on standard error.
    """
    with tempfile.TemporaryDirectory(prefix="tandem-window-") as folder:
        if home is not None:
            return _window(home, Path(folder))
        place = Path(folder) / "home"
        command = [sys.executable, "-m", "tests.ui.log_agent", str(place), str(log or records)]
        with subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_variables()
        ) as agent:
            if agent.stdout is None or agent.stdin is None or agent.stdout.readline() != b"ready\n":
                agent.kill()
                raise subprocess.CalledProcessError(agent.wait(), command)
            try:
                return _window(place, Path(folder))
            finally:
                agent.stdin.close()


def _variables() -> dict[str, str]:
    path = os.pathsep.join((str(_ROOT), str(_ROOT / "scripts"), os.environ.get("PYTHONPATH", "")))
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}


def _window(home: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.review_window", "--window", str(home), str(folder)]
    done = subprocess.run(
        command, cwd=_ROOT, env=_variables(), stdout=subprocess.PIPE, timeout=_LIMIT_S, check=True
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(prog="review_window", description=__doc__)
    parser.add_argument("--home", type=Path, help="home of a running agent (default: the fake)")
    parser.add_argument("--log", type=Path, help="folder with a journal and its index")
    parser.add_argument("--records", type=int, default=10_000_000, help="records of the fake (10,000,000)")
    parser.add_argument("--window", nargs=2, metavar=("HOME", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.window:
        from benchmarks.review_window_run import run  # noqa: PLC0415 - Qt is for the window's process only

        print(json.dumps(run(Path(options.window[0]), Path(options.window[1]))))
        return 0
    print(json.dumps(measure_window(options.home, log=options.log, records=options.records)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
