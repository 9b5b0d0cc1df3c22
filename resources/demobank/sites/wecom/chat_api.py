"""The calls of the chat page: contacts, chats, sends, drafts and the stream of news."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from demobank.sites.site import Site
from demobank.sites.wecom.sending import Sending, Wanted
from demobank.sites.wecom.stale import StaleView
from demobank.sites.wecom.traps import Traps
from demobank.store.accounts import Session
from demobank.store.contacts import Contact

HISTORY = 30
HEARTBEAT_S = 15


class ChatApi:
    """What the chat page asks of its server."""

    def __init__(self, site: Site, sending: Sending, traps: Traps, stale: StaleView) -> None:
        self._site = site
        self._bank = site.bank
        self._sending = sending
        self._traps = traps
        self._stale = stale

    def routes(self) -> list[BaseRoute]:
        """All addresses of the chat page's calls."""
        guard = self._site.api_for
        chat = "/api/chats/{external_id}"
        return [
            Route("/api/contacts", guard(self._contacts)),
            Route(f"{chat}/open", guard(self._open), methods=["POST"]),
            Route(f"{chat}/read", guard(self._read), methods=["POST"]),
            Route(f"{chat}/messages", guard(self._older)),
            Route("/api/messages", guard(self._send), methods=["POST"]),
            Route("/api/drafts/{external_id}", guard(self._draft), methods=["POST"]),
            Route("/api/traps/{name}", guard(self._sprung), methods=["POST"]),
            Route("/api/layers", guard(self._layer), methods=["POST"]),
            Route("/api/events", guard(self._events)),
        ]

    def _contact(self, request: Request, session: Session) -> Contact | None:
        return self._bank.contacts.find(session.employee_id, request.path_params["external_id"])

    async def _contacts(self, request: Request, session: Session) -> Response:
        contacts = self._stale.contacts(session.employee_id)
        return JSONResponse({"contacts": contacts, "flags": self._traps.flags()})

    async def _open(self, request: Request, session: Session) -> Response:
        contact = self._contact(request, session)
        if contact is None:
            return JSONResponse({"reason": "联系人不存在"}, 404)
        await asyncio.sleep(self._site.faults.now.slow_open_ms / 1000)
        self._bank.messages.mark_read(session.employee_id, contact.external_id)
        contact, human_draft = self._traps.on_chat_opened(contact)
        messages = self._stale.messages(contact.external_id, 0, HISTORY + 1)
        return JSONResponse(
            {
                "contact": self._stale.contact(contact),
                "human_draft": human_draft,
                "messages": messages[-HISTORY:],
                "has_more": len(messages) > HISTORY,
                "flags": self._traps.flags(),
            }
        )

    async def _read(self, request: Request, session: Session) -> Response:
        self._bank.messages.mark_read(session.employee_id, request.path_params["external_id"])
        return Response(status_code=204)

    async def _older(self, request: Request, session: Session) -> Response:
        contact = self._contact(request, session)
        before = request.query_params.get("before", "").removeprefix("M")
        if contact is None or not before.isdecimal():
            return JSONResponse({"reason": "联系人不存在"}, 404)
        messages = self._stale.messages(contact.external_id, int(before), HISTORY + 1)
        return JSONResponse({"messages": messages[-HISTORY:], "has_more": len(messages) > HISTORY})

    async def _send(self, request: Request, session: Session) -> Response:
        asked: dict[str, Any] = await request.json()
        contact = self._bank.contacts.find(session.employee_id, str(asked.get("external_id", "")))
        text = str(asked.get("text", ""))
        if session.is_read_only:
            return JSONResponse({"ok": False, "code": "read_only", "reason": "只读账号不能发送消息"}, 403)
        if contact is None or not text.strip():
            return JSONResponse({"ok": False, "code": "bad_request", "reason": "联系人不存在"}, 404)
        wanted = Wanted(
            contact=contact,
            text=text,
            client_key=str(asked.get("client_key", "")),
            page_id=str(asked.get("page_id", "")),
        )
        answer = self._sending.send(wanted)
        told = JSONResponse(answer.body)
        return await self._site.after_effect(told) if answer.is_effect else told

    async def _draft(self, request: Request, session: Session) -> Response:
        contact = self._contact(request, session)
        if contact is not None and not session.is_read_only:
            asked = json.loads(await request.body())
            self._bank.contacts.keep_draft(
                session.employee_id, contact.external_id, str(asked.get("text", ""))
            )
        return Response(status_code=204)

    async def _sprung(self, request: Request, session: Session) -> Response:
        asked = json.loads(await request.body())
        contact = self._bank.contacts.find(session.employee_id, str(asked.get("external_id", "")))
        self._traps.on_sprung(request.path_params["name"], contact, str(asked.get("text", "")))
        return JSONResponse(self._traps.flags())

    async def _layer(self, request: Request, session: Session) -> Response:
        asked = json.loads(await request.body())
        self._traps.note_pressed(str(asked.get("layer", "")), str(asked.get("choice", "")))
        return Response(status_code=204)

    async def _events(self, request: Request, session: Session) -> Response:
        return StreamingResponse(
            self._stream(session), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self, session: Session) -> AsyncIterator[str]:
        queue = self._bank.hub.join(session.employee_id)
        try:
            # Only now can nothing be missed any more, so the page loads its list on this first event.
            yield 'data: {"type": "reload"}\n\n'
            while True:
                try:
                    line = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if line is None:
                    return
                yield f"data: {line}\n\n"
        finally:
            self._bank.hub.leave(queue)
