"""What an evidence bundle says about itself, signed with the workstation's checkpoint key."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import rfc8785

from robot.domain.errors import InputRefused
from robot.journal.checkpoint import origin_of
from robot.journal.signed_note import NoteKey, NoteRefusedError, read_note
from robot.journal.start_check import SeenHead
from robot.journal.verify_journal import Beginning

#: Members of the archive besides `evidence/..`.
MANIFEST, SIGNATURE, DATABASE = "manifest.json", "manifest.note", "journal.db"
#: Most bytes of a manifest; one of 20,000 pictures has 3 MB.
MAX_BYTES = 8 * 1024 * 1024
_KIND, _FORMAT = "tandem.bundle", 1
_LOG_ID = re.compile(r"[0-9a-f]{32}")


class BundleRefused(InputRefused):
    """The file is no evidence bundle, or not one that may be opened; nothing of it was kept."""

    code = "bundle.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the bundle."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleManifest:
    """The content of `manifest.json`."""

    log_id: str
    #: Records whose headers are there: the first, and the first that is not.
    first: int
    end: int
    #: First and last of each span of records that are there whole.
    selected: tuple[tuple[int, int], ...]
    beginning: Beginning
    #: Number and payload of the record that names the log's keys; None where it has none.
    keyed: tuple[int, bytes] | None
    #: Newest head that the witness held of these records, if it was asked.
    witnessed: SeenHead | None
    files: dict[str, Member]
    #: ISO 8601 with offset.
    made_at: str
    by: str
    reason: str
    #: What the bundle may be used for, and until when, in the words of whoever made it.
    limit: str

    def encode(self) -> bytes:
        """The bytes of the file, RFC 8785."""
        return rfc8785.dumps(
            {
                "beginning": {
                    "frontier": self.beginning.frontier.hex(),
                    "open_epoch": self.beginning.open_epoch,
                    "size": self.beginning.size,
                },
                "by": self.by,
                "counts": {
                    "pictures": len(self.files) - 1,
                    "records": self.end - self.first,
                    "selected": sum(last - first + 1 for first, last in self.selected),
                },
                "end": self.end,
                "files": {
                    name: {"sha256": file.sha256, "size": file.size} for name, file in self.files.items()
                },
                "first": self.first,
                "format": _FORMAT,
                "keyed": None
                if self.keyed is None
                else {"payload": base64.b64encode(self.keyed[1]).decode(), "seq": self.keyed[0]},
                "kind": _KIND,
                "limit": self.limit,
                "log": self.log_id,
                "made_at": self.made_at,
                "reason": self.reason,
                "selected": [list(span) for span in self.selected],
                "witnessed": None
                if self.witnessed is None
                else {"head": self.witnessed.encode(), "keeper": self.witnessed.keeper},
            }
        )


def read_manifest(content: bytes) -> BundleManifest:
    """What a manifest says.

    :raises BundleRefused: it is none, or not in its one spelling.
    """
    try:
        manifest = _said(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, InputRefused) as err:
        raise BundleRefused(f"its manifest cannot be read ({type(err).__name__})") from err
    except Exception as err:
        raise BundleRefused("its manifest cannot be read") from err
    if manifest.encode() != content:
        raise BundleRefused("its manifest is not in the canonical spelling (RFC 8785)")
    return manifest


def _said(fields: dict[str, Any]) -> BundleManifest:
    if fields["kind"] != _KIND or fields["format"] != _FORMAT:
        raise ValueError("another kind of file")
    # It becomes the name of a folder where the bundle is taken in.
    if _LOG_ID.fullmatch(fields["log"]) is None:
        raise ValueError("no id of a journal")
    keyed, witnessed, beginning = fields["keyed"], fields["witnessed"], fields["beginning"]
    seen = None
    if witnessed is not None:
        kept = SeenHead.decode(str(witnessed["head"]))
        seen = SeenHead(log_id=kept.log_id, size=kept.size, root=kept.root, keeper=str(witnessed["keeper"]))
    return BundleManifest(
        log_id=str(fields["log"]),
        first=_count(fields["first"]),
        end=_count(fields["end"]),
        selected=_spans(fields["selected"], _count(fields["first"]), _count(fields["end"])),
        beginning=Beginning(
            size=_count(beginning["size"]),
            frontier=bytes.fromhex(beginning["frontier"]),
            open_epoch=None if beginning["open_epoch"] is None else _count(beginning["open_epoch"]),
        ),
        keyed=None
        if keyed is None
        else (_count(keyed["seq"]), base64.b64decode(keyed["payload"], validate=True)),
        witnessed=seen,
        files={
            str(name): Member(sha256=str(file["sha256"]), size=_count(file["size"]))
            for name, file in fields["files"].items()
        },
        made_at=str(fields["made_at"]),
        by=str(fields["by"]),
        reason=str(fields["reason"]),
        limit=str(fields["limit"]),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a count is none")
    return value


def _spans(value: object, first: int, end: int) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list):
        raise TypeError("no list of spans")
    spans = tuple((_count(begin), _count(last)) for begin, last in value)
    reached = first - 1
    for begin, last in spans:
        if not reached < begin <= last < end:
            raise ValueError("the spans are not in order")
        reached = last
    return spans


def sign_manifest(content: bytes, log_id: str, key: NoteKey) -> bytes:
    """The note that goes beside a manifest; no checkpoint can be passed off as one, nor the other way."""
    return key.sign(_text(content, log_id))


def is_signed(content: bytes, note: bytes, log_id: str, public_key: bytes) -> bool:
    """Whether the log's key signed this manifest."""
    try:
        read = read_note(note)
    except NoteRefusedError:
        return False
    return read.text == _text(content, log_id) and read.is_signed(origin_of(log_id), public_key)


def _text(content: bytes, log_id: str) -> str:
    return f"tandem-bundle/{log_id}\n{hashlib.sha256(content).hexdigest()}\n"
