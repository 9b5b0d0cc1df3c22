"""Keys, erasing and opening of sealed data as sentences."""

from __future__ import annotations

from ui.i18n import QT_TRANSLATE_NOOP

#: Code -> sentence, for the table of all sentences.
PRIVACY_SENTENCES = {
    "store.no_keyring": QT_TRANSLATE_NOOP(
        "Sentences", "系统钥匙串不可用，因此不启动；请登录桌面并解锁钥匙串"
    ),
    "store.key_lost": QT_TRANSLATE_NOOP(
        "Sentences", "钥匙串里没有本机数据的密钥，因此不启动；请恢复钥匙串，或由主管用阅读密钥打开"
    ),
    "store.other_schema": QT_TRANSLATE_NOOP(
        "Sentences", "有人改动了数据库的结构，因此不做任何操作；请保留所有文件并通知审计"
    ),
    "journal.cut_underneath": QT_TRANSLATE_NOOP(
        "Sentences", "刚写下的日志被删除或改动，因此不做任何操作；请保留所有文件并通知审计"
    ),
    "keys.not_held": QT_TRANSLATE_NOOP("Sentences", "这个月的密钥已删除，或这里没有密钥，内容打不开"),
    "keys.seal_broken": QT_TRANSLATE_NOOP(
        "Sentences", "加密内容与写入时不符，没有采用；请保留文件并通知审计"
    ),
    "keys.unreadable": QT_TRANSLATE_NOOP(
        "Sentences", "数据密钥打不开：钥匙串与数据不是一套；请一并恢复，没有做任何操作"
    ),
    "evidence.altered": QT_TRANSLATE_NOOP("Sentences", "图片与记录不符，不能作为证据"),
    "erasure.used": QT_TRANSLATE_NOOP(
        "Sentences", "这份删除令已经执行过，没有删除；如需再次删除，请主管重新签名"
    ),
    "retention.current": QT_TRANSLATE_NOOP("Sentences", "这个月还没有结束，没有删除"),
    "retention.too_young": QT_TRANSLATE_NOOP("Sentences", "还没有满保存期，没有删除"),
    "retention.no_key": QT_TRANSLATE_NOOP("Sentences", "这个月没有加密保存过内容，没有删除"),
    "erasure.unknown_customer": QT_TRANSLATE_NOOP("Sentences", "本机没有这位客户的内容"),
    "erasure.not_at_an_end": QT_TRANSLATE_NOOP(
        "Sentences", "这位客户还有未完成的任务或未核对的消息；请先处理，没有删除"
    ),
    "unmask.not_permitted": QT_TRANSLATE_NOOP("Sentences", "当前账号不是复核人员或主管，不能查看加密内容"),
    "unmask.no_reason": QT_TRANSLATE_NOOP("Sentences", "请写明查看的理由"),
    "record.not_found": QT_TRANSLATE_NOOP("Sentences", "没有这条记录"),
    "record.not_sealed": QT_TRANSLATE_NOOP("Sentences", "这条记录没有加密内容，或已依规删除"),
    "request.bad_month": QT_TRANSLATE_NOOP("Sentences", "月份应写成 2025-11 这样"),
}
