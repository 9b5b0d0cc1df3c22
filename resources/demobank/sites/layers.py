"""Windows that lie over a page: those everybody may close, and those that ask for a decision."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One window over the page."""

    title: str
    text: str
    #: (what the bank notes, what the button says)
    buttons: tuple[tuple[str, str], ...]


_SEEN = (("seen", "我知道了"),)
LAYERS = {
    "notice": Layer(
        title="系统公告",
        text="本周六凌晨 1:00 至 3:00 系统维护，期间消息发送可能延迟。",
        buttons=_SEEN,
    ),
    "survey": Layer(title="满意度调查", text="您对新版界面满意吗？您的反馈将帮助我们改进。", buttons=_SEEN),
    "permission": Layer(
        title="请求通知权限",
        text="本网站想要向您发送桌面通知。",
        buttons=(("refused", "拒绝"), ("allowed", "允许")),
    ),
    "terms": Layer(
        title="服务协议更新",
        text="我们更新了《软件许可及服务协议》，请阅读并同意后继续使用。",
        buttons=(("agreed", "同意并继续"),),
    ),
}


def layers_as_json() -> dict[str, Any]:
    """All of them, for a page's script."""
    return {name: asdict(layer) for name, layer in LAYERS.items()}
