"""Who made and signed a candidate, until when it may be used, and which checks fail on this workstation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from robot.domain.release_views import CheckView, ReleaseFacts, ReleaseReview, SignerView
from ui.pages.strategy.change_parts import ChangeParts
from ui.theme.theme import Theme
from ui.theme.tokens import SPACE
from ui.widgets.labels import PlainLabel, WrappedLabel
from ui.widgets.surfaces import Card, rule
from ui.words import library_words, release_words
from ui.words.figures import moment

_SIDES = ("author", "compliance")
#: Digits of a hash in one group, so that two can be compared by eye.
_GROUP = 8


class ReleaseCard(Card):
    """Facts, signatures, checks."""

    def __init__(self, theme: Theme) -> None:
        """Without a release yet."""
        super().__init__(spacing=SPACE * 2)
        self._parts = ChangeParts(theme)
        self.column.addWidget(PlainLabel(self.tr("发布包"), "heading"))
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(SPACE * 3)
        self.facts.setVerticalSpacing(SPACE + 2)
        self.facts.setColumnStretch(1, 1)
        self.column.addLayout(self.facts)
        self.column.addWidget(rule())
        self.column.addWidget(PlainLabel(self.tr("已有签名"), "strong"))
        self.signers = self._list()
        self.column.addWidget(rule())
        self.column.addWidget(PlainLabel(self.tr("本机核对"), "strong"))
        self.checks = self._list()

    def _list(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(SPACE)
        self.column.addLayout(made)
        return made

    def show_review(self, review: ReleaseReview) -> None:
        """Show another release."""
        self._show_facts(review)
        _empty(self.signers)
        for side in _SIDES:
            signed = next((s for s in review.candidate.signers if s.side == side), None)
            self.signers.addWidget(self._signer(side, signed))
        _empty(self.checks)
        for part in self._checks(review.checks):
            self.checks.addWidget(part)

    def _show_facts(self, review: ReleaseReview) -> None:
        candidate, before = review.candidate, review.in_use
        while item := self.facts.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        left = (candidate.expires_on - review.today).days
        until = candidate.expires_on.isoformat()
        over = self.tr("{day}（已过）").format(day=until)
        days = self.tr("{day}（还有 %n 天）", "", max(left, 0)).format(day=until)
        version = f"{before.version} → {candidate.version}" if before is not None else str(candidate.version)
        size = self.tr("{n} 个 · {size} KB").format(n=candidate.files, size=round(candidate.size / 1024))
        self._fact(
            self.tr("版本"), f"{candidate.release_id} · {version}", self._version_tone(candidate, before)
        )
        self._fact(self.tr("有效期至"), over if left < 0 else days, "bad" if left < 0 else "")
        self._fact(self.tr("制作"), f"{moment(candidate.created_at)} · {size}")
        self._fact(self.tr("作者"), self.tr("、").join(candidate.authors) or self.tr("没有写明"))
        self._fact(self.tr("清单指纹"), _grouped(candidate.manifest_sha256))

    def _version_tone(self, candidate: ReleaseFacts, before: ReleaseFacts | None) -> str:
        return "bad" if before is not None and candidate.version <= before.version else ""

    def _fact(self, head: str, words: str, tone: str = "") -> None:
        at = self.facts.count() // 2
        label = WrappedLabel(words)
        label.set_tone(tone)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.addWidget(PlainLabel(head, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
        self.facts.addWidget(label, at, 1)

    def _signer(self, side: str, signed: SignerView | None) -> QWidget:
        who = library_words.side(side)
        if signed is None:
            return self._parts.said("circle", "muted", self.tr("{side}：还没有签").format(side=who))
        when = moment(signed.signed_at)
        if not signed.is_checked:
            words = self.tr("{side}：{person} 自称，{when}，没有核对").format(
                side=who, person=signed.person, when=when
            )
            return self._parts.said("circle-question-mark", "warn", words)
        words = self.tr("{side}：{name}（{person}），{when}").format(
            side=who, name=signed.name, person=signed.person, when=when
        )
        return self._parts.said("badge-check", "ok", words)

    def _checks(self, checks: Sequence[CheckView]) -> list[QWidget]:
        """What fails, each with its reason; the rest in one line each way."""
        parts = []
        for check in checks:
            if check.state == "failed":
                why = release_words.fault_sentence(check.code, check.said)
                parts.append(
                    self._parts.said(
                        "circle-x",
                        "bad",
                        self.tr("{check}：{why}").format(check=library_words.check(check.name), why=why),
                    )
                )
        passed = [library_words.check(check.name) for check in checks if check.state == "ok"]
        skipped = [library_words.check(check.name) for check in checks if check.state == "not_looked_at"]
        if passed:
            words = self.tr("通过：{names}").format(names=self.tr("、").join(passed))
            parts.append(self._parts.said("circle-check", "ok", words))
        if skipped:
            words = self.tr("没有查到：{names}").format(names=self.tr("、").join(skipped))
            parts.append(self._parts.said("circle", "muted", words))
        return parts


def _grouped(sha256: str) -> str:
    return " ".join(sha256[at : at + _GROUP] for at in range(0, len(sha256), _GROUP))


def _empty(layout: QVBoxLayout) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
