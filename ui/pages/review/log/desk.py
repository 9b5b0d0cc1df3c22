"""What the section asks of the agent: the query in force, its result, strip and counts, one record."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from robot.domain.log_views import (
    OWN_LOG,
    LogOpened,
    LogQuery,
    LogRows,
    LogSources,
    LogState,
    LogVerifying,
    VerifyState,
)
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.bridge.line import Reply
from ui.bridge.newest import Newest
from ui.models import log_query
from ui.models.log_model import LogModel
from ui.models.log_pages import PAGE

#: While hits are still being counted, and to see whether the log went on, in milliseconds.
_GROWING_MS, _QUIET_MS = 150, 3000
#: A verification is asked after so often, in milliseconds.
_VERIFY_MS = 200
#: Bars of the strip at most.
_BINS = 120
#: The reader's word that it does not keep a result any more.
_CLOSED = "log.result_closed"
#: Verbs whose answer is told as it comes.
_INTENTS = frozenset({"log_mark", "log_comment", "log_unmask", "log_export", "log_import", "log_sample_draw"})


class LogDesk(QObject):
    """Returns at once from everything; tells by signal, in the window's thread."""

    query_changed = Signal(object)
    #: LogOpened: the model holds it already.
    opened = Signal(object)
    #: total, milliseconds, whether that is all
    counted = Signal(int, float, bool)
    #: Records that came since.
    newer = Signal(int)
    strip = Signal(object)
    facets = Signal(object)
    sources_read = Signal(object)
    record = Signal(object)
    #: LogPosition, arguments of the question
    position = Signal(object, object)
    #: The reader does not know the result any more; `reload` makes another one.
    lost = Signal()
    verifying = Signal(object)
    #: verb, arguments, answer
    done = Signal(str, object, object)
    #: verb, arguments, Fault
    failed = Signal(str, object, object)

    def __init__(self, bridge: AgentBridge, model: LogModel, parent: QObject) -> None:
        """:param model: filled by this."""
        super().__init__(parent)
        self._bridge, self._model = bridge, model
        self.query = LogQuery()
        self.sources: LogSources | None = None
        self._ms = 0.0
        self._wants_facets = False
        self._strip_is_due = True
        #: Whether the result in force was made because the one before was closed; twice in a row is told.
        self._reopened = False
        self._asker = f"window-{os.getpid()}-{id(self) % 100_000}"
        self._open = self._newest("log_open", is_one_at_a_time=False)
        self._rows = self._newest("log_rows")
        self._state = self._newest("log_state")
        self._strip = self._newest("log_histogram")
        self._facets = self._newest("log_facets")
        self._sources = self._newest("log_sources")
        self._record = self._newest("log_record")
        self._position = self._newest("log_position")
        self._verify = self._newest("log_verify_state")
        self._tick = self._timer(self.ask_state)
        self._index_tick = self._timer(self.ask_sources)
        self._verify_tick = self._timer(self.ask_verifying)
        self._connect()

    def _newest(self, verb: str, *, is_one_at_a_time: bool = True) -> Newest:
        made = Newest(self._bridge, verb, self, is_one_at_a_time=is_one_at_a_time)
        made.setObjectName(verb)
        made.failed.connect(self._on_failed)
        return made

    def _timer(self, call: Any) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(call)
        return made

    def _connect(self) -> None:
        self._open.answered.connect(self._on_opened)
        self._rows.answered.connect(self._on_rows)
        self._state.answered.connect(self._on_state)
        self._strip.answered.connect(self._on_strip)
        self._facets.answered.connect(self._on_facets)
        self._sources.answered.connect(self._on_sources)
        self._record.answered.connect(self._on_record)
        self._position.answered.connect(self.position)
        self._verify.answered.connect(self._on_verifying)
        self._model.page_wanted.connect(self._on_page_wanted)
        self._bridge.log_replied.connect(self._on_replied)

    @property
    def is_open(self) -> bool:
        """Whether a result is there or on its way."""
        return bool(self._model.result) or self._open.is_under_way

    # --- asking ------------------------------------------------------------------------------------------

    def show(self, query: LogQuery) -> None:
        """Another query; the one before is given up."""
        is_same_but_time = replace(query, time_from=None, time_until=None) == replace(
            self.query, time_from=None, time_until=None
        )
        self.query = query
        self.query_changed.emit(query)
        self.reload(keeps_strip=is_same_but_time)

    def reload(self, *, keeps_strip: bool = False) -> None:
        """Ask for the query in force anew."""
        self._tick.stop()
        self._state.drop()
        self._strip_is_due = not keeps_strip
        self._open.ask(query=log_query.wire(self.query), asker=f"{self._asker}-open", count=PAGE)

    def ask_sources(self) -> None:
        """Which logs there are, and what one may do."""
        self._sources.ask()

    def wake(self) -> None:
        """Have the agent start its reader before somebody waits for it; the answer is not needed."""
        self._bridge.ask("log_sources")

    def ask_facets(self) -> None:
        """Counts to filter by; kept in step until `drop_facets`."""
        self._wants_facets = True
        self._facets.ask(query=log_query.wire(self.query), asker=f"{self._asker}-facets")

    def drop_facets(self) -> None:
        """Nobody looks at the counts any more."""
        self._wants_facets = False

    def ask_record(self, source: str, seq: int) -> None:
        """Everything of one record."""
        self._record.ask(source=source, seq=seq)

    def ask_position(self, find: str, **args: Any) -> None:
        """Where something stands in the result."""
        if self._model.result:
            self._position.ask(result=self._model.result, find=find, **args)

    def ask_state(self) -> None:
        """Whether more hits are known, or newer records."""
        if self._model.result:
            self._state.ask(result=self._model.result)

    def do(self, verb: str, **args: Any) -> None:
        """Something that is journalled; `done` or `failed` follows."""
        self._bridge.ask(verb, **args)

    def rest(self) -> None:
        """Nobody looks: ask for nothing by itself."""
        self._tick.stop()
        self._index_tick.stop()

    # --- verification ------------------------------------------------------------------------------------

    @property
    def source(self) -> str:
        """The one source in force; this workstation's when all are."""
        return self.query.sources[0] if len(self.query.sources) == 1 else OWN_LOG

    def label_of(self, source: str) -> str:
        """What people call a source; empty where there is only one."""
        found = self.sources.sources if self.sources is not None else ()
        if len(found) < 2:  # noqa: PLR2004 - one source needs no name
            return ""
        return next((one.label for one in found if one.source == source and source != OWN_LOG), "")

    def verify(self) -> None:
        """Begin to verify the source."""
        self._bridge.ask("log_verify_start", source=self.source)

    def cancel_verify(self) -> None:
        """Break it off."""
        self._bridge.ask("log_verify_cancel", source=self.source)

    def ask_verifying(self) -> None:
        """How it stands."""
        self._verify.ask(source=self.source)

    def _on_verifying(self, told: LogVerifying, _args: object = None) -> None:
        if told.state == VerifyState.RUNNING:
            self._verify_tick.start(_VERIFY_MS)
        self.verifying.emit(told)

    # --- answers -----------------------------------------------------------------------------------------

    def _on_opened(self, opened: LogOpened, _args: object) -> None:
        self._ms = opened.ms
        self._rows.drop()
        self._model.show(opened)
        self.opened.emit(opened)
        self.counted.emit(opened.total, opened.ms, opened.is_whole)
        self._tick.start(_QUIET_MS if opened.is_whole else _GROWING_MS)
        if self._strip_is_due:
            self._strip.ask(query=log_query.wire(self.query), asker=f"{self._asker}-strip", bins=_BINS)
        if self._wants_facets:
            self.ask_facets()

    def _on_page_wanted(self, result: int, first: int, count: int) -> None:
        self._rows.ask(result=result, first=first, count=count)

    def _on_rows(self, rows: LogRows, _args: object) -> None:
        self._reopened = False
        self._model.take(rows)

    def _on_state(self, state: LogState, _args: object) -> None:
        if state.result != self._model.result:
            return
        self._model.grow(state.total)
        self.counted.emit(state.total, max(state.ms, self._ms), state.is_whole)
        self.newer.emit(state.newer)
        self._tick.start(_QUIET_MS if state.is_whole else _GROWING_MS)

    def _on_strip(self, histogram: object, _args: object) -> None:
        self.strip.emit(histogram)

    def _on_facets(self, facets: object, _args: object) -> None:
        self.facets.emit(facets)

    def _on_sources(self, found: LogSources, _args: object) -> None:
        self.sources = found
        if found.is_indexing:
            self._index_tick.start(_QUIET_MS)
        self.sources_read.emit(found)

    def _on_record(self, record: object, _args: object) -> None:
        self.record.emit(record)

    def _on_failed(self, fault: Fault, args: object) -> None:
        verb = self.sender().objectName()
        if verb == "log_rows":
            self._model.give_up()
        if fault.code == _CLOSED and not self._reopened:
            # The reader was restarted, or keeps no more results: the same query makes another one.
            self._reopened = True
            self.lost.emit()
            return
        self.failed.emit(verb, args, fault)

    def _on_replied(self, reply: Reply) -> None:
        verb = reply.request.verb
        if verb in ("log_verify_start", "log_verify_cancel"):
            if reply.fault is not None:
                self.failed.emit(verb, reply.request.args, reply.fault)
            else:
                self._on_verifying(reply.answer)
        elif verb in _INTENTS:
            if reply.fault is not None:
                self.failed.emit(verb, reply.request.args, reply.fault)
            else:
                self.done.emit(verb, reply.request.args, reply.answer)
