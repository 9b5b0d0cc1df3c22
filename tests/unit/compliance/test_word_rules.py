"""What may not be said, family by family: a text, the verdict, the rule that must be among the findings."""

from __future__ import annotations

import pytest

from robot.compliance import Checker, Verdict

BLOCK, REVIEW, ALLOW = Verdict.BLOCK, Verdict.REVIEW, Verdict.ALLOW

FORBIDDEN: tuple[tuple[str, Verdict, str], ...] = (
    # Promises of capital or income.
    ("这款理财保本保息，您放心", BLOCK, "words.guarantee"),
    ("稳赚不赔的好产品", BLOCK, "words.guarantee"),
    ("零风险高收益，到期一定会涨", BLOCK, "words.guarantee"),
    ("您买了肯定不亏", BLOCK, "words.guarantee"),
    ("这只基金包赚", BLOCK, "words.guarantee"),
    ("没有任何风险，本金绝对安全", BLOCK, "words.guarantee"),
    ("国家兜底的项目，只涨不跌", BLOCK, "words.guarantee"),
    ("您就放心大胆买吧", REVIEW, "words.safety_hint"),
    # Figures of return.
    ("年化5%收益，欢迎了解", REVIEW, "words.return_without_caveat"),
    ("预期收益4.5%，适合您", REVIEW, "words.return_without_caveat"),
    ("收益不低于百分之四", BLOCK, "words.return_promise"),
    ("投10万一年变12万", BLOCK, "words.return_promise"),
    # Superlatives and comparison.
    ("全市收益最高的产品", BLOCK, "words.absolute"),
    ("收益第一，业内顶级理财", BLOCK, "words.absolute"),
    ("比工商银行高多了", BLOCK, "words.comparison"),
    ("秒杀同业的收益", BLOCK, "words.comparison"),
    ("收益比定期高，灵活得多", REVIEW, "words.compared_to_deposit"),
    ("跟存款一样安全", BLOCK, "words.deposit_confusion"),
    # Pressure.
    ("最后一天了，额度马上没，快买", REVIEW, "words.urgency"),
    ("手慢无，再不买就没了", REVIEW, "words.urgency"),
    # Ways round the bank.
    ("加我私人微信细聊", BLOCK, "words.private_channel"),
    ("看完把聊天记录删了", BLOCK, "words.private_channel"),
    ("把钱转到我个人卡上", BLOCK, "words.induced_transfer"),
    ("转我支付宝就行", BLOCK, "words.induced_transfer"),
    ("我帮您操作账户，赚了分成", BLOCK, "words.acting_for_client"),
    ("亏了算我的，我给您兜底", BLOCK, "words.personal_guarantee"),
    ("出事找我，我负全责", BLOCK, "words.personal_guarantee"),
    ("这是内部额度，不走柜面", BLOCK, "words.off_book"),
    ("存10万另外返您500元现金", BLOCK, "words.rebate"),
    # Lending and cards.
    ("无视征信，秒批包过", BLOCK, "words.loan_promise"),
    ("我帮您美化流水", BLOCK, "words.loan_fraud"),
    ("信用卡可以套现养卡", BLOCK, "words.card_abuse"),
    ("再不还钱就爆你通讯录", BLOCK, "words.collection_threat"),
    # Secrets and duties of sale.
    ("把验证码发给我", BLOCK, "words.ask_secret"),
    ("身份证正反面拍照发我", BLOCK, "words.ask_secret"),
    ("风险测评您往高了选", BLOCK, "words.suitability_evasion"),
    ("内幕消息，老师带您赚", BLOCK, "words.insider_tip"),
    ("银保监推荐的产品", BLOCK, "words.false_endorsement"),
    # Contacts.
    ("详情见 https://example.com/a", REVIEW, "words.link"),
    ("联系我 138-0013-8000", REVIEW, "words.contact"),
    ("我的微信号：abc_12345", BLOCK, "words.messenger_id"),
    ("账号 6222 0212 3456 7890 123", REVIEW, "words.account_number"),
)

PERMITTED: tuple[str, ...] = (
    "最近天气转凉，请注意保暖",
    "您最晚请在周五下午五点前到网点",
    "开户第一步请准备身份证",
    "第一季度的对账单已经生成",
    "保本初先生您好，您的新卡已寄到",
    "贷款保证金已退回您的账户",
    "住房贷款需要担保人到场签字",
    "如果想要更稳妥一些，可以了解定期存款",
    "申请表的最后一页需要您签名",
    "办理转账需要一定时间，请耐心等待",
    "这款产品风险等级R2",
    "您的保险合同已寄出",
    "两数相减取绝对值",
    "请您确保您的资料齐全",
    "我保证按时到场，明天上午十点见",
    "业绩比较基准2.5%-3.2%，业绩比较基准不代表实际收益",
    "过往业绩不代表未来表现",
    "理财非存款、产品有风险、投资须谨慎",
    "三年期定期存款年利率1.95%，具体以网点公告为准",
    "张先生，您的定期存款将于11月25日到期，请问您有安排吗？",
    "祝您中秋节快乐，阖家幸福！",
    "您预约的今天下午三点到网点办理业务，请携带身份证原件",
    "银行不会向您索要密码和验证码，请勿向任何人透露",
    "如有疑问请拨打客服热线95588",
    "您可以在企业微信里给我留言",
    "请通过微信银行查询账单",
    "信用卡最后还款日为12月5日，请按时还款",
    "贷款资金不得用于购买股票",
    "您的转账已到账，感谢您的信任",
)


@pytest.mark.parametrize(("text", "verdict", "rule"), FORBIDDEN)
def test_what_may_not_be_said_is_found(checker: Checker, text: str, verdict: Verdict, rule: str) -> None:
    found = checker.check(text)
    assert rule in {finding.rule for finding in found.findings}
    assert found.verdict in {verdict, BLOCK}
    assert next(finding for finding in found.findings if finding.rule == rule).verdict is verdict


@pytest.mark.parametrize("text", PERMITTED)
def test_ordinary_words_pass(checker: Checker, text: str) -> None:
    assert checker.check(text).findings == ()


def test_every_finding_explains_itself(checker: Checker) -> None:
    for text, _, _ in FORBIDDEN:
        for finding in checker.check(text).findings:
            assert finding.why
            assert finding.source
            assert "memory" not in finding.source


def test_findings_stand_in_the_order_of_the_text(checker: Checker) -> None:
    found = checker.check("加我私人微信，这款理财保本保息，手慢无").findings
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)
    assert len({finding.rule for finding in found}) >= 3


def test_the_verdict_is_the_gravest_of_the_findings(checker: Checker) -> None:
    assert checker.check("手慢无").verdict is REVIEW
    assert checker.check("手慢无，保本").verdict is BLOCK
