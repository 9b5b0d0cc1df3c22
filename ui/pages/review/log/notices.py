"""What the section says in its banner: that one may only read, how far the index is, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from robot.domain.log_views import LogSignedIn, LogSources
from ui.bridge.fault import Fault
from ui.pages.review.log.sign_in import SignIn
from ui.words import figures, review_words, sentences

if TYPE_CHECKING:
    from ui.pages.review.log.section import LogSection

_READ_ONLY, _INDEXING = "read_only", "indexing"


class Notices(QObject):
    """Each fault says what failed and what was kept."""

    def __init__(self, section: LogSection, sign_in: SignIn) -> None:
        """:param sign_in: what the banner's button does where one may only read."""
        super().__init__(section)
        self._section, self._desk, self._banner = section, section.desk, section.banner
        self.sign_in = sign_in
        self._desk.failed.connect(self._on_failed)
        self._banner.pressed.connect(self._on_pressed)
        sign_in.signed_in.connect(self._on_signed_in)
        sign_in.failed.connect(self._on_sign_in_failed)

    def show_sources(self, found: LogSources) -> None:
        """Who is asking, and how far the index is."""
        self._say_standing()
        if found.is_indexing and self._banner.code != _READ_ONLY:
            done = sum(source.indexed for source in found.sources)
            records = sum(source.records for source in found.sources)
            words = self.tr("正在建立索引：已读 {done} / {records} 条，条数还会增加")
            told = words.format(done=f"{done:,}", records=f"{records:,}")
            self._banner.say(_INDEXING, told, tone="info", icon="hourglass")
        elif self._banner.code == _INDEXING:
            self._banner.clear()
        self.sign_in.consider(found)

    def show_opened(self) -> None:
        """A result came: what went wrong before is over."""
        if self._banner.code != _INDEXING:
            self._banner.clear()
        self._say_standing()

    def _say_standing(self) -> None:
        found = self._desk.sources
        if found is not None and not found.may_review:
            self._say_may_not(_why(found.may_review_why))
        elif self._banner.code == _READ_ONLY:
            self._banner.clear()

    def _say_may_not(self, why: str) -> None:
        words = self.tr("只能查看：{why}").format(why=why)
        self._banner.say(_READ_ONLY, words, tone="warn", icon="lock", action=self.tr("登录复核…"))

    def _on_pressed(self, code: str) -> None:
        if code == _READ_ONLY:
            self.sign_in.press()
        else:
            self._desk.reload()

    def _on_signed_in(self, session: LogSignedIn) -> None:
        words = self.tr("{name} 已登录复核，{until} 自动退出")
        told = words.format(name=session.name, until=figures.clock(session.until))
        self._section.evidence.bar.say(told, "ok")
        self._desk.ask_sources()

    def _on_sign_in_failed(self, fault: Fault) -> None:
        self._say_may_not(review_words.key_sentence(fault.code) or _told(fault))

    def _on_failed(self, verb: str, _args: object, fault: Fault) -> None:
        section, words = self._section, _told(fault)
        if verb == "log_open":
            if section.rows.shows_table:
                kept = self.tr("没有查到：{why}。下面仍是上一次的结果").format(why=words)
                self._say_bad(verb, kept, self.tr("再试一次"))
            else:
                section.rows.broken(words, fault.code)
        elif verb == "log_rows":
            told = self.tr("有些行没有读到：{why}。已读到的仍在").format(why=words)
            self._say_bad(verb, told, self.tr("重新读取"))
        elif verb == "log_record":
            section.evidence.broken(words)
        elif verb.startswith("log_verify"):
            self._say_bad(verb, self.tr("校验没有开始：{why}").format(why=words), "")

    def _say_bad(self, code: str, words: str, action: str) -> None:
        self._banner.say(code, words, tone="bad", icon="triangle-alert", action=action)


def _told(fault: Fault) -> str:
    return sentences.fault_sentence(fault.code, fault.message)


def _why(code: str) -> str:
    return review_words.key_sentence(code) or sentences.sentence(code)
