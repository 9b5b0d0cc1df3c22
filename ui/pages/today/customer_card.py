"""The customer: who, how much, when last, and why today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from robot.domain.views import TaskCard
from ui.theme.theme import Theme, set_tone
from ui.theme.tokens import SPACE
from ui.widgets.labels import ElidedLabel, PlainLabel, badge, literal_tip
from ui.widgets.surfaces import Card, FlowBox
from ui.words import figures, labels


class CustomerCard(Card):
    """Five figures and the reasons."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__(spacing=SPACE * 2 + 2)
        self._theme = theme
        self.name = PlainLabel(role="name")
        self.title = PlainLabel(role="muted")
        self.tier = badge(tone="info")
        self.risk = badge()
        self.consent = badge()
        self.product = badge()
        self.account = PlainLabel(role="muted")
        self._figures: list[tuple[PlainLabel, PlainLabel]] = []
        self._reasons = FlowBox(SPACE + 2)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        for part in (self.name, self.title, self.tier, self.risk, self.consent):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self.account)
        self.column.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 7)
        grid.setVerticalSpacing(2)
        for column in range(5):
            label, figure = PlainLabel(role="small"), ElidedLabel(role="figure")
            figure.setSizePolicy(figure.sizePolicy().Policy.Preferred, figure.sizePolicy().Policy.Preferred)
            grid.addWidget(label, 0, column)
            grid.addWidget(figure, 1, column)
            self._figures.append((label, figure))
        grid.setColumnStretch(5, 1)
        self.column.addLayout(grid)
        why = QHBoxLayout()
        why.setSpacing(SPACE * 2)
        heading = PlainLabel(self.tr("为什么是今天"), "small")
        heading.setContentsMargins(0, SPACE, 0, 0)
        why.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self._reasons, 1)
        self.column.addLayout(why)

    def show_card(self, card: TaskCard, today: date) -> None:
        """:param today: the business date, for 'days ago'."""
        self.name.setText(card.row.name)
        self.title.setText(card.title)
        self.tier.setText(labels.tier(card.row.tier))
        self.risk.setText(labels.customer_risk(card.customer_risk))
        set_tone(self.risk, "" if card.customer_risk else "warn")
        channel = labels.channel(card.row.channel)
        template = self.tr("{channel}已授权") if card.has_channel_consent else self.tr("{channel}未授权")
        mark = "✓ " if card.has_channel_consent else "✗ "
        self.consent.setText(mark + template.format(channel=channel))
        set_tone(self.consent, "ok" if card.has_channel_consent else "bad")
        self.account.setText(card.account_masked)
        for (label, figure), (title, value) in zip(self._figures, self._values(card, today), strict=True):
            label.setText(title)
            figure.setText(value)
            figure.setAccessibleName(f"{title}: {value}")
        self._show_reasons(card)
        summary = ", ".join((card.row.name, card.title, self.tier.text(), self.risk.text(), *card.reasons))
        self.setAccessibleName(summary)

    def _values(self, card: TaskCard, today: date) -> tuple[tuple[str, str], ...]:
        touched = f"{card.contacts_this_month} / {card.contacts_month_cap}"
        due = figures.days_ahead(card.maturity_date, today) if card.maturity_date else "—"
        return (
            (self.tr("管理资产"), figures.money(card.aum)),
            (self.tr("到期金额"), figures.money(card.maturing_amount)),
            (self.tr("到期日"), due),
            (self.tr("最近联系"), figures.days_ago(card.last_contact_on, today)),
            (self.tr("本月触达"), touched),
        )

    def _show_reasons(self, card: TaskCard) -> None:
        texts = [(reason, "" if number else "warn") for number, reason in enumerate(card.reasons)]
        if card.product_name:
            texts.append((f"{card.product_name} {card.product_risk}".strip(), "info"))
        parts = []
        for text, tone in texts:
            made = badge(text, tone)
            made.setToolTip(literal_tip(text))
            parts.append(made)
        self._reasons.set_parts(parts)
