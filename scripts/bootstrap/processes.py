"""Runs other programs so that an interrupted command leaves none of them behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import FrameType

INTERRUPTED = 130
STOP_TIMEOUT_SECONDS = 5.0


class Failed(Exception):
    """A step did not work; the text says what, what was kept and what to do."""


def exit_code_of(command: Callable[[], int]) -> int:
    """Run a whole command and turn Ctrl+C, SIGTERM and known failures into an exit code.

    :return: what the command returned, 1 after a failure, 130 after Ctrl+C, 143 after SIGTERM.
    """
    # Set even if it was ignored, as it is for a job that a shell script put into the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _exit_on_signal)
    try:
        return command()
    except KeyboardInterrupt:
        say("interrupted; nothing of it is left running, run it again to go on")
        return INTERRUPTED
    except Failed as failure:
        say(f"failed: {failure}")
        return 1


def say(line: str) -> None:
    """One line of progress."""
    print(f"tandem: {line}", flush=True)


def run(
    command: Sequence[str | Path],
    *,
    log: Path | None = None,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    stop_gently: bool = False,
) -> int:
    """Run a program to its end and return its exit code.

    :param log: takes what it prints; without it, it prints where we print.
    :param stop_gently: when interrupted, ask only the program itself and wait as long as it takes. For a
        package manager, whose own children must not be cut off in the middle.
    """
    # A session of its own: its children can be ended with it, and Ctrl+C reaches it through us alone.
    process = _start(command, log=log, environment=environment, directory=directory)
    try:
        return process.wait()
    except BaseException:
        if stop_gently:
            process.send_signal(signal.SIGINT)
            process.wait()
        else:
            stop_with_children(process)
        raise


def _start(
    command: Sequence[str | Path],
    *,
    log: Path | None,
    environment: Mapping[str, str] | None,
    directory: Path | None,
) -> subprocess.Popen[bytes]:
    try:
        if log is None:
            return subprocess.Popen(command, env=environment, cwd=directory, start_new_session=True)
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                env=environment,
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except FileNotFoundError as err:
        raise Failed(f"{command[0]} is not there") from err


def stop_with_children(process: subprocess.Popen[bytes]) -> None:
    """End a program that `run` started and everything in its session."""
    _signal_session(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_TIMEOUT_SECONDS)
    # Once more for those who ignored the first, or whose parent was quicker than they.
    if sys.platform != "win32":
        _signal_session(process, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _signal_session(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)


def become(command: Sequence[str | Path], *, environment: Mapping[str, str]) -> int:  # noqa: RET503 - execve never returns
    """Turn into another program, so that nothing stands between it and the terminal's signals.

    Windows cannot do that; there it is waited for, and the console sends Ctrl+C to both.

    :return: its exit code, on Windows only.
    """
    arguments = [str(part) for part in command]
    sys.stdout.flush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return subprocess.call(arguments, env=environment)
    os.execve(arguments[0], arguments, dict(environment))  # noqa: S606 - a fixed program of our own


def _exit_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
