"""The control origin: faults in, truth out, both only with the control token."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from demobank.bank import Bank
from demobank.control.actions import Actions
from demobank.control.fault_table import ACTIONS
from demobank.control.faults import FaultError, describe
from demobank.control.oracle import Oracle
from demobank.sites.wecom.application import Wecom


class _TokenGate:
    """Nobody without the token gets in."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not secrets.compare_digest(given, self._expected):
                await JSONResponse({"reason": "unauthorized"}, 401)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Control:
    """The switchboard."""

    def __init__(self, bank: Bank, wecom: Wecom) -> None:
        self._bank = bank
        self._wecom = wecom
        self._actions = Actions(bank, wecom)

    def application(self) -> ASGIApp:
        """The ASGI application."""
        routes: list[BaseRoute] = [
            Route("/faults", self._show),
            Route("/faults", self._set_all, methods=["PUT"]),
            Route("/faults", self._clear, methods=["DELETE"]),
            Route("/faults/{site}", self._set_one, methods=["PUT"]),
            Route("/faults/{site}", self._clear, methods=["DELETE"]),
            Route("/help", self._help),
        ]
        app = Starlette(routes=routes + Oracle(self._bank, self._wecom.traps, self._reset).routes())
        return _TokenGate(app, self._bank.options.control_token)

    def _state(self) -> dict[str, Any]:
        return {name: faults.as_json() for name, faults in self._bank.faults.items()}

    async def _show(self, request: Request) -> Response:
        return JSONResponse(self._state())

    async def _help(self, request: Request) -> Response:
        return JSONResponse({site: describe(site) for site in self._bank.faults})

    async def _clear(self, request: Request) -> Response:
        wanted = request.path_params.get("site")
        for site, faults in self._bank.faults.items():
            if wanted in (None, site):
                faults.clear()
        self._wecom.on_faults_changed()
        return JSONResponse(self._state())

    async def _set_all(self, request: Request) -> Response:
        return self._set(await request.json())

    async def _set_one(self, request: Request) -> Response:
        return self._set({request.path_params["site"]: await request.json()})

    def _set(self, wanted: dict[str, dict[str, Any]]) -> Response:
        done: dict[str, Any] = {}
        try:
            for site, values in wanted.items():
                if site not in self._bank.faults:
                    raise FaultError(f"{site} is no site")  # noqa: TRY301 - answered like every other
                lasting = {name: value for name, value in values.items() if name not in ACTIONS}
                self._bank.faults[site].apply(lasting)
                for name in values.keys() - lasting.keys():
                    done[name] = self._actions.act(site, name, values[name])
        except FaultError as error:
            return JSONResponse({"reason": str(error)}, 422)
        self._wecom.on_faults_changed()
        return JSONResponse(self._state() | {"done": done})

    def _reset(self) -> None:
        self._wecom.forget()
        self._bank.reset()
        self._wecom.on_faults_changed()
