"""One review: the whole text, what speaks against it and by which law, and what was decided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from robot.domain.review_views import ReviewCard, ReviewDecided, ReviewFinding
from ui.pages.review.marked_text import MarkedText
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel, badge
from ui.widgets.surfaces import Card, rule
from ui.words import figures, review_words, sentences
from ui.words.digest_words import site as site_name

#: The text is shown at most so many lines high; longer ones scroll.
_MOST_LINES = 9
_TONES = {"review": "warn", "block": "bad"}
_STATE_TONES = {"approved": "ok", "rejected": "bad", "escalated": "warn", "open": "warn", "false_alarm": ""}


class ReviewPane(Card):
    """Filled by the section; empty until something is chosen."""

    def __init__(self, theme: Theme) -> None:
        """Without a review."""
        super().__init__()
        self._theme = theme
        self.card: ReviewCard | None = None
        self.title = PlainLabel(role="heading")
        self.state = badge()
        self.verdict = badge()
        self.about = WrappedLabel(role="muted")
        self.asked = WrappedLabel()
        self.text = MarkedText(theme)
        self.notes = QWidget()
        self._notes = QVBoxLayout(self.notes)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(self.title)
        for part in (self.verdict, self.state):
            top.addWidget(part)
        top.addStretch(1)
        self.column.addLayout(top)
        self.column.addWidget(self.about)
        self.column.addWidget(self.asked)
        self._ground = QFrame()
        self._ground.setProperty("role", "strip")
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        inner.addWidget(self.text)
        self.column.addWidget(self._ground)
        self._notes.setContentsMargins(0, 0, SPACE * 2, 0)
        self._notes.setSpacing(SPACE * 3)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("规则与处理记录"))
        scroll.setWidget(self.notes)
        self.column.addWidget(scroll, 1)

    def show_card(self, card: ReviewCard) -> None:
        """Show one review."""
        self.card = card
        row = card.row
        self.title.setText(self.tr("复核 {number}").format(number=row.review))
        self.verdict.setText(review_words.verdict(row.verdict))
        set_tone(self.verdict, _TONES.get(row.verdict, ""))
        self.state.setText(review_words.state(row.state))
        set_tone(self.state, _STATE_TONES.get(row.state, ""))
        self.about.setText(self._about(card))
        self.asked.setText(self._asked(card))
        self.asked.setVisible(bool(card.asked_comment))
        self.text.show_text(card.text, card.findings)
        self._fit_text()
        self._fill_notes(card)

    def _about(self, card: ReviewCard) -> str:
        row = card.row
        parts = [
            figures.moment(row.opened_at),
            review_words.kind(row.kind),
            self.tr("客户经理 {rm}").format(rm=row.rm_id) if row.rm_id else "",
            self.tr("客户 {name}").format(name=row.name) if row.name else self.tr("不在任务清单里的客户"),
            site_name(card.site) if card.site else "",
        ]
        if card.talk_track:
            parts.append(
                self.tr("话术 {track} 第 {version} 版").format(track=card.talk_track, version=card.version)
            )
        return " · ".join(part for part in parts if part)

    def _asked(self, card: ReviewCard) -> str:
        return self.tr("客户经理附言：{words}").format(words=card.asked_comment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider pane needs fewer lines."""
        super().resizeEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        metrics = self.text.fontMetrics()
        # What is around the text: the pane's own edges, the ground's, and the document's.
        width = max(self.width() - SPACE * 16, SPACE * 40)
        how = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        room = metrics.boundingRect(0, 0, width, 0, how, self.text.toPlainText())
        height = min(max(room.height(), metrics.lineSpacing()), _MOST_LINES * metrics.lineSpacing())
        self.text.setFixedHeight(height + SPACE * 4)

    def _fill_notes(self, card: ReviewCard) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in card.findings:
            self._notes.addWidget(self._finding(card.text, finding))
        if card.context:
            self._notes.addWidget(PlainLabel(self.tr("之前的聊天"), "strong"))
            for line in card.context:
                said = self.tr("客户：{words}") if line.who == "customer" else self.tr("客户经理：{words}")
                self._notes.addWidget(WrappedLabel(said.format(words=line.text), "muted"))
        if card.decisions:
            self._notes.addWidget(rule())
        for made in card.decisions:
            self._notes.addWidget(self._decided(made))
        if card.used_at is not None:
            when = figures.moment(card.used_at)
            self._notes.addWidget(
                WrappedLabel(self.tr("批准的内容已于 {when} 发出").format(when=when), "muted")
            )
        self._notes.addStretch(1)

    def _finding(self, text: str, finding: ReviewFinding) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        tone = _TONES.get(finding.verdict, "")
        head = WrappedLabel(
            f"{sentences.finding_sentence(finding.rule, {'why': finding.why})}  {finding.rule}", "strong"
        )
        head.set_tone(tone)
        column.addWidget(head)
        place = text[finding.start : finding.end]
        lines = [
            self.tr("原文：【{words}】").format(words=place) if place else "",
            self.tr("依据：{law}").format(law=finding.source) if finding.source else "",
            self.tr("可改为：{words}").format(words=finding.replacement) if finding.replacement else "",
        ]
        shown = [line for line in lines if line]
        for line in shown:
            column.addWidget(WrappedLabel(line, "" if line is lines[0] else "muted"))
        box.setAccessibleName("\n".join((head.text(), *shown)))
        return box

    def _decided(self, made: ReviewDecided) -> QLabel:
        words = self.tr("{state} · {name} · {when}").format(
            state=review_words.state(made.state), name=made.name, when=figures.moment(made.at)
        )
        if made.comment:
            words = f"{words}\n{made.comment}"
        key = self.tr("密钥 {key}").format(key=made.key[:16])
        doubt = review_words.key_sentence(made.doubt) or sentences.sentence(made.doubt)
        words = f"{words}\n{key} · {doubt if made.doubt else self.tr('签名已核对')}"
        label = WrappedLabel(words)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.set_tone("bad" if made.doubt else _STATE_TONES.get(made.state, ""))
        return label
