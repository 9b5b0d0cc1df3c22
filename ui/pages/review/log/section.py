"""日志: views and search above, the strip of time, the table at the left, one record at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from robot.domain.log_views import (
    LogHistogram,
    LogOpened,
    LogPosition,
    LogQuery,
    LogRecord,
    LogSources,
    LogVerifying,
    LogView,
)
from ui.bridge.agent_bridge import AgentBridge
from ui.models import log_query
from ui.pages.review.key_keeper import KeyKeeper
from ui.pages.review.log import strip_bars
from ui.pages.review.log.actions import Legend, make_actions
from ui.pages.review.log.desk import LogDesk
from ui.pages.review.log.evidence import Evidence
from ui.pages.review.log.filter_panel import FilterPanel
from ui.pages.review.log.head import LogHead
from ui.pages.review.log.histogram import Histogram
from ui.pages.review.log.intents import Intents
from ui.pages.review.log.notices import Notices
from ui.pages.review.log.own_views import OwnViews
from ui.pages.review.log.rows_card import RowsCard
from ui.pages.review.log.sample_strip import SampleStrip
from ui.pages.review.log.sampling import Sampling
from ui.pages.review.log.search_bar import SearchBar
from ui.pages.review.log.sign_in import SignIn
from ui.pages.review.log.verify_strip import VerifyStrip
from ui.preferences import Preferences
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.banner import Banner
from ui.widgets.labels import badge
from ui.widgets.surfaces import Card
from ui.words import figures, log_words

#: Shares of the table and of the record.
_SHARES = (62, 38)


class LogSection(QWidget):
    """Wires the parts; asks for nothing while it is not looked at."""

    def __init__(
        self,
        theme: Theme,
        bridge: AgentBridge,
        host: QWidget,
        preferences: Preferences,
        keeper: KeyKeeper,
    ) -> None:
        """:param host: what dialogs cover.

        :param preferences: keep a person's own views.
        :param keeper: of the supervisor's key.
        """
        super().__init__()
        self._bridge = bridge
        #: Source and number of a record to go to once the result that holds it is open.
        self._goal: tuple[str, int] | None = None
        self.actions_by_name = make_actions(self)
        act = self.actions_by_name
        self.head = LogHead(theme, act)
        self.search = SearchBar(theme, act)
        self.banner = Banner(theme)
        self.verify = VerifyStrip(theme)
        self.verified = badge()
        self.sample = SampleStrip(theme)
        self.histogram = Histogram(theme)
        self.rows = RowsCard(theme)
        self.table = self.rows.table
        self.evidence = Evidence(theme, bridge, act)
        self.filters = FilterPanel(host, theme)
        self.desk = LogDesk(bridge, self.table.model_, self)
        self.intents = Intents(self, theme, host)
        self.notices = Notices(self, SignIn(bridge, keeper, self))
        self.sampling = Sampling(self, bridge, theme, host)
        self.own_views = OwnViews(self.head, self.desk, preferences)
        self._build()
        self._connect()
        self.desk.query_changed.emit(self.desk.query)
        self.evidence.clear()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        for part in (self.head, self.banner, self.verify, self.search):
            column.addWidget(part)
        strip = Card(margin=SPACE * 3)
        strip.column.addWidget(self.histogram)
        column.addWidget(strip)
        column.addWidget(self.sample)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(SPACE * 2)
        halves.addWidget(self.rows)
        halves.addWidget(self.evidence)
        for at, share in enumerate(_SHARES):
            halves.setStretchFactor(at, share)
        halves.setSizes([share * SPACE * 5 for share in _SHARES])
        column.addWidget(halves, 1)
        foot = QHBoxLayout()
        foot.addWidget(Legend(), 1)
        foot.addWidget(self.verified)
        column.addLayout(foot)
        self.evidence.set_home(self.table)
        self.table.addAction(self.actions_by_name["play"])

    def _connect(self) -> None:
        desk = self.desk
        desk.query_changed.connect(self._on_query)
        desk.opened.connect(self._on_opened)
        desk.counted.connect(self._on_counted)
        desk.newer.connect(self.search.show_newer)
        desk.strip.connect(self._on_strip)
        desk.facets.connect(self.filters.show_facets)
        desk.sources_read.connect(self._on_sources)
        desk.record.connect(self._on_record)
        desk.position.connect(self._on_position)
        desk.verifying.connect(self._on_verifying)
        desk.lost.connect(self._on_lost)
        self._bridge.online_changed.connect(self._on_online)
        self._connect_parts()
        self._connect_keys()

    def _connect_parts(self) -> None:
        desk = self.desk
        self.head.view_chosen.connect(self._on_view)
        self.head.source_chosen.connect(self._on_source)
        self.search.field.searched.connect(self._on_searched)
        self.search.field.left.connect(self.table.setFocus)
        self.search.removed.connect(self._on_removed)
        self.histogram.chosen.connect(self._on_time)
        self.filters.toggled.connect(self._on_filter)
        self.filters.cleared.connect(self._on_cleared)
        self.filters.closed.connect(desk.drop_facets)
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self.evidence.viewer.strip.setFocus)
        self.table.left.connect(self._on_escape)
        self.rows.retry.connect(desk.reload)
        self.evidence.left.connect(self.table.setFocus)
        self.evidence.note.pressed.connect(self._on_row_again)
        self.evidence.record_wanted.connect(self._on_related)
        self.verify.cancel_wanted.connect(desk.cancel_verify)
        self.verify.jump_wanted.connect(self._on_jump)

    def _connect_keys(self) -> None:
        desk, act = self.desk, self.actions_by_name
        act["search"].triggered.connect(self._on_search_key)
        act["filter"].triggered.connect(self._on_filter_key)
        act["time"].triggered.connect(self.histogram.setFocus)
        act["newer"].triggered.connect(self.refresh)
        act["verify"].triggered.connect(desk.verify)
        act["next_row"].triggered.connect(self._on_next_row)
        act["previous_row"].triggered.connect(self._on_previous_row)
        act["next_anomaly"].triggered.connect(self._on_next_anomaly)
        act["previous_anomaly"].triggered.connect(self._on_previous_anomaly)

    # --- being looked at ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Ask, or see whether the log went on."""
        super().showEvent(event)
        if self._bridge.is_online:
            self._begin()
        self.evidence.viewer.resume()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The rows want the keys. No focus proxy: Tab would jump over all that stands before them."""
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing; nothing plays, and nothing that was opened stays."""
        super().hideEvent(event)
        self.desk.rest()
        self.evidence.viewer.rest()
        self.intents.rest()

    def _begin(self) -> None:
        self.desk.ask_sources()
        self.desk.ask_verifying()
        if self.desk.is_open:
            self.desk.ask_state()
        else:
            self.rows.wait()
            self.desk.reload()

    def refresh(self) -> None:
        """Everything anew, newest records included."""
        self.desk.ask_sources()
        self.desk.reload()

    def _on_lost(self) -> None:
        """The result is gone: have it made anew and stay with the row in hand."""
        row = self.table.row()
        self._goal = (row.source, row.seq) if row is not None else None
        self.desk.reload(keeps_strip=True)

    def _on_online(self, is_online: bool) -> None:
        if is_online and self.isVisible():
            self.banner.clear()
            self.refresh()

    # --- the query ---------------------------------------------------------------------------------------

    def _on_query(self, query: LogQuery) -> None:
        self.own_views.show(query)
        self.search.show_query(query)
        self.filters.show_query(query)

    def _on_view(self, view: str) -> None:
        self.desk.show(log_query.with_view(self.desk.query, view))

    def _on_source(self, source: str) -> None:
        self.desk.show(log_query.with_source(self.desk.query, source))
        self.desk.ask_verifying()

    def _on_searched(self, words: str) -> None:
        self.desk.show(log_query.with_text(self.desk.query, words))

    def _on_time(self, chosen: tuple[datetime, datetime] | None) -> None:
        self.desk.show(log_query.with_time(self.desk.query, chosen))

    def _on_filter(self, facet: str, value: str) -> None:
        self.desk.show(log_query.toggled(self.desk.query, facet, value))

    def _on_cleared(self) -> None:
        query = log_query.with_time(log_query.with_text(self.desk.query, ""), None)
        self.desk.show(log_query.with_view(query, query.view))

    def _on_removed(self, facet: str) -> None:
        if facet == "time":
            self.histogram.clear()
        else:
            self.desk.show(log_query.without(self.desk.query, facet))
        self.table.setFocus()

    def _on_search_key(self) -> None:
        self.search.field.setFocus()
        self.search.field.selectAll()

    def _on_filter_key(self) -> None:
        self.desk.ask_facets()
        self.filters.open()

    def _on_escape(self) -> None:
        """Out of the table: what plays stops, else the chosen time goes."""
        if self.evidence.viewer.player.is_playing:
            self.evidence.viewer.player.stop()
        else:
            self.histogram.clear()

    # --- answers -----------------------------------------------------------------------------------------

    def _on_opened(self, opened: LogOpened) -> None:
        self.notices.show_opened()
        self.rows.show_result(opened, self.desk.query)
        self.search.show_newer(0)
        if self._goal is not None:
            source, seq = self._goal
            self.desk.ask_position("record", source=source, seq=seq)
        elif opened.total:
            self.table.choose(0)
        else:
            self.evidence.clear()

    def _on_counted(self, total: int, milliseconds: float, is_whole: bool) -> None:
        self.search.show_count(total, milliseconds, is_whole=is_whole)
        if total and not self.rows.shows_table:
            self.rows.show_table()
            self.table.choose(0)

    def _on_strip(self, histogram: LogHistogram) -> None:
        self.histogram.show_bars(strip_bars.bars_of(histogram), log_query.chosen_time(self.desk.query))

    def _on_sources(self, found: LogSources) -> None:
        self.head.show_sources(found)
        self.notices.show_sources(found)
        self.intents.refresh()

    def _on_verifying(self, told: LogVerifying) -> None:
        self.verify.show_state(told)
        words, tone = log_words.verified(told)
        if told.ended_at is not None:
            words = f"{words} · {figures.moment(told.ended_at)}"
        self.verified.setText(words)
        self.verified.setAccessibleName(words)
        set_tone(self.verified, tone)
        self.verified.setVisible(not self.verify.isVisibleTo(self))

    def key_changed(self) -> None:
        """The supervisor's key was opened or put away."""
        self.notices.sign_in.consider(self.desk.sources)

    # --- the record --------------------------------------------------------------------------------------

    def _on_row(self, position: int) -> None:
        row = self.table.model_.row(position)
        if row is not None:
            self.evidence.wait()
            self.desk.ask_record(row.source, row.seq)

    def _on_row_again(self) -> None:
        self._on_row(self.table.position)

    def _on_record(self, record: LogRecord) -> None:
        self.evidence.show_record(record, self.desk.label_of(record.row.source))
        self.intents.refresh()

    def _on_next_row(self) -> None:
        self.table.step(1)

    def _on_previous_row(self) -> None:
        self.table.step(-1)

    def _on_next_anomaly(self) -> None:
        self.desk.ask_position("next_anomaly", position=self.table.position)

    def _on_previous_anomaly(self) -> None:
        self.desk.ask_position("previous_anomaly", position=self.table.position)

    def _on_related(self, seq: int) -> None:
        record = self.evidence.record
        if record is not None:
            self.go_to(record.row.source, seq)

    def _on_jump(self, seq: int) -> None:
        self.go_to(self.desk.source, seq)

    def go_to(self, source: str, seq: int) -> None:
        """Show a record: in the result if it is there, else among all records."""
        self._goal = (source, seq)
        self.desk.ask_position("record", source=source, seq=seq)

    def _on_position(self, found: LogPosition, args: dict[str, object]) -> None:
        if found.position >= 0:
            self._goal = None
            self.table.choose(found.position)
            return
        if args.get("find") != "record":
            announce(self.table, self.tr("没有更多异常"))
            self.evidence.bar.say(self.tr("没有更多异常"), "")
            return
        goal = self._goal
        if goal is not None and (
            self.desk.query.view != LogView.ALL or log_query.is_narrowed(self.desk.query)
        ):
            self.desk.show(LogQuery(view=LogView.ALL, sources=self.desk.query.sources))
        elif goal is not None:
            # Not in the index: the record itself can still be looked at.
            self._goal = None
            self.desk.ask_record(*goal)
