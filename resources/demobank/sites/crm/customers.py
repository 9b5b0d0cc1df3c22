"""Search, the customer page and the form for a contact record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from demobank.sites.altering import altered
from demobank.sites.crm.labels import CHANNELS, FORM_CHANNELS, LINES, RESULTS
from demobank.sites.site import Site
from demobank.store.accounts import Session

MOST_CHARACTERS = 2000
MATURING_SOON = dt.timedelta(days=90)


class CustomerPages:
    """Everything about one customer."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._bank = site.bank
        self._faults = site.faults

    def routes(self) -> list[BaseRoute]:
        """All addresses of customers."""
        guard = self._site.page_for
        one = "/customers/{customer_id}"
        return [
            Route("/", guard(self._home)),
            Route("/customers", guard(self._search)),
            Route(one, guard(self._detail)),
            Route(f"{one}/records/new", guard(self._form)),
            Route(f"{one}/records", guard(self._save), methods=["POST"]),
        ]

    async def _home(self, request: Request, session: Session) -> Response:
        return RedirectResponse("/customers", 303)

    async def _search(self, request: Request, session: Session) -> Response:
        text = request.query_params.get("q", "").strip()
        found = self._bank.contacts.search(text) if text else []
        return self._site.page("search.html", me=session, q=text, found=found)

    async def _detail(self, request: Request, session: Session) -> Response:
        customer = self._bank.contacts.customer(request.path_params["customer_id"])
        if customer is None:
            return self._missing(session)
        seen_until = self._bank.clock.stamp_before(self._faults.now.witness_lag_ms)
        records = self._bank.records.of_customer(customer["customer_id"], seen_until)
        soon = (self._bank.clock.today + MATURING_SOON).isoformat()
        maturing = [h for h in customer["holdings"] if "" < h["maturity_date"] <= soon]
        return self._site.page(
            "customer.html",
            me=session,
            c=customer,
            records=records,
            maturing=sorted(maturing, key=lambda h: str(h["maturity_date"])),
            channels=CHANNELS,
            lines=LINES,
            flash="保存成功" if request.query_params.get("saved") else "",
        )

    async def _form(self, request: Request, session: Session) -> Response:
        customer = self._bank.contacts.customer(request.path_params["customer_id"])
        return self._missing(session) if customer is None else self._form_page(session, customer, {})

    def _form_page(
        self,
        session: Session,
        customer: dict[str, Any],
        given: dict[str, str],
        error: str = "",
        status: int = 200,
    ) -> Response:
        return self._site.page(
            "record.html",
            status,
            me=session,
            c=customer,
            given=given,
            error=error,
            channels=[(code, CHANNELS[code]) for code in FORM_CHANNELS],
            results=RESULTS,
        )

    async def _save(self, request: Request, session: Session) -> Response:
        customer = self._bank.contacts.customer(request.path_params["customer_id"])
        if customer is None:
            return self._missing(session)
        form = await request.form()
        given = {key: str(form.get(key, "")) for key in ("channel", "talk_track", "content", "result")}
        # A browser sends line ends of a text area as CR LF; the writer typed LF.
        given["content"] = given["content"].replace("\r\n", "\n").strip()
        error = _error(session, given)
        if error:
            return self._form_page(session, customer, given, error, 422)
        saved = RedirectResponse(f"/customers/{customer['customer_id']}?saved=1", 303)
        if self._faults.take("accept_never_store_next"):
            return saved
        self._accept(customer["customer_id"], session, given)
        return await self._site.after_effect(saved)

    def _accept(self, customer_id: str, session: Session, given: dict[str, str]) -> None:
        """Store the record now or a while later, as the faults say."""
        if self._faults.take("misfile_next"):
            customer_id = self._bank.contacts.another_customer(customer_id)
        content = altered(self._faults, given["content"])
        copies = 2 if self._faults.take("double_store_next") else 1

        def store() -> None:
            for _ in range(copies):
                self._bank.records.add(
                    customer_id=customer_id,
                    channel=given["channel"],
                    talk_track=given["talk_track"],
                    content=content,
                    result=given["result"],
                    operator=session.employee_id,
                    at=self._bank.clock.stamp(),
                )

        self._bank.later.after(self._faults.now.store_delay_ms, store)

    def _missing(self, session: Session) -> Response:
        return self._site.page("message.html", 404, me=session, title="客户不存在")


def _error(session: Session, given: dict[str, str]) -> str:
    if session.is_read_only:
        return "只读账号不能保存"
    if given["channel"] not in FORM_CHANNELS:
        return "请选择渠道"
    if not given["content"]:
        return "请填写联系内容"
    if len(given["content"]) > MOST_CHARACTERS:
        return "联系内容过长"
    return "" if given["result"] in RESULTS else "请选择联系结果"
