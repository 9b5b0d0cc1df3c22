"""A message filed under another customer is flagged; an equal text that rightly stands there is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from robot.channels.misdirection import Before, Reading, Strays, misdirected
from robot.channels.witness import sighting
from robot.domain.customer import Recipient
from robot.execution.ports import Expected
from robot.sites.wording import text_sha256
from tests.support.builders import TODAY

#: Without a name: it may rightly go to many.
GENERIC = "您好，您的存款明天到期，欢迎联系我们。"
NOTHING: Strays = ((), ())
Row = dict[str, str]


def wanted(customer: str, *, message_id: str = "", text: str = GENERIC) -> Expected:
    return Expected(
        recipient=Recipient(external_id=customer, name=customer),
        text_sha256=text_sha256(text),
        text=text,
        business_date=TODAY,
        message_id=message_id,
    )


def row(name: str, customer: str, text: str = GENERIC) -> Row:
    return {"id": name, "external_id": customer, "text": text}


class Looks:
    """One witness, look after look; rows are given newest first."""

    def __init__(self) -> None:
        self.before = Before()

    def see(self, expected: list[Expected], rows: list[Row], *, is_whole: bool = True) -> list[Strays]:
        sightings = [
            sighting(one, [row for row in rows if row["external_id"] == one.recipient.external_id])
            for one in expected
        ]
        reading = Reading(rows=rows, is_whole=is_whole)
        strays = misdirected(expected, sightings, reading, self.before)
        self.before.take(expected, sightings, reading)
        return strays


def test_by_the_id_that_the_page_showed() -> None:
    assert Looks().see([wanted("wm1", message_id="m7")], [row("m7", "wm2")]) == [(("m7",), ("wm2",))]
    assert Looks().see([wanted("wm1", message_id="m7")], [row("m7", "wm1")]) == [NOTHING]
    assert Looks().see([wanted("wm1", message_id="m7")], [row("m8", "wm2")]) == [NOTHING]


def test_without_an_id_a_row_that_nothing_else_explains() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    assert looks.see([wanted("wm1")], [row("m2", "wm2"), row("m1", "wm9")]) == [(("m2",), ("wm2",))]


def test_it_is_flagged_also_when_the_list_was_slow() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    assert looks.see([wanted("wm1")], [row("m1", "wm9")]) == [NOTHING]
    assert looks.see([wanted("wm1")], [row("m2", "wm2"), row("m1", "wm9")]) == [(("m2",), ("wm2",))]


def test_the_same_text_to_others_raises_no_alarm() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    both = [wanted("wm1"), wanted("wm2")]
    assert looks.see(both, [row("m2", "wm2"), row("m1", "wm9")]) == [NOTHING, NOTHING]
    # The second is settled by now; its row must not be taken for the first one's.
    assert looks.see([wanted("wm1")], [row("m2", "wm2"), row("m1", "wm9")]) == [NOTHING]


def test_what_stood_there_before_raises_no_alarm() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9"), row("m0", "wm2")])
    assert looks.see([wanted("wm1")], [row("m1", "wm9"), row("m0", "wm2")]) == [NOTHING]


def test_the_first_look_of_all_knows_nothing_of_what_stood_there() -> None:
    assert Looks().see([wanted("wm1")], [row("m1", "wm2")]) == [NOTHING]


def test_a_text_that_names_its_customer_is_sought_at_the_first_look_too() -> None:
    text = "王芳女士您好，您的存款明天到期，欢迎联系我们。"
    named = replace(wanted("wm1", text=text), recipient=Recipient(external_id="wm1", name="王芳"))
    assert Looks().see([named], [row("m1", "wm2", text)]) == [(("m1",), ("wm2",))]
    other = replace(named, recipient=Recipient(external_id="wm1", name="李强"))
    assert Looks().see([other], [row("m1", "wm2", text)]) == [NOTHING]


def test_an_older_page_that_is_turned_to_later_is_not_new() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m5", "wm9")], is_whole=False)
    seen = [row("m6", "wm8", "另一条内容"), row("m5", "wm9"), row("m1", "wm2")]
    assert looks.see([wanted("wm1")], seen) == [NOTHING]


def test_a_list_that_was_emptied_holds_nothing_old() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    assert looks.see([wanted("wm1")], [row("m2", "wm2")], is_whole=False) == [NOTHING]
    assert looks.see([wanted("wm3")], [row("m3", "wm2")]) == [(("m3",), ("wm2",))]


def test_a_list_in_another_order_raises_no_alarm() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    assert looks.see([wanted("wm1")], [row("m1", "wm9"), row("m2", "wm2")]) == [NOTHING]


def test_a_message_that_arrived_rightly_is_not_sought_elsewhere() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    arrived = [row("m3", "wm2"), row("m2", "wm1"), row("m1", "wm9")]
    assert looks.see([wanted("wm1")], arrived) == [NOTHING]


def test_a_refused_message_is_not_sought_elsewhere() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    refused = replace(wanted("wm1"), is_refused=True)
    assert looks.see([refused], [row("m2", "wm2"), row("m1", "wm9")]) == [NOTHING]


def test_another_day_begins_anew() -> None:
    looks = Looks()
    looks.see([wanted("wm9")], [row("m1", "wm9")])
    tomorrow = replace(wanted("wm1"), business_date=TODAY + timedelta(days=1))
    assert looks.see([tomorrow], [row("m2", "wm2")]) == [NOTHING]


@given(st.lists(st.integers(1, 9), unique=True, max_size=9), st.data())
def test_equal_texts_that_all_arrive_rightly_never_raise_an_alarm(
    customers: list[int], data: st.DataObject
) -> None:
    """Sent one after the other, each seen after its own lag, settled when seen."""
    looks = Looks()
    stored: list[Row] = []
    hidden: list[Row] = []
    open_: list[Expected] = []
    for number, customer in enumerate(customers):
        open_.append(wanted(f"wm{customer}", message_id=data.draw(st.sampled_from(["", f"m{number}"]))))
        hidden.append(row(f"m{number}", f"wm{customer}"))
        if data.draw(st.booleans()):
            stored, hidden = hidden[::-1] + stored, []
        assert all(strays == NOTHING for strays in looks.see(list(open_), list(stored)))
        seen = {row["external_id"] for row in stored}
        open_ = [one for one in open_ if one.recipient.external_id not in seen] or open_[:1]
