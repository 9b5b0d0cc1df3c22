"""Tells a screen reader what just happened, without moving the focus."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(place: QWidget, text: str) -> None:
    """Say a text once.

    :param place: the control that it is about.
    """
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(place, text))
