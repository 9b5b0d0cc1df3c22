"""Why a release cannot be used or signed, and what lint objects to, as sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP
from ui.words import sentences

_REFUSALS = {
    "release.not_found": QT_TRANSLATE_NOOP("ReleaseWords", "这个目录里没有发布包"),
    "release.too_large": QT_TRANSLATE_NOOP("ReleaseWords", "文件太多或太大，不是发布包"),
    "release.malformed": QT_TRANSLATE_NOOP("ReleaseWords", "发布包的清单或签名无法识别"),
    "release.altered": QT_TRANSLATE_NOOP("ReleaseWords", "文件与清单不一致，内容被改动过"),
    "release.unsigned": QT_TRANSLATE_NOOP("ReleaseWords", "还缺签名，机器人不会使用"),
    "release.signature_bad": QT_TRANSLATE_NOOP("ReleaseWords", "签名与内容不符"),
    "release.key_unknown": QT_TRANSLATE_NOOP("ReleaseWords", "签名密钥不在角色文件中"),
    "release.key_expired": QT_TRANSLATE_NOOP("ReleaseWords", "签名密钥不在有效期内"),
    "release.key_revoked": QT_TRANSLATE_NOOP("ReleaseWords", "签名密钥已吊销"),
    "release.one_person": QT_TRANSLATE_NOOP("ReleaseWords", "编写人与审批人不能是同一人，没有签署"),
    "release.role_missing": QT_TRANSLATE_NOOP("ReleaseWords", "这个密钥的主人没有审批角色，没有签署"),
    "release.role_expired": QT_TRANSLATE_NOOP("ReleaseWords", "签署人的角色不在有效期内"),
    "release.expired": QT_TRANSLATE_NOOP("ReleaseWords", "已过有效期"),
    "release.clock_behind": QT_TRANSLATE_NOOP("ReleaseWords", "本机时间早于发布包的制作日"),
    "release.revoked": QT_TRANSLATE_NOOP("ReleaseWords", "已被撤销"),
    "release.revocations_bad": QT_TRANSLATE_NOOP("ReleaseWords", "撤销清单无法使用，请管理员重新安装"),
    "release.older": QT_TRANSLATE_NOOP("ReleaseWords", "版本低于已经使用过的版本"),
    "release.version_reused": QT_TRANSLATE_NOOP("ReleaseWords", "同一版本号已用过别的内容，请提高版本号"),
    "release.rollback_bad": QT_TRANSLATE_NOOP("ReleaseWords", "回退指令无法使用"),
    "release.product_too_old": QT_TRANSLATE_NOOP("ReleaseWords", "需要更新版本的 Tandem"),
    "release.trust_missing": QT_TRANSLATE_NOOP("ReleaseWords", "本机没有安装公钥与角色文件，无法核对签名"),
    "release.trust_writable": QT_TRANSLATE_NOOP("ReleaseWords", "本账号可改写公钥目录，签名证明不了什么"),
    "release.roles_bad": QT_TRANSLATE_NOOP("ReleaseWords", "角色文件无法使用，请管理员重新安装"),
    "release.roles_conflict": QT_TRANSLATE_NOOP("ReleaseWords", "角色文件中有人身兼两职"),
    "release.key_unusable": QT_TRANSLATE_NOOP(
        "ReleaseWords", "密钥文件打不开，或口令不对；没有签署，什么都没有改变"
    ),
    "release.signed_already": QT_TRANSLATE_NOOP("ReleaseWords", "合规方已经签过，什么都没有改变"),
    "release.exists": QT_TRANSLATE_NOOP("ReleaseWords", "签名文件已经存在，没有覆盖"),
    "release.not_built": QT_TRANSLATE_NOOP("ReleaseWords", "签名写不进发布包目录，没有签署"),
    "release.changed_since_review": QT_TRANSLATE_NOOP(
        "ReleaseWords", "目录里的发布包已经不是您看过的那一份，没有签署；请重新读取"
    ),
    "release.path_not_whole": QT_TRANSLATE_NOOP("ReleaseWords", "请填写完整路径，以 / 或盘符开头"),
    "talktrack.unknown": QT_TRANSLATE_NOOP("ReleaseWords", "话术库里已经没有这条话术"),
    "reader.failed": QT_TRANSLATE_NOOP("ReleaseWords", "本机台账没有及时答复，什么都没有丢失，请再试一次"),
}
_RULES = {
    "file.unreadable": QT_TRANSLATE_NOOP("ReleaseWords", "文件读不出来"),
    "file.yaml": QT_TRANSLATE_NOOP("ReleaseWords", "不是有效的 YAML"),
    "file.duplicate_key": QT_TRANSLATE_NOOP("ReleaseWords", "同一个键写了两次"),
    "file.shape": QT_TRANSLATE_NOOP("ReleaseWords", "键缺失、拼错或类型不对"),
    "file.blank": QT_TRANSLATE_NOOP("ReleaseWords", "骨架里的空白没有填"),
    "pack.missing": QT_TRANSLATE_NOOP("ReleaseWords", "目录里没有 pack.yaml，没有人负责"),
    "pack.id": QT_TRANSLATE_NOOP("ReleaseWords", "话术包编号与目录名不一致"),
    "pack.line": QT_TRANSLATE_NOOP("ReleaseWords", "产品类别不归这个话术包负责"),
    "track.id": QT_TRANSLATE_NOOP("ReleaseWords", "话术编号与文件名不一致或重复"),
    "track.validity": QT_TRANSLATE_NOOP("ReleaseWords", "失效日早于生效日"),
    "track.long_validity": QT_TRANSLATE_NOOP("ReleaseWords", "有效期超过两年，应定期重新审阅"),
    "track.expired": QT_TRANSLATE_NOOP("ReleaseWords", "话术已过期，不会再发送"),
    "track.title": QT_TRANSLATE_NOOP("ReleaseWords", "没有名称，不便查找"),
    "channel.parts": QT_TRANSLATE_NOOP("ReleaseWords", "缺少这个渠道必需的部分"),
    "channel.length": QT_TRANSLATE_NOOP("ReleaseWords", "超过这个渠道能显示的长度"),
    "channel.sender": QT_TRANSLATE_NOOP("ReleaseWords", "没有说明是谁、哪家支行发出"),
    "channel.personal": QT_TRANSLATE_NOOP("ReleaseWords", "锁屏可见的通知里出现客户姓名或金额"),
    "slot.shape": QT_TRANSLATE_NOOP("ReleaseWords", "填空既不像银行数据也不像客户经理填写"),
    "slot.source": QT_TRANSLATE_NOOP("ReleaseWords", "填空取自不允许的数据"),
    "slot.default": QT_TRANSLATE_NOOP("ReleaseWords", "填空的默认值不合规则"),
    "slot.no_default": QT_TRANSLATE_NOOP("ReleaseWords", "填空没有默认值，每条任务都要等人填写"),
    "slot.unused": QT_TRANSLATE_NOOP("ReleaseWords", "填空没有用到"),
    "slot.unknown": QT_TRANSLATE_NOOP("ReleaseWords", "文字里的填空没有说明"),
    "text.brace": QT_TRANSLATE_NOOP("ReleaseWords", "有落单的花括号"),
    "text.invisible": QT_TRANSLATE_NOOP("ReleaseWords", "有看不见的字符"),
    "text.form": QT_TRANSLATE_NOOP("ReleaseWords", "字符的写法不统一（应为 NFC）"),
    "text.length": QT_TRANSLATE_NOOP("ReleaseWords", "固定文字已超过允许的长度"),
    "text.link": QT_TRANSLATE_NOOP("ReleaseWords", "出现网址、地址或长号码"),
    "text.twins": QT_TRANSLATE_NOOP("ReleaseWords", "两个版本的文字相同，无法比较效果"),
    "variant.key": QT_TRANSLATE_NOOP("ReleaseWords", "版本的编号重复"),
    "span.missing": QT_TRANSLATE_NOOP("ReleaseWords", "必须出现的句子没有在每个版本中逐字出现"),
    "duty.opt_out": QT_TRANSLATE_NOOP("ReleaseWords", "营销内容没有说明如何拒收"),
    "duty.voluntary": QT_TRANSLATE_NOOP("ReleaseWords", "柜面推介没有说明由客户自主决定"),
    "duty.not_a_deposit": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明理财非存款、产品有风险、投资须谨慎"),
    "duty.performance": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明过往业绩不代表未来表现"),
    "duty.benchmark": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明业绩比较基准不代表实际收益"),
    "duty.suitability": QT_TRANSLATE_NOOP("ReleaseWords", "提到产品却没有风险等级或风险测评"),
    "duty.loan_cost": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明贷款利率、额度及费用以审批和合同为准"),
    "duty.loan_restraint": QT_TRANSLATE_NOOP("ReleaseWords", "没有提示合理借贷"),
    "duty.card_cost": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明息费以公示为准"),
    "duty.deposit_rate": QT_TRANSLATE_NOOP("ReleaseWords", "没有写明存款利率以公告为准"),
}


def fault_sentence(code: str, message: str) -> str:
    """The sentence of an error of these pages; of any other as everywhere."""
    # Here somebody looks at a candidate; elsewhere the same code says why nothing is sent.
    source = _REFUSALS.get(code)
    if source is not None:
        return QCoreApplication.translate("ReleaseWords", source)
    return sentences.fault_sentence(code, message)


def rule_sentence(rule: str, why: str) -> str:
    """What a rule of lint objects to.

    :param why: the rule's own reason, for one that a bank added.
    """
    source = _RULES.get(rule)
    if source is not None:
        return QCoreApplication.translate("ReleaseWords", source)
    return sentences.sentence(rule) if sentences.is_known(rule) else why or rule
