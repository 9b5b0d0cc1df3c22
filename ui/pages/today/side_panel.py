"""The right column: holdings, past contacts, and at its foot the sends that can still be undone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from robot.domain.views import TaskCard
from ui.pages.today.desk import Desk
from ui.pages.today.hold_card import HoldStack
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import ElidedLabel, PlainLabel, WrappedLabel, badge, literal_tip
from ui.widgets.surfaces import Card
from ui.words import figures, labels


class SidePanel(Card):
    """Looks only; the holds at the foot are the one thing to press."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Empty."""
        super().__init__(spacing=SPACE * 2)
        self._theme = theme
        self.holds = HoldStack(theme, desk)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self.holds)

    def clear(self) -> None:
        """Nobody is in hand."""
        self._area.setWidget(QWidget())

    def show_card(self, card: TaskCard, today: date) -> None:
        """Fill for one customer.

        :param today: the business date; contacts of other years say their year.
        """
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(PlainLabel(self.tr("持仓"), "heading"))
        column.addLayout(self._holdings(card))
        column.addSpacing(SPACE * 3)
        column.addWidget(PlainLabel(self.tr("联系记录"), "heading"))
        self._add_contacts(column, card, today)
        column.addStretch(1)
        self._area.setWidget(body)

    def _holdings(self, card: TaskCard) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(SPACE * 2)
        grid.setColumnStretch(0, 1)
        if not card.holdings:
            grid.addWidget(PlainLabel(self.tr("没有持仓"), "muted"), 0, 0)
        for row, holding in enumerate(card.holdings):
            name = ElidedLabel(holding.name)
            name.setToolTip(literal_tip(holding.name))
            amount = PlainLabel(figures.amount(holding.amount))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, 0)
            grid.addWidget(amount, row, 1)
            grid.addWidget(badge(holding.risk or "—"), row, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _add_contacts(self, column: QVBoxLayout, card: TaskCard, today: date) -> None:
        if not card.contact_history:
            column.addWidget(PlainLabel(self.tr("还没有联系过"), "muted"))
        for contact in card.contact_history:
            entry = QVBoxLayout()
            entry.setSpacing(1)
            when = figures.past_day(contact.on, today)
            entry.addWidget(PlainLabel(f"{when}  {labels.channel(contact.channel)}"))
            if contact.note:
                entry.addWidget(WrappedLabel(contact.note, "small"))
            column.addLayout(entry)
