"""What a record says, by which rule, and where it stands in the chain; labels are kept and filled anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from robot.domain.clock import BANK_ZONE
from robot.domain.log_views import LogMarkMade, LogRecord
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.words import figures, log_fields, log_words
from ui.words.digest_words import site as site_name

#: Records of the same task that are named beside the shown one.
_RELATED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: a name, a value, and the tone of the value."""

    name: str
    value: str
    tone: str = ""


class Lines(QWidget):
    """A heading and lines below it; hidden while there are none."""

    def __init__(self, title: str) -> None:
        """:param title: of the group."""
        super().__init__()
        self._title = title
        self._rows: list[tuple[PlainLabel, WrappedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE * 3)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(PlainLabel(title, "strong"), 0, 0, 1, 2)
        self.hide()

    def fill(self, lines: Sequence[Line]) -> None:
        """Other lines."""
        while len(self._rows) < len(lines):
            self._add_row()
        for at, (name, value) in enumerate(self._rows):
            is_used = at < len(lines)
            name.setVisible(is_used)
            value.setVisible(is_used)
            # A label that is not used holds nothing: it may have held what was unmasked.
            name.setText(lines[at].name if is_used else "")
            value.setText(lines[at].value if is_used else "")
            if is_used:
                value.set_tone(lines[at].tone)
        told = "\n".join(f"{line.name} {line.value}" for line in lines)
        self.setAccessibleName(f"{self._title}\n{told}")
        self.setVisible(bool(lines))

    def _add_row(self) -> None:
        name, value = PlainLabel(role="muted"), WrappedLabel()
        name.setMinimumWidth(columns(self, 9))
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        at = len(self._rows) + 1
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, at, 1)
        self._rows.append((name, value))


class Related(QWidget):
    """Other records of the same task; pressing one shows it."""

    #: Sequence number.
    wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self._buttons: list[Button] = []
        self._seqs: list[int] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(PlainLabel(self.tr("同一任务的记录"), "strong"))
        self.hide()

    def fill(self, record: LogRecord) -> None:
        """Those around the record itself."""
        rows = record.related
        own = next((at for at, row in enumerate(rows) if row.seq == record.row.seq), 0)
        begin = max(0, min(own - _RELATED // 2, len(rows) - _RELATED))
        shown = rows[begin : begin + _RELATED]
        while len(self._buttons) < len(shown):
            button = Button(self._theme, role="link")
            button.clicked.connect(partial(self._on_clicked, len(self._buttons)))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(button)
        self._seqs = [row.seq for row in shown]
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(shown))
            if at < len(shown):
                row = shown[at]
                result = f" · {log_words.result(row.result)}" if row.result else ""
                words = f"#{row.seq:,} {log_words.act(row.type)}{result}"
                # Not to be read as the mark of a key.
                button.setText(words.replace("&", "&&"))
                button.setAccessibleName(words)
                button.setEnabled(row.seq != record.row.seq)
        self.setVisible(len(shown) > 1)

    def _on_clicked(self, at: int) -> None:
        if at < len(self._seqs):
            self.wanted.emit(self._seqs[at])


class Facts(QWidget):
    """The groups below the picture."""

    record_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__()
        self.about = Lines(self.tr("这一条"))
        self.rules = Lines(self.tr("规则与话术"))
        self.proof = Lines(self.tr("链上位置"))
        self.marks = Lines(self.tr("标记与意见"))
        self.payload = Lines(self.tr("记录内容（已遮盖）"))
        self.related = Related(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, SPACE * 2, 0)
        column.setSpacing(SPACE * 3)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
        for part in (self.rules, self.about, self.marks, self.proof, self.related, self.payload):
            column.addWidget(part)
        column.addStretch(1)
        self.related.wanted.connect(self.record_wanted)

    def show_record(self, record: LogRecord, source: str) -> None:
        """Everything of one record.

        :param source: which workstation's log it is of; empty for this one's.
        """
        self.rules.fill(self._rule_lines(record))
        self.about.fill(self._about_lines(record, source))
        self.marks.fill([self._mark_line(made) for made in record.marks])
        self.proof.fill(self._proof_lines(record))
        self.related.fill(record)
        self.payload.fill(self._payload_lines(record))

    def clear(self) -> None:
        """No record."""
        for part in (self.rules, self.about, self.marks, self.proof, self.payload):
            part.fill(())
        self.related.hide()

    def _rule_lines(self, record: LogRecord) -> list[Line]:
        lines = []
        for rule in record.rules:
            lines.append(Line(name=self.tr("规则"), value=log_words.rule_text(rule), tone="warn"))
            law = f" · {rule.source}" if rule.source else ""
            lines.append(Line(name="", value=f"{rule.rule}{law}", tone="quiet"))
        if record.talk_track:
            title = record.talk_track_title or record.talk_track
            words = self.tr("{title} · 第 {version} 版 · {track}").format(
                title=title, version=record.talk_track_version, track=record.talk_track
            )
            lines.append(Line(name=self.tr("话术"), value=words))
        if record.text_sha256:
            lines.append(Line(name=self.tr("文本哈希"), value=log_fields.short_hash(record.text_sha256)))
        return lines

    def _about_lines(self, record: LogRecord, source: str) -> list[Line]:
        row = record.row
        at = row.at.astimezone(BANK_ZONE)
        who = " · ".join(part for part in (row.name, row.customer) if part)
        site = site_name(row.site) if row.site else ""
        took = self.tr("{ms} ms").format(ms=f"{row.ms:,}") if row.ms >= 0 else ""
        kind = log_words.anomaly(row.anomaly) if row.anomaly else ""
        anomaly = " · ".join(part for part in (kind, log_fields.why(record.anomaly_detail)) if part)
        pairs = (
            (self.tr("异常"), anomaly, "bad" if row.anomaly else ""),
            (self.tr("来源"), source, ""),
            (self.tr("时间"), f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03}", ""),
            (self.tr("运行"), row.run, ""),
            (self.tr("站点"), site, ""),
            (self.tr("客户"), who, ""),
            (self.tr("任务"), row.task, ""),
            (self.tr("耗时"), took, ""),
        )
        return [Line(name=name, value=value, tone=tone) for name, value, tone in pairs if value]

    def _payload_lines(self, record: LogRecord) -> list[Line]:
        told = [fact for fact in record.facts if log_fields.says_something(fact.name, fact.value)]
        return [
            Line(name=log_fields.fact(fact.name), value=log_fields.fact_value(fact.name, fact.value))
            for fact in told
        ]

    def _mark_line(self, made: LogMarkMade) -> Line:
        when = figures.moment(made.at)
        comment = self.tr("（意见已密封，本账号打不开）") if made.is_sealed else made.comment
        words = self.tr("{by} · {when} · 记录 #{seq}").format(by=made.by, when=when, seq=f"{made.seq:,}")
        tone = {"reviewed": "ok", "escalated": "warn"}.get(made.mark, "")
        told = f"{words}\n{comment}" if comment else words
        return Line(name=log_words.mark(made.mark), value=told, tone=tone)

    def _proof_lines(self, record: LogRecord) -> list[Line]:
        proof, row = record.proof, record.row
        place = self.tr("第 {seq} 条，共 {records} 条").format(
            seq=f"{row.seq:,}", records=f"{proof.records:,}"
        )
        anchored, tone = log_words.anchored(proof)
        is_intact = proof.is_intact
        state = self.tr("哈希、记录头与内容相符") if is_intact else self.tr("哈希、记录头与内容不相符")
        lines = [
            Line(name=self.tr("位置"), value=place),
            Line(name=self.tr("哈希"), value=log_fields.short_hash(proof.hash)),
            Line(name=self.tr("前一条"), value=log_fields.short_hash(proof.prev_hash)),
            Line(name=self.tr("本条"), value=state, tone="ok" if is_intact else "bad"),
            Line(name=self.tr("检查点"), value=log_words.covered(proof)),
            Line(name=self.tr("锚定"), value=anchored, tone=tone),
        ]
        if proof.is_erased:
            lines.append(Line(name=self.tr("内容"), value=self.tr("已依法删除，链没有断"), tone="warn"))
        return lines
