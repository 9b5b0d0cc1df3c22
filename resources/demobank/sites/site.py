"""What every site does alike: pages from templates, its own cookie, its static files and its faults."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from demobank.bank import Bank
from demobank.sites.layers import LAYERS
from demobank.sites.redesign import rename_all
from demobank.sites.wire import CutAnswer, wire_of
from demobank.store.accounts import Session

MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
Handler = Callable[[Request, Session], Awaitable[Response]]


class _Loader(BaseLoader):
    """Templates of one folder, in the design asked for."""

    def __init__(self, folder: Path, *, is_redesigned: bool) -> None:
        self._folder = folder
        self._is_redesigned = is_redesigned

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self._folder / template
        if not path.is_file():
            raise TemplateNotFound(template)
        source = path.read_text(encoding="utf-8")
        return (rename_all(source) if self._is_redesigned else source), str(path), lambda: True


class FaultGate:
    """Delays and fails requests before the site sees them."""

    def __init__(self, app: ASGIApp, bank: Bank, site: str, kind_of: Callable[[str, str], str]) -> None:
        self._app = app
        self._faults = bank.faults[site]
        self._kind_of = kind_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, slowed or failed as the faults say."""
        kind = self._kind_of(scope["method"], scope["path"]) if scope["type"] == "http" else ""
        if scope["type"] == "http":
            wire_of(scope).requests += 1
        if kind:
            wait_s = self._faults.delay_s(kind)
            if wait_s:
                await asyncio.sleep(wait_s)
            if self._faults.cuts(kind):
                wire = wire_of(scope)
                # A browser silently repeats on a new connection what was cut on one already used.
                if wire.requests == 1:
                    self._faults.take("reset_next")
                await wire.cut(receive)
                return
            if self._faults.fails(kind):
                await PlainTextResponse("服务器内部错误 (500)", 500)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Site:
    """One web site of the bank."""

    def __init__(self, bank: Bank, name: str, folder: Path) -> None:
        self.bank = bank
        self.name = name
        self.cookie = f"{name}_sid"
        self.faults = bank.faults[name]
        self._environments = [
            Environment(
                loader=_Loader(folder / "templates", is_redesigned=redesigned), autoescape=select_autoescape()
            )
            for redesigned in (False, True)
        ]
        self._static = {path.name: path.read_bytes() for path in (folder / "static").iterdir()}
        self._digest = hashlib.sha1(b"".join(self._static.values()), usedforsecurity=False).hexdigest()[:8]

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page in the design that is on now."""
        is_redesigned = self.faults.now.redesign
        environment = self._environments[is_redesigned]
        values |= {
            "static": f"/static/d{1 + is_redesigned}-{self._digest}",
            "redesign": is_redesigned,
            "today": self.bank.options.today.isoformat(),
            "faults": self.faults.now,
            "layers_now": [
                (kind, serial, LAYERS[kind])
                for kind, serial in (
                    (self.faults.now.popup, self.faults.popup_serial),
                    (self.faults.now.layer, self.faults.layer_serial),
                )
                if kind
            ],
        }
        body = environment.get_template(template).render(**values)
        return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})

    def page_for(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """A page that needs a login; without one the login page is shown."""

        async def guarded(request: Request) -> Response:
            session = self.session_of(request)
            if session is None:
                target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                expired = "&expired=1" if self.cookie in request.cookies else ""
                return RedirectResponse(f"/login?next={_quoted(target)}{expired}", 303)
            if not session.is_read_only and self.faults.take("switch_account_next"):
                self.bank.accounts.hand_over(session)
                session = self.session_of(request) or session
            return await handler(request, session)

        return guarded

    def api_for(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """A call of a page; 401 without a login, 409 when the account has changed."""

        async def guarded(request: Request) -> Response:
            session = self.session_of(request)
            if session is None:
                return JSONResponse({"code": "login", "reason": "登录已过期，请重新登录"}, 401)
            if not session.is_read_only and self.faults.take("switch_account_next"):
                self.bank.accounts.hand_over(session)
                return JSONResponse({"code": "account_changed", "reason": "账号已切换"}, 409)
            return await handler(request, session)

        return guarded

    async def after_effect(self, response: Response) -> Response:
        """The answer to something that was done, late or never if the faults say so."""
        if self.faults.take("timeout_after_commit_next"):
            return CutAnswer(self.faults.now.hang_ms / 1000)
        await asyncio.sleep(self.faults.now.answer_delay_ms / 1000)
        if self.faults.take("fail_after_commit_next"):
            return PlainTextResponse("服务器内部错误 (500)", 500)
        return response

    def session_of(self, request: Request) -> Session | None:
        """Who asks."""
        sid = request.cookies.get(self.cookie)
        return self.bank.accounts.session(self.name, sid) if sid else None

    def welcome(self, sid: str, response: Response) -> Response:
        """Give the answer that carries the new session's cookie."""
        response.set_cookie(self.cookie, sid, httponly=True, samesite="lax", path="/")
        return response

    async def log_out(self, request: Request) -> Response:
        """End the session and show the login page."""
        self.bank.accounts.log_out(request.cookies.get(self.cookie, ""))
        response = RedirectResponse("/login", 303)
        response.delete_cookie(self.cookie, path="/")
        return response

    async def _static_file(self, request: Request) -> Response:
        name = request.path_params["name"]
        body = self._static.get(name)
        if body is None:
            return PlainTextResponse("not found", 404)
        if request.path_params["design"].startswith("d2"):
            body = rename_all(body.decode()).encode()
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(body, media_type=MEDIA[Path(name).suffix], headers=headers)

    def application(self, routes: list[BaseRoute], kind_of: Callable[[str, str], str]) -> ASGIApp:
        """The ASGI application of this site behind its faults."""
        common: list[BaseRoute] = [
            Route("/static/{design}/{name}", self._static_file),
            Route("/logout", self.log_out, methods=["GET", "POST"]),
        ]
        return FaultGate(Starlette(routes=common + routes), self.bank, self.name, kind_of)


def _quoted(target: str) -> str:
    return target.replace("%", "%25").replace("&", "%26").replace("#", "%23").replace("+", "%2B")


def inner_path(target: str) -> str:
    """Where to go after a login: a path of this site, never another address."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/"
