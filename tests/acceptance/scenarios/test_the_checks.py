"""The scenarios' own checks fail where they must: on a wrong, missing, doubled, misfiled and delayed effect.

First with rows made up here, then with a bank that is told to go wrong: what it did shows on both surfaces.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.scenarios.checks import (
    Ending,
    Planned,
    Seen,
    both_customers_flagged,
    doubled_and_flagged,
    nothing_reached,
    nothing_was_tried,
    right_effect_once,
    wrong_words_flagged,
)
from tests.acceptance.scenarios.desk import Desk
from tests.acceptance.scenarios.surfaces import Attempt, Stored
from tests.support.workstation import eventually

TASK = Planned(
    task_id="T1", customer_id="C1", external_id="wmA", name="王芳", text="王芳女士您好🎂。投资须谨慎。"
)
RIGHT = Stored(message_id="M1", external_id="wmA", text=TASK.text)
TWIN = Stored(message_id="M2", external_id="wmA", text=TASK.text)
CUT = Stored(message_id="M1", external_id="wmA", text="王芳女士您好🎂。")
NO_EMOJI = Stored(message_id="M1", external_id="wmA", text="王芳女士您好。投资须谨慎。")
ELSEWHERE = Stored(message_id="M1", external_id="wmB", text=TASK.text)
OTHERS_OWN = Stored(message_id="M7", external_id="wmB", text="另一位客户的消息")
TRIED = Attempt(external_id="wmA", outcome="stored")
PENDING = Attempt(external_id="wmA", outcome="delayed")


def bank(
    *rows: Stored, archive: list[Stored] | None = None, attempts: tuple[Attempt, ...] = (TRIED,)
) -> Seen:
    return Seen(store=rows, archive=list(rows) if archive is None else archive, attempts=attempts)


#: What may have become of one approved message.
STATES = {
    "right": bank(RIGHT, OTHERS_OWN),
    "missing": bank(OTHERS_OWN, attempts=()),
    "rejected": bank(attempts=(Attempt(external_id="wmA", outcome="rejected_later"),)),
    "delayed": bank(attempts=(PENDING,)),
    "doubled by the site": bank(RIGHT, TWIN),
    "doubled by two clicks": bank(RIGHT, TWIN, attempts=(TRIED, TRIED)),
    "cut": bank(CUT),
    "emoji lost": bank(NO_EMOJI),
    "cut, then 'repaired'": bank(CUT, TWIN, attempts=(TRIED, TRIED)),
    "misfiled": bank(ELSEWHERE),
    "misfiled and right": bank(RIGHT, Stored(message_id="M3", external_id="wmB", text=TASK.text)),
    "in the store, not in the archive": bank(RIGHT, archive=[]),
    "in the archive, not in the store": Seen(store=[], archive=[RIGHT], attempts=(TRIED,)),
}


def flagged(reason: str, *ids: str, customers: tuple[str, ...] = ()) -> Ending:
    return Ending(
        outcome="unknown",
        reason=reason,
        detail=f"the site holds {', '.join(ids)}",
        effect_ids=ids,
        flagged=frozenset(customers),
    )


SAID = {
    "doubled": flagged("effect.doubled", "M1", "M2"),
    "altered": flagged("effect.altered", "M1"),
    "misdirected": flagged("effect.misdirected", "M1", customers=("wmA", "wmB")),
}
#: Check -> the states that it may pass.
PASSES: dict[str, tuple[Callable[[Seen], None], set[str]]] = {
    "right effect once": (lambda seen: right_effect_once(seen, TASK), {"right"}),
    "nothing reached": (lambda seen: nothing_reached(seen, TASK), {"missing", "rejected"}),
    "nothing was tried": (lambda seen: nothing_was_tried(seen, TASK), {"missing"}),
    "doubled and flagged": (
        lambda seen: doubled_and_flagged(seen, TASK, SAID["doubled"]),
        {"doubled by the site"},
    ),
    "wrong words flagged": (
        lambda seen: wrong_words_flagged(seen, TASK, SAID["altered"]),
        {"cut", "emoji lost"},
    ),
    "both customers flagged": (
        lambda seen: both_customers_flagged(seen, TASK, SAID["misdirected"]),
        {"misfiled"},
    ),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("check", PASSES)
def test_a_check_passes_its_right_ending_and_fails_on_every_other_effect(check: str, state: str) -> None:
    look, passing = PASSES[check]
    if state in passing:
        look(STATES[state])
    else:
        with pytest.raises(AssertionError):
            look(STATES[state])


@pytest.mark.parametrize(
    ("check", "state", "said"),
    [
        (doubled_and_flagged, "doubled by the site", Ending(outcome="confirmed", reason="effect.read_back")),
        (doubled_and_flagged, "doubled by the site", flagged("effect.doubled", "M1")),
        (doubled_and_flagged, "doubled by the site", flagged("effect.altered", "M1", "M2")),
        (wrong_words_flagged, "cut", Ending(outcome="confirmed", reason="effect.read_back")),
        (wrong_words_flagged, "cut", flagged("effect.altered")),
        (wrong_words_flagged, "cut", flagged("effect.not_found_in_time", "M1")),
        (both_customers_flagged, "misfiled", Ending(outcome="confirmed", reason="effect.read_back")),
        (both_customers_flagged, "misfiled", flagged("effect.not_found_in_time", "M1")),
        (both_customers_flagged, "misfiled", flagged("effect.misdirected", customers=("wmA", "wmB"))),
        (both_customers_flagged, "misfiled", flagged("effect.misdirected", "M1", customers=("wmA",))),
    ],
)
def test_a_flag_must_be_the_right_one_and_name_every_id(
    check: Callable[[Seen, Planned, Ending], None], state: str, said: Ending
) -> None:
    with pytest.raises(AssertionError):
        check(STATES[state], TASK, said)


@pytest.mark.parametrize(
    ("fault", "state_seen"),
    [
        pytest.param({}, "right", id="all well"),
        pytest.param({"accept_never_store_next": 1}, "missing", id="never stored"),
        pytest.param({"double_store_next": 1}, "doubled", id="stored twice"),
        pytest.param({"truncate_next": 1}, "cut", id="cut"),
        pytest.param({"misdeliver_next": 1}, "misfiled", id="filed elsewhere"),
        pytest.param({"store_delay_ms": 700}, "delayed", id="stored later"),
    ],
)
def test_what_the_bank_did_wrong_shows_in_its_store_and_in_the_auditors_archive(
    desk: Desk, fault: dict[str, Any], state_seen: str
) -> None:
    row = desk.stranger_to_the_list()
    mine = Planned(
        task_id="by-hand",
        customer_id=row["customer_id"],
        external_id=row["external_id"],
        name=row["customer_name"],
        text=f"{row['customer_name']}您好，这是手工发送的一条消息。",
    )
    desk.trouble(**fault)

    desk.manager.sends(mine.external_id, mine.text)

    seen = desk.seen()
    if state_seen == "right":
        right_effect_once(seen, mine)
        return
    with pytest.raises(AssertionError):
        right_effect_once(seen, mine)
    if state_seen == "missing":
        nothing_reached(seen, mine)
        return
    with pytest.raises(AssertionError):
        nothing_reached(seen, mine)
    if state_seen == "delayed":
        eventually(lambda: len(desk.seen().store) == 1, 10)
        right_effect_once(desk.seen(), mine)
