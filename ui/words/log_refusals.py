"""Why something about the log was not done, as sentences."""

from __future__ import annotations

from ui.i18n import QT_TRANSLATE_NOOP

#: Code -> sentence, for the table of all sentences.
LOG_REFUSALS = {
    "log.not_indexed": QT_TRANSLATE_NOOP("Sentences", "索引还没有准备好，请稍后再试；日志没有缺失"),
    "log.result_closed": QT_TRANSLATE_NOOP("Sentences", "这次查询的结果已经关闭，请重新查询"),
    "log.unknown_source": QT_TRANSLATE_NOOP("Sentences", "本机没有这份日志"),
    "log.no_record": QT_TRANSLATE_NOOP("Sentences", "这份日志里没有这一条"),
    "log.superseded": QT_TRANSLATE_NOOP("Sentences", "已由更新的查询取代"),
    "log.unreadable": QT_TRANSLATE_NOOP("Sentences", "日志一时读不出来，没有丢失，请再试一次"),
    "log.import_failed": QT_TRANSLATE_NOOP("Sentences", "日志包没有导入，什么都没有改动，请再试一次"),
    "log.not_a_bundle": QT_TRANSLATE_NOOP("Sentences", "这不是日志包"),
    "log.unmask_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences", "别的工作站的原文须用读取密钥在命令行打开，什么都没有打开"
    ),
    "log.sign_in_not_asked": QT_TRANSLATE_NOOP("Sentences", "登录请求已经用过或过期，没有登录，请再按一次"),
    "log.key_no_reviewer": QT_TRANSLATE_NOOP("Sentences", "这把密钥不是复核人的，没有登录"),
    "log.verifier_died": QT_TRANSLATE_NOOP("Sentences", "校验进程中断了，请再试一次"),
    "log.sample_no_head": QT_TRANSLATE_NOOP("Sentences", "日志还没有签名的检查点，没有抽样；请一分钟后再试"),
    "log.sample_empty": QT_TRANSLATE_NOOP("Sentences", "这几天没有发送，没有抽样"),
    "log.sample_open": QT_TRANSLATE_NOOP("Sentences", "您这几天的样本还没有看完，没有再抽；请先看完"),
    "export.other_log": QT_TRANSLATE_NOOP(
        "Sentences", "证据包只装本机的日志，没有写文件；请把来源只选为本机"
    ),
    "export.too_many": QT_TRANSLATE_NOOP(
        "Sentences", "行数超过这种文件的上限，没有写文件；请缩小范围或改用 CSV"
    ),
    "export.path": QT_TRANSLATE_NOOP("Sentences", "请写完整的路径，没有写文件"),
    "export.exists": QT_TRANSLATE_NOOP("Sentences", "文件已经存在，没有覆盖；请换一个名称"),
    "bundle.exists": QT_TRANSLATE_NOOP("Sentences", "文件已经存在，没有覆盖；请换一个名称"),
    "bundle.no_key": QT_TRANSLATE_NOOP("Sentences", "钥匙串没有给出签名密钥，没有写文件"),
    "bundle.not_written": QT_TRANSLATE_NOOP("Sentences", "证据包没有写成，日志没有改动"),
    "bundle.nothing": QT_TRANSLATE_NOOP("Sentences", "没有可以装进证据包的记录，没有写文件"),
    "bundle.refused": QT_TRANSLATE_NOOP("Sentences", "这不是可以打开的日志包，什么都没有留下"),
}
