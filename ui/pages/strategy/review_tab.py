"""Release review: a candidate against what is in use, entry by entry, and the approver's signature."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from robot.domain.release_views import ReleaseReview, ReleaseSigned
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.review_model import ENTRY_ROLE, ReviewEntry, ReviewModel
from ui.pages.strategy.change_parts import ChangeParts
from ui.pages.strategy.example_view import ExampleBox, choose_by_digits
from ui.pages.strategy.release_card import ReleaseCard
from ui.pages.strategy.review_delegate import ReviewDelegate
from ui.pages.strategy.review_entries import ReviewEntries
from ui.pages.strategy.row_list import RowList
from ui.pages.strategy.sign_card import SignCard
from ui.pages.strategy.summary_parts import SummaryParts
from ui.theme.theme import Theme, columns
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button, FocusReturn
from ui.widgets.state_note import StateNote
from ui.widgets.surfaces import Card
from ui.words import release_words


class ReviewTab(QWidget):
    """Asks when a folder is given, and again once it is signed."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Nothing is looked at yet."""
        super().__init__()
        self._theme, self._bridge = theme, bridge
        self._asked = ""
        self.review: ReleaseReview | None = None
        self.path = QLineEdit()
        self.browse = Button(theme, self.tr("浏览…"), "folder-open")
        self.read = Button(theme, self.tr("读取并对照"), "git-compare-arrows", role="primary")
        self.note = StateNote(theme, self.tr("再试一次"))
        self.model = ReviewModel(ReviewEntries().spoken, self)
        self.list = RowList(self.tr("变化"), self.model)
        self.release, self.signing = ReleaseCard(theme), SignCard(theme, bridge)
        self._parts, self._summary = ChangeParts(theme), SummaryParts(theme)
        self._build()
        self._bind()
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)
        self._say_empty()

    # --- building ----------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        column.addWidget(self._make_bar())
        self.stack = QStackedWidget()
        holder = Card()
        holder.column.addWidget(self.note)
        self.stack.addWidget(holder)
        self.stack.addWidget(self._make_review())
        column.addWidget(self.stack, 1)

    def _make_bar(self) -> QWidget:
        card = Card(margin=SPACE * 3)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        self.path.setPlaceholderText(self.tr("候选发布包的目录，如 /srv/releases/r8"))
        self.path.setAccessibleName(self.tr("候选发布包的目录"))
        row.addWidget(self.path, 1)
        for button in (self.browse, self.read):
            button.setAccessibleName(button.text().strip())
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _make_review(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 3)
        left = Card(margin=SPACE * 2)
        left.setFixedWidth(columns(self, 40))
        self.list.dress(ReviewDelegate(self._theme, self._is_seen))
        left.column.addWidget(self.list)
        row.addWidget(left)
        self.shown = _scroll(self.tr("变化的内容"))
        row.addWidget(self.shown, 1)
        side = _scroll(self.tr("发布包与签署"))
        side.setFixedWidth(columns(self, 48))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE * 3)
        inner.addWidget(self.signing)
        inner.addWidget(self.release)
        inner.addWidget(self.signing.terminal)
        inner.addStretch(1)
        side.setWidget(content)
        row.addWidget(side)
        return made

    def _bind(self) -> None:
        FocusReturn(self.path, self.list)
        self.path.textChanged.connect(self._refresh_bar)
        self.path.returnPressed.connect(self._on_read)
        self.read.clicked.connect(self._on_read)
        self.browse.clicked.connect(self._on_browse)
        self.note.pressed.connect(self._on_read)
        self.list.picked.connect(self._on_picked)
        choose_by_digits(self, self._on_digit)
        for keys, work in (("Ctrl+O", self._on_browse), ("/", self._on_path)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(work)
            self.addAction(action)
        self._refresh_bar()

    # --- what is typed and pressed -----------------------------------------------------------------------

    def focus_first(self) -> None:
        """Where one begins: the list, or the path while there is nothing to list."""
        target: QWidget = self.list if self.review is not None else self.path
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_digit(self, at: int) -> None:
        shown = self.shown.widget()
        box = shown.findChild(ExampleBox) if shown is not None else None
        if isinstance(box, ExampleBox):
            box.choose(at)

    def _on_path(self) -> None:
        self.path.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.path.selectAll()

    def _on_browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("候选发布包的目录"), self.path.text().strip())
        if folder:
            self.path.setText(folder)
            self._on_read()

    def _on_read(self) -> None:
        named = self.path.text().strip()
        if not named or not self.read.isEnabled():
            return
        self._asked = named
        self.review = None
        self._refresh_bar()
        self.note.say_loading(self.tr("正在读取、对照和检查，大约几秒钟"))
        self.stack.setCurrentIndex(0)
        self._bridge.ask("release_review", path=named)

    def _refresh_bar(self) -> None:
        self.read.setEnabled(bool(self.path.text().strip()) and not self._asked)

    def _on_picked(self, index: QModelIndex) -> None:
        entry: ReviewEntry = index.data(ENTRY_ROLE)
        self.model.note_seen(index.row())
        self._show_entry(entry)
        if self.review is not None:
            self.signing.show_review(self.review, self.model.unseen_changes)

    def _is_seen(self, at: int) -> bool:
        return at in self.model.seen

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "release_review" and isinstance(answer, ReleaseReview):
            self._asked = ""
            self._refresh_bar()
            self._show_review(answer)
        elif verb == "release_sign" and isinstance(answer, ReleaseSigned):
            # The signature and the checks as they are now; what was looked at stays looked at.
            self._bridge.ask("release_review", path=self.path.text().strip())

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb != "release_review":
            return
        self._asked = ""
        self._refresh_bar()
        self.review = None
        words = release_words.fault_sentence(fault.code, fault.message)
        text = self.tr("{why}\n没有读取，什么都没有改变。代码 {code}").format(why=words, code=fault.code)
        self.note.say("triangle-alert", self.tr("这个发布包看不了"), text, tone="bad", can_retry=True)
        self.stack.setCurrentIndex(0)

    # --- showing -----------------------------------------------------------------------------------------

    def _show_review(self, review: ReleaseReview) -> None:
        before = self.review
        self.review = review
        self.release.show_review(review)
        is_same = before is not None and before.candidate.manifest_sha256 == review.candidate.manifest_sha256
        if not is_same:
            self.model.set_entries(ReviewEntries().entries(review))
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.signing.show_review(review, self.model.unseen_changes)
        self.stack.setCurrentIndex(1)
        if not is_same and self.isVisible():
            self.focus_first()

    def _show_entry(self, entry: ReviewEntry) -> None:
        review = self.review
        if review is None:
            return
        if entry.track is not None:
            name = f"/{entry.track.id}.yaml"
            lint = [fault for fault in review.lint if fault.file.endswith(name)]
            parts = self._parts.track(entry.track, lint)
        elif entry.file is not None:
            parts = self._parts.file(entry.file)
        elif entry.sort == "lint":
            parts = self._lint_parts(review)
        else:
            parts = self._summary.summary(review)
        self._fill(parts)

    def _lint_parts(self, review: ReleaseReview) -> list[QWidget]:
        title = self.tr("检查了 %n 个文件", "", review.lint_files)
        if review.lint:
            return [self._parts.faults(title, review.lint)]
        card = self._parts.titled(title)
        card.column.addWidget(self._parts.said("circle-check", "ok", self.tr("没有发现问题")))
        return [card]

    def _fill(self, parts: list[QWidget]) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.shown.setWidget(content)

    def _say_empty(self) -> None:
        self.note.say(
            "git-compare-arrows",
            self.tr("选择一个候选发布包"),
            self.tr(
                "读取后与使用中的内容逐条对照：话术、规则、词库、检查结果和受影响的客户。\n这里不会改动任何文件，签署之外什么都不写"
            ),
        )


def _scroll(name: str) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    return made
