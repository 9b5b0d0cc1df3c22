"""One talk track whole: an example, what it must say, for whom and until when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from robot.domain.library_views import LibraryRow, LibraryView, ReleaseInUse, SlotView, TrackDetail
from ui.models.library_filter import days_left
from ui.pages.strategy.example_view import ExampleBox
from ui.pages.strategy.use_card import UseCard
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel, badge
from ui.widgets.status_pill import Glyph
from ui.widgets.surfaces import Card
from ui.words import labels, library_words, sentences
from ui.words.library_figures import LibraryFigures


class TrackPane(QScrollArea):
    """Cards below each other; the example first."""

    def __init__(self, theme: Theme) -> None:
        """Without a talk track yet."""
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("话术详情"))
        self.title = PlainLabel(role="name")
        self.badges = QHBoxLayout()
        self.subtitle = ElidedLabel(role="muted")
        self.expired = WrappedLabel()
        self.example = ExampleBox(theme)
        self.use = UseCard()
        self.facts, self.spans, self.slots = QGridLayout(), QGridLayout(), QGridLayout()
        self._build()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        top = Card()
        head = QHBoxLayout()
        head.setSpacing(SPACE * 2)
        head.addWidget(self.title)
        head.addLayout(self.badges)
        head.addStretch(1)
        top.column.addLayout(head)
        top.column.addWidget(self.subtitle)
        self.expired.set_tone("bad")
        top.column.addWidget(self.expired)
        top.column.addWidget(self.example)
        column.addWidget(top)
        self.badges.setSpacing(SPACE + 2)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 3)
        for pair in (
            (self.use, _titled(self.tr("必须出现"), self.spans)),
            (_titled(self.tr("适用与签署"), self.facts), _titled(self.tr("填空"), self.slots)),
        ):
            side = QVBoxLayout()
            side.setSpacing(SPACE * 3)
            side.addWidget(pair[0])
            side.addWidget(pair[1], 1)
            row.addLayout(side, 1)
        column.addLayout(row, 1)
        self.setWidget(content)

    def show_track(self, row: LibraryRow, detail: TrackDetail, view: LibraryView) -> None:
        """Show another one, from its top."""
        self.title.setText(row.title)
        self._show_badges(row)
        self.subtitle.setText(f"{row.id} · v{row.version} · {row.pack_title}")
        is_over = days_left(row, view.today) < 0
        self.expired.setVisible(is_over)
        self.expired.setText(self.tr("已过有效期，机器人不会再发送这条话术") if is_over else "")
        self.example.show_examples(detail.examples)
        self.use.show_use(row.use, detail, view)
        _fill(self.facts, self._facts(row, detail, view))
        self._show_spans(detail.required_spans)
        self._show_slots(detail.slots)
        self.verticalScrollBar().setValue(0)

    def _show_badges(self, row: LibraryRow) -> None:
        _empty(self.badges)
        for words in (
            labels.channel(row.channel),
            labels.product_line(row.product_line),
            library_words.purpose(row.purpose),
            row.sensitivity,
        ):
            self.badges.addWidget(badge(words))

    def _facts(self, row: LibraryRow, detail: TrackDetail, view: LibraryView) -> list[tuple[str, str]]:
        left = LibraryFigures().validity(row, view.today)
        span = f"{row.valid_from.isoformat()} – {row.valid_until.isoformat()} · {left}"
        return [
            (self.tr("客户等级"), " · ".join(map(labels.tier, row.tiers))),
            (self.tr("有效期"), span),
            (self.tr("作者"), row.author),
            (self.tr("负责"), detail.pack_owner),
            (self.tr("签署"), self._signed(view.release)),
            (self.tr("修改说明"), detail.change_note),
            (self.tr("文件指纹"), detail.sha256[:16]),
        ]

    def _signed(self, release: ReleaseInUse | None) -> str:
        if release is None:
            return self.tr("未使用已签发的发布包，没有签署记录")
        signers = [
            f"{library_words.side(signer.side)} {signer.name or signer.person}" for signer in release.signers
        ]
        told = [f"{release.release_id} v{release.version}", *signers]
        if release.refusal:
            told.append(sentences.fault_sentence(release.refusal, ""))
        return " · ".join(told)

    def _show_spans(self, spans: Sequence[str]) -> None:
        _empty(self.spans)
        if not spans:
            self.spans.addWidget(WrappedLabel(self.tr("没有规定必须出现的句子"), "muted"), 0, 0)
        for at, span in enumerate(spans):
            self.spans.addWidget(Glyph(self._theme, "circle-check", "ok"), at, 0, Qt.AlignmentFlag.AlignTop)
            self.spans.addWidget(WrappedLabel(span), at, 1)
        self.spans.setColumnStretch(1, 1)

    def _show_slots(self, slots: Sequence[SlotView]) -> None:
        _fill(self.slots, [(labels.slot(slot.name), self._slot_words(slot)) for slot in slots])

    def _slot_words(self, slot: SlotView) -> str:
        kind = library_words.slot_type(slot.type)
        told = [kind] if kind != labels.slot(slot.name) else []
        if slot.text_class:
            told.append(labels.text_class(slot.text_class))
        told.append(self.tr("最多 %n 字", "", slot.max_length))
        if slot.default:
            told.append(self.tr("默认“{words}”").format(words=slot.default))
        if slot.is_optional:
            told.append(self.tr("可空"))
        return " · ".join(told)


def _titled(title: str, grid: QGridLayout) -> Card:
    card = Card(spacing=SPACE * 2)
    card.column.addWidget(PlainLabel(title, "heading"))
    grid.setHorizontalSpacing(SPACE * 3)
    grid.setVerticalSpacing(SPACE + 2)
    card.column.addLayout(grid)
    card.column.addStretch(1)
    return card


def _fill(grid: QGridLayout, rows: Sequence[tuple[str, str]]) -> None:
    _empty(grid)
    grid.setColumnStretch(1, 1)
    for at, (head, text) in enumerate(rows):
        grid.addWidget(PlainLabel(head, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(WrappedLabel(text), at, 1)


def _empty(layout: QLayout) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
