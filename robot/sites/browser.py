"""Starting the browser that the bank has: Chrome, Edge or Chromium, by channel or path."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
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
    """Command line of the browser: quiet, and unable to look up any host but the given origins'."""
    hosts = sorted({urlsplit(origin).hostname or "" for origin in origins})
    excluded = "".join(f",EXCLUDE {host}" for host in hosts)
    arguments = [*_QUIET_ARGS, f"--host-resolver-rules=MAP * ~NOTFOUND{excluded}"]
    return [*arguments, "--no-sandbox"] if without_sandbox else arguments


class RobotBrowser:
    """The one browser process of the agent; sessions are contexts inside it."""

    def __init__(self, choice: BrowserChoice, origins: Sequence[str]) -> None:
        """:param origins: every origin the profiles allow; other hosts cannot even be looked up."""
        self._choice = choice
        self._origins = tuple(origins)
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self.without_sandbox = False

    async def start(self) -> None:
        """Launch it.

        :raises EnvironmentFault: if there is no browser or it does not start.
        """
        program = find_browser(self._choice.program)
        self.without_sandbox = needs_no_sandbox(self._origins)
        args = browser_arguments(self._origins, without_sandbox=self.without_sandbox)
        for variable in ("DEBUG", "PWDEBUG", "NODE_OPTIONS"):
            # Each of them can make the driver print what is typed.
            os.environ.pop(variable, None)
        self._playwright = await async_playwright().start()
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=program,
                headless=self._choice.headless,
                args=args,
                chromium_sandbox=not self.without_sandbox,
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

    @property
    def browser(self) -> Browser:
        """The running browser.

        :raises EnvironmentFault: if it was not started or died.
        """
        if self._browser is None or not self._browser.is_connected():
            raise EnvironmentFault("the browser is not running", code="browser.gone")
        return self._browser

    @property
    def is_running(self) -> bool:
        """Whether the browser process answers."""
        return self._browser is not None and self._browser.is_connected()

    async def stop(self) -> None:
        """Close it and its driver; safe to call twice."""
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        if browser is not None and browser.is_connected():
            await browser.close()
        if playwright is not None:
            await playwright.stop()

    async def __aenter__(self) -> Self:
        """Started for the length of a block."""
        await self.start()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Stop it."""
        await self.stop()
