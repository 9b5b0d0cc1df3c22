"""What a site waits for, in a few words, and how long."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from robot.domain.night_views import SiteWait
from ui.i18n import QT_TRANSLATE_NOOP, Speaker
from ui.words import figures, sentences
from ui.words.digest_words import site

_SHORT = {
    "person.login_needed": QT_TRANSLATE_NOOP("Waits", "等待登录"),
    "person.wrong_account": QT_TRANSLATE_NOOP("Waits", "登录的是别人的账号"),
    "person.taken_over": QT_TRANSLATE_NOOP("Waits", "有人正在操作"),
    "site.stopped_after_unknown": QT_TRANSLATE_NOOP("Waits", "有一条结果未知，核对之前不发送"),
    "site.failing": QT_TRANSLATE_NOOP("Waits", "网站连续出错，稍后再试"),
    "platform.quota_reached": QT_TRANSLATE_NOOP("Waits", "平台当日额度已用完"),
    "permit.release": QT_TRANSLATE_NOOP("Waits", "发布包现在不能使用"),
    "hours.quiet": QT_TRANSLATE_NOOP("Waits", "不在可联系时段"),
    "caps.account_rate": QT_TRANSLATE_NOOP("Waits", "按发送速度上限等待"),
}


class WaitWords(Speaker):
    """Sentences about one wait."""

    def what(self, wait: SiteWait) -> str:
        """`企业微信：等待登录，12 个任务排队`."""
        source = _SHORT.get(wait.reason)
        why = QCoreApplication.translate("Waits", source) if source else sentences.sentence(wait.reason)
        told = self.tr("{site}：{why}").format(site=site(wait.site), why=why)
        return told + self.tr("，%n 个任务排队", "", wait.tasks) if wait.tasks else told

    def since(self, wait: SiteWait) -> str:
        """Since when, and when it goes on by itself."""
        began = self.tr("{time} 起").format(time=figures.clock(wait.since))
        if wait.until is None:
            return began
        return " · ".join((began, self.tr("{time} 自动继续").format(time=figures.clock(wait.until))))
