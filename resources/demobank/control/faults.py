"""The table of everything that can be made to go wrong; a further fault is one more line here."""

from __future__ import annotations

import dataclasses
import random
import time
from dataclasses import dataclass
from typing import Any

BOTH = ("wecom", "crm")
WECOM = ("wecom",)
KINDS = ("", "page", "api", "send")


def _fault(default: Any, about: str, sites: tuple[str, ...] = BOTH) -> Any:
    return dataclasses.field(default=default, metadata={"about": about, "sites": sites})


@dataclass(slots=True, kw_only=True)
class SiteFaults:
    """What is wrong with one site now; `*_next` are counts that wear off."""

    delay_ms: int = _fault(0, "wait before every answer")
    delay_on: str = _fault("", "only on: page, api, send; empty is all")
    fail_rate: float = _fault(0.0, "share of requests answered with 500")
    fail_next: int = _fault(0, "so many next requests answer 500 and do nothing")
    fail_on: str = _fault("", "only on: page, api, send; empty is all (fail_rate, fail_next)")
    fail_after_commit_next: int = _fault(0, "the effect is stored, then the answer is 500")
    switch_account_next: int = _fault(0, "the session belongs to the other employee from its next use")
    popup: str = _fault("", "overlay that blocks clicks: notice or survey")
    optimistic_reject_next: int = _fault(0, "shown as sent, turns to failed later, never stored", WECOM)
    optimistic_reject_after_ms: int = _fault(800, "how much later", WECOM)
    accept_never_store_next: int = _fault(0, "said to be done, never stored")
    double_store_next: int = _fault(0, "stored twice")
    truncate_next: int = _fault(0, "stored cut in half")
    misdeliver_next: int = _fault(0, "stored for another customer", WECOM)
    quota_left: int = _fault(-1, "sends left today; -1 is the ordinary quota", WECOM)
    redesign: bool = _fault(False, "other classes, test ids and places (from the next page load)")
    duplicate_name_trap: str = _fault(
        "", "external id, or next: a namesake appears on top of the list", WECOM
    )
    resort_on_search: bool = _fault(False, "results change their order a moment after a search", WECOM)
    witness_lag_ms: int = _fault(0, "the archive shows a message only so much later", WECOM)
    dead_send_button_next: int = _fault(0, "so many next send actions do nothing", WECOM)


#: what is done at once and not kept: name -> (sites, about)
ACTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "expire_sessions": (BOTH, "true, or an account name: sessions end"),
    "reply_now": (WECOM, "{external_id, text}: the customer writes"),
}

FIELDS = {field.name: field for field in dataclasses.fields(SiteFaults)}


class FaultError(ValueError):
    """A fault that does not exist or has a wrong value."""


def _coerced(name: str, value: Any) -> Any:
    default = FIELDS[name].default
    if isinstance(default, bool):
        good = isinstance(value, bool)
    elif isinstance(default, float):
        good = isinstance(value, (int, float)) and 0 <= value <= 1
    elif isinstance(default, int):
        good = isinstance(value, int) and not isinstance(value, bool) and value >= -1
    else:
        if value is True:
            value = "notice" if name == "popup" else "next"
        value = value or ""
        good = isinstance(value, str) and (not name.endswith("_on") or value in KINDS)
    if not good:
        raise FaultError(f"{name}: {value!r} is no good value")
    return value


class Faults:
    """The faults of one site and the questions its pages ask of them."""

    def __init__(self, site: str, seed: int) -> None:
        self.site = site
        self.now = SiteFaults()
        #: changes with each pop-up, so that a page shows one only once
        self.popup_serial = int(time.time())
        #: grows with every change, so that a page can tell old news from new, even after a restart
        self.version = time.time_ns() // 1000
        self._random = random.Random(f"{seed}-{site}")

    def apply(self, wanted: dict[str, Any]) -> None:
        """Set the given faults, leave the others; raises FaultError and changes nothing if one is wrong."""
        flat: dict[str, Any] = {}
        for name, value in wanted.items():
            if name == "optimistic_reject_next" and isinstance(value, dict):
                flat[name] = value.get("count", 1)
                flat["optimistic_reject_after_ms"] = value.get("after_ms", 800)
            else:
                flat[name] = value
        for name in flat:
            if name not in FIELDS or self.site not in FIELDS[name].metadata["sites"]:
                raise FaultError(f"{name} is no fault of {self.site}")
        self.now = dataclasses.replace(self.now, **{name: _coerced(name, flat[name]) for name in flat})
        self.popup_serial += bool(flat.get("popup"))
        self.version += 1

    def clear(self) -> None:
        """Everything works again."""
        self.now = SiteFaults()
        self.version += 1

    def take(self, name: str) -> bool:
        """Use up one of a counted fault; true if there was one."""
        left: int = getattr(self.now, name)
        if left <= 0:
            return False
        setattr(self.now, name, left - 1)
        self.version += 1
        return True

    def delay_s(self, kind: str) -> float:
        """Seconds to wait before a request of this kind is answered."""
        return self.now.delay_ms / 1000 if self.now.delay_on in ("", kind) else 0.0

    def fails(self, kind: str) -> bool:
        """Whether a request of this kind is to be answered with 500."""
        if self.now.fail_on not in ("", kind):
            return False
        return self.take("fail_next") or self._random.random() < self.now.fail_rate

    def as_json(self) -> dict[str, Any]:
        """The state of this site's own faults."""
        return {
            name: getattr(self.now, name) for name in FIELDS if self.site in FIELDS[name].metadata["sites"]
        }


def describe(site: str) -> dict[str, str]:
    """Name and meaning of each fault and action of a site."""
    told = {name: str(f.metadata["about"]) for name, f in FIELDS.items() if site in f.metadata["sites"]}
    return told | {name: about for name, (sites, about) in ACTIONS.items() if site in sites}
