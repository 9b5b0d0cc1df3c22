"""Rows of a log of any length, made as they are asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import OWN_LOG, LogRow

#: When the newest record was written; one is written every `PACE`.
NEWEST = datetime(2026, 11, 23, 8, 0, tzinfo=BANK_ZONE)
PACE = timedelta(seconds=1.3)
#: Every so many records there is an anomaly.
EVERY = 37
#: A name and a word that would do harm if they were read as markup.
HOSTILE = "<b>王</b><img src=x>"
_NAMES = ("王**", "张*", "李**", "赵*", "欧阳**", "陈*", "刘**", HOSTILE)
_SITES = ("wecom", "crm", "wecom")
_ACTS = (
    ("contact.clicked", "clicked", ""),
    ("contact.confirmed", "confirmed", "effect.read_back"),
    ("task.begun", "allow", ""),
    ("step", "done", ""),
    ("task.ended", "confirmed", "effect.read_back"),
    ("contact.intended", "intended", ""),
)
_ANOMALIES = (
    ("task.ended", "refused", "words.guarantee", "words", 3),
    ("contact.unknown", "unknown", "effect.not_found_in_time", "unknown_outcome", 5),
    ("task.ended", "halted", "recipient.mismatch", "identity", 5),
    ("task.held", "", "", "pace", 2),
    ("task.ended", "refused", "words.urgency", "words", 2),
    ("contact.confirmed", "confirmed", "", "night_activity", 3),
)


def make_row(seq: int, records: int) -> LogRow:
    """A row, made of its number alone."""
    mixed = (seq * 2654435761) & 0xFFFFFFFF
    if seq % EVERY == 0:
        act, result, rule, anomaly, weight = _ANOMALIES[(seq // EVERY) % len(_ANOMALIES)]
    else:
        act, result, rule = _ACTS[mixed % len(_ACTS)]
        anomaly, weight = "", 0
    return LogRow(
        source=OWN_LOG,
        seq=seq,
        at=NEWEST - (records - 1 - seq) * PACE,
        type=act,
        run=f"R{seq // 4096:05}",
        site=_SITES[mixed % 3],
        name=_NAMES[mixed % len(_NAMES)],
        customer=f"C{mixed % 99_991:05}",
        task=f"T{seq // 12:07}",
        result=result,
        rule=rule,
        ms=mixed % 4000 if act in ("step", "contact.clicked", "contact.confirmed") else -1,
        detail=f"attempt=1 track=new-wealth-wecom {HOSTILE}" if mixed % 5 == 0 else "attempt=1",
        anomaly=anomaly,
        weight=weight,
        mark="",
        has_picture=mixed % 3 != 0,
        has_comment=False,
    )
