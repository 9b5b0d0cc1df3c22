"""The one place where a message may reach a customer, with every way it can go wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from demobank.bank import Bank
from demobank.sites.wecom.replies import Replies
from demobank.sites.wecom.rules import WORDS, refusal
from demobank.store.contacts import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A message a page wants to send."""

    contact: Contact
    text: str
    client_key: str
    page_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the page is told; `breaks` means it gets a server error instead."""

    body: dict[str, Any]
    breaks: bool = False


class Sending:
    """Sends for the chat API."""

    def __init__(self, bank: Bank, replies: Replies) -> None:
        self._bank = bank
        self._replies = replies
        self._faults = bank.faults["wecom"]

    def send(self, wanted: Wanted) -> Answer:
        """Store the message or refuse it, as rules and faults say."""
        code = refusal(self._bank, wanted.contact, wanted.text)
        if code:
            self._note(wanted, code)
            return Answer(body={"ok": False, "code": code, "reason": WORDS[code]})
        if self._faults.take("optimistic_reject_next"):
            return self._reject_later(wanted)
        if self._faults.take("accept_never_store_next"):
            self._note(wanted, "accepted_never_stored")
            return Answer(body={"ok": True, "message": self._echo(wanted)})
        message = self._store(wanted)
        if self._faults.now.quota_left > 0:
            self._faults.now.quota_left -= 1
        self._replies.consider(wanted.contact)
        return Answer(
            body={"ok": True, "message": message}, breaks=self._faults.take("fail_after_commit_next")
        )

    def _store(self, wanted: Wanted) -> dict[str, Any]:
        contact, text = wanted.contact, wanted.text
        if self._faults.take("misdeliver_next"):
            contact = self._bank.contacts.another(contact)
        if self._faults.take("truncate_next"):
            text = text[: max(1, len(text) // 2)]
        copies = 2 if self._faults.take("double_store_next") else 1
        stored = [
            self._bank.messages.add(
                external_id=contact.external_id,
                employee_id=contact.rm_id,
                direction="out",
                text=text,
                at=self._bank.clock.stamp(),
                client_key=wanted.client_key,
            )
            for _ in range(copies)
        ]
        self._bank.contacts.keep_draft(wanted.contact.rm_id, wanted.contact.external_id, "")
        self._note(wanted, "stored")
        for message in stored:
            self._bank.hub.publish(
                {
                    "type": "message",
                    "contact": contact.as_json(),
                    "message": message,
                    "from_page": wanted.page_id,
                },
                contact.rm_id,
            )
        return stored[0]

    def _reject_later(self, wanted: Wanted) -> Answer:
        self._note(wanted, "rejected_later")
        event = {
            "type": "rejected",
            "external_id": wanted.contact.external_id,
            "client_key": wanted.client_key,
            "reason": WORDS["rejected_later"],
        }
        asyncio.get_running_loop().call_later(
            self._faults.now.optimistic_reject_after_ms / 1000,
            lambda: self._bank.hub.publish(event, wanted.contact.rm_id),
        )
        return Answer(body={"ok": True, "message": self._echo(wanted)})

    def _echo(self, wanted: Wanted) -> dict[str, Any]:
        return {
            "id": self._bank.messages.spend_id(),
            "dir": "out",
            "text": wanted.text,
            "at": self._bank.clock.stamp(),
            "state": "sent",
        }

    def _note(self, wanted: Wanted, outcome: str) -> None:
        self._bank.messages.note_attempt(
            external_id=wanted.contact.external_id,
            employee_id=wanted.contact.rm_id,
            text=wanted.text,
            outcome=outcome,
            at=self._bank.clock.stamp(),
        )
