"""Two ways in: a code for the telephone, and account and password."""

from __future__ import annotations

import io
import secrets
import time
from dataclasses import dataclass

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from demobank.sites.site import Site, inner_path

CODE_LIFE_S = 180
STILL_SHOWN_S = 3.0
DEFAULT_ACCOUNT = "liming"


@dataclass(slots=True)
class _Code:
    born: float
    username: str = ""
    #: when a page last asked for it
    asked: float = 0.0


class Login:
    """The login page, its one-time codes and its password form."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._codes: dict[str, _Code] = {}

    def routes(self) -> list[BaseRoute]:
        """All addresses of the login."""
        return [
            Route("/login", self._show),
            Route("/login", self._submit, methods=["POST"]),
            Route("/login/qr/{token}/status", self._status),
            Route("/login/qr/{token}/scan", self._scan, methods=["POST"]),
            Route("/qr/{token}", self._telephone),
        ]

    async def _show(self, request: Request) -> Response:
        return self._page(request, tab=request.query_params.get("tab", "qr"))

    def _page(
        self, request: Request, *, tab: str, error: str = "", status: int = 200, username: str = ""
    ) -> Response:
        tab = {"password": "password", "scan_only": "qr"}.get(self._site.faults.now.login, tab)
        now = time.monotonic()
        self._codes = {token: code for token, code in self._codes.items() if now - code.born < CODE_LIFE_S}
        token = secrets.token_urlsafe(16)
        self._codes[token] = _Code(now)
        picture = io.BytesIO()
        segno.make(f"{request.base_url}qr/{token}", error="m").save(
            picture, kind="svg", border=1, xmldecl=False, omitsize=True, dark="#1f2329"
        )
        return self._site.page(
            "login.html",
            status,
            qr=picture.getvalue().decode(),
            token=token,
            tab=tab,
            error=error,
            username=username,
            next=inner_path(request.query_params.get("next", "/")),
            expired="expired" in request.query_params,
        )

    async def _submit(self, request: Request) -> Response:
        if self._site.faults.now.login == "scan_only":
            return self._page(request, tab="qr", error="账号密码登录已停用，请扫码登录", status=403)
        form = await request.form()
        username = str(form.get("username", "")).strip()
        sid = self._site.bank.accounts.log_in(self._site.name, username, str(form.get("password", "")))
        if sid is None:
            return self._page(request, tab="password", error="账号或密码错误", status=403, username=username)
        return self._site.welcome(sid, RedirectResponse(inner_path(str(form.get("next", "/"))), 303))

    async def _scan(self, request: Request) -> Response:
        code = self._codes.get(request.path_params["token"])
        if code is None:
            return JSONResponse({"state": "expired"}, 404)
        code.username = DEFAULT_ACCOUNT
        return JSONResponse({"state": "scanned"})

    def scan_newest(self, username: str) -> bool:
        """A telephone scans the code that was shown last and still waits; false if none does."""
        now = time.monotonic()
        waiting = [c for c in self._codes.values() if not c.username and now - c.born < CODE_LIFE_S]
        # A page that is still open asks every second; one that was left does not.
        asking = [c for c in waiting if now - max(c.asked, c.born) < STILL_SHOWN_S]
        if not waiting:
            return False
        max(asking or waiting, key=lambda code: code.born).username = username
        return True

    async def _status(self, request: Request) -> Response:
        token = request.path_params["token"]
        code = self._codes.get(token)
        if code is None or time.monotonic() - code.born > CODE_LIFE_S:
            return JSONResponse({"state": "expired"})
        code.asked = time.monotonic()
        if not code.username:
            return JSONResponse({"state": "waiting"})
        del self._codes[token]
        sid = self._site.bank.accounts.open_session(self._site.name, code.username)
        return self._site.welcome(sid, JSONResponse({"state": "done"}))

    async def _telephone(self, request: Request) -> HTMLResponse:
        """What the telephone shows after scanning the code."""
        return self._site.page("telephone.html", token=request.path_params["token"])
