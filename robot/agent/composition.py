"""The one place where everything is built and passed down: home, clock, vault, engine, server."""

from __future__ import annotations

import asyncio
import functools
import logging
import signal
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError
from logging.handlers import RotatingFileHandler

import structlog

from robot.agent.digest import write_digest
from robot.agent.endpoint import Home
from robot.agent.engine import Engine, EngineParts
from robot.agent.global_key.guard import GlobalKey
from robot.agent.intake import Intake
from robot.agent.night import NightKeeper
from robot.agent.os_account import os_account
from robot.agent.protocol import Request
from robot.agent.reader import ReaderProcess
from robot.agent.server import AgentServer
from robot.agent.settings import load_settings
from robot.agent.single_instance import InstanceLock
from robot.agent.verbs.verbs import Verbs
from robot.agent.waking import WakingWatch
from robot.domain.clock import Clock
from robot.domain.errors import EnvironmentFault
from robot.governance import TrustPlace
from robot.vault.port import Vault
from robot.vault.redaction import mask_event

#: How often the stop file is looked at besides the look before every click.
_STOP_FILE_LOOK_S = 0.2


async def run_agent(
    home: Home,
    clock: Clock,
    vault: Vault,
    trust: TrustPlace,
    on_ready: Callable[[], None] = lambda: None,
    make_engine: Callable[[EngineParts], Engine] = Engine,
) -> int:
    """Run the agent of a home until it is asked to end; returns the process's exit code.

    :param clock: the operating system's; only a demo's or a test's composition root passes another.
    :param trust: where the keys of releases lie; the system's, as with the clock.
    :param on_ready: called once fronts can connect.
    :param make_engine: a test's root may pass an engine with a channel or witness of its own.
    :raises TandemError: if it cannot start; nothing was begun then.
    """
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    _log_to(home)
    lock = InstanceLock(home.lock)
    try:
        settings = load_settings(home.settings)
        engine = make_engine(EngineParts(home=home, settings=settings, clock=clock, vault=vault, trust=trust))
        return await _serve(home, engine, on_ready)
    finally:
        lock.release()


async def _serve(home: Home, engine: Engine, on_ready: Callable[[], None]) -> int:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    engine.on_fatal = ended.set
    for name in ("SIGINT", "SIGTERM"):
        if sys.platform != "win32":
            loop.add_signal_handler(getattr(signal, name), ended.set)
    reader = ReaderProcess(home.database, engine.keys)
    intake = Intake(engine)

    def shut_down() -> None:
        # The answer still has to reach the front that asked.
        loop.call_later(0.1, ended.set)

    verbs = Verbs(engine, reader, intake, shut_down)
    server = AgentServer(home, _bridge(loop, engine, verbs))
    engine.on_run_ended = functools.partial(_run_over, engine)
    engine.night = NightKeeper(engine, intake.source)
    engine.global_key = GlobalKey(_stopped_by_key(loop, engine))
    await engine.start()
    server.start()
    engine.global_key.start()
    watchers = [
        asyncio.create_task(intake.watch_inbox()),
        asyncio.create_task(_watch_stop_file(engine)),
        asyncio.create_task(engine.night.watch()),
        asyncio.create_task(WakingWatch(engine).watch()),
    ]
    for watcher in watchers:
        watcher.add_done_callback(functools.partial(_report_death, engine))
    on_ready()
    try:
        await ended.wait()
    finally:
        engine.global_key.stop()
        server.stop()
        for watcher in watchers:
            watcher.cancel()
        await asyncio.gather(*watchers, return_exceptions=True)
        await engine.stop()
        reader.stop()
        await asyncio.to_thread(verbs.stop)
    return 0 if engine.fatal is None else 1


async def _run_over(engine: Engine) -> None:
    """A run's end is signed and shown to the witness at once, then told."""
    try:
        await engine.log.checkpoint()
    finally:
        await write_digest(engine)


def _bridge(
    loop: asyncio.AbstractEventLoop, engine: Engine, verbs: Verbs
) -> Callable[[str, Request], object]:
    """From a connection's thread to the loop. The stop file is made at once, even if the loop is busy."""

    def handle(verb: str, request: Request) -> object:
        if verb == "stop":
            engine.intents.engage_stop_file(os_account(), getattr(request, "reason", ""))
        try:
            return asyncio.run_coroutine_threadsafe(verbs.answer(verb, request), loop).result()
        except CancelledError as err:
            raise EnvironmentFault(
                "the agent is shutting down; ask again when it runs", code="agent.stopping"
            ) from err

    return handle


def _report_death(engine: Engine, watcher: asyncio.Task[None]) -> None:
    """A watcher that died would leave a stop file unseen, or a start unmade, and nobody would know."""
    error = None if watcher.cancelled() else watcher.exception()
    if isinstance(error, Exception):
        engine.give_up(error)


def _stopped_by_key(loop: asyncio.AbstractEventLoop, engine: Engine) -> Callable[[str], None]:
    """From the key's thread: the stop file at once, even if the loop is busy; then the rest of a stop."""

    def pressed(key: str) -> None:
        by = os_account()
        engine.intents.engage_stop_file(by, key)
        asyncio.run_coroutine_threadsafe(engine.intents.kill(by, key), loop)

    return pressed


async def _watch_stop_file(engine: Engine) -> None:
    """A stop file made by hand stops the queue too, not only the next click."""
    engine.intents.is_stopped = engine.stop_switch.is_engaged
    while True:
        await asyncio.sleep(_STOP_FILE_LOOK_S)
        if not engine.stop_switch.is_engaged:
            engine.intents.is_stopped = False
        elif not engine.intents.is_stopped:
            await engine.intents.kill("stop file", "")


def _log_to(home: Home) -> None:
    """A technical log without customer data, every live secret masked."""
    home.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        home.logs / "agent.log", maxBytes=5_000_000, backupCount=3, encoding="utf-8"
    )
    if sys.platform != "win32":
        (home.logs / "agent.log").chmod(0o600)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            mask_event,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
