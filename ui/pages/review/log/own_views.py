"""A person's own views: chosen, saved and taken away in the head, kept in the window's preferences."""

from __future__ import annotations

from PySide6.QtCore import QObject

from robot.domain.log_views import LogQuery
from ui.models.log_own_views import OwnView, read, saved_of, written
from ui.pages.review.log.desk import LogDesk
from ui.pages.review.log.head import LogHead
from ui.preferences import Preferences


class OwnViews(QObject):
    """Belongs to the head, whose chips it fills."""

    def __init__(self, head: LogHead, desk: LogDesk, preferences: Preferences) -> None:
        """Show what was kept.

        :param desk: whose query is saved and replaced.
        """
        super().__init__(head)
        self._head, self._desk, self._preferences = head, desk, preferences
        self._views = read(preferences.log_views)
        head.show_own(self._views)
        head.own_chosen.connect(self._on_chosen)
        head.own_removed.connect(self._on_removed)
        head.save_wanted.connect(self._on_save)

    def show(self, query: LogQuery) -> None:
        """Mark the view in force."""
        shown = (str(query.view), query.filters)
        own = next((at for at, kept in enumerate(self._views) if (kept.view, kept.filters) == shown), -1)
        self._head.show_view(query.view, own)

    def _on_chosen(self, at: int) -> None:
        self._desk.show(self._views[at].query(self._desk.query))

    def _on_save(self, name: str) -> None:
        own = saved_of(name, self._desk.query)
        self._keep((*(kept for kept in self._views if kept.name != own.name), own))

    def _on_removed(self, at: int) -> None:
        self._keep(tuple(own for nth, own in enumerate(self._views) if nth != at))

    def _keep(self, views: tuple[OwnView, ...]) -> None:
        self._views = views
        self._preferences.log_views = written(views)
        self._head.show_own(views)
        self.show(self._desk.query)
