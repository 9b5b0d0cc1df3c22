"""Yesterday's page: contacts and chats as they were at a moment, as from a cache that nobody empties."""

from __future__ import annotations

from typing import Any

from demobank.bank import Bank
from demobank.population.customers import OTHER_RM, RM
from demobank.store.contacts import Contact


class StaleView:
    """What the pages are shown while the page is stale; nothing is stale without a snapshot."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._contacts: dict[str, list[dict[str, Any]]] | None = None
        self._next_id = 0

    def follow_fault(self) -> None:
        """Take the snapshot when the fault is switched on, drop it when it is switched off."""
        if not self._bank.faults["wecom"].now.stale_page:
            self._contacts = None
        elif self._contacts is None:
            self._contacts = {
                employee.employee_id: self._bank.contacts.of_employee(employee.employee_id)
                for employee in (RM, OTHER_RM)
            }
            self._next_id = self._bank.messages.newest_id() + 1

    def contacts(self, employee_id: str) -> list[dict[str, Any]]:
        """The contact list a page is shown."""
        if self._contacts is None:
            return self._bank.contacts.of_employee(employee_id)
        return self._contacts[employee_id]

    def contact(self, contact: Contact) -> dict[str, Any]:
        """The header of a chat a page is shown."""
        shown = contact.as_json()
        for old in self._contacts[contact.rm_id] if self._contacts is not None else ():
            if old["external_id"] == contact.external_id:
                return {key: old[key] for key in shown}
        return shown

    def messages(self, external_id: str, before: int, limit: int) -> list[dict[str, Any]]:
        """The messages of a chat a page is shown."""
        if self._contacts is not None:
            before = min(before or self._next_id, self._next_id)
        return self._bank.messages.of_chat(external_id, before, limit)
