"""The talk track: arms, the text with its locked and free parts, the verdict, and the RM's note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from robot.domain.views import ScriptPreview, SegmentKind
from ui.pages.today.compliance_strip import MOST_SHOWN, ComplianceStrip
from ui.pages.today.desk import Desk
from ui.pages.today.finding_tips import finding_tip, slot_tip
from ui.pages.today.finding_walk import FindingWalk
from ui.pages.today.locked_text import LockedText
from ui.pages.today.script_editor import ScriptEditor
from ui.pages.today.strip_words import StripLine, strip_lines
from ui.pages.today.template_line import TemplateLine
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, PlainLabel, key_cap
from ui.widgets.surfaces import Card

#: Lines of small text that a finding takes, and all that is shown beside findings.
_LINES_OF_FINDING, _LINES_BESIDE = 3, 20
#: A tip stays this long, in milliseconds.
_TIP_MS = 4000
#: The verdict may take this long before 'checking' is shown, in milliseconds.
_PATIENCE_MS = 150


class ScriptCard(Card):
    """Shows what would be sent, exactly."""

    #: Where the focus goes after writing.
    left = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        """Follow the desk."""
        super().__init__(spacing=SPACE * 2 + 2)
        self._theme, self._desk = theme, desk
        self.editor = ScriptEditor(theme)
        self.walk = FindingWalk(desk, self.editor)
        self.template = TemplateLine(theme)
        self.strip = ComplianceStrip(theme)
        self.note = QLineEdit()
        self.count = PlainLabel(role="muted")
        self.legend = PlainLabel(role="small")
        self.slot_count = ElidedLabel(role="small")
        self.slot_count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._told = ""
        self._legend_of: dict[SegmentKind, tuple[QWidget, QWidget]] = {}
        self._arms = QHBoxLayout()
        self._arm_buttons: list[Button] = []
        self._shown_arms: tuple[object, ...] = ()
        self._tip_timer = self._timer(_TIP_MS, self._show_legend)
        self._patience = self._timer(_PATIENCE_MS, self._show_strip)
        self._build()
        self.editor.slot_edited.connect(desk.write_slot)
        self.editor.edit_refused.connect(self._on_refused)
        self.editor.left.connect(self.left)
        self.editor.editing_changed.connect(self._show_legend)
        self.editor.composing_changed.connect(desk.check.set_composing)
        self.editor.cursorPositionChanged.connect(self._show_slot)
        self.editor.slot_edited.connect(self._show_slot)
        self.editor.editing_changed.connect(self._show_slot)
        self.template.toggle.toggled.connect(self._share_height)
        self.strip.replacement_requested.connect(self.apply_replacement)
        self.note.editingFinished.connect(self._on_note)
        self.note.returnPressed.connect(self.left)

    def _timer(self, interval_ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE * 2)
        top.addWidget(PlainLabel(self.tr("话术"), "heading"))
        self._arms.setSpacing(SPACE)
        top.addLayout(self._arms)
        top.addStretch(1)
        top.addWidget(self.count)
        self.column.addLayout(top)
        self.editor.setAccessibleName(self.tr("将要发送的文字"))
        self.column.addWidget(self.editor)
        self.column.addWidget(self.strip)
        legend_row = QHBoxLayout()
        legend_row.setSpacing(SPACE * 3)
        for kind, token, words in self._legend_parts():
            self._legend_of[kind] = (_Swatch(self._theme, token), PlainLabel(words, "small"))
            for part in self._legend_of[kind]:
                legend_row.addWidget(part)
        legend_row.addWidget(self.slot_count, 1)
        self._legend_row = QWidget()
        self._legend_row.setLayout(legend_row)
        legend_row.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._legend_row)
        self.column.addWidget(self.template)
        self.column.addWidget(self.legend)
        self.legend.hide()
        self.column.addStretch(1)
        note_row = QHBoxLayout()
        note_row.setSpacing(SPACE * 2)
        label = PlainLabel(self.tr("备注"), "small")
        label.setBuddy(self.note)
        self.note.setPlaceholderText(self.tr("只有您看得到，不会发给客户"))
        self.note.setMaxLength(500)
        self.note.setAccessibleName(self.tr("备注"))
        note_row.addWidget(label)
        note_row.addWidget(self.note, 1)
        note_row.addWidget(key_cap("N"))
        self.column.addLayout(note_row)

    def _legend_parts(self) -> tuple[tuple[SegmentKind, str, str], ...]:
        return (
            (SegmentKind.DATA, "info", self.tr("客户数据，锁定")),
            (SegmentKind.REQUIRED, "chip", self.tr("法定提示，锁定")),
            (SegmentKind.FREE, "ok", self.tr("可填写（按 E）")),
        )

    def refresh(self) -> None:
        """Show the card in hand."""
        card = self._desk.card
        script = card.script if card else None
        self._show_arms(script)
        if script is not None:
            text = LockedText.of(script, self._desk.draft.free_slots)
            self.walk.take(script.findings)
            self.editor.show_text(text, script.findings, script.text)
            self.template.show_script(script, text)
            self.count.setText(
                self.tr("{used} / {limit} 字").format(used=len(text.text), limit=script.max_length)
            )
            self.count.set_tone("bad" if len(text.text) > script.max_length else "")
        else:
            self.walk.take(())
            self.editor.show_text(LockedText(), (), "")
            self.count.setText("")
        self.editor.setVisible(script is not None)
        self._legend_row.setVisible(script is not None)
        self.template.setVisible(script is not None)
        kinds = {segment.kind for segment in script.segments} if script is not None else set()
        for kind, parts in self._legend_of.items():
            for part in parts:
                part.setVisible(kind in kinds)
        if not self.note.hasFocus():
            self.note.setText(card.note if card else "")
        self.note.setEnabled(card is not None)
        self.refresh_strip()

    def refresh_strip(self) -> None:
        """Show the verdict; that it is being checked only when that takes a while."""
        if self._desk.is_checking or (self._desk.card is None and self._desk.current):
            if not self._patience.isActive():
                self._patience.start()
        else:
            self._patience.stop()
            self._show_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text comes first: where it is tight, fewer findings are shown at once."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        line = self.fontMetrics().lineSpacing()
        left = self.height() - self.template.comparison_height() - _LINES_BESIDE * line
        self.strip.show_at_most(max(1, min(MOST_SHOWN, left // (_LINES_OF_FINDING * line))))

    def moved(self) -> None:
        """Another customer: nothing typed may stay open."""
        self.walk.forget_choice()
        self.editor.end_edit()
        self._tip_timer.stop()
        self._show_legend()

    def _show_strip(self) -> None:
        desk = self._desk
        if not desk.current:
            self.strip.show_lines([])
        elif desk.is_checking:
            words = self.tr("正在核对…")
            self.strip.show_lines([StripLine(tone="info", icon="loader-circle", text=words)])
        else:
            returned = desk.queue.returned_reason(desk.current)
            lines = strip_lines(desk.card, desk.closed_because(), returned, self.walk.remedies())
            self.strip.show_lines(lines, self.walk.chosen)
            self._tell(lines)

    def _tell(self, lines: list[StripLine]) -> None:
        """Say a new objection aloud; that all is well is said when there was one before."""
        gravest = lines[0] if lines else None
        told = gravest.text if gravest is not None and gravest.tone in ("bad", "warn") else ""
        if told != self._told and self.editor.hasFocus():
            announce(self.editor, told or (gravest.text if gravest is not None else ""))
        self._told = told

    def _show_arms(self, script: ScriptPreview | None) -> None:
        wanted = (script.variants, self._desk.draft.variant or script.variant) if script else ()
        if wanted == self._shown_arms:
            return
        self._shown_arms = wanted
        for button in self._arm_buttons:
            button.hide()
            button.deleteLater()
        self._arm_buttons = []
        if script is None:
            return
        group = QButtonGroup(self)
        for number, arm in enumerate(script.variants, 1):
            words = f"{number} {arm.label}"
            button = Button(self._theme, words.replace("&", "&&"), role="chip", name=words)
            button.setCheckable(True)
            button.setChecked(arm.key == (self._desk.draft.variant or script.variant))
            button.clicked.connect(partial(self._desk.choose_variant, number))
            group.addButton(button)
            self._arms.addWidget(button)
            self._arm_buttons.append(button)

    # --- keys --------------------------------------------------------------------------------------------

    def step_finding(self, by: int) -> bool:
        """Point at the next finding (F8) or the previous one; whether there is any."""
        finding = self.walk.step(by)
        if finding is None:
            return False
        self._show_strip()
        announce(self.editor, finding_tip(finding).replace("\n", "; "))
        return True

    def apply_replacement(self, number: int = -1) -> bool:
        """Put approved words where a finding is; whether that was possible.

        :param number: which finding; the one pointed at, else the first that has a wording.
        """
        return self.walk.apply(number)

    def take_back(self) -> bool:
        """Put the RM's own words back; whether there was anything to take back."""
        return self.walk.take_back()

    def edit_note(self) -> None:
        """Write the note (N)."""
        self.note.setFocus()
        self.note.end(False)

    def tip(self, text: str, tone: str) -> None:
        """Say something in the quiet line for a while."""
        self.legend.setText(text)
        self.legend.set_tone(tone)
        self.legend.setAccessibleName(text)
        self.legend.setVisible(bool(text))
        announce(self.legend, text)
        self._tip_timer.start()

    def _show_slot(self) -> None:
        """How much of the free slot in hand is written, and what it takes."""
        span = self.editor.slot_in_hand()
        self.slot_count.setText(slot_tip(span) if span is not None else "")
        is_full = span is not None and 0 < span.max_length <= len(span.text)
        self.slot_count.set_tone("warn" if is_full else "")

    def _on_refused(self, code: str) -> None:
        words = {
            "nothing_free": self.tr("这段话术没有可以填写的地方，全文都是锁定的"),
            "locked": self.tr("这里是锁定的；只有绿色处可以填写"),
            "too_long": self.tr("已到这一处允许的字数"),
        }
        self.tip(words[code], "warn")

    def _on_note(self) -> None:
        self._desk.note(self.note.text())

    def _show_legend(self) -> None:
        is_editing = self.editor.is_editing
        words = self.tr(
            "Enter 完成 · Tab 下一处 · F8 下一个提示 · Ctrl+H 改用批准的措辞 · Ctrl+Enter 直接发送"
        )
        self.legend.setText(words if is_editing else "")
        self.legend.set_tone("")
        self.legend.setVisible(is_editing)


class _Swatch(QFrame):
    """A small square in the colour of a legend."""

    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__()
        self._theme, self._ground = theme, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(SPACE * 3, SPACE * 3)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        is_chip = self._ground == "chip"
        ground = tokens.chip if is_chip else getattr(tokens, f"{self._ground}_soft")
        line = tokens.muted if is_chip else getattr(tokens, self._ground)
        self.setStyleSheet(f"background: {ground}; border: 1px solid {line}; border-radius: 3px;")
