"""A tiny web site on loopback: pages are strings, every request is noted."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from robot.sites.profile import SiteProfile
from robot.sites.session import Account


class LocalSite:
    """Serves `pages` by path; a page `> URL` answers with a redirect to that URL."""

    def __init__(self, port: int = 0) -> None:
        """:param port: any free one by default."""
        self.pages: dict[str, str] = {}
        #: Paths asked for, in order; web sockets too.
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                site.asked.append(self.path)
                page = site.pages.get(path)
                if page is not None and page.startswith("> "):
                    self.send_response(302)
                    self.send_header("Location", page[2:])
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                body = (page or "").encode()
                self.send_response(404 if page is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Password:
    """A secret that counts how often it was opened."""

    def __init__(self, value: str = "geheim-密码-1") -> None:
        self._value = value
        self.opened = 0

    def reveal(self) -> str:
        self.opened += 1
        return self._value


def account(secret: Password) -> Any:
    async def fetch() -> Account:
        return Account(username="1001", secret=secret)

    return fetch


#: A page on which somebody is logged in.
INSIDE = '<!doctype html><nav aria-label="主导航">导航</nav>'


def profile(origin: str, **more: Any) -> SiteProfile:
    """A profile of one origin; elements and collections are added to the login's own."""
    elements: dict[str, Any] = {
        "login_form": [{"css": "form#login"}],
        "inside": [{"role": "navigation", "name": "主导航"}],
        "user_box": [{"css": "#user"}],
        "password_box": [{"css": "#password"}],
        "login_button": [{"role": "button", "name": "登录"}],
        **more.pop("elements", {}),
    }
    steps = [
        {"fill": "user_box", "value": "username"},
        {"fill": "password_box", "value": "secret"},
        {"click": "login_button"},
    ]
    usual: dict[str, Any] = {
        "site": "small",
        "title": "小站",
        "version": 1,
        "origins": (origin,),
        "patience_s": 2,
        "login": {
            "form": "login_form",
            "done": "inside",
            "steps": steps,
            "refused_texts": ["账号或密码错误"],
            **more.pop("login", {}),
        },
        "elements": elements,
    }
    return SiteProfile.model_validate({**usual, **more})
