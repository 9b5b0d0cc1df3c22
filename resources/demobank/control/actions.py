"""What the switchboard makes happen at once, instead of lying in wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demobank.bank import Bank
from demobank.control.fault_table import ACTIONS
from demobank.control.faults import FaultError
from demobank.sites.wecom.application import Wecom
from demobank.store.contacts import Contact


class Actions:
    """Does each action by its name."""

    def __init__(self, bank: Bank, wecom: Wecom) -> None:
        self._bank = bank
        self._wecom = wecom
        self._to_contact: dict[str, Callable[[Contact, dict[str, Any]], None]] = {
            "reply_now": self._reply,
            "human_send_now": self._human_send,
            "rename_now": self._rename,
            "opt_out_now": self._opt_out,
            "switch_chat_now": self._switch_chat,
        }

    def act(self, site: str, name: str, value: Any) -> Any:
        """Do it and say what was done.

        :raises FaultError: if the site has no such action or the value does not say what it needs.
        """
        if site not in ACTIONS[name][0]:
            raise FaultError(f"{name} is no action of {site}")
        if name == "expire_sessions":
            return self._bank.accounts.expire(site, value if isinstance(value, str) else "") if value else 0
        if name == "scan_now":
            return self._scan(value)
        if not isinstance(value, dict):
            raise FaultError(f"{name} wants: {ACTIONS[name][1]}")
        if name == "type_now":
            self._bank.hub.publish({"type": "typing", "text": str(value.get("text", ""))})
            return True
        contact = self._bank.contacts.any_of(str(value.get("external_id")))
        if contact is None:
            raise FaultError(f"{name} wants: {ACTIONS[name][1]}")
        self._to_contact[name](contact, value)
        return True

    def _reply(self, contact: Contact, value: dict[str, Any]) -> None:
        self._wecom.replies.deliver(contact, str(value.get("text", "好的")))

    def _human_send(self, contact: Contact, value: dict[str, Any]) -> None:
        self._wecom.people.send(contact, str(value.get("text", "您好")))

    def _rename(self, contact: Contact, value: dict[str, Any]) -> None:
        renamed = self._wecom.people.rename(contact, value)
        self._bank.hub.publish({"type": "contact", "contact": renamed.as_json()}, contact.rm_id)

    def _opt_out(self, contact: Contact, value: dict[str, Any]) -> None:
        self._bank.contacts.opt_out(contact.external_id)
        if value.get("say", True):
            self._wecom.people.opt_out(contact)

    def _switch_chat(self, contact: Contact, value: dict[str, Any]) -> None:
        event = {
            "type": "switch",
            "external_id": contact.external_id,
            "carry_draft": bool(value.get("carry_draft")),
        }
        self._bank.hub.publish(event, contact.rm_id)

    def _scan(self, value: Any) -> str:
        wanted = value if isinstance(value, dict) else {}
        accounts = self._bank.accounts
        account = str(
            wanted.get("account") or accounts.account_of("wecom", str(wanted.get("employee", "1001")))
        )
        if not accounts.has_account("wecom", account):
            raise FaultError("scan_now: there is no such account")
        if not self._wecom.login.scan_newest(account):
            raise FaultError("scan_now: no code is shown")
        return account
