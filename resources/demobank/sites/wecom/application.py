"""Puts the chat site together: login, chat page, archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from demobank.bank import Bank
from demobank.sites.layers import layers_as_json
from demobank.sites.site import Site
from demobank.sites.wecom.chat_api import ChatApi
from demobank.sites.wecom.login import Login
from demobank.sites.wecom.people import People
from demobank.sites.wecom.replies import Replies
from demobank.sites.wecom.sending import Sending
from demobank.sites.wecom.stale import StaleView
from demobank.sites.wecom.traps import Traps
from demobank.store.accounts import Session

PAGE_SIZE = 50


class Wecom:
    """The chat site."""

    def __init__(self, bank: Bank) -> None:
        self._site = Site(bank, "wecom", Path(__file__).parent)
        self.replies = Replies(bank)
        self.people = People(bank, self.replies)
        self.traps = Traps(bank, self.people)
        self.login = Login(self._site)
        self._stale = StaleView(bank)
        self._api = ChatApi(self._site, Sending(bank, self.replies), self.traps, self._stale)

    def on_faults_changed(self) -> None:
        """Faults were set or cleared."""
        self._stale.follow_fault()
        self.traps.on_faults_changed()

    def forget(self) -> None:
        """A day begins anew."""
        self.replies.forget()
        self.traps.pressed.clear()

    def application(self) -> ASGIApp:
        """The ASGI application."""
        routes: list[BaseRoute] = [
            Route("/", self._site.page_for(self._chat)),
            Route("/archive", self._site.page_for(self._archive)),
        ]
        return self._site.application(routes + self._api.routes() + self.login.routes(), kind_of)

    async def _chat(self, request: Request, session: Session) -> Response:
        if session.is_read_only:
            return RedirectResponse("/archive", 303)
        return self._site.page(
            "chat.html", me=session, now=self._site.bank.clock.stamp(), layers=layers_as_json()
        )

    async def _archive(self, request: Request, session: Session) -> Response:
        bank, faults = self._site.bank, self._site.faults.now
        if faults.archive == "down":
            return PlainTextResponse("服务器内部错误 (500)", 500)
        try:
            day = dt.date.fromisoformat(request.query_params.get("date", ""))
        except ValueError:
            day = bank.clock.today
        asked = request.query_params.get("page", "1")
        page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
        seen_until = bank.clock.stamp_before(faults.witness_lag_ms)
        rows, total = bank.messages.archive(session.employee_id, day.isoformat(), seen_until, page, PAGE_SIZE)
        if faults.archive == "empty":
            rows, total = [], 0
        pages = max(1, -(-total // PAGE_SIZE))
        return self._site.page(
            "archive_otherwise.html" if faults.archive == "markup" else "archive.html",
            me=session,
            rows=rows,
            day=day.isoformat(),
            page=page,
            pages=pages,
            total=total,
        )


def kind_of(method: str, path: str) -> str:
    """What kind of request this is for the faults; empty ones they leave alone."""
    if path.startswith(("/static/", "/login/qr/", "/api/events", "/api/traps/", "/api/layers")):
        return ""
    if path == "/api/messages" and method == "POST":
        return "send"
    return "api" if path.startswith("/api/") else "page"
