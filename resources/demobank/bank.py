"""Everything the sites share, built once, so that they stay separate sites of one bank."""

from __future__ import annotations

import sqlite3

from demobank.clock import BankClock
from demobank.control.faults import Faults
from demobank.hub import Hub
from demobank.later import Later
from demobank.options import Options
from demobank.store.accounts import Accounts
from demobank.store.contacts import Contacts
from demobank.store.database import open_database
from demobank.store.messages import Messages
from demobank.store.records import Records, Tasks


class Bank:
    """The store, the clock, the faults and the news of one running bank."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.connection: sqlite3.Connection = open_database(options)
        self.clock = BankClock(options.today, options.opens_at)
        self.accounts = Accounts(self.connection)
        self.contacts = Contacts(self.connection)
        self.messages = Messages(self.connection)
        self.records = Records(self.connection)
        self.tasks = Tasks(self.connection)
        self.faults = {site: Faults(site, options.seed) for site in ("wecom", "crm")}
        self.hub = Hub()
        self.later = Later()
        latest = self.connection.execute("SELECT MAX(sent_at) FROM messages").fetchone()[0]
        if latest:
            self.clock.start_no_earlier_than(latest)

    def reset(self) -> None:
        """Forget every effect, change and fault since the start; logins stay, with who logged in."""
        self.later.forget()
        for faults in self.faults.values():
            faults.clear()
        self.connection.execute("BEGIN")
        self.contacts.forget_traps()
        self.contacts.forget_changes()
        self.messages.forget_new()
        self.records.forget_new()
        self.accounts.hand_back()
        self.connection.execute("COMMIT")
        self.hub.publish({"type": "reset"})

    def close(self) -> None:
        """Let the pages go and close the file."""
        self.later.forget()
        self.hub.close()
        self.connection.close()
