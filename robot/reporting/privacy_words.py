"""Keys, erasing and opening of sealed data as sentences."""

from __future__ import annotations

#: Code -> Chinese and English.
PRIVACY_WORDS: dict[str, tuple[str, str]] = {
    "store.no_keyring": (
        "系统钥匙串不可用，因此不启动；请登录桌面并解锁钥匙串",
        "the keyring cannot be used, so nothing is started; log in at the desktop and unlock it",
    ),
    "store.key_lost": (
        "钥匙串里没有本机数据的密钥，因此不启动；请恢复钥匙串，或由主管用阅读密钥打开",
        "the keyring holds no key for this store; restore it, or let a supervisor open it with a reading key",
    ),
    "store.other_schema": (
        "有人改动了数据库的结构，因此不做任何操作；请保留所有文件并通知审计",
        "somebody changed the store's schema, so nothing is done; keep all files and tell the auditor",
    ),
    "journal.cut_underneath": (
        "刚写下的日志被删除或改动，因此不做任何操作；请保留所有文件并通知审计",
        "a record just written was deleted or changed, so nothing is done; keep all files, tell the auditor",
    ),
    "keys.not_held": (
        "这个月的密钥已删除，或这里没有密钥，内容打不开",
        "this month's key was erased, or is not here; the content does not open",
    ),
    "keys.seal_broken": (
        "加密内容与写入时不符，没有采用；请保留文件并通知审计",
        "a sealed value is not what was written and was not used; keep the file and tell the auditor",
    ),
    "keys.unreadable": (
        "数据密钥打不开：钥匙串与数据不是一套；请一并恢复，没有做任何操作",
        "the data keys do not open: keyring and store do not belong together; restore both, nothing was done",
    ),
    "evidence.altered": (
        "图片与记录不符，不能作为证据",
        "the picture is not what was recorded and proves nothing",
    ),
    "erasure.used": (
        "这份删除令已经执行过，没有删除；如需再次删除，请主管重新签名",
        "this order was carried out before, so nothing was erased; let a supervisor sign a new one",
    ),
    "retention.current": ("这个月还没有结束，没有删除", "this month is not over; nothing was erased"),
    "retention.too_young": ("还没有满保存期，没有删除", "it must be kept longer; nothing was erased"),
    "retention.no_key": (
        "这个月没有加密保存过内容，没有删除",
        "nothing was sealed in that month; nothing was erased",
    ),
    "erasure.unknown_customer": ("本机没有这位客户的内容", "nothing is kept of this customer here"),
    "erasure.not_at_an_end": (
        "这位客户还有未完成的任务或未核对的消息；请先处理，没有删除",
        "the customer has open tasks or unsettled messages; nothing was erased",
    ),
    "unmask.not_permitted": (
        "当前账号不是复核人员或主管，不能查看加密内容",
        "this account is neither reviewer nor supervisor; nothing was opened",
    ),
    "unmask.no_reason": ("请写明查看的理由", "say why you want to look"),
    "record.not_found": ("没有这条记录", "there is no such record"),
    "record.not_sealed": (
        "这条记录没有加密内容，或已依规删除",
        "nothing in this record is sealed, or it was erased lawfully",
    ),
    "request.bad_month": ("月份应写成 2025-11 这样", "write a month like 2025-11"),
}
