"""What the manager, a colleague or the customer does at the same time, away from the page."""

from __future__ import annotations

from typing import Any

from demobank.bank import Bank
from demobank.sites.wecom.replies import Replies
from demobank.store.contacts import Contact
from demobank.store.messages import NewMessage

GREETING = "您好，刚才给您打过电话，方便时回复我。"
HALF_WRITTEN = "您好，上次您问的那件事我"
OPT_OUT = "退订"
CALLING = "在吗？"
#: one character and another that looks like it
LOOK_ALIKES = str.maketrans("丽静强国明玮芳伟娜", "麗靜強國眀偉芬玮哪")


class People:
    """Things done by hand and by telephone."""

    def __init__(self, bank: Bank, replies: Replies) -> None:
        self._bank = bank
        self._replies = replies
        self._faults = bank.faults["wecom"]

    def send(self, contact: Contact, text: str) -> None:
        """The manager writes to the customer with his telephone; his open pages show it."""
        bank = self._bank
        message = bank.messages.add(
            NewMessage(
                external_id=contact.external_id,
                employee_id=contact.rm_id,
                direction="out",
                text=text,
                at=bank.clock.stamp(),
                origin="telephone",
            )
        )
        bank.hub.publish({"type": "message", "contact": contact.as_json(), "message": message}, contact.rm_id)

    def send_as_wanted(self, contact: Contact, composed: str) -> None:
        """What the fault names, or what stands in the composer, or a greeting."""
        self.send(contact, self._faults.now.human_sends_text or composed.strip() or GREETING)

    def opt_out(self, contact: Contact) -> None:
        """The customer wants nothing more."""
        self._replies.deliver(contact, OPT_OUT)

    def call(self, contact: Contact) -> None:
        """The customer whose chat comes to the front says something."""
        self._replies.deliver(contact, CALLING)

    def leave_draft(self, contact: Contact) -> str:
        """A person stopped in the middle of a sentence."""
        self._bank.contacts.keep_draft(contact.rm_id, contact.external_id, HALF_WRITTEN)
        return HALF_WRITTEN

    def rename(self, contact: Contact, given: dict[str, Any]) -> Contact:
        """The customer changes his name, or the manager his remark; returns the contact as it is now."""
        self._bank.contacts.rename(contact.external_id, {key: str(value) for key, value in given.items()})
        return self._bank.contacts.find(contact.rm_id, contact.external_id) or contact

    def rename_as_wanted(self, contact: Contact) -> Contact:
        """Another name, remark or both, as the fault says; nobody tells the list."""
        what = self._faults.now.rename_what
        new: dict[str, str] = {}
        if what in ("", "name"):
            changed = contact.name.translate(LOOK_ALIKES)
            new["name"] = changed if changed != contact.name else f"{contact.name}（新号）"
        if what in ("", "remark"):
            new["remark"] = f"已更名-{contact.remark.rpartition('-')[0]}"
        return self.rename(contact, new)
