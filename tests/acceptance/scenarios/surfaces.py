"""What the bank holds, read by another than the robot: its store, and its archive in a session of its own."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import httpx

from demoday.programs import Bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One message that the bank holds for a customer."""

    message_id: str
    external_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One send that reached the bank's server, and what became of it in the bank's own words."""

    external_id: str
    outcome: str


def in_store(bank: Bank) -> list[Stored]:
    """What reached customers, from the bank's database."""
    return [
        Stored(message_id=row["message_id"], external_id=row["external_id"], text=row["text"])
        for row in bank.ask("/oracle/messages")
    ]


def attempts(bank: Bank) -> list[Attempt]:
    """Every send that the bank's server was asked for, stored or not."""
    return [
        Attempt(external_id=row["external_id"], outcome=row["outcome"])
        for row in bank.ask("/oracle/attempts")
    ]


class Archive:
    """The archive page, read with the auditor's login: nothing of the robot's pages has a part in it."""

    def __init__(self, bank: Bank) -> None:
        self._day = bank.today.isoformat()
        self._client = Client(bank, "wecom_witness")

    def messages(self) -> list[Stored]:
        """All messages of the business date, the newest first."""
        found: dict[str, Stored] = {}
        page = 1
        while True:
            table = _Table()
            table.feed(self._client.get("/archive", date=self._day, page=page).text)
            found |= {row.message_id: row for row in table.rows()}
            if not table.has_older:
                return list(found.values())
            page += 1

    def close(self) -> None:
        self._client.close()


class Client:
    """A session of one of the bank's logins; it logs in again when the bank has ended it."""

    def __init__(self, bank: Bank, login: str) -> None:
        self._login = bank.logins[login]
        self._http = httpx.Client(base_url=bank.wecom, follow_redirects=True, trust_env=False, timeout=20)

    def get(self, path: str, **params: Any) -> httpx.Response:
        """A page or an answer of the site."""
        return self._asked("GET", path, params=params)

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """A call as the chat page makes it; its answer may be an error."""
        return self._asked("POST", path, json=body)

    def _asked(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer = self._http.request(method, path, **more)
        if answer.status_code == httpx.codes.UNAUTHORIZED or answer.url.path == "/login":
            form = {"username": self._login["username"], "password": self._login["password"], "next": "/"}
            self._http.post("/login", data=form).raise_for_status()
            answer = self._http.request(method, path, **more)
        assert answer.url.path != "/login", "the bank does not let this login in"
        return answer

    def close(self) -> None:
        self._http.close()


class _Table(HTMLParser):
    """The table of sent messages; its columns are told by their headings, which every design keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.has_older = False
        self._ids: list[tuple[str, str]] = []
        self._cells: list[list[str]] = []
        self._tag = ""

    def rows(self) -> list[Stored]:
        """What the table holds."""
        if not self._ids:
            return []
        headings, *lines = self._cells
        texts = [line[headings.index("消息内容")] for line in lines]
        return [
            Stored(message_id=message_id, external_id=external_id, text=text)
            for (message_id, external_id), text in zip(self._ids, texts, strict=True)
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self._cells.append([])
            if "data-message-id" in given:
                self._ids.append((given["data-message-id"], given["data-external-id"]))
        elif tag in {"td", "th"}:
            self._tag = tag
            self._cells[-1].append("")
        elif tag == "a" and given.get("rel") == "next":
            self.has_older = True

    def handle_data(self, data: str) -> None:
        if self._tag:
            self._cells[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._tag = ""
