"""What a supervisor does to the log: marks, comments, unmasking, export and import, all journalled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import LogExported, LogRow, LogUnmasked
from ui.bridge.fault import Fault
from ui.pages.review.log.actions import MARKS
from ui.pages.review.log.export_dialog import ExportDialog
from ui.pages.review.log.unmask_dialog import UnmaskDialog
from ui.theme.theme import Theme
from ui.words import figures, log_words, sentences

if TYPE_CHECKING:
    from ui.pages.review.log.section import LogSection


@dataclass(frozen=True, slots=True, kw_only=True)
class _Under:
    """A mark on its way: where it stands, and the row as it was."""

    position: int
    row: LogRow


class Intents(QObject):
    """A mark is shown at once and taken back if the agent refuses it."""

    def __init__(self, section: LogSection, theme: Theme, host: QWidget) -> None:
        """:param host: what dialogs cover."""
        super().__init__(section)
        self._section = section
        self._under_way: dict[tuple[str, int], _Under] = {}
        self.unmask = UnmaskDialog(host, theme)
        self.export = ExportDialog(host, theme)
        act, desk = section.actions_by_name, section.desk
        for mark in MARKS:
            act[mark].triggered.connect(partial(self.mark, mark))
        act["comment"].triggered.connect(section.evidence.bar.comment.setFocus)
        act["unmask"].triggered.connect(self._on_unmask)
        act["export"].triggered.connect(self._on_export)
        section.evidence.bar.commented.connect(self._on_comment)
        section.head.import_wanted.connect(self._on_import)
        self.unmask.wanted.connect(self._on_reason)
        self.export.wanted.connect(self._on_place)
        desk.done.connect(self._on_done)
        desk.failed.connect(self._on_failed)
        self.refresh()

    def refresh(self) -> None:
        """Enable what may be done with the record in hand."""
        section = self._section
        found, record = section.desk.sources, section.evidence.record
        why = ""
        if found is None or record is None:
            why = self.tr("没有选中的记录")
        elif not found.may_review:
            why = sentences.sentence(found.may_review_why)
        may = not why
        is_sealed = record is not None and record.is_sealed
        section.evidence.bar.set_possible(may_mark=may, may_unmask=may and is_sealed, why=why)

    def rest(self) -> None:
        """Nobody looks: what was unmasked is put away."""
        if self.unmask.isVisible():
            self.unmask.dismiss()

    # --- marks -------------------------------------------------------------------------------------------

    def mark(self, mark: str) -> None:
        """Mark the record in hand and go to the next row."""
        table, record = self._section.table, self._section.evidence.record
        row, position = table.row(), table.position
        if row is None or record is None or (record.row.source, record.row.seq) != (row.source, row.seq):
            # What is read is marked, never a row that came into the hand meanwhile.
            return
        comment = self._section.evidence.bar.take_comment()
        self._under_way[row.source, row.seq] = _Under(position=position, row=row)
        table.model_.replace(position, replace(row, mark=mark))
        self._section.evidence.show_mark(mark)
        self._section.desk.do("log_mark", source=row.source, seq=row.seq, mark=mark, comment=comment)
        table.setFocus()
        table.step(1)

    def _on_comment(self, words: str) -> None:
        record = self._section.evidence.record
        if record is not None:
            row = record.row
            self._section.desk.do("log_comment", source=row.source, seq=row.seq, comment=words)
            self._section.table.setFocus()

    # --- what is masked ----------------------------------------------------------------------------------

    def _on_unmask(self) -> None:
        record = self._section.evidence.record
        if record is not None:
            self.unmask.ask_about(record.row)

    def _on_reason(self, source: str, seq: int, reason: str) -> None:
        self._section.desk.do("log_unmask", source=source, seq=seq, reason=reason)

    # --- files -------------------------------------------------------------------------------------------

    def _on_export(self) -> None:
        model = self._section.table.model_
        if model.result:
            places = QStandardPaths.StandardLocation.DocumentsLocation
            folder = Path(QStandardPaths.writableLocation(places))
            name = f"tandem-log-{datetime.now(BANK_ZONE):%Y%m%d-%H%M}"
            self.export.ask(model.total, folder, name)

    def _on_place(self, path: str, kind: str, limit: int, reason: str) -> None:
        asked = {"path": path, "kind": kind, "limit": limit, "reason": reason}
        language = "zh" if figures.is_chinese() else "en"
        result = self._section.table.model_.result
        self._section.desk.do("log_export", result=result, language=language, **asked)

    def _on_import(self) -> None:
        chooser = QFileDialog(self._section, self.tr("导入日志包"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter(self.tr("日志包 (*.zip)"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self.take_in)
        chooser.open()

    def take_in(self, path: str) -> None:
        """Import a bundle of another workstation."""
        words = self.tr("正在校验并导入 {name}…").format(name=Path(path).name)
        self._section.banner.say("log_import", words, tone="info", icon="hourglass")
        self._section.desk.do("log_import", path=path)

    # --- answers -----------------------------------------------------------------------------------------

    def _on_done(self, verb: str, args: dict[str, object], answer: object) -> None:
        section = self._section
        bar, desk = section.evidence.bar, section.desk
        if verb in ("log_mark", "log_comment"):
            self._under_way.pop((str(args["source"]), int(str(args["seq"]))), None)
            told = log_words.mark(str(args.get("mark", "")))
            seq = f"{int(str(args['seq'])):,}"
            bar.say(self.tr("#{seq} {mark}，已记入日志").format(seq=seq, mark=told), "ok")
            # Only the row in hand: that of the next row may be on its way, and the newest question counts.
            row = section.table.row()
            if row is not None and (row.source, row.seq) == (args["source"], args["seq"]):
                desk.ask_record(row.source, row.seq)
            desk.ask_sources()
        elif verb == "log_unmask" and isinstance(answer, LogUnmasked):
            self.unmask.show_facts(answer)
        elif verb == "log_export" and isinstance(answer, LogExported):
            self.export.show_written(answer)
        elif verb == "log_import":
            words = self.tr("已导入 {name}").format(name=getattr(answer, "label", ""))
            section.banner.say("log_import", words, tone="ok", icon="circle-check")
            desk.ask_sources()

    def _on_failed(self, verb: str, args: dict[str, object], fault: Fault) -> None:
        section = self._section
        words = sentences.fault_sentence(fault.code, fault.message)
        if verb == "log_mark":
            key = (str(args["source"]), int(str(args["seq"])))
            under = self._under_way.pop(key, None)
            if under is not None and section.table.model_.row(under.position) is not None:
                section.table.model_.replace(under.position, under.row)
            told = self.tr("#{seq} 没有标记：{why}").format(seq=f"{key[1]:,}", why=words)
            section.evidence.bar.say(told, "bad")
        elif verb == "log_comment":
            # What was typed is given back.
            section.evidence.bar.comment.setText(str(args.get("comment", "")))
            section.evidence.bar.say(self.tr("意见没有记下：{why}").format(why=words), "bad")
        elif verb == "log_unmask":
            self.unmask.show_fault(words)
        elif verb == "log_export":
            self.export.show_fault(words)
        elif verb == "log_import":
            told = self.tr("没有导入：{why}；原有的日志没有改动").format(why=words)
            section.banner.say("log_import", told, tone="bad", icon="triangle-alert")
