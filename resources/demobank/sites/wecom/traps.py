"""Page-side mischief: flags the page obeys, and namesakes that appear out of nowhere."""

from __future__ import annotations

import random
from typing import Any

from demobank.bank import Bank
from demobank.population.customers import Customer, make_remark, new_external_id
from demobank.store.contacts import Contact
from demobank.store.database import insert_customer


class Traps:
    """What the switchboard makes open pages do."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._faults = bank.faults["wecom"]

    def flags(self) -> dict[str, Any]:
        """What the page must know of the faults that live in the page."""
        now = self._faults.now
        return {
            "version": self._faults.version,
            "popup": now.popup,
            "popup_serial": self._faults.popup_serial,
            "resort_on_search": now.resort_on_search,
            "dead_send": now.dead_send_button_next,
        }

    def on_faults_changed(self) -> None:
        """Tell open pages, and spring a namesake trap meant for a known contact."""
        wanted = self._faults.now.duplicate_name_trap
        if wanted and wanted != "next":
            self._faults.now.duplicate_name_trap = ""
            contact = self._bank.contacts.any_of(wanted)
            if contact:
                self._add_namesake(contact)
        self._bank.hub.publish({"type": "flags", "flags": self.flags()})

    def on_chat_opened(self, contact: Contact) -> None:
        """Spring a namesake trap meant for whoever is opened next."""
        if self._faults.now.duplicate_name_trap == "next":
            self._faults.now.duplicate_name_trap = ""
            self._add_namesake(contact)

    def _add_namesake(self, contact: Contact) -> None:
        bank = self._bank
        data = bank.contacts.customer(contact.customer_id) or {}
        rng = random.Random(f"{contact.external_id}-{bank.clock.stamp()}")
        twin = Customer(**data)
        twin.customer_id = f"C9{rng.randrange(10**7):07d}"
        twin.external_id = new_external_id(rng)
        twin.account_masked = f"6217****{rng.randrange(10_000):04d}"
        twin.remark = make_remark(rng, twin.name, twin.tier, twin.account_masked)
        twin.tag = "新客"
        insert_customer(bank.connection, twin, is_trap=True)
        added = bank.contacts.find(contact.rm_id, twin.external_id)
        if added:
            message = bank.messages.add(
                external_id=added.external_id,
                employee_id=added.rm_id,
                direction="in",
                text="我通过了你的联系人验证请求，现在我们可以开始聊天了",
                at=bank.clock.stamp(),
            )
            event = {"type": "message", "contact": added.as_json(), "message": message, "unread": 1}
            bank.hub.publish(event, added.rm_id)
