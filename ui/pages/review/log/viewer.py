"""The picture of a record or of one of its steps, before or after, with the film strip below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from robot.domain.log_views import LogRecord, LogStep
from ui.bridge.agent_bridge import AgentBridge
from ui.pages.review.log.film_strip import FilmStrip
from ui.pages.review.log.picture_view import PictureView
from ui.pages.review.log.pictures import Pictures
from ui.pages.review.log.player import Player
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.announcing import announce
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.labels import ElidedLabel
from ui.words import log_words, sentences


class Viewer(QWidget):
    """Shows a record's picture; asks for the frames of its steps once that is there."""

    #: Escape in a picture or in the strip.
    left = Signal()

    def __init__(self, theme: Theme, bridge: AgentBridge, actions: dict[str, QAction]) -> None:
        """:param actions: of `make_actions`."""
        super().__init__()
        self._actions = actions
        self._record: LogRecord | None = None
        #: The step that is shown; -1: the record itself.
        self._step = -1
        self._is_after = True
        self.pictures = Pictures(bridge, self)
        self.player = Player(self)
        self.view = PictureView(theme)
        self.strip = FilmStrip(theme, self._frame)
        self.before = Chip(theme, self.tr("操作前"))
        self.after = Chip(theme, self.tr("操作后"))
        self.caption = ElidedLabel(role="small")
        self.play = Button(theme, icon="play", role="quiet", name=self.tr("播放步骤，空格"))
        self.smaller = Button(theme, icon="minus", role="quiet", name=self.tr("缩小画面"))
        self.larger = Button(theme, icon="plus", role="quiet", name=self.tr("放大画面"))
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE + 2)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        group = QButtonGroup(self)
        for chip in (self.before, self.after):
            group.addButton(chip)
            row.addWidget(chip)
        row.addSpacing(SPACE)
        row.addWidget(self.caption, 1)
        for button in (self.play, self.smaller, self.larger):
            row.addWidget(button)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        column.addWidget(self.strip)
        self.after.setChecked(True)
        self.setTabOrder(self.before, self.after)

    def _connect(self) -> None:
        self.strip.chosen.connect(self.player.go_to)
        self.player.shown.connect(self._on_step)
        self.player.playing_changed.connect(self._on_playing)
        self.pictures.came.connect(self._on_picture)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.play.clicked.connect(self.player.toggle)
        self.smaller.clicked.connect(self._actions["zoom_out"].trigger)
        self.larger.clicked.connect(self._actions["zoom_in"].trigger)
        self._actions["zoom_in"].triggered.connect(self._on_larger)
        self._actions["zoom_out"].triggered.connect(self._on_smaller)
        self._actions["before_after"].triggered.connect(self._on_toggle)
        self._actions["play"].triggered.connect(self.player.toggle)
        self.strip.addAction(self._actions["play"])

    # --- what is shown -----------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown; -1: the record itself."""
        return self._step

    @property
    def is_after(self) -> bool:
        """Whether the picture after the act is shown."""
        return self._is_after

    def show_record(self, record: LogRecord) -> None:
        """Another record, or the same with news."""
        before = self._record
        self._record = record
        is_same = before is not None and (before.row.source, before.row.seq) == (
            record.row.source,
            record.row.seq,
        )
        if not is_same:
            self._step = -1
            self._is_after = bool(record.picture_after) or not record.picture_before
            self.player.load(record.steps)
            self.strip.show_steps(record.steps, self._own_step(record))
        self._refresh()

    def clear(self) -> None:
        """No record."""
        self._record, self._step = None, -1
        self.player.load(())
        self.strip.show_steps((), -1)
        self._refresh()

    def rest(self) -> None:
        """Nobody looks: nothing plays, and no opened picture stays in memory."""
        self.player.stop()
        self.pictures.forget()
        self.view.say("")

    def resume(self) -> None:
        """Somebody looks again."""
        self._refresh()

    @staticmethod
    def _own_step(record: LogRecord) -> int:
        """The step that the record is, or whose picture it shows."""
        for at, step in enumerate(record.steps):
            if step.seq == record.row.seq:
                return at
        pictures = [step.picture for step in record.steps]
        shown = [name for name in (record.picture_after, record.picture_before) if name in pictures and name]
        return pictures.index(shown[0]) if shown else -1

    def _names(self) -> tuple[str, str]:
        """Pictures before and after what is shown."""
        record = self._record
        if record is None:
            return "", ""
        if self._step < 0:
            return record.picture_before, record.picture_after
        earlier = [step.picture for step in record.steps[: self._step] if step.picture]
        return earlier[-1] if earlier else record.picture_before, record.steps[self._step].picture

    def _refresh(self) -> None:
        record = self._record
        before, after = self._names()
        name = after if self._is_after else before
        for chip in (self.before, self.after):
            chip.setVisible(bool(before or after))
        self.before.setEnabled(bool(before))
        self.after.setEnabled(bool(after))
        (self.after if self._is_after else self.before).setChecked(True)
        self.play.setEnabled(record is not None and bool(record.steps))
        if record is None:
            self.caption.setText("")
            self.view.say("")
            return
        frames = [step.picture for step in record.steps]
        self.pictures.want(record.row.source, [name, after, before, *frames])
        self.caption.setText(self._told(record))
        self._show_picture(record, name)

    def _told(self, record: LogRecord) -> str:
        if self._step < 0:
            return ""
        step = record.steps[self._step]
        took = self.tr("{ms} ms").format(ms=f"{step.ms:,}") if step.ms >= 0 else ""
        told = f"{self._step + 1}/{len(record.steps)} {log_words.step(step.step, step.detail)}"
        return f"{told} · {took}" if took else told

    def _show_picture(self, record: LogRecord, name: str) -> None:
        source = record.row.source
        if not name:
            self.view.say(self.tr("没有画面") if self._step < 0 else self.tr("这一步没有画面"))
            return
        picture = self.pictures.picture(source, name)
        if picture is None:
            why = self.pictures.why_not(source, name)
            told = log_words.no_picture(why)
            said = told if told != why else sentences.sentence(why)
            self.view.say(said if why else self.tr("正在打开画面…"))
            return
        told = self.tr("操作后的画面") if self._is_after else self.tr("操作前的画面")
        self.view.show_picture(picture, _box(record.steps, name, picture), told)

    def _frame(self, name: str) -> QPixmap | None:
        return self.pictures.frame(self._record.row.source, name) if self._record is not None else None

    # --- what happens ------------------------------------------------------------------------------------

    def _on_picture(self, name: str) -> None:
        self.strip.update()
        if self._record is not None and name in self._names():
            self._show_picture(self._record, self._names()[1 if self._is_after else 0])

    def _on_step(self, at: int) -> None:
        self._step, self._is_after = at, True
        self.strip.show_current(at)
        self._refresh()
        if not self.player.is_playing:
            announce(self.strip, self.strip.accessibleDescription())

    def _on_playing(self, is_playing: bool) -> None:
        self.play.set_icon("pause" if is_playing else "play")
        self.play.setAccessibleName(self.tr("停止播放，空格") if is_playing else self.tr("播放步骤，空格"))

    def _on_toggle(self) -> None:
        before, after = self._names()
        if before and after:
            self._turn(is_after=not self._is_after)

    def _on_before(self) -> None:
        self._turn(is_after=False)

    def _on_after(self) -> None:
        self._turn(is_after=True)

    def _turn(self, *, is_after: bool) -> None:
        self._is_after = is_after
        self._refresh()

    def _on_larger(self) -> None:
        self.view.enlarge(1)

    def _on_smaller(self) -> None:
        self.view.enlarge(-1)


def _box(steps: tuple[LogStep, ...], name: str, picture: QPixmap) -> QRectF | None:
    """Where the click went that this picture shows, in fractions of it."""
    boxes = [step.click_box for step in steps if step.picture == name and step.click_box is not None]
    if not boxes or picture.isNull():
        return None
    left, top, width, height = boxes[-1]
    across, down = picture.width(), picture.height()
    return QRectF(left / across, top / down, width / across, height / down)
