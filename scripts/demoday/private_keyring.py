"""A real keyring of its own, so that no demo and no test touches the one of the person at the desk."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_TIMEOUT_SECONDS = 15.0
STOP_TIMEOUT_SECONDS = 5.0
_POLL_SECONDS = 0.02

# No service directories: a bus that can start programs by itself leaves some of them behind, and would start
# a second keyring daemon, a locked one, the moment the first one dies.
_BUS_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class KeyringDidNotStartError(RuntimeError):
    """Says which program did not come up and where its log is."""


@contextmanager
def private_bus(directory: Path) -> Iterator[dict[str, str]]:
    """A session bus with no service on it, until the block ends.

    :param directory: private place for the log; kept afterwards.
    :return: variables for every process that shall use the bus.
    :raises KeyringDidNotStartError: no bus after 15 seconds.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        # Not below the given directory: a socket's path may have no more than 107 characters.
        runtime = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tandem-run-")))
        socket = runtime / "bus"
        config = runtime / "bus.conf"
        config.write_text(_BUS_CONFIG.format(socket=socket), encoding="utf-8")
        address = f"unix:path={socket}"
        environment = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(runtime)}
        log = directory / "dbus-daemon.log"
        command = [*_dies_with_parent(), "dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"]
        bus = _start(stack, command, environment={**os.environ, **environment}, log=log)
        _wait_until(socket.exists, bus, log)
        yield environment


@contextmanager
def keyring_daemon(directory: Path, bus: dict[str, str], *, password: str | None) -> Iterator[int]:
    """A GNOME keyring daemon on the given bus, until the block ends.

    :param directory: its private HOME; the encrypted keyring file stays there.
    :param password: opens the keyring, or makes it in a fresh directory; None starts the daemon locked.
    :return: the daemon's process id.
    :raises KeyringDidNotStartError: not on the bus after 15 seconds.
    """
    with _daemon(directory, bus, password) as process:
        yield process.pid


@contextmanager
def _daemon(directory: Path, bus: dict[str, str], password: str | None) -> Iterator[subprocess.Popen[bytes]]:
    home = directory / "home"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / ".local" / "share"), **bus}
    log = directory / "gnome-keyring-daemon.log"
    unlock = [] if password is None else ["--unlock"]
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *unlock]
    with ExitStack() as stack:
        daemon = _start(stack, command, environment=environment, log=log, stdin=password or "")
        _wait_until(lambda: keyring_answers(bus["DBUS_SESSION_BUS_ADDRESS"]), daemon, log)
        yield daemon


@contextmanager
def private_keyring(directory: Path) -> Iterator[dict[str, str]]:
    """A bus and an open keyring under a password that nobody knows, until the block ends.

    Call it from the main thread: the bus dies with the thread that started it. A daemon that crashes, as it
    does once in some thousand writes, is started again over the same file; nothing it had stored is lost.

    :return: variables for every process that shall use this keyring.
    :raises KeyringDidNotStartError: a part did not come up.
    """
    shutil.rmtree(directory / "home" / ".local" / "share" / "keyrings", ignore_errors=True)
    with private_bus(directory) as bus, _kept_alive(directory, bus, secrets.token_urlsafe(32)):
        yield bus


@contextmanager
def _kept_alive(directory: Path, bus: dict[str, str], password: str) -> Iterator[None]:
    """A daemon that is started again whenever it ends, until the block does."""
    first, over = threading.Event(), threading.Event()
    faults: list[Exception] = []

    def keep() -> None:
        try:
            while not over.is_set():
                with _daemon(directory, bus, password) as process:
                    first.set()
                    while not over.wait(_POLL_SECONDS) and process.poll() is None:
                        pass
        except (KeyringDidNotStartError, OSError) as err:
            faults.append(err)
        finally:
            first.set()

    keeper = threading.Thread(target=keep, name="private-keyring", daemon=True)
    keeper.start()
    first.wait()
    try:
        if faults:
            raise faults[0]
        yield
    finally:
        over.set()
        keeper.join()


def _dies_with_parent() -> list[str]:
    # If this process is killed outright, the kernel stops the bus; the keyring daemon, which may not be
    # given such a wish because its file carries capabilities, leaves by itself when its bus is gone.
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _start(
    stack: ExitStack, command: list[str], *, environment: dict[str, str], log: Path, stdin: str = ""
) -> subprocess.Popen[bytes]:
    # The program keeps its own copy of the log's descriptor.
    with log.open("ab") as output:
        try:
            # A session of its own: Ctrl+C must reach us first, so that things are stopped in order.
            process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        except FileNotFoundError as err:
            msg = f"{log.stem} is not installed"
            raise KeyringDidNotStartError(msg) from err
    stack.callback(_stop, process)
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(stdin.encode())
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            msg = f"{log.stem} did not start; its log is {log}"
            raise KeyringDidNotStartError(msg)
        time.sleep(_POLL_SECONDS)


def keyring_answers(address: str) -> bool:
    """Whether a keyring daemon is on a bus; one that crashed leaves its name free."""
    with closing(open_dbus_connection(bus=address)) as connection:
        (is_owned,) = Proxy(message_bus, connection, timeout=1.0).NameHasOwner("org.freedesktop.secrets")
        return bool(is_owned)
