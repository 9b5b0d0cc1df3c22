"""Where this user's agent is found: data folder, socket address, session key, lock and stop file."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

#: Moves the whole product to another directory, so that a second, separate workstation profile can run.
HOME_VARIABLE = "TANDEM_HOME"
#: Bytes in the path of a Unix socket (macOS has the smallest).
_SOCKET_PATH_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The directory that holds one workstation's data."""

    path: Path

    @classmethod
    def of_user(cls) -> Home:
        """The directory named by `TANDEM_HOME`, else the platform's own place for user data."""
        named = os.environ.get(HOME_VARIABLE)
        return cls(path=Path(named) if named else platformdirs.user_data_path("tandem", appauthor=False))

    @property
    def database(self) -> Path:
        """Store, ledger and journal in one SQLite file."""
        return self.path / "tandem.db"

    @property
    def journal_key(self) -> Path:
        """The journal's epoch key, encrypted; see `robot.journal.key_file`."""
        return self.path / "journal.key"

    @property
    def default_witness(self) -> Path:
        """Where the journal's heads are kept unless the settings name a share; beside the home, not in it."""
        return self.path.with_name(self.path.name + ".witness")

    @property
    def settings(self) -> Path:
        """The workstation's settings."""
        return self.path / "settings.yaml"

    @property
    def evidence(self) -> Path:
        """Masked pictures, named by their hash."""
        return self.path / "evidence"

    @property
    def reports(self) -> Path:
        """HTML reports."""
        return self.path / "reports"

    @property
    def inbox(self) -> Path:
        """Lists dropped here are pulled."""
        return self.path / "inbox"

    @property
    def logs(self) -> Path:
        """Technical logs without customer data."""
        return self.path / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one agent of this home."""
        return self.path / "agent.lock"

    @property
    def stop_file(self) -> Path:
        """While this file exists, nothing is sent; watched independently of the socket."""
        return self.path / "stop"

    @property
    def session_key(self) -> Path:
        """32 random bytes of the running agent, readable by this user only; worthless once it ended."""
        return self.path / "agent.key"

    @property
    def mark(self) -> str:
        """This home's name where several share one place, such as the keyring: 16 hex digits."""
        return hashlib.sha256(str(self.path.resolve()).encode()).hexdigest()[:16]

    @property
    def address(self) -> str:
        """Unix socket path or named pipe of this home's agent; short enough for a socket (108 bytes)."""
        mark = self.mark
        if sys.platform == "win32":
            return rf"\\.\pipe\tandem-{mark}"
        # Never from the environment: a front started by cron or another desktop must find the same place.
        nearby = str(self.path.resolve() / "agent.sock")
        if len(nearby.encode()) < _SOCKET_PATH_LIMIT:
            return nearby
        base = Path("/tmp") / f"tandem-{os.getuid()}"  # noqa: S108 - made 0700 and checked by the server
        return str(base / f"tandem-{mark}.sock")
