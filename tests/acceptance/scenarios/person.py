"""The relationship manager's own hands at another screen."""

from __future__ import annotations

import uuid

from demoday.programs import Bank
from tests.acceptance.scenarios.surfaces import Client


class Person:
    """Logged in with the manager's own account; what it does reaches the bank as if typed by hand."""

    def __init__(self, bank: Bank) -> None:
        self._client = Client(bank, "wecom")

    def sends(self, external_id: str, text: str) -> None:
        """Write to a customer by hand; the bank may answer as it likes."""
        wanted = {
            "external_id": external_id,
            "text": text,
            "client_key": str(uuid.uuid4()),
            "page_id": "hand",
        }
        self._client.post("/api/messages", wanted)

    def leaves_a_draft(self, external_id: str, text: str) -> None:
        """Begin a message and leave it unsent."""
        self._client.post(f"/api/drafts/{external_id}", {"text": text}).raise_for_status()

    def draft_for(self, external_id: str) -> str:
        """What stands unsent for a customer now."""
        contacts = self._client.get("/api/contacts").raise_for_status().json()["contacts"]
        return str(next(row["draft"] for row in contacts if row["external_id"] == external_id))

    def unread_of(self, external_id: str) -> int:
        """How many of a customer's messages nobody has opened."""
        contacts = self._client.get("/api/contacts").raise_for_status().json()["contacts"]
        return int(next(row["unread"] for row in contacts if row["external_id"] == external_id))

    def close(self) -> None:
        self._client.close()
