"""Each question about the log: in which lane it waits, and who answers it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from robot.agent.log_requests import (
    LogHistogramOf,
    LogOneRecord,
    LogOpen,
    LogPictureOf,
    LogPositionOf,
    LogQueryFields,
    LogQueryRequest,
    LogResult,
    LogRowsOf,
)
from robot.agent.log_sampling import plan_sample, show_coverage, show_sample
from robot.domain.log_views import (
    LogFacets,
    LogHistogram,
    LogOpened,
    LogPicture,
    LogPosition,
    LogQuery,
    LogRecord,
    LogRows,
    LogSources,
    LogState,
)
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.evidence import EvidenceFolder, PictureUnusable
from robot.review.journals import journal_files
from robot.review.reviewing import Line, Reviewing
from robot.review.sources import read_sources

#: A picture beyond this would not fit into an answer.
_MOST_PICTURE_BYTES = 2_900_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the questions share."""

    home: Path
    reviewing: Reviewing
    keys: Callable[[], DataKeys]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who answers a verb, and in which lane it waits: a lane works off one after the other."""

    lane: str
    ask: Callable[[Room, Any, Line], object]
    #: Memory for pages of each file of the lane.
    cache_kb: int = 4096


def query_of(fields: LogQueryFields) -> LogQuery:
    """A request's query as the domain's value."""
    return LogQuery(
        view=fields.view,
        text=fields.text,
        filters={facet.value: values for facet, values in fields.filters.items()},
        time_from=fields.time_from,
        time_until=fields.time_until,
        sources=fields.sources,
        newest_first=fields.newest_first,
    )


def _open(room: Room, request: LogOpen, line: Line) -> LogOpened:
    return room.reviewing.open(query_of(request.query), request.count, request.asker, line)


def _state(room: Room, request: LogResult, line: Line) -> LogState:
    return room.reviewing.state(request.result, line)


def _rows(room: Room, request: LogRowsOf, line: Line) -> LogRows:
    return room.reviewing.rows(request.result, request.first, request.count, line)


def _histogram(room: Room, request: LogHistogramOf, line: Line) -> LogHistogram:
    return room.reviewing.histogram(query_of(request.query), request.bins, line)


def _facets(room: Room, request: LogQueryRequest, line: Line) -> LogFacets:
    return room.reviewing.facets(query_of(request.query), line)


def _position(room: Room, request: LogPositionOf, line: Line) -> LogPosition:
    reviewing = room.reviewing
    if request.find == "record":
        return reviewing.position_of(request.result, request.source, request.seq, line)
    if request.find == "time":
        at = request.at or datetime.now(UTC)
        return reviewing.position_at(request.result, int(at.timestamp() * 1000), line)
    forward = request.find == "next_anomaly"
    return reviewing.next_anomaly(request.result, request.position, forward=forward, line=line)


def _record(room: Room, request: LogOneRecord, line: Line) -> LogRecord:
    return room.reviewing.record(request.source, request.seq, line)


def _sources(room: Room, _request: object, line: Line) -> LogSources:
    return read_sources(room.home, room.reviewing, line)


def _picture(room: Room, request: LogPictureOf, _line: Line) -> LogPicture:
    file = next((file for file in journal_files(room.home) if file.source == request.source), None)
    if file is None:
        return LogPicture(name=request.name, jpeg_base64="", why_not="missing")
    folder = EvidenceFolder(file.evidence, lambda: datetime.now(UTC), room.keys())
    try:
        content = folder.open(request.name)
    except FileNotFoundError:
        return LogPicture(name=request.name, jpeg_base64="", why_not="missing")
    except KeyNotHeld:
        return LogPicture(name=request.name, jpeg_base64="", why_not="no_key")
    except PictureUnusable:
        return LogPicture(name=request.name, jpeg_base64="", why_not="altered")
    if len(content) > _MOST_PICTURE_BYTES:
        return LogPicture(name=request.name, jpeg_base64="", why_not="too_large")
    return LogPicture(name=request.name, jpeg_base64=base64.b64encode(content).decode())


#: The table's own questions have a lane with memory for many pages; what counts or searches has others.
QUESTIONS: dict[str, Question] = {
    "log_rows": Question(lane="table", ask=_rows, cache_kb=16_384),
    "log_state": Question(lane="table", ask=_state, cache_kb=16_384),
    "log_position": Question(lane="table", ask=_position, cache_kb=16_384),
    "log_open": Question(lane="open", ask=_open, cache_kb=8192),
    "log_histogram": Question(lane="histogram", ask=_histogram),
    "log_facets": Question(lane="facets", ask=_facets),
    "log_record": Question(lane="record", ask=_record),
    "log_picture": Question(lane="record", ask=_picture),
    "log_sources": Question(lane="sources", ask=_sources),
    "log_sample": Question(lane="samples", ask=show_sample),
    "log_coverage": Question(lane="samples", ask=show_coverage),
    "log_sample_plan": Question(lane="samples", ask=plan_sample),
}
