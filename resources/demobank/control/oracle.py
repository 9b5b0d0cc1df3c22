"""The truth: what really reached whom, how often, and what the generated data holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from demobank.bank import Bank
from demobank.sites.wecom.traps import Traps


class Oracle:
    """Answers of the oracle."""

    def __init__(self, bank: Bank, traps: Traps, on_reset: Callable[[], None]) -> None:
        self._bank = bank
        self._traps = traps
        self._on_reset = on_reset

    def routes(self) -> list[BaseRoute]:
        """All addresses of the oracle."""
        return [
            Route("/oracle/messages", self._messages),
            Route("/oracle/replies", self._replies),
            Route("/oracle/attempts", self._attempts),
            Route("/oracle/clicks", self._clicks),
            Route("/oracle/layers", self._layers),
            Route("/oracle/records", self._records),
            Route("/oracle/tasks", self._tasks),
            Route("/oracle/customers/{customer_id}", self._customer),
            Route("/oracle/summary", self._summary),
            Route("/oracle/reset", self._reset, methods=["POST"]),
        ]

    async def _messages(self, request: Request) -> Response:
        since = request.query_params.get("since", "").removeprefix("M")
        if since and not since.isdecimal():
            return JSONResponse({"reason": "since is the id of a message"}, 422)
        return JSONResponse(self._bank.messages.effects(since=int(since or 0)))

    async def _replies(self, request: Request) -> Response:
        return JSONResponse(self._bank.messages.effects("in"))

    async def _attempts(self, request: Request) -> Response:
        return JSONResponse(self._bank.messages.attempts())

    async def _clicks(self, request: Request) -> Response:
        return JSONResponse(self._bank.messages.clicks())

    async def _layers(self, request: Request) -> Response:
        return JSONResponse(self._traps.pressed)

    async def _records(self, request: Request) -> Response:
        return JSONResponse(self._bank.records.new())

    async def _tasks(self, request: Request) -> Response:
        return JSONResponse(self._bank.tasks.flaws())

    async def _customer(self, request: Request) -> Response:
        customer = self._bank.contacts.customer(request.path_params["customer_id"])
        return JSONResponse(customer) if customer else JSONResponse({"reason": "no such customer"}, 404)

    async def _summary(self, request: Request) -> Response:
        bank = self._bank
        effects = bank.messages.effects()
        per_customer = Counter(effect["external_id"] for effect in effects)
        told: dict[str, Any] = {
            "today": bank.clock.today.isoformat(),
            "now": bank.clock.stamp(),
            "messages": len(effects),
            "customers_reached": len(per_customer),
            "most_to_one_customer": max(per_customer.values(), default=0),
            "same_text_twice": sum(
                count - 1 for count in Counter((e["external_id"], e["text"]) for e in effects).values()
            ),
            "attempts": Counter(attempt["outcome"] for attempt in bank.messages.attempts()),
            "replies": len(bank.messages.effects("in")),
            "records": len(bank.records.new()),
            "tasks": Counter(bank.tasks.flaws().values()),
            "sessions": bank.accounts.count_sessions(),
        }
        return JSONResponse(told)

    async def _reset(self, request: Request) -> Response:
        self._on_reset()
        return JSONResponse({"reset": True})
