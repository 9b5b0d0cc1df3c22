"""The journals that can be reviewed here: this workstation's own, and imported bundles."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from robot.domain.log_views import OWN_LOG

_BUNDLE_FACTS = "bundle.json"
_MOST_DIGITS = 17
#: The bundle as it came; it is what a later verification looks at.
BUNDLE_FILE = "bundle.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFile:
    """One journal on this disk."""

    #: `OWN_LOG`, or the log id of a bundle.
    source: str
    database: Path
    evidence: Path
    label: str = ""
    #: What its verification said when it was taken in.
    verified: str = ""
    imported_at: datetime | None = None

    @property
    def bundle(self) -> Path:
        """The bundle as it came; this workstation's own log has none."""
        return self.database.with_name(BUNDLE_FILE)


def bundles_folder(home: Path) -> Path:
    """Where bundles of others are unpacked, one folder for each log id."""
    return home / "review" / "bundles"


def journal_files(home: Path) -> list[JournalFile]:
    """This workstation's journal first, then the bundles by id. Those without a journal are left out."""
    own = JournalFile(source=OWN_LOG, database=home / "tandem.db", evidence=home / "evidence")
    found = [own] if own.database.is_file() else []
    folder = bundles_folder(home)
    if folder.is_dir():
        found += [_bundle(place) for place in sorted(folder.iterdir()) if (place / "journal.db").is_file()]
    return found


def open_journal(path: Path, cache_kb: int = 2048) -> sqlite3.Connection:
    """A journal for reading only, for one thread.

    :param cache_kb: memory for its pages.

    :raises sqlite3.Error: if it cannot be opened.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute(f"PRAGMA cache_size=-{cache_kb}")
    return connection


def note_bundle(place: Path, *, label: str, verified: str, manifest: str, at: datetime) -> None:
    """Keep beside a bundle what was learnt at its import."""
    facts = {"label": label, "verified": verified, "manifest": manifest, "imported_at": at.isoformat()}
    (place / _BUNDLE_FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def _bundle(place: Path) -> JournalFile:
    facts: dict[str, str] = {}
    try:
        facts = json.loads((place / _BUNDLE_FACTS).read_text(encoding="utf-8"))
        imported_at: datetime | None = datetime.fromisoformat(facts["imported_at"])
    except (OSError, ValueError, KeyError, TypeError):
        imported_at = None
    return JournalFile(
        source=place.name,
        database=place / "journal.db",
        evidence=place / "evidence",
        label=str(facts.get("label", "")),
        verified=str(facts.get("verified", "")),
        imported_at=imported_at,
    )


def header_type(header: bytes) -> str:
    """Record type of a canonical header, without parsing the rest of it.

    :raises ValueError: if it is not one.
    """
    begin = header.index(b'"type":"') + 8
    return header[begin : header.index(b'"', begin)].decode()


def header_wall_us(header: bytes) -> int:
    """Wall time of a canonical header, microseconds since 1970.

    :raises ValueError: if it is not one.
    """
    # The last field of the canonical order.
    begin = header.rindex(b'"wall_us":"') + 11
    digits = header[begin : header.index(b'"', begin)]
    if len(digits) > _MOST_DIGITS:
        raise ValueError("a time beyond the year 5138")
    return int(digits)


def header_log(header: bytes) -> str:
    """Log id of a canonical header.

    :raises ValueError: if it is not one.
    """
    begin = header.index(b'"log":"') + 7
    return header[begin : header.index(b'"', begin)].decode()
