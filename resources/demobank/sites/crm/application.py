"""Puts the CRM together: login, customers, tasks."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from demobank.bank import Bank
from demobank.sites.crm.customers import CustomerPages
from demobank.sites.crm.tasks import TaskPages
from demobank.sites.site import Site, inner_path


class Crm:
    """The CRM site."""

    def __init__(self, bank: Bank) -> None:
        self._site = Site(bank, "crm", Path(__file__).parent)

    def application(self) -> ASGIApp:
        """The ASGI application."""
        routes: list[BaseRoute] = [
            Route("/login", self._show_login),
            Route("/login", self._log_in, methods=["POST"]),
        ]
        routes += CustomerPages(self._site).routes() + TaskPages(self._site).routes()
        return self._site.application(routes, kind_of)

    async def _show_login(self, request: Request) -> Response:
        return self._login_page(
            inner_path(request.query_params.get("next", "/")),
            is_expired="expired" in request.query_params,
        )

    def _login_page(self, target: str, *, is_expired: bool, error: str = "", status: int = 200) -> Response:
        return self._site.page("login.html", status, next=target, expired=is_expired, error=error)

    async def _log_in(self, request: Request) -> Response:
        form = await request.form()
        target = inner_path(str(form.get("next", "/")))
        sid = self._site.bank.accounts.log_in(
            "crm", str(form.get("username", "")).strip(), str(form.get("password", ""))
        )
        if sid is None:
            return self._login_page(target, is_expired=False, error="员工号或密码错误", status=403)
        return self._site.welcome(sid, RedirectResponse(target, 303))


def kind_of(method: str, path: str) -> str:
    """What kind of request this is for the faults; empty ones they leave alone."""
    if path.startswith("/static/"):
        return ""
    if method == "POST" and path.endswith("/records"):
        return "send"
    return "api" if path.startswith("/api/") else "page"
