"""Why nothing is sent with the release in use, as sentences."""

from __future__ import annotations

from ui.i18n import QT_TRANSLATE_NOOP

RELEASE_REFUSALS = {
    "release.not_found": QT_TRANSLATE_NOOP("Sentences", "没有安装已签发的发布包，不能发送"),
    "release.too_large": QT_TRANSLATE_NOOP("Sentences", "发布包过大，不能发送"),
    "release.malformed": QT_TRANSLATE_NOOP("Sentences", "发布包无法识别，不能发送"),
    "release.altered": QT_TRANSLATE_NOOP(
        "Sentences", "发布包被改动或更换，不再发送；若是新的发布包，请重启机器人"
    ),
    "release.unsigned": QT_TRANSLATE_NOOP("Sentences", "发布包缺少签名，不能发送"),
    "release.signature_bad": QT_TRANSLATE_NOOP("Sentences", "发布包签名不符，不能发送"),
    "release.key_unknown": QT_TRANSLATE_NOOP("Sentences", "发布包的签名密钥不在角色文件中，不能发送"),
    "release.key_expired": QT_TRANSLATE_NOOP("Sentences", "发布包的签名密钥已过期，不能发送"),
    "release.key_revoked": QT_TRANSLATE_NOOP("Sentences", "发布包的签名密钥已吊销，不能发送"),
    "release.one_person": QT_TRANSLATE_NOOP("Sentences", "发布包的编写人与审批人是同一人，不能发送"),
    "release.role_missing": QT_TRANSLATE_NOOP("Sentences", "发布包的签署人没有相应角色，不能发送"),
    "release.role_expired": QT_TRANSLATE_NOOP("Sentences", "发布包签署人的角色已到期，不能发送"),
    "release.expired": QT_TRANSLATE_NOOP(
        "Sentences", "发布包已过有效期，不能发送；请安装新的发布包并重启机器人"
    ),
    "release.clock_behind": QT_TRANSLATE_NOOP("Sentences", "本机时间早于发布包的签发日，不能发送"),
    "release.revoked": QT_TRANSLATE_NOOP("Sentences", "发布包已被撤销，不能发送"),
    "release.revocations_bad": QT_TRANSLATE_NOOP("Sentences", "撤销清单无法使用，不能发送"),
    "release.older": QT_TRANSLATE_NOOP("Sentences", "发布包版本低于已使用过的版本，不能发送"),
    "release.version_reused": QT_TRANSLATE_NOOP("Sentences", "发布包的版本号已用于别的内容，不能发送"),
    "release.rollback_bad": QT_TRANSLATE_NOOP("Sentences", "发布包的回退指令无法使用，不能发送"),
    "release.product_too_old": QT_TRANSLATE_NOOP("Sentences", "发布包需要更新版本的 Tandem，不能发送"),
    "release.trust_missing": QT_TRANSLATE_NOOP("Sentences", "没有安装公钥与角色文件，不能发送"),
    "release.trust_writable": QT_TRANSLATE_NOOP("Sentences", "本账号可以改写公钥目录，不能发送"),
    "release.roles_bad": QT_TRANSLATE_NOOP("Sentences", "角色文件无法使用，不能发送"),
    "release.roles_conflict": QT_TRANSLATE_NOOP("Sentences", "角色文件中有人身兼两职，不能发送"),
}
