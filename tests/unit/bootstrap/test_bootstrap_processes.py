"""Programs that the commands start end with them, and say what became of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bootstrap.places import ROOT, environment_for_python
from bootstrap.processes import Failed, exit_code_of, run

PYTHON = sys.executable


def test_a_program_ends_with_its_code_and_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert run([PYTHON, "-c", "print('said'); raise SystemExit(3)"], log=log) == 3
    assert log.read_text(encoding="utf-8") == "said\n"


def test_a_program_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(Failed, match="no-such-program is not there"):
        run(["no-such-program"])


def raise_it(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Failed("pip gave up"), 1, "tandem: failed: pip gave up"),
        (KeyboardInterrupt(), 130, "tandem: interrupted"),
    ],
    ids=["failed", "interrupted"],
)
def test_known_ends_have_codes_and_no_traceback(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(lambda: raise_it(error)) == code
    assert capsys.readouterr().out.startswith(said)


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are a thing of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_command_takes_its_grandchildren_along(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    told = tmp_path / "grandchild"
    # Both ignore the polite signal.
    grandchild = f"""
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open({str(told) + ".new"!r}, "w").write(str(os.getpid()))
os.rename({str(told) + ".new"!r}, {str(told)!r})
time.sleep(60)
"""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    command = f"""
import sys
import bootstrap.processes as processes
processes.STOP_TIMEOUT_SECONDS = 0.2
sys.exit(processes.exit_code_of(lambda: processes.run([sys.executable, "-c", {child!r}])))
"""
    process = subprocess.Popen(
        [PYTHON, "-c", command], env=environment_for_python(), stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    assert process.wait(20) == code
    assert not is_running(int(told.read_text(encoding="utf-8")))


def is_running(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state in "ZX":
            return False
        time.sleep(0.01)
    return True


def test_children_find_what_lies_beside_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = environment_for_python(MORE="1")
    folders = environment["PYTHONPATH"].split(os.pathsep)
    assert folders == [str(ROOT / "scripts"), str(ROOT / "resources"), "elsewhere"]
    assert environment["MORE"] == "1"
