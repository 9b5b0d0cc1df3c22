"""Verbs of the supervisor's review of the log, with the schemas of their requests."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - as in `protocol`
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from robot.agent.request import Nothing, Request, ShortText, Verb
from robot.domain import log_views, sample_views
from robot.domain.views import Done

LogSourceId = Annotated[str, StringConstraints(pattern=r"^(this|[0-9a-f]{8,64})$")]
FilterValues = Annotated[tuple[Annotated[str, StringConstraints(max_length=128)], ...], Field(max_length=200)]


class LogQueryFields(Request):
    """One view of the log; the fields of `robot.domain.log_views.LogQuery`."""

    view: log_views.LogView = log_views.LogView.ANOMALIES
    text: str = Field(default="", max_length=200)
    filters: dict[log_views.LogFacet, FilterValues] = Field(default_factory=dict, max_length=16)
    time_from: datetime | None = None
    time_until: datetime | None = None
    sources: tuple[LogSourceId, ...] = Field(default=(), max_length=500)
    newest_first: bool = True


class LogQueryRequest(Request):
    """A verb about a query. A newer one with the same `asker` breaks off the older one."""

    query: LogQueryFields = Field(default_factory=LogQueryFields)
    #: Names the front and what the answer is for, such as `window-4711`.
    asker: str = Field(default="", max_length=64)


class LogOpen(LogQueryRequest):
    """Open a result; the first rows come with the answer."""

    count: int = Field(default=200, ge=0, le=1000)


class LogHistogramOf(LogQueryRequest):
    """Records over time."""

    #: At most so many.
    bins: int = Field(default=120, ge=1, le=500)


class LogResult(Request):
    """A verb about an opened result."""

    result: int = Field(ge=1, le=2**53)


class LogRowsOf(LogResult):
    """Rows of a result by position."""

    first: int = Field(default=0, ge=0, le=2**53)
    count: int = Field(default=200, ge=1, le=1000)


class LogPositionOf(LogResult):
    """Where something stands in a result: a record, the next anomaly from a position, or a moment."""

    find: Literal["record", "next_anomaly", "previous_anomaly", "time"]
    #: Of `record`.
    source: LogSourceId = log_views.OWN_LOG
    seq: int = Field(default=0, ge=0, le=2**53)
    #: Of an anomaly: the position from which it is looked for, exclusive; -1 begins before the first.
    position: int = Field(default=-1, ge=-1, le=2**53)
    #: Of `time`: the first row at or past it, in the order of the result.
    at: datetime | None = None


class LogOneRecord(Request):
    """A verb about one record."""

    source: LogSourceId = log_views.OWN_LOG
    seq: int = Field(ge=0, le=2**53)


class LogPictureOf(Request):
    """One picture of a source's evidence."""

    source: LogSourceId = log_views.OWN_LOG
    name: str = Field(pattern=r"^[0-9a-f]{64}$")


class LogMarkOne(LogOneRecord):
    """Mark a record, with or without a comment."""

    mark: log_views.LogMark
    comment: ShortText = ""


class LogCommentOne(LogOneRecord):
    """Comment a record."""

    comment: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class LogUnmask(LogOneRecord):
    """Open the sealed facts of a record; the reason is journalled first."""

    reason: Annotated[str, StringConstraints(min_length=4, max_length=500)]


class LogOneSource(Request):
    """A verb about one source."""

    source: LogSourceId = log_views.OWN_LOG


class LogImport(Request):
    """Take in a bundle of another workstation; it is verified and indexed."""

    path: str = Field(min_length=1, max_length=4096)


class LogExport(LogResult):
    """Write a result to a file."""

    path: str = Field(min_length=1, max_length=4096)
    kind: Literal["csv", "xlsx", "pdf", "bundle"] = "csv"
    #: At most so many rows.
    limit: int = Field(default=10_000, ge=1, le=1_000_000)
    reason: Annotated[str, StringConstraints(min_length=4, max_length=500)]
    language: Literal["zh", "en"] = "zh"


class LogSignInWith(Request):
    """Answer what `log_sign_in_ask` asked."""

    signature: str = Field(max_length=4096)


class LogSampleDraw(Request):
    """Draw a sample of the sends of the last workdays for the one who asks, or say how large it would be."""

    #: The last day; today by default.
    until: Date | None = None
    #: Workdays.
    days: int = Field(default=7, ge=1, le=60)


class LogCoverageOf(Request):
    """What a sample proves by now."""

    #: Number of the record that tells of it; the newest sample of anybody by default.
    seq: int = Field(default=-1, ge=-1, le=2**53)


class LogSamplePlan(Request):
    """What the agent itself asks its reader for before it journals a draw."""

    time_from: datetime
    time_until: datetime
    person: str
    by: str


#: The part of the allow-list that is about the log.
LOG_VERBS: dict[str, Verb] = {
    "log_sources": Verb(Nothing, log_views.LogSources, is_read=True),
    "log_open": Verb(LogOpen, log_views.LogOpened, is_read=True),
    "log_state": Verb(LogResult, log_views.LogState, is_read=True),
    "log_rows": Verb(LogRowsOf, log_views.LogRows, is_read=True),
    "log_histogram": Verb(LogHistogramOf, log_views.LogHistogram, is_read=True),
    "log_facets": Verb(LogQueryRequest, log_views.LogFacets, is_read=True),
    "log_position": Verb(LogPositionOf, log_views.LogPosition, is_read=True),
    "log_record": Verb(LogOneRecord, log_views.LogRecord, is_read=True),
    "log_picture": Verb(LogPictureOf, log_views.LogPicture, is_read=True),
    "log_sample_size": Verb(LogSampleDraw, sample_views.LogSample),
    "log_sample_draw": Verb(LogSampleDraw, sample_views.LogSample),
    "log_sample": Verb(Nothing, sample_views.LogSample, is_read=True),
    "log_coverage": Verb(LogCoverageOf, sample_views.LogCoverage, is_read=True),
    "log_sign_in_ask": Verb(Nothing, log_views.LogSignIn),
    "log_sign_in": Verb(LogSignInWith, log_views.LogSignedIn),
    "log_sign_out": Verb(Nothing, Done),
    "log_mark": Verb(LogMarkOne, Done),
    "log_comment": Verb(LogCommentOne, Done),
    "log_unmask": Verb(LogUnmask, log_views.LogUnmasked),
    "log_verify_start": Verb(LogOneSource, log_views.LogVerifying),
    "log_verify_state": Verb(LogOneSource, log_views.LogVerifying),
    "log_verify_cancel": Verb(LogOneSource, log_views.LogVerifying),
    "log_import": Verb(LogImport, log_views.LogSource),
    "log_export": Verb(LogExport, log_views.LogExported),
}
#: What the agent asks of its reader itself; no front can.
INNER_VERBS: dict[str, Verb] = {"log_sample_plan": Verb(LogSamplePlan, dict[str, Any], is_read=True)}
