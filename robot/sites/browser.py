"""Starting the browser that the bank has: Chrome, Edge or Chromium, by channel or path."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from playwright.async_api import Browser, Error, Playwright, async_playwright

from robot.domain.errors import EnvironmentFault, NotPermitted

#: Keeps a robot's browser from calling home; none of it changes what a page sees.
_QUIET_ARGS = (
    "--disable-gpu",
    "--disable-quic",
    # Its connections serve many requests, and are asked again when they break (docs/adr/0021).
    "--disable-http2",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    # A page that is not in front must not be slowed: the witness always is behind.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)
_PROGRAMS = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chromium-browser",
)
_CHANNELS = ("msedge", "chrome")
_WINDOWS_PATHS = (
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
_MAC_PATHS = (
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserChoice:
    """Which browser, and how it is shown."""

    #: Path of the program; empty means the first that is found.
    program: str = ""
    headless: bool = True


def find_browser(named: str = "") -> str:
    """Path of the browser to drive.

    :raises EnvironmentFault: if there is none, with what to install.
    """
    candidates = (
        [named]
        if named
        else [*(shutil.which(name) or "" for name in _PROGRAMS), *_WINDOWS_PATHS, *_MAC_PATHS]
    )
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    raise EnvironmentFault(
        "no browser was found; install Microsoft Edge, Google Chrome or Chromium,"
        " or name one in settings.yaml (browser.program)",
        code="browser.missing",
    )


def needs_no_sandbox(origins: Sequence[str]) -> bool:
    """Whether Chromium's sandbox must be off: only as root, and only if every origin is this machine itself.

    :raises NotPermitted: as root with any other origin; run the robot under its own account.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return False
    foreign = [origin for origin in origins if urlsplit(origin).hostname not in _LOOPBACK]
    if foreign:
        raise NotPermitted(
            "as root the browser would run without its sandbox, which is allowed for this machine's own test"
            f" sites only, not for {', '.join(foreign)}; nothing was started: run Tandem under an ordinary"
            " account",
            code="browser.root_refused",
        )
    return True


def browser_arguments(origins: Sequence[str], *, without_sandbox: bool) -> list[str]:
    """Command line of the browser: quiet, and able to look up the given origins' hosts and ports only.

    The first rule that fits counts, so an origin stands for itself and all else is not found; redirects too,
    which no interception of requests would see.
    """
    allowed = "".join(f"MAP {place} {place}," for place in sorted({_place(origin) for origin in origins}))
    arguments = [*_QUIET_ARGS, f"--host-resolver-rules={allowed}MAP * ~NOTFOUND"]
    return [*arguments, "--no-sandbox"] if without_sandbox else arguments


def _place(origin: str) -> str:
    parts = urlsplit(origin)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


class RobotBrowser:
    """The one browser process of the agent; sessions are contexts inside it. Started when needed."""

    def __init__(
        self,
        choice: BrowserChoice,
        origins: Sequence[str],
        on_started: Callable[[bool], Awaitable[None]] | None = None,
    ) -> None:
        """:param origins: every origin the profiles allow; other hosts cannot even be looked up.

        :param on_started: told of every start, and whether it runs without its sandbox.
        """
        self._choice = choice
        self._origins = tuple(origins)
        self._on_started = on_started
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    async def running(self) -> Browser:
        """The browser, started if it is not running.

        :raises EnvironmentFault: if there is no browser or it does not start.
        :raises NotPermitted: as root with origins other than this machine's.
        """
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self.stop()
                without_sandbox = needs_no_sandbox(self._origins)
                self._browser = await self._launch(without_sandbox)
                if self._on_started is not None:
                    await self._on_started(without_sandbox)
            return self._browser

    async def _launch(self, without_sandbox: bool) -> Browser:  # noqa: FBT001 - with or without
        program = find_browser(self._choice.program)
        for variable in ("DEBUG", "PWDEBUG", "NODE_OPTIONS"):
            # Each of them can make the driver print what is typed.
            os.environ.pop(variable, None)
        self._playwright = await async_playwright().start()
        try:
            return await self._playwright.chromium.launch(
                executable_path=program,
                headless=self._choice.headless,
                args=browser_arguments(self._origins, without_sandbox=without_sandbox),
                chromium_sandbox=not without_sandbox,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except Error as err:
            await self.stop()
            raise EnvironmentFault(
                f"the browser {program} does not start ({str(err).splitlines()[0]}); run `tandem doctor`",
                code="browser.start_failed",
            ) from err

    async def stop(self) -> None:
        """Close it and its driver; safe to call twice."""
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        try:
            if browser is not None and browser.is_connected():
                await browser.close()
            if playwright is not None:
                await playwright.stop()
        except Error:
            # It died in the meantime, which is what was wanted.
            return

    async def __aenter__(self) -> Self:
        """Started for the length of a block."""
        await self.running()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Stop it."""
        await self.stop()
