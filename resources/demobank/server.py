"""Opens each site on a port of its own and closes all of them together."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from demobank.bank import Bank
from demobank.control.application import Control
from demobank.options import Options
from demobank.sites.crm.application import Crm
from demobank.sites.wecom.application import Wecom
from demobank.sites.wire import CuttableProtocol
from demobank.store.database import ACCOUNTS


class _Server(uvicorn.Server):
    """One of several servers in a process, so it leaves signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(options: Options) -> int:
    """Run the bank until a signal or the end of standard input; returns the exit code."""
    asyncio.run(_run(options))
    return 0


async def _run(options: Options) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows has no signal handlers on the loop
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    if options.die_with_stdin:
        threading.Thread(target=_watch_stdin, args=(loop, stop), daemon=True).start()
    bank = Bank(options)
    wecom = Wecom(bank)
    sites: dict[str, ASGIApp] = {
        "wecom": wecom.application(),
        "crm": Crm(bank).application(),
        "control": Control(bank, wecom).application(),
    }
    sockets = {
        name: _bound(options, options.port_base + index if options.port_base else 0)
        for index, name in enumerate(sites)
    }
    servers = {name: _Server(_config(app)) for name, app in sites.items()}
    running = [asyncio.create_task(servers[name].serve(sockets=[sockets[name]])) for name in sites]
    _announce(options, {name: _address(options, bound) for name, bound in sockets.items()})
    await stop.wait()
    bank.hub.close()
    for server in servers.values():
        server.should_exit = True
    await asyncio.gather(*running, return_exceptions=True)
    bank.close()
    if options.is_throw_away:
        shutil.rmtree(options.data, ignore_errors=True)


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=CuttableProtocol,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )


def _bound(options: Options, port: int) -> socket.socket:
    # The protocol is named because asyncio turns Nagle's delay off only for sockets that say they are TCP.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((options.host, port))
    # Listening from here on lets a client connect as soon as the address is told.
    bound.listen(128)
    return bound


def _address(options: Options, bound: socket.socket) -> str:
    return f"http://{options.host}:{bound.getsockname()[1]}"


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # Not sys.stdin: its lock, held by this thread, would abort the interpreter at its end.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(stop.set)


def _announce(options: Options, addresses: dict[str, str]) -> None:
    logins = {
        f"{site}_witness" if read_only else site: {"username": username, "password": password}
        for site, username, password, employee_id, read_only in ACCOUNTS
        if employee_id == "1001"
    }
    told: dict[str, Any] = {
        **addresses,
        "control_token": options.control_token,
        "api_token": options.api_token,
        "logins": logins,
        "database": str(options.data / "demobank.sqlite3"),
        "today": options.today.isoformat(),
    }
    if options.json:
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return
    print(f"演示银行已就绪，业务日期 {told['today']}，数据 {told['database']}")
    print(f"  企业微信  {told['wecom']}/")
    print(f"  CRM       {told['crm']}/")
    print(f"  control   {told['control']}/  token {told['control_token']}")
    print(f"  task list {told['crm']}/api/tasks  token {told['api_token']}")
    for name, login in logins.items():
        print(f"  login {name:14} {login['username']:12} {login['password']}")
    sys.stdout.flush()
