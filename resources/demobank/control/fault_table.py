"""Everything that can be made to go wrong, one line each; a further fault is one more line here."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

BOTH = ("wecom", "crm")
WECOM = ("wecom",)
CRM = ("crm",)
KINDS = ("", "page", "api", "send")
#: when a trap of the chat page springs: a chat was opened, the composer changed, the send button is pressed
MOMENTS = ("", "open", "fill", "click")


def _fault(default: Any, about: str, sites: tuple[str, ...] = BOTH, **more: Any) -> Any:
    """One fault; `more`: choices, if_true (what `true` means), least and most, in_page (pages must know)."""
    return dataclasses.field(default=default, metadata={"about": about, "sites": sites, **more})


def _moment(about: str) -> Any:
    return _fault(
        "", f"at open, fill or click, once: {about}", WECOM, choices=MOMENTS, if_true="fill", in_page=True
    )


@dataclass(kw_only=True)
class Transport:
    """What happens to requests and answers."""

    delay_ms: int = _fault(0, "wait before every answer")
    delay_on: str = _fault("", "only on: page, api, send; empty is all", choices=KINDS)
    fail_rate: float = _fault(0.0, "share of requests answered with 500")
    fail_next: int = _fault(0, "so many next requests answer 500 and do nothing")
    fail_on: str = _fault("", "only on: page, api, send; empty is all (fail_rate, fail_next)", choices=KINDS)
    reset_next: int = _fault(0, "so many next connections are cut without an answer, nothing is done")
    reset_on: str = _fault("", "only on: page, api, send; empty is all (reset_next)", choices=KINDS)
    fail_after_commit_next: int = _fault(0, "the effect is stored, then the answer is 500")
    timeout_after_commit_next: int = _fault(0, "the effect is stored, then nothing for hang_ms, then a cut")
    hang_ms: int = _fault(15_000, "how long timeout_after_commit_next hangs before the cut")
    answer_delay_ms: int = _fault(0, "a send is done at once and answered so much later")
    slow_open_ms: int = _fault(0, "opening a chat takes so much longer", WECOM)


@dataclass(kw_only=True)
class Storing:
    """What becomes of a message or record that was accepted."""

    store_delay_ms: int = _fault(0, "answered at once as done, stored only so much later")
    accept_never_store_next: int = _fault(0, "said to be done, never stored")
    double_store_next: int = _fault(0, "stored twice")
    truncate_next: int = _fault(0, "stored cut in half")
    strip_emoji_next: int = _fault(0, "stored without its emoji")
    drop_sentence_next: int = _fault(0, "stored without its sentence of risk (or its last one)")
    misdeliver_next: int = _fault(0, "stored for another customer", WECOM)
    misfile_next: int = _fault(0, "stored for another customer", CRM)
    optimistic_reject_next: int = _fault(0, "shown as sent, turns to failed later, never stored", WECOM)
    optimistic_reject_after_ms: int = _fault(800, "how much later", WECOM)
    quota_left: int = _fault(-1, "sends left today; -1 is the ordinary quota", WECOM, least=-1)


@dataclass(kw_only=True)
class Watching:
    """What the lists of things done show."""

    witness_lag_ms: int = _fault(0, "archive, or records of a customer: shown only so much later")
    archive: str = _fault(
        "",
        "the archive is down (500), shortened (20 characters, all of it in the title), shortened_hard (no "
        "title), markup (built otherwise) or empty (claims there is nothing)",
        WECOM,
        choices=("", "down", "shortened", "shortened_hard", "markup", "empty"),
    )
    archive_skip_next: int = _fault(0, "so many next stored messages never show in the archive", WECOM)


@dataclass(kw_only=True)
class Look:
    """How the pages look and behave."""

    redesign: bool = _fault(False, "other classes, test ids and places (from the next page load)")
    zoom: int = _fault(
        0, "the page in so many per cent, 80 to 200; 0 is plain", least=80, most=200, in_page=True
    )
    font: str = _fault(
        "", "letters: serif, mono or large", choices=("", "serif", "mono", "large"), in_page=True
    )
    login: str = _fault(
        "", "only one way in: password or scan_only", WECOM, choices=("", "password", "scan_only")
    )
    popup: str = _fault(
        "",
        "harmless overlay that blocks clicks: notice or survey",
        choices=("", "notice", "survey"),
        if_true="notice",
        in_page=True,
    )
    layer: str = _fault(
        "",
        "overlay nobody declared harmless: permission (to notify) or terms (to agree to)",
        choices=("", "permission", "terms"),
        if_true="permission",
        in_page=True,
    )
    layer_on: str = _fault(
        "", "popup and layer appear at: open, fill, click; empty is now", WECOM, choices=MOMENTS, in_page=True
    )
    send_button: str = _fault(
        "",
        "twin (two alike), decoy_outside (another one elsewhere that sends to somebody else), send_to_all "
        "(beside it), only_send_to_all (instead), renamed, moved",
        WECOM,
        choices=("", "twin", "decoy_outside", "send_to_all", "only_send_to_all", "renamed", "moved"),
        in_page=True,
    )
    dead_send_button_next: int = _fault(0, "so many next send actions do nothing", WECOM, in_page=True)
    freeze_page_ms: int = _fault(0, "the page stands still so long after each send", WECOM, in_page=True)
    error_toast_next: int = _fault(0, "stored, but the page speaks of a network error", WECOM, in_page=True)
    success_toast_always: bool = _fault(False, "the page says sent whatever the answer", WECOM, in_page=True)
    stale_page: bool = _fault(False, "contacts and chats are served as they were when this was set", WECOM)
    resort_on_search: bool = _fault(
        False, "results change their order a moment after a search", WECOM, in_page=True
    )


@dataclass(kw_only=True)
class People:
    """What colleagues and customers do meanwhile."""

    switch_account_next: int = _fault(0, "the session belongs to the other employee from its next use")
    duplicate_name_trap: str = _fault(
        "", "external id, or next: a namesake appears on top of the list", WECOM, if_true="next"
    )
    rename_customer_next: int = _fault(0, "so many next chats carry another name than the list", WECOM)
    rename_what: str = _fault(
        "", "name or remark; empty is both (rename_customer_next)", WECOM, choices=("", "name", "remark")
    )
    human_draft_next: int = _fault(0, "so many next chats hold a person's half-written words", WECOM)
    switch_chat_next: str = _moment("another chat comes to the front")
    carry_draft: bool = _fault(
        False, "the composer's text comes along (switch_chat_next)", WECOM, in_page=True
    )
    typing_next: str = _moment("a person types into the composer")
    human_sends_next: str = _moment("the manager sends by telephone")
    human_sends_text: str = _fault("", "what he sends; empty is what stands in the composer", WECOM)
    opt_out_next: str = _moment("the customer writes 退订")
    trap_after_ms: int = _fault(
        0, "what happens at open, fill or click happens so much later", WECOM, in_page=True
    )


@dataclass(kw_only=True)
class SiteFaults(Transport, Storing, Watching, Look, People):
    """What is wrong with one site now; `*_next` wear off."""


#: what is done at once and not kept: name -> (sites, about)
ACTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "expire_sessions": (BOTH, "true, or an account name: sessions end"),
    "reply_now": (WECOM, "{external_id, text}: the customer writes"),
    "human_send_now": (WECOM, "{external_id, text}: the manager sends by telephone"),
    "rename_now": (WECOM, "{external_id, name, remark, tag}: those given change, list and open chat show it"),
    "opt_out_now": (
        WECOM,
        "{external_id, say}: opted out in CRM and task list; unless say is false he writes 退订",
    ),
    "switch_chat_now": (WECOM, "{external_id, carry_draft}: this chat comes to the front of open pages"),
    "type_now": (WECOM, "{text}: a person types into the composer of open pages"),
    "scan_now": (WECOM, "true, {employee} or {account}: a telephone scans the newest shown code"),
}

FIELDS = {field.name: field for field in dataclasses.fields(SiteFaults)}
