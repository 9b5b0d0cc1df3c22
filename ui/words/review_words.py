"""Reviews as words: states, kinds, decisions, and why one cannot be made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.i18n import QT_TRANSLATE_NOOP

#: Code -> sentence, for the table of all sentences.
REVIEW_SENTENCES = {
    "review.rejected": QT_TRANSLATE_NOOP("Sentences", "主管没有同意这段内容，请改写后再送，或人工联系"),
    "review.false_alarm": QT_TRANSLATE_NOOP(
        "Sentences", "主管认为提示有误，但还没有批准发送；请再送一次复核"
    ),
    "review.not_needed": QT_TRANSLATE_NOOP("Sentences", "这段内容不需要复核，可以直接发送"),
    "review.rejected_before": QT_TRANSLATE_NOOP("Sentences", "主管已驳回过一字不差的这段内容，请改写"),
    "review.decided": QT_TRANSLATE_NOOP("Sentences", "这一条已经有人处理过"),
    "review.used": QT_TRANSLATE_NOOP("Sentences", "这次批准已经用过"),
    "review.not_found": QT_TRANSLATE_NOOP("Sentences", "没有这一条复核"),
    "review.unsigned": QT_TRANSLATE_NOOP("Sentences", "没有签名，不作数"),
    "review.no_reason": QT_TRANSLATE_NOOP("Sentences", "请写明理由"),
    "review.number": QT_TRANSLATE_NOOP("Sentences", "意见会记入日志，请不要写卡号或证件号"),
    "review.name": QT_TRANSLATE_NOOP("Sentences", "意见会记入日志，请不要写客户姓名"),
    "review.no_supervisor": QT_TRANSLATE_NOOP("Sentences", "角色文件里没有今天有效的主管密钥，只能查看"),
    "review.key_no_supervisor": QT_TRANSLATE_NOOP("Sentences", "这把密钥不是主管的，没有做出决定"),
    "review.no_key": QT_TRANSLATE_NOOP("Sentences", "没有主管密钥只能查看"),
}
# The same codes stand for a release elsewhere; here they are about the supervisor's key.
_KEYS = {
    "release.key_unusable": QT_TRANSLATE_NOOP("Reviews", "密钥文件打不开，或口令不对"),
    "release.key_unknown": QT_TRANSLATE_NOOP("Reviews", "密钥不在角色文件里，没有做出决定"),
    "release.key_expired": QT_TRANSLATE_NOOP("Reviews", "密钥已过期，没有做出决定"),
    "release.key_revoked": QT_TRANSLATE_NOOP("Reviews", "密钥已吊销，没有做出决定"),
    "release.signature_bad": QT_TRANSLATE_NOOP("Reviews", "签名与内容不符"),
    "release.malformed": QT_TRANSLATE_NOOP("Reviews", "签名无法识别"),
    "release.role_missing": QT_TRANSLATE_NOOP("Reviews", "签名人不是主管，没有做出决定"),
    "release.role_expired": QT_TRANSLATE_NOOP("Reviews", "签名人的主管角色已到期，没有做出决定"),
    "release.one_person": QT_TRANSLATE_NOOP("Reviews", "不能复核自己写的内容，请换一位主管"),
    "release.trust_missing": QT_TRANSLATE_NOOP("Reviews", "没有安装密钥和角色文件，只能查看"),
    "release.trust_writable": QT_TRANSLATE_NOOP("Reviews", "密钥和角色文件没有受到保护，只能查看"),
    "release.roles_bad": QT_TRANSLATE_NOOP("Reviews", "角色文件不能用，只能查看"),
    "release.roles_conflict": QT_TRANSLATE_NOOP("Reviews", "角色文件把不相容的职责给了同一人，只能查看"),
    "release.revocations_bad": QT_TRANSLATE_NOOP("Reviews", "吊销清单不能用，只能查看"),
}
_STATES = {
    "open": QT_TRANSLATE_NOOP("Reviews", "待复核"),
    "escalated": QT_TRANSLATE_NOOP("Reviews", "已上报"),
    "approved": QT_TRANSLATE_NOOP("Reviews", "已批准"),
    "rejected": QT_TRANSLATE_NOOP("Reviews", "已驳回"),
    "false_alarm": QT_TRANSLATE_NOOP("Reviews", "误报"),
    "waiting": QT_TRANSLATE_NOOP("Reviews", "待处理"),
    "": QT_TRANSLATE_NOOP("Reviews", "全部"),
}
_KINDS = {
    "held_text": QT_TRANSLATE_NOOP("Reviews", "待发内容"),
    "hand_typed": QT_TRANSLATE_NOOP("Reviews", "手工消息"),
    "": QT_TRANSLATE_NOOP("Reviews", "全部类型"),
}
_VERDICTS = {
    "review": QT_TRANSLATE_NOOP("Reviews", "须复核"),
    "block": QT_TRANSLATE_NOOP("Reviews", "不允许"),
}
#: State -> key of a status look.
LOOKS = {
    "open": "waiting",
    "escalated": "needs_you",
    "approved": "ok",
    "rejected": "failed",
    "false_alarm": "none",
}


def _named(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return QCoreApplication.translate("Reviews", source) if source else code


def state(code: str) -> str:
    """Where a review stands."""
    return _named(_STATES, code)


def kind(code: str) -> str:
    """Why a text is in the queue."""
    return _named(_KINDS, code)


def verdict(code: str) -> str:
    """What the check of words says."""
    return _named(_VERDICTS, code)


def key_sentence(code: str) -> str:
    """What a code means for the supervisor's key, or empty if it is about something else."""
    return _named(_KEYS, code) if code in _KEYS else ""
