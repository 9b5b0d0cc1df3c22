"""The day's task list: page, files, and the call a robot may use."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from demobank.sites.crm.labels import CHANNELS, LINES, STRATEGIES
from demobank.sites.crm.task_files import as_csv, as_xlsx
from demobank.sites.site import Site
from demobank.store.accounts import Session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TaskPages:
    """Everything about the task list."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._bank = site.bank

    def routes(self) -> list[BaseRoute]:
        """Page, exports and API."""
        return [
            Route("/tasks", self._site.page_for(self._show)),
            Route("/tasks/export.{kind}", self._site.page_for(self._export)),
            Route("/api/tasks", self._api),
        ]

    def _day(self, request: Request) -> str:
        return request.query_params.get("date") or self._bank.clock.today.isoformat()

    async def _show(self, request: Request, session: Session) -> Response:
        day = self._day(request)
        tasks = self._bank.tasks.of_day(session.employee_id, day)
        return self._site.page(
            "tasks.html",
            me=session,
            tasks=tasks,
            day=day,
            channels=CHANNELS,
            lines=LINES,
            strategies=STRATEGIES,
        )

    async def _export(self, request: Request, session: Session) -> Response:
        kind = request.path_params["kind"]
        if kind not in ("csv", "xlsx"):
            return self._site.page("message.html", 404, me=session, title="页面不存在")
        day = self._day(request)
        tasks = self._bank.tasks.of_day(session.employee_id, day)
        body, media = (as_csv(tasks), "text/csv; charset=utf-8") if kind == "csv" else (as_xlsx(tasks), XLSX)
        name = f"tasks-{session.employee_id}-{self._bank.clock.today:%Y%m%d}.{kind}"
        return Response(
            body, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    async def _api(self, request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {self._bank.options.api_token}".encode()):
            return JSONResponse({"reason": "unauthorized"}, 401, headers={"WWW-Authenticate": "Bearer"})
        limit, offset = (request.query_params.get(name, "") for name in ("limit", "offset"))
        if not all(number.isdecimal() for number in (limit, offset) if number):
            return JSONResponse({"reason": "limit and offset are whole numbers"}, 422)
        rm_id = request.query_params.get("rm", "1001")
        day = self._day(request)
        tasks = self._bank.tasks.of_day(rm_id, day, int(limit) if limit else None, int(offset or 0))
        return JSONResponse(
            {"business_date": day, "rm": rm_id, "total": self._bank.tasks.count(rm_id, day), "tasks": tasks}
        )
