"""Sample tasks that come with the product: usual ones, long and odd names, and fields left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal

from robot.domain.customer import Customer, Recipient, RiskTolerance, Tier, Title
from robot.domain.product import Product, ProductLine, ProductRisk
from robot.domain.task import Task
from robot.talktracks.track import TalkTrack

#: The samples' business date where the talk track is valid on it.
_USUAL_DAY = date(2026, 11, 23)
_DAYS_TO_MATURITY = 7
_PRODUCTS: dict[ProductLine, Product] = {
    ProductLine.DEPOSIT: Product(line=ProductLine.DEPOSIT, name="三年期大额存单", rate="1.90%"),
    ProductLine.WEALTH: Product(
        line=ProductLine.WEALTH, name="稳悦固收一年", risk=ProductRisk.R2, rate="2.60%-3.10%"
    ),
    ProductLine.LOAN: Product(line=ProductLine.LOAN, name="薪享消费贷款"),
    ProductLine.CARD: Product(line=ProductLine.CARD, name="同心白金信用卡"),
    ProductLine.SERVICE: Product(line=ProductLine.SERVICE, name="客户回访"),
}
#: Invented. Names as the bank writes them: short, double surname, like a forbidden word, of minorities with a
#: middle dot, beyond the basic plane, of foreigners.
_NAMES: tuple[tuple[str, str, Title], ...] = (
    ("usual", "王芳", Title.MS),
    ("like a promise", "保本初", Title.MR),
    ("double surname", "欧阳娜娜", Title.MS),
    ("middle dot", "买买提·吐尔逊", Title.MR),
    ("longest name", "阿卜杜热合曼·买买提依明·托合提尼亚孜·艾尼瓦尔", Title.MR),
    ("rare character", "𠮷野", Title.MS),
    ("foreign name", "Jean-Paul O'Neill", Title.MR),
)
_LONG_PRODUCT = "锦程固收增强定期开放式人民币理财产品二十四号A款（两年）"
_LONG_BRANCH = "滨江高新技术产业开发区科创园支行（营业部）"
_LONG_RM = "阿依古丽·买买提"
_LARGE_AMOUNT = Decimal("99999900.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A task to try a talk track on."""

    name: str
    task: Task


def samples_for(track: TalkTrack) -> tuple[Sample, ...]:
    """Tasks that fit the talk track in channel, line, tier and date."""
    return tuple(_samples(track))


def usual_sample(track: TalkTrack) -> Task:
    """The plainest task that fits."""
    return _usual(track)


def _samples(track: TalkTrack) -> Iterator[Sample]:
    usual = _usual(track)
    for what, name, title in _NAMES:
        customer = replace(usual.customer, name=name, title=title)
        yield Sample(name=what, task=replace(usual, customer=customer))
    # What a talk track cannot do without stays: its absence is a finding and no fault of the author.
    can_be_empty = {
        slot.source for slot in track.slots.values() if slot.source and (slot.default or slot.is_optional)
    }
    empty = replace(
        usual.product,
        rate="" if "product.rate" in can_be_empty else usual.product.rate,
        risk=None if "product.risk" in can_be_empty else usual.product.risk,
        maturing_amount=None if "product.maturing_amount" in can_be_empty else usual.product.maturing_amount,
        maturity_date=None if "product.maturity_date" in can_be_empty else usual.product.maturity_date,
    )
    due_at = None if "due_at" in can_be_empty else usual.due_at
    yield Sample(name="empty fields", task=replace(usual, product=empty, due_at=due_at))
    yield Sample(name="long fields", task=_long(track, usual))
    for tier in sorted(track.tiers - {usual.customer.tier}):
        yield Sample(name=f"tier {tier}", task=replace(usual, customer=replace(usual.customer, tier=tier)))


def _long(track: TalkTrack, usual: Task) -> Task:
    """As long as the talk track lets the bank's data be; what is longer is refused, not cut."""
    return replace(
        usual,
        branch=_LONG_BRANCH[: _room(track, "branch")],
        rm_name=_LONG_RM[: _room(track, "rm_name")],
        product=replace(
            usual.product,
            name=_LONG_PRODUCT[: _room(track, "product.name")],
            maturing_amount=_LARGE_AMOUNT,
            # Of another year, so the year is shown.
            maturity_date=usual.business_date + timedelta(days=400),
        ),
    )


def _room(track: TalkTrack, source: str) -> int | None:
    return min((slot.max_length for slot in track.slots.values() if slot.source == source), default=None)


def _usual(track: TalkTrack) -> Task:
    on = min(max(_USUAL_DAY, track.valid_from), track.valid_until)
    customer = Customer(
        customer_id="C00010001",
        name="王芳",
        title=Title.MS,
        tier=Tier.GOLD if Tier.GOLD in track.tiers else min(track.tiers),
        aum=Decimal(230_000),
        account_masked="6217****3821",
        recipient=Recipient(external_id="wm01", name="王芳"),
        risk_tolerance=RiskTolerance.C3,
        risk_rated_on=on - timedelta(days=90),
        consents=frozenset({track.channel.value}),
        opted_out=False,
    )
    product = replace(
        _PRODUCTS[track.product_line],
        maturing_amount=Decimal(500_000),
        maturity_date=on + timedelta(days=_DAYS_TO_MATURITY),
    )
    return Task(
        task_id=f"T{on:%Y%m%d}-0001",
        business_date=on,
        rm_id="1001",
        rm_name="李明",
        branch="滨江支行",
        customer=customer,
        channel=track.channel,
        strategy="sample",
        step=1,
        product=product,
        talk_track=track.id,
        due_at=time(15, 0),
        reasons=(),
    )
