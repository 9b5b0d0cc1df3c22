"""The campaign's troubles: what happens, where on a message's way, and what was still possible then."""

from __future__ import annotations

from dataclasses import replace

from campaign.places import BEFORE_EFFECT, EVERYWHERE, around, before
from campaign.trouble import (
    ENDS_BEFORE,
    FLAGGED,
    Trouble,
    drift,
    in_the_way,
    misleading,
    of_site,
    spoiling,
)

#: Real seconds after which what lasts is over; it is over in any case before the run is resumed.
_SHORT = (0.3, 1.5, 4.0)
_OPENING, _FILLING, _CLICKING = before("open"), before("fill"), before("click")
_MOMENTS = ("open", "fill", "click")

MACHINE = (
    Trouble(name="agent killed", kind="machine", act="kill_agent", places=EVERYWHERE, weight=16),
    Trouble(name="power off", kind="machine", act="power_off", places=EVERYWHERE, weight=5),
    Trouble(name="browser killed", kind="machine", act="kill_browser", places=EVERYWHERE, weight=10),
    Trouble(name="disk full", kind="machine", act="fill_disk", places=EVERYWHERE, weight=8),
    Trouble(name="disk read-only", kind="machine", act="read_only", places=EVERYWHERE, weight=5),
    Trouble(
        name="machine asleep",
        kind="machine",
        act="sleep",
        places=EVERYWHERE,
        choices={"frozen_s": (1.0, 2.0), "slept_s": (60.0, 1200.0, 3600.0)},
        weight=4,
    ),
    Trouble(
        name="clock set forward",
        kind="machine",
        act="set_clock",
        places=EVERYWHERE,
        choices={"by_s": (10.0, 120.0, 2700.0)},
        weight=3,
    ),
    Trouble(
        name="clock back for a while",
        kind="machine",
        act="set_clock",
        places=EVERYWHERE,
        choices={"by_s": (-1.0, -5.0, -600.0, -3 * 3600.0), "lasts_s": (1.0, 3.0), "is_set_right": (True,)},
        weight=3,
    ),
    # What was journalled meanwhile bears a time that has not come yet, and nothing is done unlogged.
    Trouble(
        name="clock forward for a while",
        kind="machine",
        act="set_clock",
        places=EVERYWHERE,
        choices={"by_s": (10.0, 120.0, 2700.0), "lasts_s": (1.0, 3.0), "is_set_right": (True,)},
        is_possible=False,
        others_possible=False,
        endings=frozenset({"confirmed", "unknown", ""}),
    ),
    Trouble(
        name="clock past the send window",
        kind="machine",
        act="set_clock",
        places=around(*BEFORE_EFFECT),
        choices={"by_s": (11.5 * 3600,)},
        is_possible=False,
        others_possible=False,
        endings=frozenset({"confirmed", "cancelled", ""}),
        weight=2,
    ),
)

NETWORK = (
    Trouble(
        name="network cut",
        kind="network",
        act="network",
        places=EVERYWHERE,
        choices={"condition": ("cut",), "lasts_s": _SHORT},
        weight=8,
    ),
    Trouble(
        name="network stalled",
        kind="network",
        act="network",
        places=EVERYWHERE,
        choices={"condition": ("stalled",), "lasts_s": _SHORT},
        weight=5,
    ),
    Trouble(
        name="answers lost",
        kind="network",
        act="network",
        places=EVERYWHERE,
        choices={"condition": ("deaf",), "lasts_s": _SHORT},
        weight=5,
    ),
    Trouble(
        name="network slow",
        kind="network",
        act="network",
        places=EVERYWHERE,
        choices={"condition": ("slow",), "lasts_s": (4.0,)},
        weight=2,
    ),
)

SITE = (
    of_site("500 before it is done", _CLICKING, fail_next=(1,), fail_on=("send",)),
    of_site("500s of the page's calls", (*_OPENING, *_FILLING), fail_next=(1, 3), fail_on=("api", "page")),
    of_site("500 after it was done", _CLICKING, weight=1.5, fail_after_commit_next=(1,)),
    of_site(
        "time-out after it was done",
        _CLICKING,
        weight=3,
        timeout_after_commit_next=(1,),
        hang_ms=(0, 1500, 6000),
    ),
    of_site("connection reset before it is done", _CLICKING, reset_next=(1,), reset_on=("send",)),
    of_site("connections reset", (*_OPENING, *_FILLING), reset_next=(1, 3), reset_on=("api", "page")),
    of_site("slow answers", before("open", "fill", "click", "witness"), delay_ms=(300, 900), lasts_s=(4.0,)),
    of_site("slow to open a chat", _OPENING, slow_open_ms=(500, 1500)),
    of_site("late acknowledgement", _CLICKING, weight=2, answer_delay_ms=(500, 1500, 2500)),
    of_site("stored late", _CLICKING, weight=3, store_delay_ms=(300, 1000, 2000)),
    of_site("button does nothing", _CLICKING, weight=2, dead_send_button_next=(1,)),
    of_site("page stands still after the press", _CLICKING, freeze_page_ms=(500, 1500)),
    of_site("page speaks of an error, stored", _CLICKING, weight=2, error_toast_next=(1,)),
    of_site("page always says sent", _CLICKING, success_toast_always=(True,)),
    of_site("stale page", before("policy", "open"), stale_page=(True,)),
    of_site("session expired", before("open", "fill", "click", "witness"), weight=3, expire_sessions=(True,)),
    replace(
        of_site(
            "session expired, scan needed",
            before("open", "fill", "click", "witness"),
            weight=2,
            expire_sessions=(True,),
        ),
        is_by_scan=True,
    ),
    of_site("harmless notice", _OPENING, weight=2, popup=("notice", "survey"), layer_on=("", *_MOMENTS)),
    of_site("another send button elsewhere", _OPENING, weight=2, send_button=("decoy_outside",)),
    of_site("list re-sorted at search", _OPENING, weight=2, resort_on_search=(True,)),
    of_site("witness slow", _CLICKING, weight=2, witness_lag_ms=(500, 1500)),
    of_site("archive down", before("click", "witness"), weight=2, archive=("down",), lasts_s=(1.0, 5.0)),
    of_site(
        "archive shortened or rebuilt",
        _CLICKING,
        weight=2,
        archive=("shortened", "shortened_hard", "markup"),
        lasts_s=(1.0, 5.0),
    ),
    spoiling(
        "accepted, never stored",
        frozenset({"unknown", "needs_person", "confirmed"}),
        accept_never_store_next=(1,),
    ),
    spoiling(
        "shown as sent, rejected later",
        frozenset({"platform_refused", "confirmed"}),
        optimistic_reject_next=tuple({"count": 1, "after_ms": ms} for ms in (500, 1500, 2500, 4000)),
    ),
    spoiling("stored twice", FLAGGED, double_store_next=(1,)),
    spoiling("stored cut", FLAGGED, truncate_next=(1,)),
    spoiling("stored without a sentence", FLAGGED, drop_sentence_next=(1,)),
    spoiling("stored for another customer", FLAGGED, misdeliver_next=(1,)),
    spoiling(
        "archive leaves it out", frozenset({"unknown", "needs_person", "refused"}), archive_skip_next=(1,)
    ),
    spoiling(
        "archive claims to be empty",
        frozenset({"unknown", "needs_person", "refused", "confirmed"}),
        archive=("empty",),
        lasts_s=(5.0,),
    ),
    spoiling(
        "archive later than the lag limit",
        frozenset({"unknown", "needs_person", "refused", "confirmed"}),
        witness_lag_ms=(5000,),
        lasts_s=(60.0,),
    ),
    misleading("two equal send buttons", send_button=("twin",)),
    misleading("send to all", send_button=("send_to_all", "only_send_to_all")),
    misleading("send button renamed", send_button=("renamed",)),
    Trouble(
        name="undeclared layer",
        kind="site",
        act="site",
        places=_OPENING,
        choices={"layer": ("permission", "terms"), "layer_on": ("", *_MOMENTS), "lasts_s": (4.0,)},
        is_possible=False,
        others_possible=False,
        endings=ENDS_BEFORE | {"confirmed"},
    ),
    Trouble(
        name="quota reached",
        kind="site",
        act="site",
        places=before("open", "click"),
        choices={"quota_left": (0,), "lasts_s": (4.0,)},
        is_possible=False,
        others_possible=False,
        endings=frozenset({"platform_refused", "confirmed", ""}),
        weight=2,
    ),
    Trouble(
        name="another employee's session",
        kind="site",
        act="site",
        places=before("open", "fill", "click"),
        choices={"switch_account_next": (1,)},
        is_possible=False,
        others_possible=False,
        endings=ENDS_BEFORE | {"", "confirmed"},
        weight=2,
    ),
)

PEOPLE = (
    Trouble(
        name="page closed",
        kind="people",
        act="order",
        places=tuple(p for p in EVERYWHERE if p.step in {"open", "fill", "recheck", "click", "echo"}),
        choices={"order": ("close_page", "close_window")},
        weight=5,
    ),
    Trouble(
        name="page reloaded",
        kind="people",
        act="order",
        places=tuple(p for p in EVERYWHERE if p.step in {"open", "fill", "recheck", "click", "echo"}),
        choices={"order": ("reload",)},
        weight=3,
    ),
    of_site(
        "another chat comes to the front",
        _OPENING,
        weight=3,
        switch_chat_next=_MOMENTS,
        carry_draft=(False, True),
    ),
    of_site("customer renamed", _OPENING, rename_customer_next=(1,), rename_what=("name", "remark")),
    in_the_way("name and remark both changed", "people", _OPENING, rename_customer_next=(1,)),
    of_site("namesake appears", before("policy", "open"), weight=2, duplicate_name_trap=("next",)),
    in_the_way(
        "sent by hand",
        "people",
        _OPENING,
        frozenset({"refused"}),
        human_sends_next=("open", "fill"),
        human_sends_text=("@text",),
    ),
    in_the_way(
        "sent by hand at the click",
        "people",
        _OPENING,
        frozenset({"refused", "unknown", "halted"}),
        human_sends_next=("click",),
        human_sends_text=("@text",),
    ),
    in_the_way(
        "customer opts out", "people", _OPENING, frozenset({"refused"}), opt_out_next=("open", "fill")
    ),
    in_the_way(
        "customer opts out at the click",
        "people",
        _OPENING,
        frozenset({"refused", "confirmed"}),
        opt_out_next=("click",),
    ),
    in_the_way("a person's draft", "people", _OPENING, human_draft_next=(1,)),
    in_the_way("a person types", "people", _OPENING, typing_next=_MOMENTS),
)

DRIFT = (
    drift("zoomed", zoom=(80, 90, 110, 125, 150, 175, 200)),
    drift("other letters", font=("serif", "mono", "large")),
    drift("button moved", send_button=("moved",)),
    drift("redesigned", act="redesign", redesign=(True,)),
)

CALM = Trouble(name="none", kind="calm", act="nothing", places=EVERYWHERE, weight=17)

_NO_PROOF = frozenset({"confirmed", "unknown"})
#: At a chat whose server cannot be told to misbehave; its archive also holds what it refused, so that after a
#: crash finding a message there is no proof.
CHAT_TABLE: tuple[Trouble, ...] = (
    CALM,
    *(
        replace(trouble, endings=_NO_PROOF)
        for trouble in (*MACHINE, *NETWORK, *PEOPLE)
        if trouble.name
        in {
            "agent killed",
            "power off",
            "browser killed",
            "disk full",
            "machine asleep",
            "network cut",
            "network stalled",
            "answers lost",
            "page closed",
            "page reloaded",
        }
    ),
    Trouble(
        name="server hangs",
        kind="site",
        act="site",
        places=before("open", "fill", "click", "witness"),
        choices={"is_frozen": (True,), "lasts_s": _SHORT},
        endings=_NO_PROOF,
        weight=6,
    ),
)

TABLE: tuple[Trouble, ...] = (CALM, *MACHINE, *NETWORK, *SITE, *PEOPLE, *DRIFT)
BY_NAME = {trouble.name: trouble for trouble in TABLE}
#: By the site's id in the robot's settings.
TABLES = {"wecom": TABLE, "converse": CHAT_TABLE}
