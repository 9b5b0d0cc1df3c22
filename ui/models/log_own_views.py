"""Views of the log that a person saved: name, base view and filters; never the words searched for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from robot.domain.log_views import LogFacet, LogQuery, LogView

#: A longer name does not fit a chip, and more views than this fit no row; in characters and in views.
LONGEST_NAME, MOST = 24, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView:
    """One saved view."""

    name: str
    view: str
    filters: dict[str, tuple[str, ...]]

    def query(self, before: LogQuery) -> LogQuery:
        """The query it stands for; sources stay as they are."""
        return LogQuery(view=self.view, filters=dict(self.filters), sources=before.sources)


def saved_of(name: str, query: LogQuery) -> OwnView:
    """A view of what is shown.

    The file it is kept in is readable, so it holds codes alone: words are left out, and so are customers.
    """
    filters = {facet: values for facet, values in query.filters.items() if facet != LogFacet.CUSTOMER}
    return OwnView(name=" ".join(name.split())[:LONGEST_NAME], view=str(query.view), filters=filters)


def written(views: tuple[OwnView, ...]) -> str:
    """As one line of JSON."""
    return json.dumps(
        [{"name": own.name, "view": own.view, "filters": own.filters} for own in views[:MOST]],
        ensure_ascii=False,
    )


def read(text: str) -> tuple[OwnView, ...]:
    """What was written; whatever else stands there is left out."""
    try:
        kept = json.loads(text or "[]")
    except ValueError:
        return ()
    found = [_read_one(item) for item in kept] if isinstance(kept, list) else []
    return tuple(own for own in found if own is not None)[:MOST]


def _read_one(item: object) -> OwnView | None:
    if not isinstance(item, dict) or item.get("view") not in set(LogView):
        return None
    name, filters = item.get("name"), item.get("filters")
    if not isinstance(name, str) or not name.strip() or not isinstance(filters, dict):
        return None
    kept = {
        str(facet): tuple(str(value) for value in values)
        for facet, values in filters.items()
        if facet in set(LogFacet) and isinstance(values, list) and values
    }
    return OwnView(name=name[:LONGEST_NAME], view=item["view"], filters=kept)
