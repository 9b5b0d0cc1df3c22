"""The one place where a page's message may reach a customer, with every way it can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demobank.bank import Bank
from demobank.sites.altering import altered
from demobank.sites.wecom.replies import Replies
from demobank.sites.wecom.rules import WORDS, refusal
from demobank.store.contacts import Contact
from demobank.store.messages import NewMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A message a page wants to send."""

    contact: Contact
    text: str
    client_key: str
    page_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the page is told, and whether there was (or will be) an effect."""

    body: dict[str, Any]
    is_effect: bool = False


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
        message = self._accept(wanted)
        if self._faults.now.quota_left > 0:
            self._faults.now.quota_left -= 1
        self._replies.consider(wanted.contact)
        return Answer(body={"ok": True, "message": message}, is_effect=True)

    def _accept(self, wanted: Wanted) -> dict[str, Any]:
        """Store the message now, or give out its id and store it later."""
        faults, bank = self._faults, self._bank
        contact = wanted.contact
        if faults.take("misdeliver_next"):
            contact = bank.contacts.another(contact)
        text = altered(faults, wanted.text)
        is_archived = not faults.take("archive_skip_next")
        delay_ms = faults.now.store_delay_ms
        at = bank.clock.stamp()
        copies = [
            NewMessage(
                external_id=contact.external_id,
                employee_id=contact.rm_id,
                direction="out",
                text=text,
                at=at,
                origin="page",
                client_key=wanted.client_key,
                reserved_id=bank.messages.spend_id(),
                is_archived=is_archived,
            )
            for _ in range(2 if faults.take("double_store_next") else 1)
        ]
        bank.contacts.keep_draft(wanted.contact.rm_id, wanted.contact.external_id, "")
        self._note(wanted, "stored_later" if delay_ms else "stored")
        bank.later.after(delay_ms, lambda: self._store(contact, copies, wanted.page_id))
        return {"id": f"M{copies[0].reserved_id}", "dir": "out", "text": text, "at": at, "state": "sent"}

    def _store(self, contact: Contact, copies: list[NewMessage], page_id: str) -> None:
        for new in copies:
            event = {
                "type": "message",
                "contact": contact.as_json(),
                "message": self._bank.messages.add(new),
                "from_page": page_id,
            }
            self._bank.hub.publish(event, contact.rm_id)

    def _reject_later(self, wanted: Wanted) -> Answer:
        self._note(wanted, "rejected_later")
        event = {
            "type": "rejected",
            "external_id": wanted.contact.external_id,
            "client_key": wanted.client_key,
            "reason": WORDS["rejected_later"],
        }
        self._bank.later.after(
            max(1, self._faults.now.optimistic_reject_after_ms),
            lambda: self._bank.hub.publish(event, wanted.contact.rm_id),
        )
        return Answer(body={"ok": True, "message": self._echo(wanted)})

    def _echo(self, wanted: Wanted) -> dict[str, Any]:
        return {
            "id": f"M{self._bank.messages.spend_id()}",
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
            client_key=wanted.client_key,
        )
