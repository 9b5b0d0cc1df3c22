"""What the banner says: offline, stopped, or a site that must be settled, the gravest only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from robot.domain.views import AgentStatus
from ui.i18n import Speaker
from ui.words import figures

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
    if status.stopped_sites:
        text = translate("Banner", "{sites} 有一条消息结果未知，核对之前不再向它发送")
        return BannerWords(
            code="site_stopped",
            text=text.format(sites=", ".join(status.stopped_sites)),
            tone="warn",
            icon="octagon-alert",
            action=translate("Banner", "现在核对"),
        )
    if status.offline_sites:
        text = translate("Banner", "{sites} 没有响应；发给它的消息先留着，恢复后再发")
        sites = ", ".join(status.offline_sites)
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
