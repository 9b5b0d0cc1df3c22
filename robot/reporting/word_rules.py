"""What the check of words objects to, as sentences; a bank's own rules tell their reason instead."""

from __future__ import annotations

#: Rule id -> Chinese, English.
WORD_RULES: dict[str, tuple[str, str]] = {
    "words.absolute": ("使用了绝对化用语", "absolute terms are used"),
    "words.comparison": (
        "与其他银行或产品比较，或贬低同业",
        "another bank or product is compared or run down",
    ),
    "words.compared_to_deposit": (
        "把理财、基金或保险与存款比较，容易误导客户",
        "a product is compared to a deposit, which misleads",
    ),
    "words.ask_secret": (
        "向客户索要密码、验证码或证件照片",
        "a password, code or picture of a document is asked for",
    ),
    "words.suitability_evasion": (
        "教客户绕开风险测评、双录或回访",
        "a way around the assessment or the recording is shown",
    ),
    "words.insider_tip": ("提供内幕消息、荐股或带单", "an insider's tip or advice on stocks is given"),
    "words.false_endorsement": (
        "借监管机构、国家或名人的名义背书",
        "an authority or a famous person is named as endorsing it",
    ),
    "words.deposit_confusion": ("把理财、基金或保险说成存款", "a product is called a deposit"),
    "words.guarantee": (
        "明示或暗示保本、保收益或没有风险",
        "capital or income is guaranteed, openly or by a hint",
    ),
    "words.safety_hint": ("暗示购买后不会有损失或收益确定", "it is hinted that nothing can be lost"),
    "words.loan_promise": ("承诺贷款或信用卡必定获批", "approval of a loan or card is promised"),
    "words.loan_fraud": (
        "教客户造假材料或改变贷款用途",
        "false papers or another use of a loan are suggested",
    ),
    "words.card_abuse": ("涉及信用卡套现、养卡、代还或虚假提额", "misuse of a credit card is suggested"),
    "words.collection_threat": ("有威胁、羞辱或歧视的话", "the words threaten, shame or discriminate"),
    "words.off_book": ("推荐银行未批准代销的产品", "a product is offered that the bank does not sell"),
    "words.rebate": (
        "以返现、送礼或返佣换取存款或购买",
        "a rebate or gift is offered for a deposit or purchase",
    ),
    "words.private_channel": (
        "引导客户离开本行渠道私下联系",
        "the customer is led away from the bank's channels",
    ),
    "words.wink": ("话里有话，暗示有不便写明的承诺", "the words wink at something that is not written"),
    "words.return_promise": ("给出了确定的收益数字", "a certain return is named"),
    "words.return_without_caveat": (
        "提到收益数字而没有“不代表实际收益”一类的提示",
        "a return is named without its caveat",
    ),
    "words.induced_transfer": (
        "引导客户把资金转到个人或第三方账户",
        "the customer is led to pay to a person or third party",
    ),
    "words.acting_for_client": (
        "提出代客户操作、保管或签字",
        "acting or signing for the customer is offered",
    ),
    "words.personal_guarantee": ("以个人名义承诺赔偿、补足或负责", "a personal guarantee is given"),
    "words.urgency": ("用时间或名额催促客户购买", "the customer is hurried"),
    "words.link": ("文字里有网址或链接，外发前须复核", "the words hold a link, which is looked at first"),
    "words.contact": (
        "文字里有电话号码或邮箱，外发前须复核",
        "the words hold a number or address, which is looked at first",
    ),
    "words.messenger_id": ("文字里有个人社交账号", "the words hold a private messenger's account"),
    "words.account_number": (
        "文字里有像卡号、账号或证件号的长数字",
        "the words hold a long number such as an account's",
    ),
    "words.second_opinion": (
        "整段话读起来像不合规的承诺、隐瞒或引导",
        "the whole reads like a forbidden promise, concealment or lure",
    ),
    "input.too_long": (
        "文字太长，未作检查，不能发出",
        "the words are too long to be checked and may not leave",
    ),
    "input.not_utf8": ("文字编码无法读取，未作检查", "the words cannot be read and were not checked"),
    "lexicon.unreadable": (
        "检查用的词库无法读取，没有任何改动",
        "the lexicons cannot be read; nothing was changed",
    ),
}
