"""Page-side mischief: flags the page obeys, and what springs at a moment of somebody's work in the page."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from demobank.bank import Bank
from demobank.control.fault_table import FIELDS
from demobank.population.customers import Customer, make_remark, new_external_id
from demobank.sites.wecom.people import People
from demobank.store.contacts import Contact
from demobank.store.database import insert_customer
from demobank.store.messages import NewMessage


class Traps:
    """What the switchboard makes open pages do."""

    def __init__(self, bank: Bank, people: People) -> None:
        self._bank = bank
        self._people = people
        self._faults = bank.faults["wecom"]
        #: what was pressed on windows over the page: layer, choice, at
        self.pressed: list[dict[str, str]] = []

    def flags(self) -> dict[str, Any]:
        """What the page must know of the faults that live in the page."""
        return self._faults.for_page()

    def on_faults_changed(self) -> None:
        """Tell open pages, and spring a namesake trap meant for a known contact."""
        wanted = self._faults.now.duplicate_name_trap
        if wanted and wanted != "next":
            self._faults.now.duplicate_name_trap = ""
            contact = self._bank.contacts.any_of(wanted)
            if contact:
                self._add_namesake(contact)
        self._bank.hub.publish({"type": "flags", "flags": self.flags()})

    def on_chat_opened(self, contact: Contact) -> tuple[Contact, str]:
        """Whatever waits for a chat to be opened; returns the contact as it is now and a person's draft."""
        faults, people = self._faults, self._people
        if faults.now.duplicate_name_trap == "next":
            faults.now.duplicate_name_trap = ""
            self._add_namesake(contact)
        draft = people.leave_draft(contact) if faults.take("human_draft_next") else ""
        if faults.take("rename_customer_next"):
            contact = people.rename_as_wanted(contact)
        after_ms = faults.now.trap_after_ms
        if faults.spring("human_sends_next", "open"):
            self._bank.later.after(after_ms, lambda: people.send_as_wanted(contact, ""))
        if faults.spring("opt_out_next", "open"):
            self._bank.later.after(after_ms, lambda: people.opt_out(contact))
        return contact, draft

    def on_sprung(self, name: str, contact: Contact | None, composed: str) -> None:
        """A page says that a trap has sprung there; other people's part in it happens here.

        :param contact: who the trap is about.
        :param composed: what stood in the composer.
        """
        is_in_page = name in FIELDS and FIELDS[name].metadata.get("in_page")
        if not is_in_page or not name.endswith("_next") or not self._faults.spend(name) or contact is None:
            return
        people = self._people
        happens: dict[str, Callable[[], None]] = {
            "human_sends_next": lambda: people.send_as_wanted(contact, composed),
            "opt_out_next": lambda: people.opt_out(contact),
            "switch_chat_next": lambda: people.call(contact),
        }
        if name in happens:
            self._bank.later.after(self._faults.now.trap_after_ms, happens[name])

    def note_pressed(self, layer: str, choice: str) -> None:
        """Somebody pressed a button of a window over the page."""
        self.pressed.append({"layer": layer, "choice": choice, "at": self._bank.clock.stamp()})

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
                NewMessage(
                    external_id=added.external_id,
                    employee_id=added.rm_id,
                    direction="in",
                    text="我通过了你的联系人验证请求，现在我们可以开始聊天了",
                    at=bank.clock.stamp(),
                    origin="customer",
                )
            )
            event = {"type": "message", "contact": added.as_json(), "message": message, "unread": 1}
            bank.hub.publish(event, added.rm_id)
