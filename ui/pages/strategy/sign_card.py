"""Signing as the approver: a key file and its passphrase, or the same as a command for a terminal.

The passphrase goes to the agent at once and is forgotten here.
"""

from __future__ import annotations

import shlex

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from robot.domain.release_views import ReleaseReview, ReleaseSigned
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.models.review_model import errors_in
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.marked_prose import MarkedProse
from ui.widgets.surfaces import Card
from ui.words import release_words

#: What stands for the key file in a command while none is chosen.
_KEY = "approver.pem"


class SignCard(Card):
    """A form that sends once; nothing typed into it is kept. `terminal` is a card of its own."""

    def __init__(self, theme: Theme, bridge: AgentBridge) -> None:
        """Nothing to sign yet."""
        super().__init__(spacing=SPACE * 2)
        self._bridge = bridge
        self._review: ReleaseReview | None = None
        self._unseen = 0
        self._is_signing = False
        self.key, self.secret = QLineEdit(), QLineEdit()
        self.browse = Button(theme, icon="folder-open", name=self.tr("选择密钥文件"))
        self.sign = Button(theme, self.tr("以合规方签署"), "signature", role="primary")
        self.hint, self.result = WrappedLabel(role="small"), WrappedLabel()
        self.command = MarkedProse(theme, self.tr("终端命令"))
        self.copy = Button(theme, icon="copy", name=self.tr("复制命令"))
        self._build()
        self.key.textChanged.connect(self._refresh)
        self.secret.textChanged.connect(self._refresh)
        self.secret.returnPressed.connect(self._on_sign)
        self.sign.clicked.connect(self._on_sign)
        self.browse.clicked.connect(self._on_browse)
        self.copy.clicked.connect(self._on_copy)
        bridge.answered.connect(self._on_answered)
        bridge.failed.connect(self._on_failed)

    def _build(self) -> None:
        self.column.addWidget(PlainLabel(self.tr("审批签署"), "heading"))
        self.column.addWidget(self.hint)
        self.secret.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.secret.setPlaceholderText(self.tr("输入时不显示"))
        self.secret.setMaxLength(1200)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.key, 1)
        row.addWidget(self.browse)
        for words, field in ((self.tr("密钥文件(&K)"), self.key), (self.tr("口令(&W)"), self.secret)):
            label = PlainLabel(words, "small")
            label.setBuddy(field)
            field.setAccessibleName(words.partition("(")[0].replace("&", ""))
            self.column.addWidget(label)
            if field is self.key:
                self.column.addLayout(row)
            else:
                self.column.addWidget(field)
        self.column.addWidget(self.sign)
        self.column.addWidget(self.result)
        self.result.hide()
        self.terminal = Card(spacing=SPACE)
        last = QHBoxLayout()
        last.setSpacing(SPACE)
        last.addWidget(PlainLabel(self.tr("也可以在终端签署"), "small"), 1)
        last.addWidget(self.copy)
        self.terminal.column.addLayout(last)
        self.terminal.column.addWidget(self.command)

    def show_review(self, review: ReleaseReview, unseen: int) -> None:
        """Another release, or the same looked at further.

        :param unseen: changes that were not opened yet.
        """
        shown = self._review.candidate.manifest_sha256 if self._review is not None else ""
        self._review, self._unseen = review, unseen
        if shown != review.candidate.manifest_sha256:
            self.result.hide()
        self._refresh()

    def _refresh(self) -> None:
        review = self._review
        if review is None:
            self.sign.setEnabled(False)
            return
        key = self.key.text().strip()
        why = self._why_not(review)
        self.hint.setText(why or self._hint(review))
        self.hint.set_tone("warn" if why or self._unseen or errors_in(review) else "")
        ready = not why and bool(key) and bool(self.secret.text()) and not self._is_signing
        self.sign.setEnabled(ready)
        name = self.tr("以合规方签署")
        wanted = why or self.tr("请填写密钥文件和口令")
        self.sign.setAccessibleName(name if ready else f"{name} — {wanted}")
        parts = (
            "tandem",
            "release",
            "sign",
            review.candidate.folder,
            "--key",
            key or _KEY,
            "--as",
            "compliance",
        )
        self.command.show_stretches([(shlex.join(parts), "")])

    def _why_not(self, review: ReleaseReview) -> str:
        if any(signer.side == "compliance" for signer in review.candidate.signers):
            return self.tr("合规方已经签过，不需要再签")
        return ""

    def _hint(self, review: ReleaseReview) -> str:
        errors = errors_in(review)
        if errors:
            return self.tr("检查有 %n 处错误，请先让作者改正", "", errors)
        if self._unseen:
            return self.tr("还有 %n 处变化没有打开看过", "", self._unseen)
        return self.tr("签署即确认已看过以上全部变化。作者不能审批自己的内容")

    # --- what is pressed ---------------------------------------------------------------------------------

    def _on_browse(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("选择密钥文件"), "", "*.pem")
        if path:
            self.key.setText(path)
            self.secret.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.toPlainText())
        self._say(self.tr("命令已复制"), "")

    def _on_sign(self) -> None:
        if self._review is None or not self.sign.isEnabled():
            return
        self._is_signing = True
        candidate = self._review.candidate
        self._bridge.ask(
            "release_sign",
            path=candidate.folder,
            manifest_sha256=candidate.manifest_sha256,
            key=self.key.text().strip(),
            secret=self.secret.text(),
        )
        self.secret.clear()
        self._say(self.tr("正在签署…"), "")

    # --- what the agent says -----------------------------------------------------------------------------

    def _on_answered(self, verb: str, answer: object) -> None:
        if verb == "release_sign" and isinstance(answer, ReleaseSigned):
            self._is_signing = False
            words = self.tr("{name}（{person}）已为合规方签署 {release} 版本 {version}")
            self._say(
                words.format(
                    name=answer.name, person=answer.person, release=answer.release_id, version=answer.version
                ),
                "ok",
            )
            self._refresh()

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        if verb == "release_sign":
            self._is_signing = False
            self._say(release_words.fault_sentence(fault.code, fault.message), "bad")
            self._refresh()

    def _say(self, words: str, tone: str) -> None:
        self.result.setText(words)
        self.result.set_tone(tone)
        self.result.show()
