"""Why nothing is sent with a release, in Chinese and English."""

from __future__ import annotations

RELEASE_WORDS: dict[str, tuple[str, str]] = {
    "release.not_found": (
        "没有安装已签发的发布包，不能发送",
        "no signed release is installed; nothing is sent",
    ),
    "release.too_large": ("发布包过大，不能发送", "the release is too large; nothing is sent"),
    "release.malformed": (
        "发布包无法识别，不能发送",
        "the release cannot be understood; nothing is sent",
    ),
    "release.altered": (
        "发布包被改动或更换，不再发送；若是新的发布包，请重启机器人",
        "the release was altered or replaced; nothing is sent; restart the agent to use a new one",
    ),
    "release.unsigned": ("发布包缺少签名，不能发送", "the release lacks a signature; nothing is sent"),
    "release.signature_bad": (
        "发布包签名不符，不能发送",
        "a signature of the release does not fit; nothing is sent",
    ),
    "release.key_unknown": (
        "发布包的签名密钥不在角色文件中，不能发送",
        "the release was signed with a key that the role document does not name; nothing is sent",
    ),
    "release.key_expired": (
        "发布包的签名密钥已过期，不能发送",
        "a key that signed the release has expired; nothing is sent",
    ),
    "release.key_revoked": (
        "发布包的签名密钥已吊销，不能发送",
        "a key that signed the release was revoked; nothing is sent",
    ),
    "release.one_person": (
        "发布包的编写人与审批人是同一人，不能发送",
        "one person wrote and approved the release; nothing is sent",
    ),
    "release.role_missing": (
        "发布包的签署人没有相应角色，不能发送",
        "who signed the release does not hold the role; nothing is sent",
    ),
    "release.role_expired": (
        "发布包签署人的角色已到期，不能发送",
        "the role of somebody who signed the release has ended; nothing is sent",
    ),
    "release.expired": (
        "发布包已过有效期，不能发送；请安装新的发布包并重启机器人",
        "the release has expired; nothing is sent before the next one is installed and the agent restarted",
    ),
    "release.clock_behind": (
        "本机时间早于发布包的签发日，不能发送",
        "the clock stands before the day on which the release was made; nothing is sent",
    ),
    "release.revoked": ("发布包已被撤销，不能发送", "the release was revoked; nothing is sent"),
    "release.revocations_bad": (
        "撤销清单无法使用，不能发送",
        "the list of revocations cannot be used; nothing is sent",
    ),
    "release.older": (
        "发布包版本低于已使用过的版本，不能发送",
        "the release is older than one that was used before; nothing is sent",
    ),
    "release.version_reused": (
        "发布包的版本号已用于别的内容，不能发送",
        "the release's version was used before with other content; nothing is sent",
    ),
    "release.rollback_bad": (
        "发布包的回退指令无法使用，不能发送",
        "the order to go back to this release cannot be used; nothing is sent",
    ),
    "release.product_too_old": (
        "发布包需要更新版本的 Tandem，不能发送",
        "the release wants a newer Tandem; nothing is sent",
    ),
    "release.trust_missing": (
        "没有安装公钥与角色文件，不能发送",
        "keys and roles are not installed; nothing is sent",
    ),
    "release.trust_writable": (
        "本账号可以改写公钥目录，不能发送",
        "this account could change the keys; nothing is sent",
    ),
    "release.roles_bad": ("角色文件无法使用，不能发送", "the role document cannot be used; nothing is sent"),
    "release.roles_conflict": (
        "角色文件中有人身兼两职，不能发送",
        "the role document gives somebody two duties that must be apart; nothing is sent",
    ),
}
