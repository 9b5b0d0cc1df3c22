"""A queue of reviews in memory; signatures are not verified here, that is the agent's own tests' part."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.domain.errors import StateConflict, TandemError
from robot.domain.review_views import (
    UNDECIDED,
    ContextLine,
    ReviewCard,
    ReviewDecided,
    ReviewFinding,
    ReviewList,
    ReviewRow,
)

NOW = datetime(2026, 11, 23, 10, 24, tzinfo=BANK_ZONE)
_LAW = "《关于进一步规范金融营销宣传行为的通知》（银发〔2019〕316号）第四条"


class FakeReviews:
    """The verbs of the review page."""

    def __init__(self) -> None:
        """Six reviews of every kind and state."""
        self.review_cards = {card.row.review: card for card in make_reviews()}
        #: Fingerprint of a key -> person.
        self.signers: dict[str, str] = {}
        self.read_only_why = ""
        self.signatures: list[dict[str, Any]] = []
        self.reviews_break: TandemError | None = None

    def do_reviews(self, state: str, kind: str, limit: int) -> ReviewList:
        """The queue."""
        if self.reviews_break is not None:
            raise self.reviews_break
        rows = [card.row for card in self.review_cards.values()]
        shown = [row for row in rows if _fits(row, state) and kind in ("", row.kind)]
        return ReviewList(
            rows=tuple(sorted(shown, key=lambda row: -row.review))[:limit],
            states=_count(row.state for row in rows if kind in ("", row.kind)),
            kinds=_count(row.kind for row in rows if _fits(row, state)),
            signers=self.signers,
            read_only_why=self.read_only_why,
        )

    def do_review(self, review: int) -> ReviewCard:
        """One."""
        return self.review_cards[review]

    def do_review_decide(self, review: int, decision: str, comment: str, signature: str) -> ReviewCard:
        """Take a decision."""
        card = self.review_cards[review]
        if card.row.state not in UNDECIDED:
            raise StateConflict("decided", code="review.decided")
        made = json.loads(signature)
        self.signatures.append(made)
        decided = ReviewDecided(
            state=decision, comment=comment, person=made["person"], name="周敏", key=made["key"], at=NOW
        )
        row = replace(card.row, state=decision, decided_by="周敏", decided_at=NOW)
        self.review_cards[review] = replace(card, row=row, decisions=(*card.decisions, decided))
        return self.review_cards[review]


def _fits(row: ReviewRow, state: str) -> bool:
    return row.state in UNDECIDED if state == "waiting" else state in ("", row.state)


def _count(values: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def finding(text: str, place: str, rule: str, verdict: str, why: str, better: str = "") -> ReviewFinding:
    start = text.index(place)
    return ReviewFinding(
        rule=rule,
        verdict=verdict,
        start=start,
        end=start + len(place),
        why=why,
        source=_LAW,
        replacement=better,
    )


def make_reviews() -> tuple[ReviewCard, ...]:
    """Texts as RMs write them."""
    promise = "王姐，这款稳稳的，保本保息，比存定期强多了。您放心买，出了问题我负责😊"
    urgent = "张先生，额度只剩最后两个名额，今天不定就没有了，您看先转过来？"
    wink = (
        "王女士，您好！我是浦江银行滨江支行客户经理李明。您关注的「稳悦固收一年」（R2）将于11月28日开放，"
        "懂的都懂，到期肯定让您满意。\n理财非存款、产品有风险、投资须谨慎。回复T退订。"
    )
    call = "李先生，您的定期存款11月25日到期，续存手续我明天上午10点打电话给您，老规矩。"
    link = "刘女士，详情请看 http://short.example/abc ，点开就能申请。"
    private = "陈总，单位微信不方便，加我私人微信 wx_liming88 聊。"
    return (
        Made(
            1, link, (finding(link, "http://short.example/abc", "words.link", "review", "外发前须复核"),)
        ).done("false_alarm", "本行短链，已备案"),
        Made(
            2, private, (finding(private, "加我私人微信 wx_liming88", "words.private_channel", "block", "x"),)
        ).done("rejected", "已约谈，按规定改用企业微信"),
        _held(3, call, (finding(call, "老规矩", "words.wink", "review", "话里有话"),)).done(
            "approved", "已与客户经理核对"
        ),
        Made(4, urgent, (finding(urgent, "只剩最后两个名额", "words.urgency", "review", "催促"),)).card,
        _held(
            5, wink, (finding(wink, "懂的都懂", "words.wink", "review", "话里有话"),), "客户是老同学，语气熟"
        ).card,
        replace(
            Made(
                6,
                promise,
                (
                    finding(
                        promise, "保本保息", "words.guarantee", "block", "保本", "历史业绩不预示未来表现"
                    ),
                    finding(promise, "比存定期强", "words.compared_to_deposit", "review", "比较"),
                    finding(promise, "出了问题我负责", "words.personal_guarantee", "block", "个人承诺"),
                ),
            ).card,
            context=(
                ContextLine(who="customer", text="这个理财会不会亏啊？我妈的养老钱"),
                ContextLine(who="rm", text="我看看产品说明书哈"),
            ),
        ),
    )


class Made:
    """One review while it is made."""

    def __init__(self, number: int, text: str, findings: tuple[ReviewFinding, ...]) -> None:
        graver = sorted(findings, key=lambda found: found.verdict != "block")
        row = ReviewRow(
            review=number,
            kind="hand_typed",
            state="open",
            verdict=graver[0].verdict,
            opened_at=NOW - timedelta(minutes=70 - 11 * number),
            rm_id="E1024",
            name=f"{text[0]}*",
            rule=graver[0].rule,
            rules=tuple(found.rule for found in graver),
            task_id=f"T{number:05}",
        )
        self.card = ReviewCard(
            row=row,
            text=text,
            findings=findings,
            talk_track="",
            version=0,
            variant="",
            site="wecom",
            asked_by="",
            asked_comment="",
            context=(),
            decisions=(),
            nonce="ab" * 16,
            subject="cd" * 32,
            now=NOW,
        )

    def done(self, state: str, comment: str) -> ReviewCard:
        at = self.card.row.opened_at + timedelta(minutes=4)
        made = ReviewDecided(
            state=state, comment=comment, person="zhou.min", name="周敏", key="5f" * 32, at=at
        )
        row = replace(self.card.row, state=state, decided_by="周敏", decided_at=at)
        return replace(self.card, row=row, decisions=(made,))


def _held(number: int, text: str, findings: tuple[ReviewFinding, ...], asked: str = "") -> Made:
    item = Made(number, text, findings)
    item.card = replace(
        item.card,
        row=replace(item.card.row, kind="held_text"),
        talk_track="new-wealth-wecom",
        version=3,
        variant="a",
        site="",
        asked_by="liming",
        asked_comment=asked,
    )
    return item
