"""Why each rule of authors is one, and where it comes from. Compliance checks the articles before use."""

from __future__ import annotations

from dataclasses import dataclass

_OURS = "docs/talk-tracks.md"
_ADVERTISING = "《中华人民共和国广告法》第四十三条"
_PRIVACY = "《中华人民共和国个人信息保护法》第六条（最小必要）；JR/T 0171-2020"
_CONSUMERS = "《银行保险机构消费者权益保护管理办法》（银保监会令2022年第9号）"
_WEALTH = "《商业银行理财业务监督管理办法》；《理财公司理财产品销售管理暂行办法》"
_SUITABILITY = "《金融机构产品适当性管理办法》（金融监管总局令2025年第7号）"
_LOANS = "中国人民银行公告〔2021〕第3号（明示贷款年化利率）"
_CARDS = "《关于进一步促进信用卡业务规范健康发展的通知》（银保监规〔2022〕13号）"
_DEPOSITS = "《人民币利率管理规定》；本行存款利率公告"
_REVIEW = "《关于进一步规范金融营销宣传行为的通知》（银发〔2019〕316号）"


@dataclass(frozen=True, slots=True)
class AuthorRule:
    """One rule that an author's file has to keep."""

    why: str
    source: str


#: Rule id -> why and source. Ids of the checker of words are not here: its findings say it themselves.
AUTHOR_RULES: dict[str, AuthorRule] = {
    "file.unreadable": AuthorRule("a file that cannot be read cannot be approved", _OURS),
    "file.yaml": AuthorRule("what is not YAML has no meaning that two readers would agree on", _OURS),
    "file.duplicate_key": AuthorRule(
        "of two equal keys YAML keeps the last, a person believes the first", _OURS
    ),
    "file.shape": AuthorRule(
        "a key that is missing, misspelt or of another kind would mean something else", _OURS
    ),
    "file.blank": AuthorRule("a blank of the skeleton is left to fill in", _OURS),
    "pack.missing": AuthorRule("somebody must answer for every talk track", _REVIEW),
    "pack.id": AuthorRule("a pack is found by the name of its folder", _OURS),
    "pack.line": AuthorRule("an owner answers for named product lines only", _OURS),
    "track.id": AuthorRule("tasks name talk tracks by id, so it must lead to one file", _OURS),
    "track.validity": AuthorRule("words that were never valid can never leave", _OURS),
    "track.long_validity": AuthorRule("approved words are looked at again from time to time", _REVIEW),
    "track.expired": AuthorRule("expired words do not leave", _OURS),
    "track.title": AuthorRule("people look for a talk track by its title", _OURS),
    "channel.parts": AuthorRule("each channel has its own pieces, and a missing one is noticed late", _OURS),
    "channel.length": AuthorRule("what is longer than the channel shows is read in part", _OURS),
    "channel.sender": AuthorRule("whoever gets a message has the right to know who it is from", _ADVERTISING),
    "channel.personal": AuthorRule("a notice stands on a locked screen that others see", _PRIVACY),
    "slot.shape": AuthorRule("a slot is either the bank's data or the manager's words, never both", _OURS),
    "slot.source": AuthorRule("only named fields of the bank's data may be shown", _OURS),
    "slot.default": AuthorRule("a default is sent like any other words, so it must fit its slot", _OURS),
    "slot.no_default": AuthorRule("without a default each task waits for somebody to write it", _OURS),
    "slot.unused": AuthorRule("a slot that no text names is a mistake or a leftover", _OURS),
    "slot.unknown": AuthorRule("a gap that is not described cannot be filled", _OURS),
    "text.brace": AuthorRule("a lone brace would be sent as it is", _OURS),
    "text.invisible": AuthorRule("what nobody sees, nobody approves", _OURS),
    "text.form": AuthorRule("two writings of one character look the same and compare as different", _OURS),
    "text.length": AuthorRule("the fixed words alone must leave room for the values", _OURS),
    "text.link": AuthorRule("customers are told not to trust links and numbers in messages", _CONSUMERS),
    "text.twins": AuthorRule("variants with the same words cannot be compared", _OURS),
    "variant.key": AuthorRule("a variant is chosen by its key", _OURS),
    "span.missing": AuthorRule(
        "a required sentence stands word for word in every variant, where the customer hears or reads it",
        _OURS,
    ),
    "duty.opt_out": AuthorRule("who is advertised to is told how to refuse more of it", _ADVERTISING),
    "duty.voluntary": AuthorRule("at the counter nobody may be led to believe that they must", _CONSUMERS),
    "duty.not_a_deposit": AuthorRule("wealth products are not deposits, and their texts say so", _WEALTH),
    "duty.performance": AuthorRule(
        "past or expected results are no promise, and their texts say so", _WEALTH
    ),
    "duty.benchmark": AuthorRule("a benchmark shown to customers is not what they will earn", _WEALTH),
    "duty.suitability": AuthorRule(
        "a product that is named for a customer is named with its risk or with the assessment", _SUITABILITY
    ),
    "duty.loan_cost": AuthorRule("what a loan costs is shown, and nothing is approved yet", _LOANS),
    "duty.loan_restraint": AuthorRule("borrowing beyond one's means must not be encouraged", _LOANS),
    "duty.card_cost": AuthorRule("interest and fees of cards are shown where a card is spoken for", _CARDS),
    "duty.deposit_rate": AuthorRule("a deposit's rate is what the bank announces on the day", _DEPOSITS),
}
