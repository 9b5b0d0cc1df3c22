"""What the check of words objects to, as sentences; a bank's own rules tell their reason instead."""

from __future__ import annotations

from ui.i18n import QT_TRANSLATE_NOOP

#: Rule id -> sentence.
WORD_RULES = {
    "words.absolute": QT_TRANSLATE_NOOP("Sentences", "使用了绝对化用语"),
    "words.comparison": QT_TRANSLATE_NOOP("Sentences", "与其他银行或产品比较，或贬低同业"),
    "words.compared_to_deposit": QT_TRANSLATE_NOOP("Sentences", "把理财、基金或保险与存款比较，容易误导客户"),
    "words.ask_secret": QT_TRANSLATE_NOOP("Sentences", "向客户索要密码、验证码或证件照片"),
    "words.suitability_evasion": QT_TRANSLATE_NOOP("Sentences", "教客户绕开风险测评、双录或回访"),
    "words.insider_tip": QT_TRANSLATE_NOOP("Sentences", "提供内幕消息、荐股或带单"),
    "words.false_endorsement": QT_TRANSLATE_NOOP("Sentences", "借监管机构、国家或名人的名义背书"),
    "words.deposit_confusion": QT_TRANSLATE_NOOP("Sentences", "把理财、基金或保险说成存款"),
    "words.guarantee": QT_TRANSLATE_NOOP("Sentences", "明示或暗示保本、保收益或没有风险"),
    "words.safety_hint": QT_TRANSLATE_NOOP("Sentences", "暗示购买后不会有损失或收益确定"),
    "words.loan_promise": QT_TRANSLATE_NOOP("Sentences", "承诺贷款或信用卡必定获批"),
    "words.loan_fraud": QT_TRANSLATE_NOOP("Sentences", "教客户造假材料或改变贷款用途"),
    "words.card_abuse": QT_TRANSLATE_NOOP("Sentences", "涉及信用卡套现、养卡、代还或虚假提额"),
    "words.collection_threat": QT_TRANSLATE_NOOP("Sentences", "有威胁、羞辱或歧视的话"),
    "words.off_book": QT_TRANSLATE_NOOP("Sentences", "推荐银行未批准代销的产品"),
    "words.rebate": QT_TRANSLATE_NOOP("Sentences", "以返现、送礼或返佣换取存款或购买"),
    "words.private_channel": QT_TRANSLATE_NOOP("Sentences", "引导客户离开本行渠道私下联系"),
    "words.wink": QT_TRANSLATE_NOOP("Sentences", "话里有话，暗示有不便写明的承诺"),
    "words.return_promise": QT_TRANSLATE_NOOP("Sentences", "给出了确定的收益数字"),
    "words.return_without_caveat": QT_TRANSLATE_NOOP(
        "Sentences", "提到收益数字而没有“不代表实际收益”一类的提示"
    ),
    "words.induced_transfer": QT_TRANSLATE_NOOP("Sentences", "引导客户把资金转到个人或第三方账户"),
    "words.acting_for_client": QT_TRANSLATE_NOOP("Sentences", "提出代客户操作、保管或签字"),
    "words.personal_guarantee": QT_TRANSLATE_NOOP("Sentences", "以个人名义承诺赔偿、补足或负责"),
    "words.urgency": QT_TRANSLATE_NOOP("Sentences", "用时间或名额催促客户购买"),
    "words.link": QT_TRANSLATE_NOOP("Sentences", "文字里有网址或链接，外发前须复核"),
    "words.contact": QT_TRANSLATE_NOOP("Sentences", "文字里有电话号码或邮箱，外发前须复核"),
    "words.messenger_id": QT_TRANSLATE_NOOP("Sentences", "文字里有个人社交账号"),
    "words.account_number": QT_TRANSLATE_NOOP("Sentences", "文字里有像卡号、账号或证件号的长数字"),
    "words.second_opinion": QT_TRANSLATE_NOOP("Sentences", "整段话读起来像不合规的承诺、隐瞒或引导"),
    "input.too_long": QT_TRANSLATE_NOOP("Sentences", "文字太长，未作检查，不能发出"),
    "input.not_utf8": QT_TRANSLATE_NOOP("Sentences", "文字编码无法读取，未作检查"),
    "lexicon.unreadable": QT_TRANSLATE_NOOP("Sentences", "检查用的词库无法读取，没有任何改动"),
}
