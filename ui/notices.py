"""What the banner says: offline, stopped, taken over, or what a site waits for, the gravest only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from robot.domain.views import AgentStatus
from ui.i18n import Speaker
from ui.words import figures
from ui.words.digest_words import site
from ui.words.waits import WaitWords

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerWords:
    """One banner."""

    code: str
    text: str
    tone: str
    icon: str
    action: str = ""


def banner_words(status: AgentStatus | None, *, is_online: bool, waiting: int) -> BannerWords | None:
    """:param waiting: tasks in the list, which wait while nobody answers."""
    if not is_online:
        return _offline(waiting) if status is not None else None
    if status is None:
        return None
    if status.stop is not None:
        return _stopped(status)
    if status.taken_over_by:
        return _taken_over()
    return _about_sites(status)


def _about_sites(status: AgentStatus) -> BannerWords | None:
    waits = {wait.reason: wait for wait in reversed(status.waits)}
    wrong, login = waits.get("person.wrong_account"), waits.get("person.login_needed")
    if wrong is not None:
        text = translate("Banner", "{what}。请在网站换回本人账号，再恢复发送")
        return BannerWords(
            code="wrong_account",
            text=text.format(what=WaitWords().what(wrong)),
            tone="bad",
            icon="user-round",
            action=translate("Banner", "已换回，恢复"),
        )
    if status.stopped_sites:
        text = translate("Banner", "{sites} 有一条消息结果未知，核对之前不再向它发送")
        return BannerWords(
            code="site_stopped",
            text=text.format(sites=", ".join(site(code) for code in status.stopped_sites)),
            tone="warn",
            icon="octagon-alert",
            action=translate("Banner", "现在核对"),
        )
    if login is not None:
        return BannerWords(
            code="login",
            text=f"{WaitWords().what(login)} · {WaitWords().since(login)}",
            tone="warn",
            icon="log-in",
            action=translate("Banner", "去登录"),
        )
    if status.offline_sites:
        text = translate("Banner", "{sites} 没有响应；发给它的消息先留着，恢复后再发")
        sites = ", ".join(site(code) for code in status.offline_sites)
        return BannerWords(code="site_offline", text=text.format(sites=sites), tone="warn", icon="wifi-off")
    return None


class OfflineBanner(Speaker):
    """Counts what waits."""

    def words(self, waiting: int) -> str:
        """That nobody answers, and that nothing is lost."""
        return self.tr(
            "与机器人的连接中断，正在重新连接。列表里的 %n 条任务都保留着，连上之前不会发送", "", waiting
        )


def _offline(waiting: int) -> BannerWords:
    return BannerWords(code="offline", text=OfflineBanner().words(waiting), tone="bad", icon="wifi-off")


def _taken_over() -> BannerWords:
    text = translate("Banner", "您正在操作机器人的浏览器，机器人已让开。交还后它先核对页面，再继续")
    return BannerWords(
        code="taken_over", text=text, tone="info", icon="hand", action=translate("Banner", "交还")
    )


def _stopped(status: AgentStatus) -> BannerWords:
    stop = status.stop
    parts = [translate("Banner", "已急停，不再发送任何消息")]
    if stop is not None:
        who = translate("Banner", "{by} 于 {time} 按下").format(
            by=stop.by, time=figures.clock(stop.at, with_seconds=True)
        )
        parts += [who, stop.reason] if stop.reason else [who]
    text = " · ".join(parts)
    return BannerWords(
        code="stopped", text=text, tone="bad", icon="octagon-x", action=translate("Banner", "解除急停")
    )
