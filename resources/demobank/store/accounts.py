"""Accounts and sessions of all sites, because a session must be able to end or change hands at the server."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is logged in."""

    sid: str
    site: str
    username: str
    employee_id: str
    employee_name: str
    branch: str
    is_read_only: bool


class Accounts:
    """Passwords and sessions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def log_in(self, site: str, username: str, password: str) -> str | None:
        """A new session id, or None if account or password is wrong."""
        row = self._db.execute(
            "SELECT password FROM accounts WHERE site = ? AND username = ?", (site, username)
        ).fetchone()
        if row is None or not secrets.compare_digest(row["password"].encode(), password.encode()):
            return None
        return self.open_session(site, username)

    def open_session(self, site: str, username: str) -> str:
        """A new session id for an account that has proved itself."""
        sid = secrets.token_urlsafe(24)
        self._db.execute(
            "INSERT INTO sessions SELECT ?, site, username, employee_id, is_read_only, username, employee_id"
            " FROM accounts"
            " WHERE site = ? AND username = ?",
            (sid, site, username),
        )
        return sid

    def session(self, site: str, sid: str) -> Session | None:
        """The open session of this id."""
        row = self._db.execute(
            "SELECT s.*, e.name, e.branch FROM sessions s JOIN employees e USING (employee_id)"
            " WHERE s.sid = ? AND s.site = ?",
            (sid, site),
        ).fetchone()
        if row is None:
            return None
        return Session(
            sid=sid,
            site=site,
            username=row["username"],
            employee_id=row["employee_id"],
            employee_name=row["name"],
            branch=row["branch"],
            is_read_only=bool(row["is_read_only"]),
        )

    def log_out(self, sid: str) -> None:
        """End one session."""
        self._db.execute("DELETE FROM sessions WHERE sid = ?", (sid,))

    def expire(self, site: str, username: str = "") -> int:
        """End all sessions of a site (or of one account); returns how many."""
        return self._db.execute(
            "DELETE FROM sessions WHERE site = ? AND (username = ? OR ? = '')", (site, username, username)
        ).rowcount

    def hand_over(self, session: Session) -> None:
        """From now on the session belongs to the other employee, as on a shared desk."""
        self._db.execute(
            "UPDATE sessions SET (username, employee_id) = (SELECT username, employee_id FROM accounts"
            " WHERE site = ? AND employee_id <> ? AND NOT is_read_only LIMIT 1) WHERE sid = ?",
            (session.site, session.employee_id, session.sid),
        )

    def hand_back(self) -> None:
        """Every session is its first owner's again."""
        self._db.execute("UPDATE sessions SET username = first_username, employee_id = first_employee_id")

    def account_of(self, site: str, employee_id: str) -> str:
        """The account with which an employee acts, empty if there is none."""
        row = self._db.execute(
            "SELECT username FROM accounts WHERE site = ? AND employee_id = ? AND NOT is_read_only",
            (site, employee_id),
        ).fetchone()
        return str(row["username"]) if row else ""

    def has_account(self, site: str, username: str) -> bool:
        """Whether there is such an account."""
        query = "SELECT 1 FROM accounts WHERE site = ? AND username = ?"
        return self._db.execute(query, (site, username)).fetchone() is not None

    def count_sessions(self) -> dict[str, int]:
        """Open sessions of each site."""
        rows = self._db.execute("SELECT site, COUNT(*) FROM sessions GROUP BY site")
        return dict(rows.fetchall())
