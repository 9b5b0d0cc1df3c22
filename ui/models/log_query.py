"""Changes of a query on the log, and its form on the wire; nothing here asks or paints."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from robot.domain.log_views import LogFacet, LogQuery, LogView

#: Filters a person is offered, in this order.
FACETS = (
    LogFacet.ANOMALY,
    LogFacet.RESULT,
    LogFacet.SITE,
    LogFacet.TYPE,
    LogFacet.RULE,
    LogFacet.RUN,
    LogFacet.TALK_TRACK,
    LogFacet.MARK,
)
#: Saved views in the order of their chips.
VIEWS = (
    LogView.ANOMALIES,
    LogView.NIGHT,
    LogView.STOPPED_WORDS,
    LogView.WAITING,
    LogView.MINE,
    LogView.ALL,
)


def wire(query: LogQuery) -> dict[str, Any]:
    """The query as the verb's argument."""
    return asdict(query)


def with_view(query: LogQuery, view: str) -> LogQuery:
    """Another saved view; text, time and sources stay, filters go."""
    return replace(query, view=view, filters={})


def with_text(query: LogQuery, text: str) -> LogQuery:
    """Other words."""
    return replace(query, text=" ".join(text.split()))


def with_time(query: LogQuery, chosen: tuple[datetime, datetime] | None) -> LogQuery:
    """Another time, or all of it."""
    begins, ends = chosen if chosen is not None else (None, None)
    return replace(query, time_from=begins, time_until=ends)


def with_source(query: LogQuery, source: str) -> LogQuery:
    """One source, or all when empty."""
    return replace(query, sources=(source,) if source else ())


def toggled(query: LogQuery, facet: str, value: str) -> LogQuery:
    """A value chosen, or not any more."""
    before = query.filters.get(facet, ())
    values = tuple(v for v in before if v != value) if value in before else (*before, value)
    filters = {key: kept for key, kept in query.filters.items() if key != facet}
    if values:
        filters[facet] = values
    return replace(query, filters=filters)


def without(query: LogQuery, facet: str) -> LogQuery:
    """One filter less."""
    return replace(query, filters={key: kept for key, kept in query.filters.items() if key != facet})


def chosen_time(query: LogQuery) -> tuple[datetime, datetime] | None:
    """The time it is limited to."""
    if query.time_from is None or query.time_until is None:
        return None
    return query.time_from, query.time_until


def is_narrowed(query: LogQuery) -> bool:
    """Whether anything but the view and the sources limits it."""
    return bool(query.text or query.filters or query.time_from)
