"""The demonstration's supervisor: a key file for the review queue, whose passphrase everybody knows."""

from __future__ import annotations

from pathlib import Path

from robot.governance.private_keys import SigningKey, new_key, open_key

#: Protects nothing; a real supervisor's is known to nobody else.
PASSPHRASE = "tandem demo supervisor"  # noqa: S105 - said openly, for a throw-away key


def key_file(home: Path) -> Path:
    """Where the key of a demonstration's home lies."""
    return home / "supervisor.key"


def supervisor_key(home: Path) -> SigningKey:
    """The key of a home; made once, so that decisions outlive a restart."""
    path = key_file(home)
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        new_key(path, PASSPHRASE)
    return open_key(path, PASSPHRASE)
