"""The application's style sheet, made of tokens; widgets choose rules by `role` and `tone` properties."""

from __future__ import annotations

from ui.theme import tokens
from ui.theme.tokens import Tokens

_TONES = ("info", "ok", "warn", "bad")


def stylesheet(t: Tokens) -> str:
    """All rules for one set of colours."""
    return "\n".join((_surfaces(t), _labels(t), _buttons(t), _fields(t), _views(t), _menus(t)))


def _surfaces(t: Tokens) -> str:
    r = tokens.RADIUS
    toned = "\n".join(
        f'*[role="strip"][tone="{tone}"] {{ background: {getattr(t, tone + "_soft")}; }}' for tone in _TONES
    )
    return f"""
    QMainWindow, QWidget#content {{ background: {t.ground}; }}
    QWidget#rail {{ background: {t.surface}; border-right: 1px solid {t.line}; }}
    QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {r + 2}px; }}
    QFrame[role="rule"] {{ background: {t.line}; border: none; }}
    QFrame[role="inverse"] {{ background: {t.inverse}; border-radius: {r}px; }}
    QFrame[role="strip"] {{ background: {t.chip}; border-radius: {r}px; }}
    QFrame[role="overlay"] {{ background: {t.surface}; border: 1px solid {t.line};
        border-radius: {r + 4}px; }}
    QWidget[role="shade"] {{ background: rgba(10, 14, 22, 90); }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
    QScrollBar::handle {{ background: {t.line}; border-radius: 3px; min-height: 32px; min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0; width: 0; }}
    QProgressBar {{ background: {t.chip}; border: none; border-radius: 3px;
        max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {t.primary}; border-radius: 3px; }}
    QToolTip {{ background: {t.inverse}; color: {t.on_inverse}; border: none; padding: 6px 8px; }}
    {toned}
    """


def _labels(t: Tokens) -> str:
    toned = "\n".join(
        f"""
        QLabel[tone="{tone}"] {{ color: {getattr(t, tone)}; }}
        QLabel[role="badge"][tone="{tone}"] {{
            background: {getattr(t, tone + "_soft")}; color: {getattr(t, tone)}; }}
        """
        for tone in _TONES
    )
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {tokens.TITLE_PT}pt; font-weight: 700; }}
    QLabel[role="name"] {{ font-size: {tokens.TITLE_PT}pt; font-weight: 700; }}
    QLabel[role="heading"] {{ font-size: {tokens.LEAD_PT}pt; font-weight: 700; }}
    QLabel[role="figure"] {{ font-size: {tokens.FIGURE_PT}pt; font-weight: 700; }}
    QLabel[role="count"] {{ font-size: {tokens.TITLE_PT + 6}pt; font-weight: 700; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="small"] {{ color: {t.muted}; font-size: {tokens.SMALL_PT}pt; }}
    QLabel[role="badge"] {{ background: {t.chip}; color: {t.muted}; border-radius: 9px;
        padding: 2px 9px; font-size: {tokens.SMALL_PT}pt; }}
    QLabel[role="keycap"] {{ background: {t.sunken}; color: {t.muted}; border: 1px solid {t.line};
        border-bottom-width: 2px; border-radius: 5px; padding: 1px 6px;
        font-size: {tokens.SMALL_PT - 0.5}pt; }}
    QLabel[role="inverse"] {{ color: {t.on_inverse}; }}
    QLabel[tone="quiet"] {{ color: {t.muted}; font-weight: 400; }}
    {toned}
    """


def _buttons(t: Tokens) -> str:
    return f"""
    QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line};
        border-radius: {tokens.RADIUS - 1}px; padding: 6px 12px; }}
    QPushButton:hover {{ background: {t.chip}; }}
    QPushButton:pressed {{ background: {t.line}; }}
    QPushButton:focus {{ border: 2px solid {t.primary}; padding: 5px 11px; }}
    QPushButton:disabled {{ background: {t.disabled}; color: {t.on_disabled}; border-color: {t.disabled}; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.muted}; border-radius: 3px;
        background: {t.surface}; }}
    QCheckBox::indicator:checked {{ border: 4px solid {t.primary}; width: 8px; height: 8px; }}
    QCheckBox:focus {{ color: {t.info}; }}
    QPushButton[role="primary"] {{ background: {t.primary}; color: {t.on_primary}; border-color: {t.primary};
        font-weight: 700; }}
    QPushButton[role="primary"]:hover {{ background: {t.primary_hover}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.disabled}; color: {t.on_disabled};
        border-color: {t.disabled}; }}
    QPushButton[role="danger"] {{ background: {t.danger}; color: {t.on_danger}; border-color: {t.danger};
        font-weight: 700; }}
    QPushButton[role="danger"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[role="danger"]:disabled {{ background: {t.disabled}; color: {t.on_disabled};
        border-color: {t.disabled}; }}
    QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; color: {t.muted}; }}
    QPushButton[role="quiet"]:hover {{ background: {t.chip}; color: {t.text}; }}
    QPushButton[role="quiet"]:focus {{ border: 2px solid {t.primary}; }}
    QPushButton[role="chip"] {{ background: transparent; border-color: transparent; color: {t.muted};
        padding: 5px 9px; }}
    QPushButton[role="chip"]:hover {{ background: {t.chip}; }}
    QPushButton[role="chip"]:checked {{ background: {t.info_soft}; color: {t.info}; font-weight: 700; }}
    QPushButton[role="chip"]:focus {{ border: 2px solid {t.primary}; padding: 4px 8px; }}
    QPushButton[role="chip"]:disabled {{ background: transparent; border-color: transparent;
        color: {t.on_disabled}; }}
    QPushButton[role="filter"] {{ background: {t.info_soft}; border-color: {t.info_soft}; color: {t.info};
        border-radius: 12px; padding: 3px 9px; }}
    QPushButton[role="filter"]:hover {{ border-color: {t.info}; }}
    QPushButton[role="filter"]:focus {{ border: 2px solid {t.primary}; padding: 2px 8px; }}
    QPushButton[role="link"] {{ background: transparent; border-color: transparent; color: {t.info};
        padding: 2px 4px; text-align: left; }}
    QPushButton[role="link"]:hover {{ background: {t.chip}; }}
    QPushButton[role="link"]:focus {{ border: 2px solid {t.primary}; padding: 1px 3px; }}
    QPushButton[role="rail"] {{ background: transparent; border: none; padding: 10px; }}
    QPushButton[role="rail"]:hover {{ background: {t.chip}; }}
    QPushButton[role="rail"]:checked {{ background: {t.info_soft}; }}
    QPushButton[role="rail"]:focus {{ border: 2px solid {t.primary}; padding: 8px; }}
    QPushButton[role="inverse"] {{ background: transparent; border-color: transparent;
        color: {t.inverse_accent}; font-weight: 700; padding: 3px 6px; }}
    QPushButton[role="inverse"]:hover {{ text-decoration: underline; }}
    QPushButton[role="inverse"]:focus {{ border: 2px solid {t.inverse_accent}; padding: 2px 5px; }}
    """


def _fields(t: Tokens) -> str:
    return f"""
    QLineEdit, QComboBox, QDateTimeEdit, QSpinBox, QTextEdit {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.line}; border-radius: {tokens.RADIUS - 1}px; padding: 5px 8px;
        selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
    QLineEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus,
    QTextEdit:focus {{ border: 2px solid {t.primary};
        padding: 4px 7px; }}
    QTextEdit[role="prose"] {{ background: {t.sunken}; padding: 7px 10px; }}
    QTextEdit[role="prose"]:focus {{ padding: 6px 9px; }}
    QTextEdit[role="line"] {{ background: transparent; border-color: transparent; padding: 1px 2px; }}
    QTextEdit[role="line"]:focus {{ border: 2px solid {t.primary}; padding: 0 1px; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {t.disabled}; color: {t.on_disabled}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line};
        selection-background-color: {t.info_soft}; selection-color: {t.text}; outline: none; }}
    """


def _views(t: Tokens) -> str:
    return f"""
    QListView, QTableView {{ background: transparent; border: none; outline: none; color: {t.text};
        selection-background-color: {t.info_soft}; selection-color: {t.text}; gridline-color: {t.line}; }}
    QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {t.line}; }}
    QTableView::item:selected {{ background: {t.info_soft}; color: {t.text}; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: transparent; color: {t.muted}; border: none;
        border-bottom: 1px solid {t.line}; padding: 6px 11px; font-size: {tokens.SMALL_PT}pt; }}
    """


def _menus(t: Tokens) -> str:
    return f"""
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 18px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {t.info_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.on_disabled}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    """
