"""A real chat server that serves a real chat client: nobody of this project wrote either of them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).parent
CLIENT = HERE.parents[1] / ".cache" / "converse" / "node_modules" / "converse.js" / "dist"

DOMAIN = "localhost"
PASSWORD = "Test-1234"  # noqa: S105 - of throw-away accounts
ROBOT = "kefu"

#: Account and the name that everybody sees in the roster. 张三丰 is there to be confused with 张三.
PEOPLE: Mapping[str, str] = {
    ROBOT: "客服",
    "zhangsan": "张三",
    "zhangsanfeng": "张三丰",
    "lisi": "李四",
    "wangwu": "王五",
    "wangfang": "王芳",
    "wangfang2": "王芳",
}

START_TIMEOUT_SECONDS = 20.0
STOP_TIMEOUT_SECONDS = 5.0
_POLL_SECONDS = 0.05

# No "tls": without a certificate native clients would try STARTTLS and fail. Root, because CI is root.
_CONFIG = """\
run_as_root = true
daemonize = false
data_path = "{data}"
pidfile = "{directory}/prosody.pid"
log = {{ info = "{directory}/prosody.log" }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {xmpp_port} }}
http_ports = {{ {http_port} }}
http_interfaces = {{ "127.0.0.1" }}
https_ports = {{ }}
http_default_host = "{domain}"
http_paths = {{ files = "/" }}
http_files_dir = "{site}"
modules_enabled = {{
    "blocklist", "carbons", "disco", "groups", "http_files", "mam", "offline", "pep", "ping", "roster",
    "saslauth", "smacks", "vcard4", "vcard_legacy", "websocket",
}}
modules_disabled = {{ "s2s", "s2s_auth_certs" }}
authentication = "internal_hashed"
storage = "internal"
archive_expires_after = "never"
default_archive_policy = true
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
consider_websocket_secure = true
groups_file = "{directory}/groups.txt"

VirtualHost "{domain}"

Component "conference.{domain}" "muc"
    modules_enabled = {{ "muc_mam" }}
"""


class ChatServerDidNotStartError(RuntimeError):
    """Carries the end of the server's log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatServer:
    """A running server."""

    #: address of the chat page
    page_url: str
    #: port for native clients, on 127.0.0.1
    xmpp_port: int
    #: the server's own files; see `archive`
    data: Path
    #: its process
    pid: int

    def freeze(self) -> None:
        """Let it hang: connections stay open and nothing is answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)


@contextmanager
def serve(
    directory: Path, people: Mapping[str, str] = PEOPLE, *, blocked_by: Sequence[str] = ()
) -> Iterator[ChatServer]:
    """A server on free ports of 127.0.0.1 until the block ends, however it ends.

    :param directory: empty; holds all its files, which stay for whoever wants to look.
    :param blocked_by: people who have blocked the robot: the server refuses what it sends them.
    :raises ChatServerDidNotStartError: it does not answer after 20 seconds.
    """
    http_port, xmpp_port = _free_ports(2)
    data = directory / "data"
    config = _write_files(directory, data, people, http_port=http_port, xmpp_port=xmpp_port)
    for person in blocked_by:
        _write(data / DOMAIN / "blocklist" / f"{person}.dat", f'return {{ ["{ROBOT}@{DOMAIN}"] = true; }}\n')
    log = directory / "prosody.log"
    # If this process is killed outright, the kernel ends the server too.
    command = ["setpriv", "--pdeathsig", "KILL", "prosody", "--config", str(config), "-F"]
    with (directory / "output.log").open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for_answer(process, http_port, [log, directory / "output.log"])
        yield ChatServer(
            page_url=f"http://127.0.0.1:{http_port}/", xmpp_port=xmpp_port, data=data, pid=process.pid
        )
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def why_not_here() -> str | None:
    """What is missing to run the server and its client, or None."""
    missing = [program for program in ("prosody", "setpriv") if shutil.which(program) is None]
    if not CLIENT.is_dir():
        missing.append("converse.js")
    return f"not installed: {', '.join(missing)}" if missing else None


def _write_files(
    directory: Path, data: Path, people: Mapping[str, str], *, http_port: int, xmpp_port: int
) -> Path:
    site = directory / "site"
    site.mkdir(parents=True)
    shutil.copyfile(HERE / "page" / "index.html", site / "index.html")
    (site / "converse").symlink_to(CLIENT, target_is_directory=True)
    for user in people:
        # Plain here; the server replaces it by a hash at the first login.
        _write(data / DOMAIN / "accounts" / f"{user}.dat", f'return {{ password = "{PASSWORD}" }}\n')
    # A group's line makes everybody in it see everybody else under this name.
    roster = [f"{user}@{DOMAIN}={name}" for user, name in people.items()]
    _write(directory / "groups.txt", "\n".join(["[同行]", *roster, ""]))
    ports = {"http_port": http_port, "xmpp_port": xmpp_port}
    config = directory / "prosody.cfg.lua"
    _write(config, _CONFIG.format(data=data, directory=directory, domain=DOMAIN, site=site, **ports))
    return config


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _free_ports(count: int) -> list[int]:
    # All held until all are known, or the same port could be given twice.
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(held.getsockname()[1]) for held in sockets]
    for held in sockets:
        held.close()
    return ports


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, logs: list[Path]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            ends = [log.read_text(encoding="utf-8", errors="replace")[-1000:] for log in logs if log.exists()]
            raise ChatServerDidNotStartError("\n".join(ends))
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1.0) as connection:
                connection.sendall(b"HEAD / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if connection.recv(12).endswith(b" 200"):
                    return
        except OSError:
            pass
        time.sleep(_POLL_SECONDS)
