"""What the section asks about samples: how far the reviewer's own is, how large one would be, a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from robot.domain.log_views import LogView
from robot.domain.sample_views import LogCoverage, LogSample
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.bridge.newest import Newest
from ui.pages.review.log.draw_dialog import DrawDialog
from ui.pages.review.log.sample_strip import SampleStrip
from ui.theme.theme import Theme
from ui.widgets.announcing import announce
from ui.words import review_words, sample_words, sentences

if TYPE_CHECKING:
    from ui.pages.review.log.section import LogSection


class Sampling(QObject):
    """Asks only while the view of what waits is looked at."""

    def __init__(self, section: LogSection, bridge: AgentBridge, theme: Theme, host: QWidget) -> None:
        """:param host: what the dialog covers."""
        super().__init__(section)
        self._section, self._desk = section, section.desk
        self.strip: SampleStrip = section.sample
        self.dialog = DrawDialog(host, theme)
        #: Record of a draw that the index has not read yet; -1 if there is none.
        self._drawn = -1
        self._sample = Newest(bridge, "log_sample", self)
        self._coverage = Newest(bridge, "log_coverage", self)
        self._size = Newest(bridge, "log_sample_size", self)
        self._sample.answered.connect(self._on_sample)
        self._coverage.answered.connect(self._on_coverage)
        self._size.answered.connect(self._on_size)
        for asked in (self._sample, self._coverage):
            asked.failed.connect(self._on_fault)
        self._size.failed.connect(self._on_no_size)
        self._connect()

    def _connect(self) -> None:
        desk = self._desk
        desk.query_changed.connect(self._on_query)
        desk.opened.connect(self._on_opened)
        desk.newer.connect(self._on_newer)
        desk.done.connect(self._on_done)
        desk.failed.connect(self._on_failed)
        desk.sources_read.connect(self._refresh)
        self.strip.draw_wanted.connect(self.dialog.ask)
        self.dialog.size_wanted.connect(self._on_size_wanted)
        self.dialog.wanted.connect(self._on_wanted)

    def ask(self) -> None:
        """How far it is."""
        if self._desk.query.view == LogView.WAITING:
            self._sample.ask()

    def _on_query(self, _query: object) -> None:
        self.strip.setVisible(self._desk.query.view == LogView.WAITING)
        self._refresh()

    def _refresh(self, _found: object = None) -> None:
        found = self._desk.sources
        may = found is not None and found.may_review
        why = "" if found is None or may else found.may_review_why
        self.strip.set_possible(may_draw=may, why=review_words.key_sentence(why) or sentences.sentence(why))

    def _on_opened(self, _opened: object) -> None:
        self.ask()

    def _on_newer(self, count: int) -> None:
        if count and self._drawn >= 0:
            # What was drawn can be found now.
            self._section.refresh()

    def _on_sample(self, sample: LogSample, _args: object) -> None:
        if sample.seq < self._drawn:
            return
        self._drawn = -1
        # Without one of one's own the newest of anybody is told.
        self._coverage.ask(seq=sample.seq)

    def _on_coverage(self, coverage: LogCoverage, _args: object) -> None:
        if self._drawn < 0:
            self.strip.show_coverage(coverage)

    def _on_fault(self, fault: Fault, _args: object) -> None:
        self.strip.show_fault(_told(fault))

    # --- drawing -----------------------------------------------------------------------------------------

    def _on_size_wanted(self, workdays: int) -> None:
        self._size.ask(days=workdays)

    def _on_size(self, sample: LogSample, args: dict[str, Any]) -> None:
        self.dialog.show_size(sample, int(args["days"]))

    def _on_no_size(self, fault: Fault, args: dict[str, Any]) -> None:
        if int(args["days"]) == self.dialog.workdays:
            self.dialog.show_fault(_told(fault))

    def _on_wanted(self, workdays: int) -> None:
        self._desk.do("log_sample_draw", days=workdays)

    def _on_done(self, verb: str, _args: object, answer: object) -> None:
        if verb == "log_sample_draw" and isinstance(answer, LogSample):
            self._drawn = answer.seq
            self.dialog.dismiss()
            self.strip.show_drawn(answer)
            announce(self.strip, sample_words.promise(answer))
            self._desk.ask_state()
        elif verb == "log_mark":
            self.ask()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb == "log_sample_draw":
            self.dialog.show_fault(_told(fault))


def _told(fault: Fault) -> str:
    return review_words.key_sentence(fault.code) or sentences.fault_sentence(fault.code, fault.message)
